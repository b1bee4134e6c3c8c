# SPDX-License-Identifier: Apache-2.0
"""The lanes: who was in touch with whom through whom, in order, a window of the newest at a time.

Each person, body or delegation that takes part has a lane; when there would be too many, those who take part least
stand in the lane of their delegation, and those without one in a lane for all others. The lanes are those of the window
that is shown, and so is the cost: the order of the whole record is kept elsewhere (`kept_order`).
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import structs

from goodoffices.app.views.kept_order import KeptOrder
from goodoffices.app.views.lane_choice import Lane, Seats, Touch, seats
from goodoffices.app.views.shown import Row, Time, Told, names, row, time, told
from goodoffices.domain.agreements import Agreement
from goodoffices.domain.chronology import when_of
from goodoffices.domain.people import Delegation, Side
from goodoffices.domain.proposals import Answer, AnswerKind, Proposal
from goodoffices.domain.reports import Attributed, Exchange, Status
from goodoffices.domain.state import Held, State
from goodoffices.domain.statements import Showing, Statement
from goodoffices.domain.values import Value
from goodoffices.times import When
from goodoffices.times.forms import Clock, Span
from goodoffices.times.instant import clock as written


MARKS = (Exchange, Statement, Showing, Answer, Agreement)
"""The kinds of fact in which somebody is in touch with somebody."""

WINDOW = 40
MOST_LANES = 10


class Certainty(StrEnum):
    """How firmly a mark is drawn."""

    FIRM = "firm"
    UNSURE = "unsure"
    """Not confirmed, played down or denied."""
    BELIEVED = "believed"
    """A belief or an assessment."""


class Said(Value, frozen=True, kw_only=True):
    """An answer that a mark gives or reports, with the lane of whoever gave it."""

    id: str
    kind: AnswerKind
    proposal: str
    lane: int | None


class Mark(Value, frozen=True, kw_only=True):
    """One act of being in touch: the row that says everything of it, and the lanes it is drawn across."""

    row: Row
    """With `who`, `to` and `through` as the picture shows them."""
    kind: str
    """The kind of exchange, or the kind of fact."""
    sources: tuple[int, ...]
    """Places of lanes, as in all that follows; in order, each once."""
    targets: tuple[int, ...]
    through: tuple[int, ...]
    answers: tuple[Said, ...]
    certainty: Certainty
    status: Status | None
    day: Time | None
    """The day where the time is known to the minute, and otherwise the time as far as it is known."""
    clock: str | None
    """The time of day where it is known to the minute."""
    dated: bool


class Lanes(Value, frozen=True, kw_only=True):
    """A window of marks with their lanes."""

    lanes: tuple[Lane, ...]
    marks: tuple[Mark, ...]
    total: int
    """How many marks there are in all."""
    first: int
    """The number of the first mark shown, counted from 1 at the oldest; 0 when there is none."""
    page: int
    """Which window it is, counted from 0 at the newest."""
    pages: int


def lanes_view(
    state: State, order: KeptOrder | None = None, page: int = 0, window: int = WINDOW, most: int = MOST_LANES
) -> Lanes:
    """Show one window of who was in touch with whom: `window` marks, `page` windows before the newest.

    `order` keeps what was sorted from one page to the next. A page that does not exist is the nearest that does.
    """
    order = order or KeptOrder(*MARKS)
    rows = order.of(state)
    pages = max(1, -(-len(rows) // window))
    page = min(max(page, 0), pages - 1)
    end = len(rows) - page * window
    shown = rows[max(0, end - window) : end]
    reported = order.told_by(state)
    touches = [_meant(state, held.fact.id, _touch(state, held)) for held in shown]
    seated = seats(state, touches, most)
    return Lanes(
        lanes=seated.lanes,
        marks=tuple(
            _mark(state, held, touch, seated, _answers(held, reported))
            for held, touch in zip(shown, touches, strict=True)
        ),
        total=len(rows),
        first=end - len(shown) + 1 if shown else 0,
        page=page,
        pages=pages,
    )


def _touch(state: State, held: Held) -> Touch:
    match held.fact:
        case Exchange(from_=sources, to=targets, through=through):
            return Touch(sources=sources, targets=targets, through=through)
        case Statement(by=by, delegation=delegation):
            return Touch(sources=(by or delegation,), targets=_mediator(state))
        case Showing(by=by, to=targets):
            return Touch(sources=(by,) if by else _mediator(state), targets=targets)
        case Answer(by=by, proposal=identifier):
            proposal = state.get(identifier, Proposal)
            makers = tuple(maker for maker in proposal.by if maker != by) if proposal else ()
            return Touch(
                sources=(by,), targets=makers or _mediator(state), through=proposal.through if proposal else ()
            )
        case Agreement(proposal=identifier, signatures=signatures):
            proposal = state.get(identifier, Proposal)
            signed = tuple(signature.by for signature in signatures)
            together = signed or ((*proposal.by, *proposal.to) if proposal else ())
            return Touch(sources=together, targets=together)
    return Touch()


def _meant(state: State, entry: str, touch: Touch) -> Touch:
    """Put those who are meant in an entry in the place of those who are named in it."""
    return Touch(*(tuple(dict.fromkeys(state.meant(actor, entry) for actor in actors)) for actors in touch))


def _mediator(state: State) -> tuple[str, ...]:
    """Who hears statements and shows them on: the mediator's delegation, where there is one."""
    found = (delegation.id for delegation in state.of(Delegation) if delegation.side is Side.MEDIATOR)
    return tuple(found)[:1]


def _answers(held: Held, reported: dict[str, tuple[Held, ...]]) -> tuple[Answer, ...]:
    fact = held.fact
    own = (fact,) if isinstance(fact, Answer) else ()
    told_here = (other.fact for other in reported.get(fact.id, ()))
    return (*own, *(answer for answer in told_here if isinstance(answer, Answer)))


def _mark(state: State, held: Held, touch: Touch, seated: Seats, answers: tuple[Answer, ...]) -> Mark:
    fact = held.fact
    when = when_of(fact)
    status = fact.status if isinstance(fact, Attributed) else None
    day, clock = _day(state, when)
    shown = structs.replace(
        row(state, held),
        who=names(state, touch.sources),
        to=names(state, touch.targets),
        through=names(state, touch.through),
        told=told(fact),
    )
    return Mark(
        row=shown,
        kind=str(fact.kind) if isinstance(fact, Exchange) else shown.kind,
        sources=seated.places(touch.sources),
        targets=seated.places(touch.targets),
        through=seated.places(touch.through),
        answers=tuple(
            Said(
                id=answer.id,
                kind=answer.kind,
                proposal=answer.proposal,
                lane=next(iter(seated.places((state.meant(answer.by, answer.id),))), None),
            )
            for answer in answers
        ),
        certainty=_certainty(shown.told, status),
        status=status,
        day=day,
        clock=clock,
        dated=when is not None and when.known,
    )


def _certainty(accounts: tuple[Told, ...], status: Status | None) -> Certainty:
    if status is None or not accounts or status in (Status.CONFIRMED, Status.REPORTED):
        return Certainty.FIRM
    return Certainty.BELIEVED if status in (Status.BELIEF, Status.ASSESSMENT) else Certainty.UNSURE


def _day(state: State, when: When | None) -> tuple[Time | None, str | None]:
    """Give the day and the time of day, or the whole time where it cannot be taken apart."""
    if when is None:
        return None, None
    form = when.form
    if not isinstance(form, Clock) or form.zone is not None or form.offset is not None:
        return time(state, when), None
    day = When(Span(form.year, form.month, form.day))
    return time(state, day), written(form.second, seconds=form.to_the_second)
