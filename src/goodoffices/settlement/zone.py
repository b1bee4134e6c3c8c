# SPDX-License-Identifier: Apache-2.0
"""Is there a zone of possible agreement: a package that keeps the dependencies and reaches every minimum?

If not, which demands exclude one another: a set of minimums and dependencies that no package meets together, while
leaving out any one of them there is a package that meets the others (a minimal conflict, by the deletion filter:
Chinneck and Dravnieks 1991). And how far the minimums are apart: the least that the parties would have to give up of
them, in all, and the least that the party that gives up most would have to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodoffices.settlement.answers import Limits, Status
from goodoffices.settlement.methods.integer_program import model_of, solve
from goodoffices.settlement.methods.levels import acceptable_model
from goodoffices.settlement.methods.listing import Listing, every, few, keeping, listing
from goodoffices.settlement.methods.totals import totals
from goodoffices.settlement.packages import Package, Terms, package
from goodoffices.settlement.scenario import Scenario
from goodoffices.settlement.tables import Tables, tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Concession:
    """How far the minimums are from a package: what each party would give up of its own, in its points."""

    package: Package
    each: tuple[Fraction, ...]
    """By how much the package is below each party's minimum; 0 where it reaches it."""
    proven: bool
    """Whether no package asks for less."""

    @property
    def total(self) -> Fraction:
        """What all give up together."""
        return sum(self.each, Fraction(0))

    @property
    def largest(self) -> Fraction:
        """What the party gives up that gives up most."""
        return max(self.each, default=Fraction(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Demands of which any one could be left out for the others to be met together, but all cannot."""

    minimums: tuple[str, ...]
    """The parties, by id, whose minimums are among them."""
    dependencies: tuple[int, ...]
    """The places in the scenario of the dependencies that are among them."""
    without: tuple[Terms | None, ...]
    """For each of these demands, minimums first, a package that meets all the others; None: not known in the time."""

    @property
    def minimal(self) -> bool:
        """Whether it is proven that none of the demands could be left out of the set."""
        return None not in self.without


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """Whether there is a zone of possible agreement; why not, and how far away it is."""

    status: Status
    """`PROVEN`: there is one, and `package` lies in it; `NONE`: proven that there is none; `BEST_FOUND`: not known."""
    method: str
    package: Package | None = None
    conflict: Conflict | None = None
    least_total: Concession | None = None
    """With which package the parties would give up least of their minimums in all; None: no package is allowed."""
    least_largest: Concession | None = None
    """With which the party that gives up most would give up least."""


def zone(scenario: Scenario, *, limits: Limits = Limits()) -> Zone:  # noqa: B008 - frozen
    """Say whether a package is acceptable to all; if none is, which demands conflict and how far apart they are.

    >>> from goodoffices.settlement.example import dispute
    >>> zone(dispute).status.value
    'proven'
    """
    if any(issue.continuous for issue in scenario.issues):
        from goodoffices.settlement.ranges.zone import mixed_zone  # noqa: PLC0415 - it stands on this module

        return mixed_zone(scenario, limits=limits)
    table = tables(scenario)
    listed = listing(table, limits=limits)
    if listed is not None:
        rows = np.flatnonzero(_reaching(listed, table, range(table.parties)).all(axis=1))
        if len(rows):
            best = max(rows, key=lambda row: int(sum(map(int, listed.scores[row]))))
            return Zone(status=Status.PROVEN, method=listed.method, package=_package(scenario, listed.terms[best]))
        conflict = _conflict(scenario, table, limits, listed)
        return Zone(
            status=Status.NONE,
            method=listed.method,
            conflict=conflict,
            least_total=_least_listed(scenario, table, listed, largest=False),
            least_largest=_least_listed(scenario, table, listed, largest=True),
        )
    model = acceptable_model(table)
    model.program.maximize(sum(model.scores))
    solved = solve(model, limits=limits)
    if solved.terms is not None:
        return Zone(status=Status.PROVEN, method="integer program", package=package(scenario, solved.terms))
    if not solved.proven:
        return Zone(status=Status.BEST_FOUND, method="integer program")
    return Zone(
        status=Status.NONE,
        method="integer program",
        conflict=_conflict(scenario, table, limits, None),
        least_total=_least(scenario, table, limits, largest=False),
        least_largest=_least(scenario, table, limits, largest=True),
    )


def _package(scenario: Scenario, terms: Iterable[int]) -> Package:
    return package(scenario, tuple(map(int, terms)))


def _reaching(listed: Listing, table: Tables, parties: Iterable[int]) -> NDArray[np.bool_]:
    return np.column_stack(
        [np.asarray(listed.scores[:, party] >= table.minimums[party], dtype=np.bool_) for party in parties]
    )


def _conflict(scenario: Scenario, table: Tables, limits: Limits, listed: Listing | None) -> Conflict:
    """Which demands conflict, by looking at the packages listed, or by integer programs."""
    parties, count = range(len(scenario.parties)), len(scenario.parties)
    meeting: NDArray[np.bool_] | None = None
    terms: NDArray[np.intp] | None = None
    if few(table):
        terms = every(table)
        full = Listing(terms, totals(table, terms), True, "")  # noqa: FBT003 - named in the class
        kept = [
            keeping(terms, tables(replace(scenario, dependencies=(each,))).bounds) for each in scenario.dependencies
        ]
        meeting = np.column_stack([_reaching(full, table, parties), *kept])
    elif listed is not None and not scenario.dependencies:
        terms, meeting = listed.terms, _reaching(listed, table, parties)

    def met(demands: Sequence[int]) -> tuple[Terms | None, bool]:
        """A package that meets these demands; or none, and whether that is proven."""
        if meeting is not None and terms is not None:
            rows = np.flatnonzero(meeting[:, list(demands)].all(axis=1))
            return (tuple(map(int, terms[rows[0]])) if len(rows) else None), True
        some = replace(scenario, dependencies=tuple(scenario.dependencies[d - count] for d in demands if d >= count))
        model = model_of(tables(some))
        for party in demands:
            if party < count:
                model.program.add(model.scores[party] >= table.minimums[party])
        solved = solve(model, limits=limits)
        return solved.terms, solved.proven

    return minimal_conflict(scenario, met)


def minimal_conflict(scenario: Scenario, met: Callable[[Sequence[int]], tuple[Terms | None, bool]]) -> Conflict:
    """Leave out one demand after the other; what cannot be left out stays.

    `met` gives a package that meets some demands, by their places: first the parties' minimums, then the dependencies;
    or none, and whether that is proven.
    """
    count = len(scenario.parties)
    kept_demands = list(range(count + len(scenario.dependencies)))
    without: dict[int, Terms | None] = {}
    for demand in reversed(list(kept_demands)):
        others = [each for each in kept_demands if each != demand]
        found, proven = met(others)
        if found is None and proven:
            kept_demands = others
        else:
            without[demand] = found
    return Conflict(
        minimums=tuple(scenario.parties[each].id for each in kept_demands if each < count),
        dependencies=tuple(each - count for each in kept_demands if each >= count),
        without=tuple(without[each] for each in kept_demands),
    )


def concession_of(scenario: Scenario, found: Package, *, proven: bool) -> Concession:
    below = tuple(
        max(party.minimum - score, Fraction(0)) for party, score in zip(scenario.parties, found.scores, strict=True)
    )
    return Concession(package=found, each=below, proven=proven)


def _least_listed(scenario: Scenario, table: Tables, listed: Listing, *, largest: bool) -> Concession | None:
    if not len(listed.terms):
        return None
    common = lcm(*table.scales)
    below = np.column_stack(
        [
            np.maximum(minimum - listed.scores[:, party].astype(object), 0) * (common // scale)
            for party, (minimum, scale) in enumerate(zip(table.minimums, table.scales, strict=True))
        ]
    )
    totals, most = below.sum(axis=1), below.max(axis=1)
    row = min(range(len(below)), key=lambda r: (most[r], totals[r]) if largest else (totals[r], most[r]))
    return concession_of(scenario, _package(scenario, listed.terms[row]), proven=True)


def _least(scenario: Scenario, table: Tables, limits: Limits, *, largest: bool) -> Concession | None:
    model = model_of(table)
    common = lcm(*table.scales)
    spread = [max(minimum - low, 0) for minimum, low in zip(table.minimums, model.lowest, strict=True)]
    top = sum(common // scale * span for scale, span in zip(table.scales, spread, strict=True))
    if top >= 1 << 60:
        raise OverflowError("the scores are too large for the integer program")
    below: list[Any] = []
    for party, minimum in enumerate(table.minimums):
        score: Any = model.scores[party]
        each = model.program.new_int_var(0, spread[party], f"{party} gives up")
        model.program.add(score + each >= minimum)
        below.append(each * (common // table.scales[party]))
    if largest:
        most = model.program.new_int_var(0, top, "most given up")
        for given in below:
            model.program.add(most >= given)
        model.program.minimize(most)
    else:
        model.program.minimize(sum(below))
    solved = solve(model, limits=limits)
    if solved.terms is None:
        return None
    return concession_of(scenario, package(scenario, solved.terms), proven=solved.proven)
