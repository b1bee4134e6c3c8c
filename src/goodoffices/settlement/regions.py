# SPDX-License-Identifier: Apache-2.0
"""How wrong the weights may be: within which weights a package stays efficient, to the fraction.

Another package betters a given one as soon as it is worth as much to every party and more to one. In one weight of one
party, all else the same, that holds on a half-line; so the weights with which nothing betters the package are one
interval, and each end of it is found by a best package that takes another option on that issue. For all the weights at
once the question is by what share every one of them, each by itself and of all parties, may be off: the smallest share
with which some package could better the given one is a ratio of sums, and is found by asking again at the ratio of the
last package found until there is none (Dinkelbach 1967; of several ratios: Crouzeix, Ferland and Schaible 1985). This
is the exact sensitivity analysis of an additive value model (Rios Insua and French 1991).

Where a greatest score counts, the weights may fall apart, but only in two: those with which the package's sum counts,
and those with which its score is the greatest. On either side what is said above holds, and of each side one interval
is found. By what share all may be off is then asked of other sums (`bettering_cut`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from goodoffices.settlement.answers import Limits, Status
from goodoffices.settlement.bettering import Around, around_of, bettering, is_plain, is_short
from goodoffices.settlement.bettering_cut import CutAround, bettering_cut, cut_around
from goodoffices.settlement.methods.efficient import Efficient, efficient
from goodoffices.settlement.methods.integer_program import fits, highest, model_of, solve, total
from goodoffices.settlement.methods.listing import Listing, listing
from goodoffices.settlement.packages import Terms, allowed, fitting
from goodoffices.settlement.ranges.margin import bettered, mixed_margin
from goodoffices.settlement.ranges.regions import mixed_ranges
from goodoffices.settlement.scenario import Scenario
from goodoffices.settlement.tables import Tables, tables
from goodoffices.settlement.weight_ranges import Condition, Interval, Region, WeightRange


def is_efficient(scenario: Scenario, terms: Terms, *, limits: Limits = Limits()) -> bool:  # noqa: B008 - frozen
    """Whether no package that keeps the dependencies betters the package of these terms.

    Raises ValueError for terms that break a dependency, TimeoutError when the time given runs out first (or the numbers
    are too large for the solver).

    >>> from goodoffices.settlement.example import dispute, draft
    >>> is_efficient(dispute, draft), is_efficient(dispute, (0, 1, 1))
    (False, True)
    """
    terms = unbroken(scenario, terms)
    if scenario.has_ranges:
        found, proven = bettered(scenario, terms, limits)
        better = [] if found is None else [found.terms]
    else:
        some, proven = bettering(around_of(tables(scenario), places(terms)), limits)
        better = [*some]
    if not better and not proven:
        raise TimeoutError("the time ran out before it was known")
    return not better


def region(scenario: Scenario, terms: Terms, *, limits: Limits = Limits()) -> Region:  # noqa: B008 - frozen
    """Give the weights with which the package of these terms stays efficient.

    Raises ValueError for terms that break a dependency, and for a greatest score beside a range.

    >>> from goodoffices.settlement import Issue, Option, Preferences, Scenario
    >>> yes_or_no = (Option(id="yes"), Option(id="no"))
    >>> yes, no = {"yes": Fraction(1)}, {"no": Fraction(1)}
    >>> scenario = Scenario(
    ...     issues=(Issue(id="pay", options=yes_or_no), Issue(id="leave", options=yes_or_no)),
    ...     parties=(
    ...         Preferences(id="union", weights={"pay": Fraction(3)}, values={"pay": yes, "leave": yes}),
    ...         Preferences(id="firm", values={"pay": no, "leave": no}),
    ...     ),
    ... )
    >>> found = region(scenario, (0, 1))
    >>> found.efficient, str(found.margin)
    (True, '1/2')
    >>> str(found.ranges[0].low), found.ranges[0].high  # of the weight that pay has for the union, now 3
    ('1', None)
    """
    terms = unbroken(scenario, terms)
    if scenario.has_ranges:
        return _of_ranges(scenario, terms, limits)
    search = _Search(scenario, places(terms), limits)
    margin = search.margin()
    ranges = tuple(search.ranges())
    return Region(
        efficient=margin is not None,
        margin=margin[0] if margin else Fraction(0),
        with_margin=bool(margin and margin[1]),
        ranges=ranges,
        status=Status.PROVEN if search.proven else Status.BEST_FOUND,
    )


def _of_ranges(scenario: Scenario, terms: Terms, limits: Limits) -> Region:
    margin = mixed_margin(scenario, terms, limits=limits)
    ranges, proven = mixed_ranges(scenario, terms, limits=limits)
    return Region(
        efficient=margin is not None,
        margin=margin.least if margin else Fraction(0),
        with_margin=bool(margin and margin.with_least),
        ranges=ranges,
        status=Status.PROVEN if proven and (margin is None or margin.proven) else Status.BEST_FOUND,
        margin_bound=margin.most if margin and margin.most != margin.least else None,
    )


def places(terms: Terms) -> tuple[int, ...]:
    """Terms of issues with options only: the places of the options."""
    return tuple(map(int, terms))


def unbroken(scenario: Scenario, terms: Terms) -> Terms:
    """Give terms as the scenario has them. Raises ValueError for any that it has not, or that break a dependency."""
    if not allowed(scenario, terms):
        raise ValueError("these terms break a dependency")
    return fitting(scenario, terms)


class _Search:
    """The search for one package; `proven` until the time runs out.

    All is counted in plain sums. That another party's score, cut off at its greatest, is not less than the package's is
    to say that of its sum; it is more if the sum is, and the package's has not reached the greatest.
    """

    def __init__(self, scenario: Scenario, terms: tuple[int, ...], limits: Limits) -> None:
        table = tables(scenario)
        self.scenario = scenario
        self.table = table.uncut
        self.terms = terms
        self.limits = limits
        self.sums = total(self.table, terms)
        self.mosts = mosts_of(scenario, table)
        self.scores = tuple(s if m is None else min(s, m) for s, m in zip(self.sums, self.mosts, strict=True))
        self.proven = True
        self._rest: tuple[int, Efficient] | None = None
        short = is_short(self.table, limits) and not is_plain(self.table)
        self._listed = listing(self.table, limits=limits) if short else None

    def ranges(self) -> Iterator[WeightRange]:
        """Find the range of each weight: for each issue in order and each party in order."""
        weights = [(issue, party) for issue in range(len(self.table.sizes)) for party in range(self.table.parties)]
        if self.limits.seconds is not None:  # a weight that is hard to tell leaves time for the others
            self.limits = replace(self.limits, seconds=self.limits.seconds / len(weights))
        for number, (issue, party) in enumerate(weights):
            self.limits.told("weights", number, len(weights))
            yield self.range(issue, party)

    def range(self, issue: int, party: int) -> WeightRange:
        """Find the range of one weight: where the package's sum counts, and where its score is the greatest."""
        preferences, options = self.scenario.parties[party], self.scenario.issues[issue].options
        weight = preferences.weights.get(self.scenario.issues[issue].id, Fraction(1))
        given = preferences.values.get(self.scenario.issues[issue].id, {})
        values = [given.get(option.id, Fraction(0)) for option in options]
        now, most = values[self.terms[issue]], preferences.most
        own = Fraction(self.sums[party], self.table.scales[party]) - weight * now
        sides = list[list[Condition]]([[]])
        if most is not None:
            sides = [[(own - most, now, False)], [(most - own, -now, True)]]
        places = {value: [place for place, each in enumerate(values) if each == value] for value in sorted({*values})}
        found = list[Interval]()
        for cut, conditions in enumerate(sides):
            if Interval.of(conditions) is None:
                continue
            for value, taken in places.items():
                best = self._most(issue, party, taken, strictly=bool(cut))
                if best is None:
                    continue
                rest = Fraction(best[0], self.table.scales[party]) - weight * value
                # A score that is the greatest cannot be surpassed: others are better off, and the party reaches it.
                if cut:
                    conditions.append((rest - (most or 0), value, False))
                else:
                    conditions.append((rest - own, value - now, not best[1]))
            if (here := Interval.of(conditions)) is not None:
                found.append(here)
        return range_of(issue, party, weight, found)

    def _most(self, issue: int, party: int, options: list[int], *, strictly: bool = False) -> tuple[int, bool] | None:
        """The most that a party's sum can be with one of some options of an issue and no other party worse off.

        And whether, having that, another can be better off; `strictly`: one is. None: there is no such package.
        """
        if strictly and not self._gaining(party):
            return None
        if is_plain(self.table):
            return self._looked_up(issue, party, options, strictly=strictly)
        if self._listed is not None:
            return self._picked(self._listed, issue, party, options, strictly=strictly)
        return self._solved(issue, party, options, strictly=strictly)

    def _picked(
        self, listed: Listing, issue: int, party: int, options: list[int], *, strictly: bool
    ) -> tuple[int, bool] | None:
        suits = np.isin(listed.terms[:, issue], options)
        for other in self._others(party):
            suits &= np.asarray(listed.scores[:, other] >= self.scores[other], dtype=np.bool_)
        rows = listed.scores[suits]
        better = np.zeros(len(rows), dtype=np.bool_)
        for other in self._gaining(party):
            better |= np.asarray(rows[:, other] > self.scores[other], dtype=np.bool_)
        if strictly:
            rows, better = rows[better], better[better]
        if not len(rows):
            return None
        most = rows[:, party].max()
        return int(most), bool(better[np.asarray(rows[:, party] == most, dtype=np.bool_)].any())

    def _looked_up(self, issue: int, party: int, options: list[int], *, strictly: bool) -> tuple[int, bool] | None:
        if self._rest is None or self._rest[0] != issue:
            if self.limits.spent():  # part of a frontier would take long and tell nothing here
                return self._solved(issue, party, options, strictly=strictly)
            without = replace(
                self.table,
                sizes=self.table.sizes[:issue] + self.table.sizes[issue + 1 :],
                scores=self.table.scores[:issue] + self.table.scores[issue + 1 :],
            )
            self._rest = issue, efficient(without, limits=self.limits)
        if self._rest[1].status is not Status.PROVEN:
            return self._solved(issue, party, options, strictly=strictly)
        rows = self._rest[1].scores
        found = []
        for option in options:
            own = self.table.scores[issue][option]
            reached = np.flatnonzero(
                np.all(
                    [rows[:, other] >= self.scores[other] + strictly - own[other] for other in self._others(party)],
                    axis=0,
                )
                if self._others(party)
                else np.ones(len(rows), dtype=np.bool_)
            )
            if len(reached):
                row = rows[reached[int(np.argmax(rows[reached, party]))]]
                more = any(int(row[other]) + own[other] > self.scores[other] for other in self._gaining(party))
                found.append((int(row[party]) + own[party], more))
        return max(found, default=None)

    def _solved(self, issue: int, party: int, options: list[int], *, strictly: bool) -> tuple[int, bool] | None:
        from ortools.sat.python.cp_model import LinearExpr  # noqa: PLC0415 - importing it takes half a second; few need it

        if not fits(self.table) or self.limits.spent():
            self.proven = False
            return highest(self.table)[party], True
        model = model_of(self.table)
        program = model.program
        program.add_bool_or([model.taken[issue][option] for option in options])
        more = program.new_bool_var("another is better off")
        for other in self._others(party):
            program.add(model.scores[other] >= self.scores[other])
        better = []
        for other in self._gaining(party):
            here = program.new_bool_var("better off")
            program.add(model.scores[other] >= self.scores[other] + 1).only_enforce_if(here)
            better.append(here)
        program.add_bool_or([*better, ~more])
        if strictly:
            program.add_bool_or([more])
        program.maximize(LinearExpr.weighted_sum([model.scores[party], more], [2, 1]))
        found = solve(model, limits=self.limits)
        if found.proven and found.terms is None:
            return None
        if not found.proven:
            self.proven = False
            best = found.bound if found.terms is not None else 2 * model.highest[party] + 1
            return best // 2, bool(best % 2)
        assert found.terms is not None  # noqa: S101 - proven, and there is one
        sums = total(self.table, found.terms)
        return sums[party], any(sums[other] > self.scores[other] for other in self._gaining(party))

    def _others(self, party: int) -> list[int]:
        return [other for other in range(self.table.parties) if other != party]

    def _gaining(self, party: int) -> list[int]:
        """The others whose score has not reached their greatest."""
        return [other for other in self._others(party) if self.scores[other] != self.mosts[other]]

    def margin(self) -> tuple[Fraction, bool] | None:
        """Find the share by which all weights may be off; None: the package is not efficient as it is."""
        if not self._reaching(Fraction(0)):
            found = self._margin(around_of(self.table, self.terms))
            if not self._reaching(found[0] if found else Fraction(0)):
                return found
        return self._margin(cut_around(self.table, self.terms, self.mosts))

    def _reaching(self, share: Fraction) -> bool:
        """Whether the package's sum may come to a greatest score with weights that are off by a share."""
        own = [issue[option] for issue, option in zip(self.table.scores, self.terms, strict=True)]
        return any(
            most is not None and score + share * sum(abs(each[party]) for each in own) >= most
            for party, (score, most) in enumerate(zip(self.sums, self.mosts, strict=True))
        )

    def _margin(self, around: Around | CutAround) -> tuple[Fraction, bool] | None:
        margin = Fraction(1)
        while margin > 0:
            better, proven = _bettering(around.widened(margin, just_below=True), self.limits)
            self.proven = self.proven and proven
            if not better:
                break
            margin = min(around.reached(better))
        better, proven = _bettering(around.widened(margin), self.limits)
        self.proven = self.proven and proven
        return None if better and margin == 0 else (margin, not better)


def _bettering(around: Around | CutAround, limits: Limits) -> tuple[list[tuple[int, ...]], bool]:
    return bettering_cut(around, limits) if isinstance(around, CutAround) else bettering(around, limits)


def range_of(issue: int, party: int, weight: Fraction, found: Sequence[Interval]) -> WeightRange:
    """The range of a weight that may lie in any of at most two intervals; the one in which it lies comes first."""
    nothing = Interval(Fraction(0), None, with_low=True, with_high=True)
    some = sorted(found, key=lambda each: (each.low, not each.with_low))
    if len(some) > 1 and some[0].meets(some[1]):
        some = [Interval(some[0].low, some[1].high, some[0].with_low, some[1].with_high)]
    some.sort(key=lambda each: not each.holds(weight))
    first, also = (*some, nothing)[0], some[1] if len(some) > 1 else None
    ends = first.low, first.high, first.with_low, first.with_high
    return WeightRange(issue, party, weight, *ends, empty=not some, also=also)


def mosts_of(scenario: Scenario, table: Tables) -> tuple[int | None, ...]:
    """The greatest scores, counted as the tables count; also those that no sum exceeds with weights as they are."""
    pairs = zip(scenario.parties, table.scales, strict=True)
    return tuple(None if party.most is None else int(party.most * scale) for party, scale in pairs)
