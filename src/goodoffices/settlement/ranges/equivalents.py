# SPDX-License-Identifier: Apache-2.0
"""Equivalent offers with continuous terms, exact: what is worth just as much to one party, and between which numbers.

That a score is just so much is two demands, at least and at most. The second looks the other way, so every part of a
range between two corners is a choice of its own here; then linear programs answer as elsewhere (`choosing`). How far a
term can go, everything else moving along, is asked with one more party, whose score is that number.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from goodoffices.settlement.answers import Limits
from goodoffices.settlement.packages import Package, dominates
from goodoffices.settlement.ranges.choosing import Search
from goodoffices.settlement.ranges.mixing import Row, row
from goodoffices.settlement.ranges.stretches import choices_of
from goodoffices.settlement.scenario import Preferences, Scenario


Range = tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class Level:
    """Packages that are level with one for a party."""

    packages: tuple[Package, ...]
    """Efficient for the others among those that are level: each other party's best; of two parties, the only one."""
    ranges: tuple[Range | None, ...]
    """The least and the most that each continuous term is in any of those that are level; None: it has options."""
    proven: bool


def level_with(scenario: Scenario, party: int, like: Package, *, limits: Limits) -> Level:
    """Give what is level with a package for a party, by its place."""
    search = Search(choices_of(scenario, straight=True), limits)
    scales = search.choices.table.scales
    parties = range(len(scales))
    held = _just(party, like.scores[party] * scales[party], len(scales))
    others = [other for other in parties if other != party]
    total = row([Fraction(int(other != party), scale) for other, scale in enumerate(scales)], Fraction(0), 1)
    found: list[Package] = []
    proven = True
    for other in others:
        best = search.highest([*held, _alone(other, len(scales), 1)])
        proven &= best.proven
        if best.package is None:
            continue
        whole = search.choices.whole(best.package)
        least = [row([Fraction(int(each == one)) for each in parties], whole[one]) for one in others]
        better = search.highest(
            [*held, *least, total], known=best.package, above=Fraction(total.weigh(whole)) / total.rate
        )
        proven &= better.proven
        found.append(better.package or best.package)
    unique = {each.scores: each for each in reversed(found)}
    efficient = [each for each in unique.values() if not any(dominates(other, each.scores) for other in unique)]
    ranges: list[Range | None] = []
    for place, issue in enumerate(scenario.issues):
        ranges.append(_range(scenario, party, like, place, limits) if issue.continuous else None)
        proven &= not issue.continuous or ranges[-1] is not None
    return Level(
        tuple(sorted(efficient, key=lambda each: [each.scores[other] for other in others], reverse=True)),
        tuple(ranges),
        proven,
    )


def _just(party: int, score: Fraction, count: int) -> list[Row]:
    """That a party's whole-number score is just so much."""
    return [row([Fraction(sign * int(each == party)) for each in range(count)], sign * score) for sign in (1, -1)]


def _alone(party: int, count: int, sign: int) -> Row:
    return Row(tuple(sign * int(each == party) for each in range(count)), 0, 1)


def _range(scenario: Scenario, party: int, like: Package, place: int, limits: Limits) -> Range | None:
    """The least and the most of a number in packages that are level; None: it was not proven in time."""
    issue = scenario.issues[place]
    assert issue.between is not None  # noqa: S101 - asked of continuous issues only
    number = Preferences(id="", curves={issue.id: tuple((end, end) for end in issue.between)})
    asked = replace(scenario, parties=(scenario.parties[party], number))
    search = Search(choices_of(asked, straight=True), limits)
    own, scale = search.choices.table.scales
    ends = []
    for sign in (-1, 1):
        best = search.highest([*_just(0, like.scores[party] * own, 2), _alone(1, 2, sign)])
        if best.value is None or not best.proven:
            return None
        ends.append(sign * best.value / scale)
    return ends[0], ends[1]
