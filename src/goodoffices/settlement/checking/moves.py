# SPDX-License-Identifier: Apache-2.0
"""Check what is said of moves away from a draft: trades, and single terms that would have to move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations, product
from operator import add, sub
from typing import TypeAlias

from .checker import Checker, Claim, require
from .frontiers import at_stake
from .question import NotCheckedError
from .question_ranges import corners
from .talks import Issue, Term, Vector, keeps, number


RANKED = 10
Moves: TypeAlias = Mapping[str, Term]
"""To what the terms of some issues are moved."""


class Draft:
    """The draft, of which some terms are moved."""

    def __init__(self, checker: Checker) -> None:
        if checker.draft is None:
            raise NotCheckedError("the draft is not written with it")
        self.talks, self.terms, self.scores, self.counted = (
            checker.talks,
            checker.draft.terms,
            checker.draft.scores,
            checker.counted,
        )

    def read(self, move: Claim) -> tuple[str, Term]:
        """Which term is moved, and to what."""
        issue = next(each for each in self.talks.issues if each.id == move["issue"])
        start, end = (number(move[each]) if issue.between else move[each] for each in ("from", "to"))
        require(self.terms[issue.id] == start, "a term is not moved from where the draft has it")
        return issue.id, end

    def moved(self, moves: Moves) -> tuple[Vector, bool]:
        """By how much each score changes; and whether what is touched of the dependencies is kept."""
        terms = {**self.terms, **moves}
        parts = [
            part for each in self.talks.dependencies for part in each if any(name in moves for name, _ in part["of"])
        ]
        return tuple(map(sub, self.counted(terms).scores, self.scores)), keeps(parts, terms)


def trades(checker: Checker, claims: Sequence[Claim]) -> None:
    """Each move hurts somebody; together they hurt nobody, and all who give way gain; and no other two rank higher."""
    draft, stakes = Draft(checker), [*at_stake(checker)]
    ranked, best = list[list[Fraction]](), dict[tuple[str, ...], list[Fraction]]()

    def shares(gains: Vector) -> list[Fraction]:
        return sorted(gain / stake if stake else gain for gain, stake in zip(gains, stakes, strict=True))

    for claim in claims:
        gains = traded(draft, dict(map(draft.read, claim["moves"])))
        require(gains == checker.by_party(claim["gains"]), "it is no trade, or worth something else")
        ranked.append(shares(gains))
    require(ranked == sorted(ranked, reverse=True), "the trades are not in order")
    if checker.ranges:
        return
    costly = [
        [(issue.id, term) for term in issue.options if min(draft.moved({issue.id: term})[0]) < 0]
        for issue in checker.talks.issues
    ]
    for moves in (pair for one, other in combinations(costly, 2) for pair in product(one, other)):
        if checker.left() < 0:
            raise NotCheckedError("whether another trade ranks higher: the time is over")
        if gains := traded(draft, dict(moves)):
            issues = tuple(issue for issue, _term in moves)
            best[issues] = max(best.get(issues, []), shares(gains))
    require(ranked == sorted(best.values(), reverse=True)[:RANKED], "another trade ranks higher")


def traded(draft: Draft, moves: Moves) -> Vector:
    """What moves are worth together; nothing at all if they are no trade."""
    (gains, keeping), alone = draft.moved(moves), [draft.moved({issue: term})[0] for issue, term in moves.items()]
    hurt = [party for each in alone for party, change in enumerate(each) if change < 0]
    fair = min(gains) >= 0 > max(map(min, alone)) and all(gains[party] > 0 for party in hurt)
    return gains if keeping and fair else ()


def single_terms(checker: Checker, claim: Claim) -> None:
    """These moves of one term each, and no shorter ones, bring a party to its minimum; or this one comes nearest."""
    draft, parties = Draft(checker), checker.talks.parties
    party = [each.id for each in parties].index(claim["party"])
    lacking, most = max(checker.minimums[party] - draft.scores[party], Fraction(0)), Fraction(0)
    listed, enough = [*claim["sufficient"], *([claim["nearest"]] if claim["nearest"] else [])], list[tuple[str, Term]]()
    ends = list(map(draft.read, listed))
    for told, move in zip(listed, ends, strict=True):
        changes, _keeping = draft.moved(dict([move]))
        after = zip(parties, map(add, draft.scores, changes), strict=True)
        accepted = [other.id for other, score in after if score >= other.minimum]
        right = (checker.by_party(told["changes"]), told["accepted by"]) == (changes, accepted)
        require(right, "what a move is worth, or who accepts, is not right")
    for issue in checker.talks.issues if lacking else ():
        for way in ways(checker, issue, draft.terms[issue.id], [end for name, end in ends if name == issue.id]):
            for term in way:
                changes, keeping = draft.moved({issue.id: term})
                most = max(most, changes[party]) if keeping else most
                if keeping and changes[party] >= lacking:
                    require(changes[party] == lacking or not issue.between, "a shorter move suffices")
                    enough.append((issue.id, term))
                    break
    told_enough = ends[: len(claim["sufficient"])]
    require(sorted(told_enough, key=str) == sorted(enough, key=str), "these are not the shortest moves that suffice")
    nearest = number(claim["nearest"]["changes"][claim["party"]]) if claim["nearest"] else 0
    require(nearest == (0 if enough else most), "another single term comes nearer")
    left = (number(claim["lacking"]), number(claim["still lacking"]))
    require(left == (lacking, 0 if enough else lacking - most), "what is lacking is not right")


def ways(checker: Checker, issue: Issue, start: Term, besides: Sequence[Term]) -> list[list[Term]]:
    """What a term passes when it is moved to either side: options, or corners of a range and some numbers besides."""
    if not issue.between:
        place = issue.options.index(start)
        return [[*reversed(issue.options[:place])], [*issue.options[place + 1 :]]]
    path = sorted({*corners(checker.talks, issue), *besides})
    return [[each for each in reversed(path) if each < start], [each for each in path if each > start]]
