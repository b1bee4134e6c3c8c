# SPDX-License-Identifier: Apache-2.0
"""The fair packages of any number of parties with continuous terms, exact.

Sums and smallest gains are linear programs once options and stretches are chosen (`choosing`). So is the sum of so many
smallest gains: it is at least so much if every so many gains are, and of these demands only those are written down that
are missed (Ogryczak and Śliwiński 2003). Raising these sums one after the other is leximin, wherever the choices lie.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from goodoffices.settlement.answers import Answer, Certificate, Concept, Limits, Status
from goodoffices.settlement.methods.measures import Aim, value_of
from goodoffices.settlement.packages import Package
from goodoffices.settlement.ranges.choosing import Best, Search
from goodoffices.settlement.ranges.mixing import Row, row
from goodoffices.settlement.ranges.nash import nash
from goodoffices.settlement.ranges.stretches import Choices, choices_of
from goodoffices.settlement.scenario import Scenario


METHOD = "linear programs"
PRECISION = Fraction(1, 10**12)
"""By which share of itself a product could at most be larger than that given, where the largest is at no fraction."""


def fair(
    scenario: Scenario,
    aim: Aim,
    *,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    precision: Fraction = PRECISION,
) -> Answer:
    """Give a package that is best by a concept, which the aim states on the whole numbers of the table of corners.

    Of packages that are level, one is given. Where the largest product is at an irrational number, `precision` says by
    which share of itself another product could at most be larger.
    """
    search = Search(choices_of(scenario), limits)
    ideals: list[Package] = []
    if aim.concept is Concept.KALAI_SMORODINSKY:
        for party in range(search.choices.table.parties):
            best = ideal(search, party)
            if best.package is None or not best.proven:
                return _answer(search, aim, (), _status(best))
            ideals.append(best.package)
        most = [search.choices.whole(each)[party] for party, each in enumerate(ideals)]
        aim = replace(aim, units=tuple(score - base for score, base in zip(most, aim.base, strict=True)))
    match aim.concept:
        case Concept.NASH:
            return _of_nash(search, aim, precision)
        case Concept.UTILITARIAN:
            return _of_sum(search, aim)
        case _:
            found = leximin(search, aim)
            if found.package is None:
                return _answer(search, aim, (), Status.NONE if found.proven else Status.BEST_FOUND)
            status = Status.PROVEN if found.proven else Status.BEST_FOUND
            return _answer(search, aim, (found.package,), status, found.bound, ideals=ideals)


def acceptable_rows(choices: Choices) -> list[Row]:
    """The demands that every party reaches its minimum."""
    parties = range(choices.table.parties)
    return [
        Row(tuple(int(each == party) for each in parties), minimum)
        for party, minimum in enumerate(choices.table.minimums)
    ]


def ideal(search: Search, party: int) -> Best:
    """The most that a party can get while all reach their minimums, in whole numbers of the table."""
    alone = tuple(int(each == party) for each in range(search.choices.table.parties))
    return search.highest([*acceptable_rows(search.choices), Row(alone, 0, 1)])


@dataclass(frozen=True, slots=True)
class Lexical:
    """What leximin came to."""

    package: Package | None
    proven: bool
    bound: tuple[Fraction, ...] = ()
    """The smallest gain that any package has at most, then the next smallest of those level, as far as known; where it
    is proven these are the package's own."""


def leximin(search: Search, aim: Aim, demands: Iterable[Row] | None = None) -> Lexical:
    """Raise the smallest gain, then the sum of the two smallest, and so on; without demands, under the minimums."""
    choices = search.choices
    who = [party for party, unit in enumerate(aim.units) if unit]
    fixed = list(acceptable_rows(choices) if demands is None else demands)
    if not who:
        best = search.highest([*fixed, sum_row(choices)])
        return Lexical(best.package, best.proven)

    def of(parties: Sequence[int], least: Fraction, rate: int) -> Row:
        """That the gains of some parties together make so much."""
        weights = [Fraction(0)] * choices.table.parties
        for party in parties:
            weights[party] = 1 / aim.units[party]
        return row(weights, least + sum((aim.base[party] / aim.units[party] for party in parties), Fraction(0)), rate)

    def smallest(scores: Sequence[Fraction]) -> list[tuple[Fraction, int]]:
        return sorted(((scores[party] - aim.base[party]) / aim.units[party], party) for party in who)

    levels: list[Fraction] = []
    written: list[tuple[int, ...]] = []
    package: Package | None = None
    for count in range(1, len(who) + 1):
        rising: list[tuple[int, ...]] = [(party,) for party in who] if count == 1 else []
        above = None
        if package is not None:
            least = smallest(choices.whole(package))[:count]
            above = sum((gain for gain, _ in least), Fraction(0))
            rising = [tuple(party for _, party in least)]
        rows = [
            *fixed,
            *(of(parties, levels[len(parties) - 1], 0) for parties in written),
            *(of(parties, Fraction(0), 1) for parties in rising),
        ]
        best = search.highest(rows, known=package, above=above, missed=_missed(smallest, levels, written, rising, of))
        package = best.package
        if package is None or not best.proven or best.value is None:
            known = [after - before for before, after in zip([Fraction(0), *levels], levels, strict=False)]
            if best.bound is not None:
                known.append(best.bound - (levels[-1] if levels else 0))
            return Lexical(package, best.proven, tuple(known))
        levels.append(best.value)
        written += rising
    return Lexical(package, proven=True)


def _missed(
    smallest: Callable[[Sequence[Fraction]], list[tuple[Fraction, int]]],
    levels: Sequence[Fraction],
    written: list[tuple[int, ...]],
    rising: list[tuple[int, ...]],
    of: Callable[[Sequence[int], Fraction, int], Row],
) -> Callable[[Sequence[Fraction], Fraction], Row | None]:
    """That the sum of the smallest gains, however many, is not what it is held to be: the demand to add."""
    count = len(levels) + 1

    def missed(scores: Sequence[Fraction], steps: Fraction) -> Row | None:
        gains = smallest(scores)
        total = Fraction(0)
        for number in range(1, count + 1):
            total += gains[number - 1][0]
            parties = tuple(party for _, party in gains[:number])
            if number == count and total < steps:
                rising.append(parties)
                return of(parties, Fraction(0), 1)
            if number < count and total < levels[number - 1]:
                written.append(parties)
                return of(parties, levels[number - 1], 0)
        return None

    return missed


def efficient_from(search: Search, found: Package) -> Best:
    """A package that is at least as good as one for all, and that no other betters: of these the largest sum."""
    choices = search.choices
    whole = choices.whole(found)
    parties = range(choices.table.parties)
    least = [row([Fraction(int(each == party)) for each in parties], whole[party]) for party in parties]
    total = sum_row(choices)
    return search.highest([*least, total], known=found, above=Fraction(total.weigh(whole)) / total.rate)


def sum_row(choices: Choices, weights: Sequence[Fraction] | None = None) -> Row:
    """Steps up are points of all parties together, weighed equally or as given."""
    each = weights or [Fraction(1)] * choices.table.parties
    return row([weight / scale for weight, scale in zip(each, choices.table.scales, strict=True)], Fraction(0), 1)


def _of_sum(search: Search, aim: Aim) -> Answer:
    best = search.highest([*acceptable_rows(search.choices), sum_row(search.choices, aim.weights)])
    if best.package is None:
        return _answer(search, aim, (), _status(best))
    package, proven = best.package, best.proven
    if 0 in aim.weights and proven:
        better = efficient_from(search, package)
        package, proven = better.package or package, better.proven
    bound = () if best.bound is None else (best.bound,)
    return _answer(search, aim, (package,), Status.PROVEN if proven else Status.BEST_FOUND, bound)


def _of_nash(search: Search, aim: Aim, precision: Fraction) -> Answer:
    found = nash(search, precision=precision)
    if found.package is None:
        return _answer(search, aim, (), Status.NONE if found.proven else Status.BEST_FOUND)
    bound = () if found.bound is None else (found.bound,)
    status = Status.PROVEN if found.proven and found.bound == found.value else Status.BEST_FOUND
    return _answer(search, aim, (found.package,), status, bound)


def _status(best: Best) -> Status:
    """What is said where there is no package."""
    return Status.NONE if best.proven and best.package is None else Status.BEST_FOUND


def measured(aim: Aim, choices: Choices, package: Package) -> tuple[Fraction, ...]:
    """What a concept measures of a package, as a certificate states it."""
    gains = [
        (score - base) / unit if unit else Fraction(1)
        for score, base, unit in zip(choices.whole(package), aim.base, aim.units, strict=True)
    ]
    return value_of(aim.concept, gains, aim.weights, package.scores)


def _answer(
    search: Search,
    aim: Aim,
    packages: tuple[Package, ...],
    status: Status,
    bound: tuple[Fraction, ...] = (),
    *,
    ideals: Sequence[Package] = (),
) -> Answer:
    choices = search.choices
    value = measured(aim, choices, packages[0]) if packages else ()
    if status is Status.PROVEN:
        bound = value
    elif aim.concept is Concept.EGALITARIAN:
        bound = bound[:1]
    return Answer(
        concept=aim.concept,
        packages=packages,
        certificate=Certificate(status=status, method=METHOD, value=value, bound=bound, ideals=tuple(ideals)),
        baseline=tuple(base / scale for base, scale in zip(aim.base, choices.table.scales, strict=True)),
        party_weights=aim.weights,
        complete=status is Status.NONE,
    )
