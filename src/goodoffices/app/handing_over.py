# SPDX-License-Identifier: Apache-2.0
"""What passes between the mediator's record and a party's own record in the same house, for its scores.

To the party goes what was put to it and nothing else: issues and dependencies that a showing to it names word for word,
and offers that it made, answered or was shown, with the terms they have. Back comes only what it releases: its scores,
for as long as the release stands; taking it back destroys them in the mediator's record.

Each step looks at what is committed in both records and writes what is missing. It may be repeated at any time, and is,
before every page that rests on it: a crash between two writes is mended by the next look.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from msgspec.structs import replace

from goodoffices.app.handlers import destroy, enter
from goodoffices.app.house import House
from goodoffices.app.identifiers import next_id
from goodoffices.app.mediation import OpenMediation
from goodoffices.app.views.comparison import readable
from goodoffices.domain.dependencies import Dependency
from goodoffices.domain.destruction import Rule
from goodoffices.domain.entries import Fact
from goodoffices.domain.issues import Issue
from goodoffices.domain.people import Delegation, Mediation, Person, Side
from goodoffices.domain.proposals import Answer, Proposal
from goodoffices.domain.referring import named
from goodoffices.domain.scores import Scores, terms_to_weigh
from goodoffices.domain.state import State
from goodoffices.domain.statements import Form, Medium, Release, Showing
from goodoffices.errors import RefusedError
from goodoffices.times import UNKNOWN, When


ATTEMPTS: Final = 3
"""How often a step is begun anew when somebody else has written meanwhile."""
AGAIN: Final = "The mediator put it anew."
TAKEN_BACK: Final = "The party took its release back, or released other scores."


class Crossing(NamedTuple):
    """What a party knows of the mediation, as facts of a record of its own."""

    opening: Mediation
    delegations: tuple[Delegation, ...]
    people: tuple[Person, ...]
    """Those whom the terms to weigh and the offers name, by name and nothing more."""
    issues: tuple[Issue, ...]
    dependencies: tuple[Dependency, ...]
    offers: tuple[Proposal, ...]
    """With ids that say nothing; the same offer is known by its title, kind and time."""


def parties(state: State) -> tuple[Delegation, ...]:
    """List the delegations that can be asked for their scores."""
    return tuple(side for side in state.of(Delegation) if side.side is Side.PARTY)


def side_of(state: State, actor: str) -> str:
    """Give the delegation that somebody belongs to, or is."""
    person = state.get(actor, Person)
    return person.delegation if person is not None and person.delegation is not None else actor


def line_of(state: State, issue: Issue) -> str:
    """Say of an issue what a party is shown of it, in a line: its name, and the terms to weigh."""
    return _line(f"{issue.name}: {'; '.join(readable(state, issue, term) for term in terms_to_weigh(issue))}")


def _line(text: str) -> str:
    return " ".join(text.split())


def put_to(
    state: State, delegation: str, issues: Iterable[Issue], dependencies: Iterable[Dependency], when: When
) -> Showing:
    """Make the showing that puts issues and dependencies to a party for it to weigh; its text is all that it says."""
    issues, dependencies = tuple(issues), tuple(dependencies)
    title = state.mediation.title if state.mediation else ""
    lines = [_line(title), *(line_of(state, issue) for issue in issues), *(_line(each.text) for each in dependencies)]
    return Showing(
        id=next_id(state, "w"),
        to=(delegation,),
        when=when,
        medium=Medium.WRITTEN_HERE,
        text="\n".join(filter(None, lines)),
        about=(*(issue.id for issue in issues), *(each.id for each in dependencies)),
    )


def crossing(state: State, delegation: str) -> Crossing | None:
    """Find in the mediator's record what was put to a party; none where no issue was."""
    own = state.get(delegation, Delegation)
    if state.mediation is None or own is None:
        return None
    shown = [showing for showing in state.of(Showing) if delegation in {side_of(state, to) for to in showing.to}]
    issues = tuple(
        replace(issue, note=None)
        for issue in state.of(Issue)
        if terms_to_weigh(issue) and any(_is_put(showing, issue.id, line_of(state, issue)) for showing in shown)
    )
    if not issues:
        return None
    mediation = state.mediation
    known = {issue.id for issue in issues}
    offers = tuple(_offers(state, delegation, shown, known))
    put: tuple[Fact, ...] = (*issues, *offers)
    mentioned = dict.fromkeys(
        member.id for fact in put for member in named(fact, lambda issue: state.get(issue, Issue))
    )
    return Crossing(
        opening=Mediation(
            id=mediation.id,
            title=mediation.title,
            zone=mediation.zone,
            language=mediation.language,
            record_of=delegation,
        ),
        delegations=tuple(
            Delegation(id=side.id, name=side.name, side=side.side)
            for side in state.of(Delegation)
            if side.id == delegation or side.side is Side.MEDIATOR or side.id in mentioned
        ),
        people=tuple(
            Person(id=person.id, name=person.name, kind=person.kind)
            for identifier in mentioned
            if (person := state.get(identifier, Person)) is not None
        ),
        issues=issues,
        dependencies=tuple(
            replace(each, note=None)
            for each in state.of(Dependency)
            if {taken.issue for taken in (*each.of, *each.needs)} <= known
            and any(_is_put(showing, each.id, _line(each.text)) for showing in shown)
        ),
        offers=offers,
    )


def _is_put(showing: Showing, identifier: str, words: str) -> bool:
    return identifier in showing.about and words in showing.text.split("\n")


def _offers(state: State, delegation: str, shown: list[Showing], known: set[str]) -> Iterator[Proposal]:
    """Give the offers that a party made, answered or was shown: their terms, and nothing that the mediator noted."""
    answered = {answer.proposal for answer in state.of(Answer) if side_of(state, answer.by) == delegation}
    for number, proposal in enumerate(state.of(Proposal), start=1):
        showings = [showing for showing in shown if showing.proposal == proposal.id]
        is_own = delegation in {side_of(state, by) for by in proposal.by}
        if not (is_own or showings or proposal.id in answered):
            continue
        when = showings[0].when if showings and not is_own else proposal.when
        is_read = any(proposal.title in showing.text for showing in shown)
        yield Proposal(
            id=f"offer-{number}",
            title=proposal.title if is_read else str(proposal.kind),
            kind=proposal.kind,
            by=(delegation,) if is_own else (),
            when=UNKNOWN if when.reference is not None else when,
            terms={issue: term for issue, term in proposal.terms.items() if issue in known},
        )


def hand_over(
    house: House, mediator: OpenMediation, delegation: str, by: str, party: OpenMediation | None = None
) -> OpenMediation | None:
    """Bring a party's record and the mediator's up to date with each other; gives the party's, if it has been begun.

    `party` is that record where it is open already.
    Raises RefusedError only where somebody else keeps writing at the same time.
    """
    with mediator.reading() as state:
        identifier = state.mediation.id if state.mediation else ""
        known = crossing(state, delegation)
    if party is None and known is None:
        party = house.record_of(identifier, delegation)
    elif party is None and known is not None:
        party = house.begin_record_of(mediator, known.opening, known.delegations, by)
    if party is None:
        return None
    for attempt in range(ATTEMPTS):
        try:
            if known is not None:
                _bring(party, known, by)
            take_over(mediator, party, delegation, by)
        except RefusedError:
            if attempt == ATTEMPTS - 1:
                raise
        else:
            break
    return party


def _bring(party: OpenMediation, known: Crossing, by: str) -> None:
    """Write into a party's record what was put to it since."""
    with party.reading() as state:
        told: list[Fact] = [*known.delegations, *known.people, *known.issues, *known.dependencies]
        new: list[Fact] = [fact for fact in told if fact.id not in state]
        anew: list[Fact] = [fact for fact in told if (held := state.held(fact.id)) and held.fact != fact]
        for offer in known.offers:
            _add_offer(state, offer, new, anew)
    if new:
        enter(party, tuple(new), by)
    if anew:
        enter(party, tuple(anew), by, AGAIN)


def _add_offer(state: State, offer: Proposal, new: list[Fact], anew: list[Fact]) -> None:
    held = next((other for other in state.of(Proposal) if _is_same(other, offer)), None)
    if held is not None:
        if held.terms != offer.terms:
            anew.append(replace(offer, id=held.id))
        return
    taken = {fact.id for fact in new if isinstance(fact, Proposal)}
    number = 1
    while f"offer-{number}" in state or f"offer-{number}" in taken:
        number += 1
    new.append(replace(offer, id=f"offer-{number}"))


def _is_same(held: Proposal, offer: Proposal) -> bool:
    """Whether an offer is one that the record holds, perhaps with terms of issues that were put to the party since."""
    alike = (held.title, held.kind, held.by, held.when) == (offer.title, offer.kind, offer.by, offer.when)
    return alike and held.terms.items() <= offer.terms.items()


def released(state: State) -> tuple[Release, Scores] | None:
    """Give the scores in a party's record that it lets the mediator use, with their release; the last, if any."""
    for release in reversed(tuple(state.of(Release))):
        scores = state.get(release.statement, Scores)
        if scores is not None and release.id not in state.withdrawn:
            return release, scores
    return None


def release_of(state: State, scores: Scores, when: When) -> Release | None:
    """Make the release of scores to the mediator; none where the record names no mediator."""
    mediators = tuple(side.id for side in state.of(Delegation) if side.side is Side.MEDIATOR)
    if not mediators:
        return None
    return Release(id=next_id(state, "l"), statement=scores.id, to=mediators, form=Form.VERBATIM, when=when)


def take_over(mediator: OpenMediation, party: OpenMediation, delegation: str, by: str) -> None:
    """Have the mediator's record hold just those scores of a party that it lets the mediator use."""
    with party.reading() as state:
        found = released(state)
    with mediator.reading() as state:
        held = [scores for scores in state.of(Scores) if scores.delegation == delegation]
        wanted = _received(state, *found) if found is not None else None
        right = [scores for scores in held if wanted is not None and replace(scores, id=wanted.id) == wanted]
        wrong = [scores.id for scores in held if scores not in right[:1]]
    if wrong:
        destroy(mediator, Rule(ids=tuple(wrong)), by, TAKEN_BACK)
    if wanted is not None and not right:
        enter(mediator, (wanted,), by)


def _received(state: State, release: Release, scores: Scores) -> Scores:
    """Give scores as the mediator's record holds them: of the issues and terms that it knows, under its own id."""
    known = {issue.id: frozenset(terms_to_weigh(issue)) for issue in state.of(Issue)}
    return replace(
        scores,
        id=next_id(state, "v"),
        received=UNKNOWN if release.when.reference is not None else release.when,
        issues=tuple(
            replace(each, values=tuple(value for value in each.values if value.term in known[each.issue]))
            for each in scores.issues
            if each.issue in known
        ),
        together=tuple(
            each
            for each in scores.together
            if all(set(taken.terms) <= known.get(taken.issue, frozenset()) for taken in each.terms)
        ),
        unsure=tuple(
            each
            for each in scores.unsure
            if each.issue in known and (each.term is None or each.term in known[each.issue])
        ),
    )
