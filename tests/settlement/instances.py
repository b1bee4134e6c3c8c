# SPDX-License-Identifier: Apache-2.0
"""Small scenarios of every kind that methods get wrong, from any source of chance; and which kinds a scenario is of.

Chance is whatever has `randrange`: `random.Random(seed)`, hypothesis's own, or a fuzzer's bytes. Numbers are few and
small most of the time, so that packages are level, options equal, weights nothing and minimums met to the point.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import prod
from random import Random
from typing import Protocol, TypeVar

from goodoffices.settlement import (
    Count,
    Curve,
    Dependency,
    Holds,
    Interaction,
    Issue,
    OnlyIf,
    Option,
    Preferences,
    Scenario,
    Unsure,
)
from tests.settlement.plain import Plain


T = TypeVar("T")


class Chance(Protocol):
    """Where chance comes from."""

    def randrange(self, stop: int, /) -> int:
        """Give a whole number from 0 to below `stop`."""
        ...


class Bytes:
    """Chance out of bytes, each used once; when they are over, always 0: what a fuzzer changes is what comes of it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._place = 0

    def randrange(self, stop: int, /) -> int:
        """Give a whole number from 0 to below `stop`."""
        size = (stop - 1).bit_length() // 8 + 1
        part = self._data[self._place : self._place + size]
        self._place += size
        return int.from_bytes(part, "little") % stop


def seeded(seed: int | bytes) -> Random:
    """Chance that is the same for the same seed."""
    return Random(seed)  # noqa: S311 - scenarios, no secrets


def between(chance: Chance, least: int, most: int) -> int:
    """A whole number from `least` to `most`."""
    return least + chance.randrange(most - least + 1)


def one_of(chance: Chance, choices: Sequence[T]) -> T:
    """One of several."""
    return choices[chance.randrange(len(choices))]


def often(chance: Chance, times: int, of: int) -> bool:
    """True so many times of so many."""
    return chance.randrange(of) >= of - times


NUMBERS = ("few", "small", "small", "signed", "fractions", "large")
"""What numbers a scenario has: 0 to 2; 0 to 6; negative too; with denominators up to 7; near the largest allowed."""


def number(chance: Chance, kind: str) -> Fraction:
    """A value of an option, or what an interaction adds."""
    match kind:
        case "few":
            return Fraction(chance.randrange(3))
        case "small":
            return Fraction(chance.randrange(7))
        case "signed":
            return Fraction(between(chance, -6, 9))
        case "fractions":
            return Fraction(between(chance, -8, 20), between(chance, 1, 7))
        case _:
            return Fraction(one_of(chance, (0, 1, -1, 10**9 - 1, 10**9 - 2, 1 - 10**9, 5 * 10**8)))


def weight(chance: Chance, kind: str) -> Fraction:
    """A weight; nothing, one time in three."""
    if often(chance, 1, 3):
        return Fraction(0)
    return Fraction(between(chance, 1, 4), between(chance, 1, 3) if kind == "fractions" else 1)


def scenario_of(chance: Chance, *, parties: int | None = None, packages: int = 150) -> Scenario:
    """A scenario of issues with options, of at most so many packages before dependencies."""
    numbers = one_of(chance, NUMBERS)
    issues = _issues(chance, packages)
    count = parties or one_of(chance, (1, 2, 2, 2, 3, 3, 4, 5))
    made = tuple(_party(chance, place, issues, numbers) for place in range(count))
    dependencies = tuple(_dependency(chance, issues) for _ in range(one_of(chance, (0, 0, 1, 1, 2, 3))))
    scenario = Scenario(issues=issues, parties=made, dependencies=dependencies)
    scenario = _alike(chance, scenario)
    return _with_minimums(chance, scenario)


def _issues(chance: Chance, packages: int) -> tuple[Issue, ...]:
    sizes: list[int] = []
    for _ in range(between(chance, 1, 5)):
        size = one_of(chance, (1, 2, 2, 3, 3, 4, 5))
        if prod((*sizes, size)) <= packages:
            sizes.append(size)
    return tuple(
        Issue(
            id=f"i{place}",
            options=tuple(Option(id=f"o{number}", amount=_amount(chance, number)) for number in range(size)),
        )
        for place, size in enumerate(sizes or [1])
    )


def _amount(chance: Chance, place: int) -> Fraction | None:
    return Fraction(10 * place) if chance.randrange(2) else None


def _party(chance: Chance, place: int, issues: tuple[Issue, ...], numbers: str) -> Preferences:
    def values(issue: Issue) -> dict[str, Fraction]:
        """What each option is worth; of some nothing is said, which is nothing."""
        said = (option for option in issue.options if not often(chance, 1, 12))
        return {option.id: number(chance, numbers) for option in said}

    valued = {issue.id: values(issue) for issue in issues if not often(chance, 1, 12)}
    weights = {issue.id: weight(chance, numbers) for issue in issues if chance.randrange(2)}
    interactions = tuple(
        Interaction(
            together=tuple(_literal(chance, issues) for _ in range(one_of(chance, (1, 2, 2, 3, 4)))),
            adds=number(chance, "signed" if numbers == "small" else numbers),
        )
        for _ in range(one_of(chance, (0, 0, 0, 1, 2, 3)))
    )
    made = Preferences(id=f"p{place}", weights=weights, values=valued, interactions=interactions)
    return replace(made, unsure=tuple(_unsure(chance, issues, made)))


def _unsure(chance: Chance, issues: tuple[Issue, ...], party: Preferences) -> Iterator[Unsure]:
    for issue in issues:
        if often(chance, 1, 5):
            now = party.weights.get(issue.id, Fraction(1))
            yield Unsure(issue=issue.id, low=now / 2, high=now + chance.randrange(2))
        if often(chance, 1, 8):
            option = one_of(chance, issue.options).id
            value = party.values.get(issue.id, {}).get(option, Fraction(0))
            yield Unsure(issue=issue.id, option=option, low=value - chance.randrange(3), high=value + 1)


def _literal(chance: Chance, issues: tuple[Issue, ...]) -> Holds:
    issue = one_of(chance, issues)
    taken = frozenset(option.id for option in issue.options if chance.randrange(2))
    return Holds(issue=issue.id, options=taken or frozenset({one_of(chance, issue.options).id}))


def _dependency(chance: Chance, issues: tuple[Issue, ...]) -> Dependency:
    if chance.randrange(2):
        needs = tuple(_literal(chance, issues) for _ in range(between(chance, 1, 2)))
        return OnlyIf(term=_literal(chance, issues), needs=needs)
    of = tuple(_literal(chance, issues) for _ in range(between(chance, 1, 4)))
    least = chance.randrange(len(of) + 1)
    return Count(of=of, least=least, most=one_of(chance, (None, least, len(of))))


def _alike(chance: Chance, scenario: Scenario) -> Scenario:
    """Now and then: two options the same to everybody; a party that wants what another wants, or the opposite."""
    parties = scenario.parties
    if often(chance, 1, 5):
        issue = one_of(chance, scenario.issues)
        one, other = one_of(chance, issue.options).id, one_of(chance, issue.options).id
        parties = tuple(
            replace(
                party,
                values={
                    **party.values,
                    issue.id: {
                        **party.values.get(issue.id, {}),
                        other: party.values.get(issue.id, {}).get(one, Fraction(0)),
                    },
                },
            )
            for party in parties
        )
    if len(parties) > 1 and often(chance, 1, 6):
        sign = one_of(chance, (1, -1))
        like = replace(
            parties[0],
            id=parties[-1].id,
            values={i: {o: sign * v for o, v in values.items()} for i, values in parties[0].values.items()},
            interactions=tuple(replace(each, adds=sign * each.adds) for each in parties[0].interactions),
            unsure=(),
        )
        parties = (*parties[:-1], like)
    return replace(scenario, parties=parties)


def opposed(scenario: Scenario) -> Scenario:
    """The same values, put in order: what every other party likes most of an issue the others like least.

    So there is much to trade, since weights differ.
    """

    def ordered(place: int, values: Mapping[str, Fraction]) -> dict[str, Fraction]:
        return dict(zip(values, sorted(values.values(), reverse=bool(place % 2)), strict=True))

    parties = (
        replace(party, values={issue: ordered(place, values) for issue, values in party.values.items()})
        for place, party in enumerate(scenario.parties)
    )
    return replace(scenario, parties=tuple(parties))


def _with_minimums(chance: Chance, scenario: Scenario) -> Scenario:
    """Minimums that some package meets to the point, or just not; or nothing, or more than there is."""
    known = Plain(replace(scenario, dependencies=()))
    base = one_of(chance, known.packages).scores
    parties = []
    for place, party in enumerate(scenario.parties):
        column = [each.scores[place] for each in known.packages]
        least = (
            Fraction(0),
            base[place],
            base[place],
            base[place] - Fraction(1, 3),
            min(column),
            max(column),
            max(column) + 1,
        )[one_of(chance, (0, 0, 1, 1, 1, 2, 2, 3, 4, 4, 5, 6))]
        parties.append(replace(party, minimum=Fraction(max(1 - 10**9, min(least, 10**9 - 1)))))
    return replace(scenario, parties=tuple(parties))


def cut_off(chance: Chance, scenario: Scenario) -> Scenario:
    """The same with a greatest score for some parties: what some package is worth, or less."""
    base = one_of(chance, list(Plain.sums(scenario)) or [(Fraction(0),) * len(scenario.parties)])
    parties = []
    for party, score in zip(scenario.parties, base, strict=True):
        most = one_of(chance, (score, score, score - Fraction(1, 3), party.minimum, score / 2, None))
        parties.append(replace(party, most=None if most is None else Fraction(most)))
    return replace(scenario, parties=tuple(parties))


def wide_of(chance: Chance, *, parties: int | None = None) -> Scenario:
    """More packages than are looked at one by one, of few score vectors: so that all of these can still be counted.

    What hangs together is at most three issues next to one another.
    """
    numbers = one_of(chance, ("few", "few", "small", "signed"))
    count = parties or one_of(chance, (1, 2, 2, 3))
    size = one_of(chance, (2, 3))
    length = 16 + chance.randrange(3) if size == 2 else 10 + chance.randrange(3)
    issues = tuple(
        Issue(id=f"i{place}", options=tuple(Option(id=f"o{number}") for number in range(size)))
        for place in range(length)
    )
    near = [issues[place : place + 3] for place in range(0, length - 2, 3)]
    made = []
    for place in range(count):
        party = _party(chance, place, issues, "few" if count > 2 else numbers)
        hanging = tuple(
            Interaction(
                together=tuple(_literal(chance, part) for _ in range(between(chance, 1, 3))),
                adds=Fraction(between(chance, -2, 2)),
            )
            for part in near
            if often(chance, 1, 4)
        )
        made.append(replace(party, interactions=hanging if chance.randrange(2) else (), unsure=()))
    dependencies = tuple(_dependency(chance, part) for part in near if often(chance, 1, 4))
    scenario = Scenario(issues=issues, parties=tuple(made), dependencies=dependencies if chance.randrange(2) else ())
    sums = list(Plain.sums(scenario))
    base = one_of(chance, sums) if sums else (Fraction(0),) * count
    parties_ = []
    for place, party in enumerate(made):
        most = Fraction(max((each[place] for each in sums), default=0))
        met = Fraction(base[place])
        parties_.append(replace(party, minimum=one_of(chance, (Fraction(0), met, (met + most) / 2, most - 1))))
    return replace(scenario, parties=tuple(parties_))


def mixed_of(chance: Chance) -> Scenario:
    """Two parties, few packages, and one to three issues that are continuous, with bent curves."""
    numbers = one_of(chance, ("few", "small", "signed", "fractions"))
    issues = _issues(chance, 12)
    made = [replace(_party(chance, place, issues, numbers), unsure=()) for place in range(2)]
    dependencies = tuple(_dependency(chance, issues) for _ in range(one_of(chance, (0, 0, 0, 1, 2))))
    added = []
    for place in range(one_of(chance, (1, 1, 2, 3))):
        low, width = between(chance, -3, 3), one_of(chance, (1, 4, 7))
        added.append(Issue(id=f"c{place}", between=(Fraction(low), Fraction(low + width))))
    parties = []
    for party in made:
        curves = {issue.id: _curve(chance, issue, numbers) for issue in added if not often(chance, 1, 8)}
        weights = {issue.id: weight(chance, numbers) for issue in added if often(chance, 1, 3)}
        parties.append(replace(party, curves=curves, weights={**party.weights, **weights}))
    mixed = (*added, *issues) if chance.randrange(2) else (*issues, *added)
    least = one_of(chance, (Fraction(-100), Fraction(0), Fraction(between(chance, -4, 12)), Fraction(40)))
    other = one_of(chance, (least, Fraction(between(chance, -4, 12)), Fraction(0)))
    return Scenario(
        issues=mixed,
        parties=(replace(parties[0], minimum=least), replace(parties[1], minimum=other)),
        dependencies=dependencies,
    )


def _curve(chance: Chance, issue: Issue, numbers: str) -> Curve:
    assert issue.between is not None
    low, high = issue.between
    bends = sorted({low + (high - low) * Fraction(between(chance, 1, 5), 6) for _ in range(chance.randrange(3))})
    return tuple((each, number(chance, numbers)) for each in (low, *bends, high))


KINDS: dict[str, Callable[[Scenario, Plain], bool]] = {
    "ties": lambda _, plain: len(plain.counts) < len(plain.packages),
    "zero weights": lambda scenario, _: any(0 in party.weights.values() for party in scenario.parties),
    "equal options": lambda _, plain: any(len(set(options)) < len(options) for options in plain.options),
    "infeasible dependencies": lambda _, plain: not plain.packages,
    "negative values": lambda scenario, _: min(_numbers(scenario), default=Fraction(0)) < 0,
    "one option": lambda scenario, _: any(len(issue.options) == 1 for issue in scenario.issues),
    "one party": lambda scenario, _: len(scenario.parties) == 1,
    "four parties or more": lambda scenario, _: len(scenario.parties) >= 4,
    "fractions": lambda scenario, _: any(number.denominator > 1 for number in _numbers(scenario)),
    "nearly ten digits": lambda scenario, _: any(abs(number) > 10**8 for number in _numbers(scenario)),
    "dependencies": lambda scenario, _: bool(scenario.dependencies),
    "interactions": lambda scenario, _: any(party.interactions for party in scenario.parties),
    "interactions of three issues": lambda scenario, _: any(
        len({holds.issue for holds in each.together}) > 2 for party in scenario.parties for each in party.interactions
    ),
    "unsure": lambda scenario, _: any(party.unsure for party in scenario.parties),
    "no zone": lambda _, plain: bool(plain.packages) and not plain.acceptable,
    "a zone": lambda _, plain: bool(plain.acceptable),
    "minimums met to the point": lambda _, plain: (
        bool(plain.acceptable)
        and all(
            any(score == least for score, least in zip(each.scores, plain.minimums, strict=True))
            for each in plain.acceptable
        )
    ),
}
"""The kinds of scenarios of issues with options, and whether one is of a kind."""


def _numbers(scenario: Scenario) -> list[Fraction]:
    values = [v for party in scenario.parties for values in party.values.values() for v in values.values()]
    return values + [each.adds for party in scenario.parties for each in party.interactions]


def kinds(scenario: Scenario) -> Iterator[str]:
    """Name every kind that a scenario is of."""
    plain = Plain(scenario)
    return (name for name, is_of_it in KINDS.items() if is_of_it(scenario, plain))
