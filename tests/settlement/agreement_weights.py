# SPDX-License-Identifier: Apache-2.0
"""That the weights with which a package stays efficient are those with which comparing it with all finds it so."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise, product

from goodoffices.settlement import Status, is_efficient, region
from goodoffices.settlement.packages import is_cut
from tests.settlement.instances import Chance, often, one_of
from tests.settlement.off_by_a_share import hold_margin
from tests.settlement.plain import Number, Plain, Terms


def of_region(chance: Chance, plain: Plain) -> None:
    """Within which numbers one weight may lie, and by what share all may be off, for a package to stay efficient."""
    if not plain.packages:
        return
    good = [each for each in plain.packages if each.scores in set(plain.frontier)]
    terms = one_of(chance, good if often(chance, 3, 4) else plain.packages).terms
    scenario, own = plain.scenario, plain.scores(terms)
    free = Plain(replace(scenario, parties=tuple(replace(party, most=None) for party in scenario.parties)))
    found = region(scenario, terms)
    efficient_now = own in set(plain.frontier)
    assert found.status is Status.PROVEN
    assert found.efficient is efficient_now is is_efficient(scenario, terms)
    places = list(product(range(len(scenario.issues)), range(len(scenario.parties))))
    assert [(each.issue, each.party) for each in found.ranges] == places
    for each in found.ranges:
        issue, party = scenario.issues[each.issue], scenario.parties[each.party]
        assert each.weight == party.weights.get(issue.id, 1)
        values = [party.values.get(issue.id, {}).get(option.id, Fraction(0)) for option in issue.options]
        lines = [  # what another package comes to for the party is rest + step × weight
            (other.scores, free.scores(other.terms)[each.party] - each.weight * step, step)
            for other in plain.packages
            for step in [values[other.terms[each.issue]]]
            if all(a >= b for n, (a, b) in enumerate(zip(other.scores, own, strict=True)) if n != each.party)
        ]
        rise = values[terms[each.issue]]
        begin, most = free.scores(terms)[each.party] - each.weight * rise, party.most
        marks = {Fraction(0), each.weight, *((begin - rest) / (step - rise) for _, rest, step in lines if step != rise)}
        marks |= {(most - rest) / step for _, rest, step in lines if step} if most is not None else set()
        ends = sorted(mark for mark in marks if mark >= 0)
        for probe in (*ends, *((a + b) / 2 for a, b in pairwise(ends)), ends[-1] + 1):
            mine = counted(begin + rise * probe, most)
            bettered = any(
                counted(rest + step * probe, most) > mine
                or (
                    counted(rest + step * probe, most) == mine
                    and any(a > b for n, (a, b) in enumerate(zip(scores, own, strict=True)) if n != each.party)
                )
                for scores, rest, step in lines
            )
            assert each.holds(probe) is not bettered, (each, probe)
    if is_cut(scenario):
        hold_margin(scenario, terms, found)
        return
    of_margin(plain, terms, found.margin, with_margin=found.with_margin, efficient_now=efficient_now)


def counted(total: Fraction, most: Fraction | None) -> Fraction:
    """What counts of a sum."""
    return total if most is None else min(total, most)


def of_margin(plain: Plain, terms: Terms, margin: Fraction, *, with_margin: bool, efficient_now: bool) -> None:
    """By what share every weight may be off at once: each other package betters the given one from some share on."""
    own = plain.scores(terms)
    least: tuple[Number, bool] = (1, True)
    for other in plain.packages:
        gains = [a - b for a, b in zip(other.scores, own, strict=True)]
        rows = list(zip(plain.options, other.terms, terms, strict=True))
        sizes = [
            sum((abs(Fraction(options[there][p]) - options[here][p]) for options, there, here in rows), Fraction(0))
            for p in range(len(own))
        ]
        if any(gain < 0 and not size for gain, size in zip(gains, sizes, strict=True)):
            continue
        share = max((Fraction(-g) / s for g, s in zip(gains, sizes, strict=True) if g < 0), default=Fraction(0))
        strictly = any(gain + share * size > 0 for gain, size in zip(gains, sizes, strict=True))
        if strictly or any(sizes):
            least = min(least, (share, not strictly))
    if not efficient_now:
        assert margin == 0
        assert not with_margin
    else:
        assert (margin, with_margin) == least
