# SPDX-License-Identifier: Apache-2.0
"""Check what is answered of a draft, of a package that is asked about, and of a gesture, as it is written.

Each function is one kind of claim. What follows from numbers is counted by the definition; that nothing else is better
is the one question of `question`, put to the scenario or to one that differs from it by what the claim is about.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, product
from operator import add, sub
from typing import Any, TypeAlias

from goodoffices.settlement.answers import Concept, Status
from goodoffices.settlement.checking.checker import Checker, Claim, numbers, require
from goodoffices.settlement.checking.fair import Fair, rivals_of
from goodoffices.settlement.checking.frontiers import at_stake, edges
from goodoffices.settlement.checking.question import Demand, NotCheckedError, Vector, added, named, stretches
from goodoffices.settlement.packages import acceptable, allowed, dominates, keeps, package
from goodoffices.settlement.scenario import OnlyIf, Preferences
from goodoffices.settlement.writing import number


ONE, RANKED = Fraction(1), 10
Response: TypeAlias = tuple[Fraction, Fraction, Fraction]
"""What one is worth, and between which chances it comes."""


def improvements(checker: Checker, claim: Claim) -> None:
    """These packages are efficient, worse than the draft for nobody and better for somebody; if proven, no others."""
    base = checker.given(claim["baseline"], reach=False, keeping=False).scores
    found = [checker.given(each, reach=False).scores for each in claim["efficient"]]
    fairest = checker.given(claim["fairest"], reach=False).scores if found else base
    fair = Fair(Concept.LEXIMIN, base, (ONE,) * len(base), ())
    status, reach = Status(claim["status"]), checker.least(base)
    require(all(dominates(each, base) for each in found), "a package is no improvement")
    require(not found or max(found, key=fair.measure) == fairest, "another improvement is fairer, or none")
    for each in found if status is not Status.PROVEN or checker.ranges else ():
        checker.none(checker.better(each), "a package is not efficient")
    if status is Status.NONE:
        require(not found, "improvements are given although there are said to be none")
        checker.none(checker.better(base), "there is an improvement")
    elif status is Status.BEST_FOUND:
        raise NotCheckedError("whether there are more improvements")
    elif checker.ranges:
        listed = [{"start": start, "end": end} for start, end in claim["edges"]]
        edges(checker, {"status": status, "edges": listed}, reach)
        for demands in rivals_of(checker, fair, fair.measure(fairest), fairest):
            checker.none([*reach, *demands], "another improvement is fairer")
    else:
        require(checker.front(reach, found).keys() - {base} == {*found}, "there is another improvement")


def named_package(checker: Checker, claim: Claim) -> None:
    """A package of the file keeps the dependencies, reaches the minimums, is efficient; or not."""
    found = checker.given(claim, reach=False, keeping=False)
    keeping = allowed(checker.scenario, found.terms)
    told = [claim["allowed"], claim["acceptable"]]
    require(told == [keeping, keeping and acceptable(checker.scenario, found)], "who could take it is not right")
    if keeping and claim["efficient"] is not None:
        better = checker.front(checker.better(found.scores))
        require(claim["efficient"] is not bool(better), "whether it is efficient is not right")


class Draft:
    """The draft, of which some terms are moved."""

    def __init__(self, checker: Checker) -> None:
        if checker.draft is None:
            raise NotCheckedError("the draft is not written with it")
        self.scenario, self.terms, self.scores = checker.scenario, checker.draft.terms, checker.draft.scores

    def read(self, move: Claim) -> tuple[int, Any]:
        """Which term is moved, and to what."""
        place = [issue.id for issue in self.scenario.issues].index(move["issue"])
        issue = self.scenario.issues[place]
        ids = [option.id for option in issue.options]
        start, end = (number(move[each]) if issue.continuous else ids.index(move[each]) for each in ("from", "to"))
        require(self.terms[place] == start, "a term is not moved from where the draft has it")
        return place, end

    def moved(self, moves: Mapping[int, Any]) -> tuple[Vector, bool]:
        """By how much each score changes; and whether what is touched of the dependencies is kept."""
        terms = tuple(moves.get(place, term) for place, term in enumerate(self.terms))
        issues, keeping = {self.scenario.issues[place].id for place in moves}, True
        for each in self.scenario.dependencies:  # what needs several things is kept or broken in each of them
            for part in [replace(each, needs=(need,)) for need in each.needs] if isinstance(each, OnlyIf) else [each]:
                touched = any(what.issue in issues for what in named(part))
                keeping = keeping and (not touched or keeps(self.scenario, part, terms))
        return tuple(map(sub, package(self.scenario, terms).scores, self.scores)), keeping


def by_party(checker: Checker, plain: Mapping[str, object]) -> Vector:
    """Read a number for each party."""
    return numbers(plain[party.id] for party in checker.scenario.parties)


def trades(checker: Checker, claims: Sequence[Claim]) -> None:
    """Each move hurts somebody; together they hurt nobody, and all who give way gain; and no other two rank higher."""
    draft, stakes = Draft(checker), [*at_stake(checker)]
    ranked, best = list[list[Fraction]](), dict[tuple[int, ...], list[Fraction]]()

    def shares(gains: Vector) -> list[Fraction]:
        return sorted(gain / stake if stake else gain for gain, stake in zip(gains, stakes, strict=True))

    for claim in claims:
        gains = traded(draft, dict(map(draft.read, claim["moves"])))
        require(gains == by_party(checker, claim["gains"]), "it is no trade, or worth something else")
        ranked.append(shares(gains))
    require(ranked == sorted(ranked, reverse=True), "the trades are not in order")
    if checker.ranges:
        return
    costly = [
        [(place, term) for term in range(len(issue.options)) if min(draft.moved({place: term})[0]) < 0]
        for place, issue in enumerate(checker.scenario.issues)
    ]
    for moves in (pair for one, other in combinations(costly, 2) for pair in product(one, other)):
        if checker.left() < 0:
            raise NotCheckedError("whether another trade ranks higher: the time is over")
        if gains := traded(draft, dict(moves)):
            issues = tuple(place for place, _term in moves)
            best[issues] = max(best.get(issues, []), shares(gains))
    require(ranked == sorted(best.values(), reverse=True)[:RANKED], "another trade ranks higher")


def traded(draft: Draft, moves: Mapping[int, Any]) -> Vector:
    """What moves are worth together; nothing at all if they are no trade."""
    (gains, keeping), alone = draft.moved(moves), [draft.moved({place: term})[0] for place, term in moves.items()]
    hurt = [party for each in alone for party, change in enumerate(each) if change < 0]
    fair = min(gains) >= 0 > max(map(min, alone)) and all(gains[party] > 0 for party in hurt)
    return gains if keeping and fair else ()


def single_terms(checker: Checker, claim: Claim) -> None:
    """These moves of one term each, and no shorter ones, bring a party to its minimum; or this one comes nearest."""
    scenario, draft = checker.scenario, Draft(checker)
    party = [each.id for each in scenario.parties].index(claim["party"])
    lacking, most = max(checker.minimums[party] - draft.scores[party], Fraction(0)), Fraction(0)
    listed, enough = [*claim["sufficient"], *([claim["nearest"]] if claim["nearest"] else [])], list[tuple[int, Any]]()
    ends = list(map(draft.read, listed))
    for told, move in zip(listed, ends, strict=True):
        changes, _keeping = draft.moved(dict([move]))
        parties = zip(scenario.parties, map(add, draft.scores, changes), strict=True)
        accepted = [other.id for other, score in parties if score >= other.minimum]
        right = (by_party(checker, told["changes"]), told["accepted by"]) == (changes, accepted)
        require(right, "what a move is worth, or who accepts, is not right")
    for place, issue in enumerate(scenario.issues) if lacking else ():
        corners = {term for each in stretches(scenario, issue) for term in each}
        path = sorted(corners | {end for at, end in ends if at == place})
        before = [each for each in reversed(path) if each < draft.terms[place]]
        for way in (before, [each for each in path if each > draft.terms[place]]):
            for term in way:
                changes, keeping = draft.moved({place: term})
                most = max(most, changes[party]) if keeping else most
                if keeping and changes[party] >= lacking:
                    require(changes[party] == lacking or not issue.continuous, "a shorter move suffices")
                    enough.append((place, term))
                    break
    require(sorted(ends[: len(claim["sufficient"])]) == sorted(enough), "these are not the shortest moves that suffice")
    nearest = number(claim["nearest"]["changes"][claim["party"]]) if claim["nearest"] else 0
    require(nearest == (0 if enough else most), "another single term comes nearer")
    left = (number(claim["lacking"]), number(claim["still lacking"]))
    require(left == (lacking, 0 if enough else lacking - most), "what is lacking is not right")


def equivalents(checker: Checker, claim: Claim) -> None:
    """Packages are worth just as much to a party; the first are efficient for the others; so many more there are."""
    scenario, like = checker.scenario, checker.given(claim["package"], reach=False).scores
    party = [each.id for each in scenario.parties].index(claim["party"])
    own, found = scenario.parties[party], [checker.given(each, reach=False).scores for each in claim["packages"]]
    best = {*found[: claim["efficient for the others"]]}
    require(like in found and {each[party] for each in found} == {like[party]}, "not all are worth as much to it")
    just = [checker.least(like)[party], added([checker.least(like)[party]], [-1])]
    for each in best:
        checker.none([*just, *checker.better(each)], "another is better for the others")
    if Status(claim["status"]) is Status.PROVEN and not checker.ranges:
        require({*checker.front(just)} == best, "not all that are efficient are given")
    if claim["missing"] is not None:
        alone = [Demand([each.weights[party]], each.least) for each in just]
        counts = [*checker.of(replace(scenario, parties=(own,))).front(alone, counted=True).values()]
        require(counts == [len(found) + claim["missing"]], "how many there are is not right")
    for issue in (each for each in scenario.issues if each.id in claim["ranges"]):
        number_itself = Preferences(id="", curves={issue.id: tuple((end, end) for end in issue.between or ())})
        packages = checker.of(replace(scenario, parties=(own, number_itself)))
        level = [Demand([each.weights[party], Fraction(0)], each.least) for each in just]
        for end, way in zip(numbers(claim["ranges"][issue.id]), (-1, 1), strict=True):
            far = Demand([Fraction(0), Fraction(way)], way * end)
            require(bool(packages.front([*level, far])), "a term cannot go so far")
            checker.none([*level, replace(far, strict=True)], "a term can go further", packages)


def gesture(_checker: Checker, claim: Claim) -> None:
    """What a step is worth at least and at most, and from which chance of each response on it is worth its cost."""
    cost, told = number(claim["cost"]), claim["break-even chances"]
    every = [(number(each["worth"]), number(each["between"][0]), number(each["between"][1])) for each in told]
    least, most = (worth(every, side) - cost for side in (-1, 1))
    require((number(claim["least"]), number(claim["most"])) == (least, most), "what it is worth is not right")
    verdict = "worth it" if least >= 0 else "not worth it" if most < 0 else "depends"
    require(claim["verdict"].startswith(verdict), "the verdict is not right")
    for place, each in enumerate(told):
        own, others = every[place][0], [*every[:place], *every[place + 1 :]]
        alone = str(cost / own) if 0 < own >= cost else None
        require(each["alone"] == alone, "a break-even chance alone is not right")
        room = 1 - sum((low for _worth_of_it, low, _high in others), Fraction(0))
        for name, side in (("others at worst", -1), ("others at best", 1)):
            even = room if each[name] is None else number(each[name])
            ends = [c * own + worth(others, side, 1 - c) - cost for c in (Fraction(0), even)]
            if each[name] is None:  # at worst it grows ever faster with the chance, so it is largest at an end
                largest = max(ends) if side < 0 else worth([(own, Fraction(0), room), *others], 1) - cost
                require(largest < 0, "there is a break-even chance")
            else:
                right = ends[0] < 0 == ends[1] or (ends[1] >= 0 == even)
                require(0 <= even <= room and right, "a break-even chance is not right")


def worth(responses: Sequence[Response], side: int, room: Fraction = ONE) -> Fraction:
    """The most (1) or least (-1) that responses are worth with chances between bounds, together no more than `room`.

    By the dual of that linear program: the least, over what a chance could cost, of its cost and what is left above it.
    """
    prices = [Fraction(0), *(side * worth for worth, _low, _high in responses if side * worth > 0)]
    return side * min(
        price * room + sum(max(low * (side * w - price), high * (side * w - price)) for w, low, high in responses)
        for price in prices
    )
