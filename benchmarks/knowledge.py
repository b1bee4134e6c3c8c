# SPDX-License-Identifier: Apache-2.0
"""Who knows what: a page of a table of 200 people by 500 subjects, beside all of one of 20 by 50, per cell shown.

Every person knows of every subject, each by an exchange of its own day. The pages are asked for through the
application after a first request; as of a day in the middle, so that every time is compared.
"""

from __future__ import annotations

from functools import partial

from benchmarks._pages import Visitor, visiting
from benchmarks._record import START, house
from benchmarks.figures import Figure, Unit, cpu_seconds, ratio
from goodoffices.app.house import House
from goodoffices.app.views.knowledge import knowledge_view
from goodoffices.domain.entries import Entry, Fact
from goodoffices.domain.people import Mediation, Person, Subject
from goodoffices.domain.reports import Exchange, ExchangeKind, Status
from goodoffices.times import Instant, When


SMALL, LARGE = (20, 50), (200, 500)
AT_ONCE = 10
"""How many people learn of a subject by one exchange."""
BATCH = 2000
PAGE = "/m/measured/knowledge"
CELL = b'<td role="cell"'


def run() -> list[Figure]:
    """Measure the pages, and the views alone without pages, per cell."""
    with house() as small_house, house() as large_house:
        for made, (people, subjects) in ((small_house, SMALL), (large_house, LARGE)):
            _fill(made, people, subjects)
        with visiting(small_house) as small, visiting(large_house) as large:
            first = cpu_seconds(partial(large.get, PAGE))
            page = _per_cell(small, large, "as_of=2024-06-15")
            now = _per_cell(small, large, "")
        states = [made.mediation().state() for made in (small_house, large_house)]
        ours, peer = (partial(knowledge_view, state) for state in reversed(states))
        whole = ratio(ours, peer, rounds=2) * (SMALL[0] * SMALL[1]) / (LARGE[0] * LARGE[1])
    return [
        Figure(name="a page of who knows, 200 × 500 / 20 × 50, per cell shown", value=now, bound=5),
        Figure(name="the same as of a day", value=page, bound=5),
        Figure(name="the whole table at once, nothing kept, 200 × 500 / 20 × 50, per cell", value=whole, bound=5),
        Figure(name="the first page of 200 × 500, case opened and folded", value=first * 1000, unit=Unit.MILLISECONDS),
    ]


def _per_cell(small: Visitor, large: Visitor, query: str) -> float:
    few, many = (visitor.get(PAGE, query).count(CELL) for visitor in (small, large))
    assert few
    assert many
    return ratio(partial(large.get, PAGE, query), partial(small.get, PAGE, query)) * few / many


def _fill(made: House, people: int, subjects: int) -> None:
    facts: list[Fact] = [Mediation(id="measured", title="A mediation to measure on", zone="Europe/Vienna")]
    facts += [Person(id=f"p{number}", name=f"Person {number}") for number in range(people)]
    facts += [Subject(id=f"s{number}", name=f"Subject {number}") for number in range(subjects)]
    facts += [
        Exchange(
            id=f"e{subject}-{group}",
            when=When.read(f"2024-{(subject + group) % 12 + 1:02}-{subject % 28 + 1:02}"),
            kind=ExchangeKind.MEETING,
            from_=tuple(f"p{number}" for number in range(group, min(group + AT_ONCE, people))),
            text="They spoke of it.",
            about=(f"s{subject}",),
            attribution="the union < somebody who was there",
            status=Status.REPORTED,
        )
        for subject in range(subjects)
        for group in range(0, people, AT_ONCE)
    ]
    mediation = made.begin()
    for start in range(0, len(facts), BATCH):
        with mediation.record.writing() as writing:
            writing.append(
                [
                    Entry(recorded=Instant(START.seconds + number), by="conciliator", fact=fact)
                    for number, fact in enumerate(facts[start : start + BATCH], start=start)
                ]
            )
