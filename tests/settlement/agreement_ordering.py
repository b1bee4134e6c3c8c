# SPDX-License-Identifier: Apache-2.0
"""Which issue to settle first, held to the oracle: what every package says of what one issue alone can change."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from goodoffices.settlement import Ground, Status, frontier, ordering
from goodoffices.settlement.packages import uncut
from tests.settlement.plain import Plain, Terms, Vector


def alone(plain: Plain, issue: int) -> list[list[Vector]]:
    """For all terms of the others, dependencies aside, what each term of one issue makes of the scores.

    Only terms that some allowed package has, where there is one.
    """
    rows: dict[Terms, list[Vector]] = {}
    met = [set(column) for column in zip(*(each.terms for each in plain.packages or plain.every), strict=True)]
    for each in plain.every:
        if not all(term in some for term, some in zip(each.terms, met, strict=True)):
            continue
        rows.setdefault(each.terms[:issue] + each.terms[issue + 1 :], []).append(each.scores)
    return list(rows.values())


def over(options: Sequence[Vector], place: int, party: int) -> Fraction:
    """What one of several terms brings a party over the one that is worst for it."""
    return Fraction(options[place][party] - min(other[party] for other in options))


def of_ordering(plain: Plain) -> None:
    """What is at stake in each issue, what settling it leaves open, and in which order that puts them."""
    scenario = plain.scenario
    front = frontier(scenario, acceptable=True) if plain.acceptable else frontier(scenario)
    found = ordering(scenario, front)
    assert sorted(each.issue for each in found) == list(range(len(scenario.issues)))
    parties = range(len(scenario.parties))
    sums = Plain(uncut(scenario))  # what terms come to, whatever the most is that counts
    beside = [alone(sums, issue) for issue in range(len(scenario.issues))]
    swings = [
        [max(max(row[p] for row in rows) - min(row[p] for row in rows) for rows in each) for p in parties]
        for each in beside
    ]
    spans = [sum(column) for column in zip(*swings, strict=True)]
    for each in found:
        rows, swing = beside[each.issue], swings[each.issue]
        assert each.exact
        assert each.stakes == tuple(Fraction(s) / (span or 1) for s, span in zip(swing, spans, strict=True))
        taken = [one.terms[each.issue] for one in front.packages]
        assert each.left == tuple(sorted(set(taken)))
        assert each.narrows == tuple(taken.count(option) for option in each.left)
        shares = [
            max(
                min((over(options, place, p) / spans[p] for p in parties if spans[p]), default=Fraction(0))
                for options in rows
            )
            for place in range(len(rows[0]))
        ]
        met = sorted({one.terms[each.issue] for one in plain.packages or plain.every})
        assert each.promise == max(shares) == shares[met.index(int(each.best))]
        interested = [p for p in parties if swing[p]]
        liked = any(
            all(options[o][p] == max(other[p] for other in options) for p in interested for options in rows)
            for o in range(len(rows[0]))
        )
        ground = Ground.ONE_SIDED if len(interested) < 2 else Ground.COMMON if liked else Ground.CONTESTED
        assert each.ground is ground
        assert each.proven is (front.status is Status.PROVEN)
    keys = [(not each.costs_nothing, -each.promise, each.issue) for each in found]
    assert keys == sorted(keys)
