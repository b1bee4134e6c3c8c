# SPDX-License-Identifier: Apache-2.0
"""What a party says beside its ratings, played back: what terms are worth together, and where it is unsure.

Points come easily and mean little. So what is said of terms together stands beside one change of a term elsewhere that
is worth as much, and a range beside the issues that may then matter more or less: the party sees whether it means that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import permutations
from typing import NamedTuple

from goodoffices import settlement
from goodoffices.settlement import Interaction, Move, Preferences


NEAR = Fraction(1, 4)
"""A change that differs from what it stands beside by more than this share of it would say nothing."""


class Change(NamedTuple):
    """A change of one term: of which issue, from which term to which, and in words where more can be said."""

    issue: str
    start: str
    end: str
    words: str


class Joint(NamedTuple):
    """Terms that are worth something else together than each by itself."""

    terms: tuple[tuple[str, tuple[str, ...]], ...]
    """The name of each issue, and the terms of it any of which will do."""
    adds: Fraction
    """In points; less than 0 where they are worth less together."""
    like: Change | None
    """A change elsewhere that is worth about as much."""
    is_just: bool
    """Whether it is worth just as much."""


class Doubt(NamedTuple):
    """A number of which the party is unsure, in points: what an issue weighs, or what a term adds."""

    issue: str
    term: str | None
    low: Fraction
    said: Fraction
    high: Fraction
    rivals: tuple[str, ...]
    """The issues that may matter more than this one, or less: both are in the range."""


Worded = Callable[[settlement.Issue, int, int], Change]


def joints(issues: tuple[settlement.Issue, ...], party: Preferences, worded: Worded) -> Iterator[Joint]:
    """Play back what terms are worth together. The preferences are in points."""
    known = {issue.id: issue for issue in issues}
    for each in party.interactions:
        like = min(_changes(issues, party, each), key=lambda one: one[0], default=None)
        close = like if like is not None and like[0] <= abs(each.adds) * NEAR else None
        yield Joint(
            terms=tuple(
                (
                    known[holds.issue].name,
                    tuple(option.name for option in known[holds.issue].options if option.id in holds.options),
                )
                for holds in each.together
            ),
            adds=each.adds,
            like=worded(issues[close[1].issue], close[1].start, close[1].end) if close else None,
            is_just=close is not None and not close[0],
        )


def _changes(
    issues: tuple[settlement.Issue, ...], party: Preferences, beside: Interaction
) -> Iterator[tuple[Fraction, Move]]:
    """Give each change for the better of an issue that is not meant, with by how much it is worth more or less."""
    meant = {holds.issue for holds in beside.together}
    for place, issue in enumerate(issues):
        if issue.id in meant:
            continue
        weight, values = party.weights[issue.id], party.values[issue.id]
        for start, end in permutations(range(len(issue.options)), 2):
            gain = weight * (values[issue.options[end].id] - values[issue.options[start].id])
            if gain > 0:
                yield abs(gain - abs(beside.adds)), Move(place, start, end)


def doubts(issues: tuple[settlement.Issue, ...], party: Preferences) -> Iterator[Doubt]:
    """Play back where the party is unsure. The preferences are in points."""
    known = {issue.id: issue for issue in issues}
    for each in party.unsure:
        issue, weight = known[each.issue], party.weights[each.issue]
        if each.option is None:
            rivals = (other.name for other in _others(issues, issue) if each.low < party.weights[other.id] < each.high)
            yield Doubt(issue.name, None, each.low, weight, each.high, tuple(rivals))
        else:
            term = next(option.name for option in issue.options if option.id == each.option)
            said = party.values[issue.id][each.option]
            yield Doubt(issue.name, term, each.low * weight, said * weight, each.high * weight, ())


def _others(issues: Iterable[settlement.Issue], but: settlement.Issue) -> Iterator[settlement.Issue]:
    return (issue for issue in issues if issue is not but)
