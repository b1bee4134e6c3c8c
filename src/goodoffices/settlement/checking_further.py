# SPDX-License-Identifier: Apache-2.0
"""Check the further answers, as they are written: of a draft, of a package that is asked about, of chances.

Each function is one kind of claim. What follows from numbers is counted by the definition; that nothing else is better
is the one question of `excluding`, put to the scenario or to one that differs from it by what the claim is about: a
weight, a party, an option.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, product
from math import comb, lcm, prod
from operator import add, sub
from typing import Any, TypeAlias

from goodoffices.settlement.answers import Concept, Status
from goodoffices.settlement.checker import Checker, Claim, numbers, require
from goodoffices.settlement.checking_fair import Fair, rivals_of
from goodoffices.settlement.checking_frontiers import at_stake, edges
from goodoffices.settlement.excluding import LISTED, Demand, NotCheckedError, Vector, added, named, stretches
from goodoffices.settlement.packages import Terms, acceptable, allowed, dominates, keeps, package, uncut
from goodoffices.settlement.scenario import Issue, OnlyIf, Preferences, Scenario
from goodoffices.settlement.writing import number, read_terms


ONE, PERCENT, RANKED = Fraction(1), Fraction(1, 100), 10
STEPS, FINEST = 1000, 1 << 50
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
        edges(checker, {"edges": [{"start": start, "end": end} for start, end in claim["edges"]]}, reach)
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


def adjusted_winner(checker: Checker, claim: Claim) -> None:
    """Both come away with equally much, or nothing more can be passed on; and no exchange is better for both."""
    scenario, issues = checker.scenario, checker.scenario.issues
    shares = numbers(claim["shares of the first"][issue.id] for issue in issues)
    alone = replace(scenario, parties=tuple(replace(each, interactions=(), most=None) for each in scenario.parties))
    points = [swings(brought(alone, issue)) for issue in issues]
    require(all(0 <= each <= 1 for each in shares), "a share is not between nothing and all")
    require(sum(0 < each < 1 for each in shares) <= 1, "more than one issue is divided")

    def worth(taken: Sequence[Fraction]) -> Vector:
        held = [(share * a, (1 - share) * b) for share, (a, b) in zip(taken, points, strict=True)]
        return tuple(sum(each, Fraction(0)) for each in zip(*held, strict=True))

    undivided, (one, other) = worth([Fraction(a >= b) for a, b in points]), worth(shares)
    told = (by_party(checker, claim["points"]), by_party(checker, claim["undivided"]))
    require(told == ((one, other), undivided), "the points are not right")
    held = list(zip(shares, points, strict=True))
    left = [b if one > other else a for share, (a, b) in held if share != (one < other)]
    require(one == other or not any(left), "more could be passed on to the party that has less")
    fair = [a * d >= c * b for share, (a, b) in held if share > 0 for rest, (c, d) in held if rest < 1]
    require(all(fair), "an exchange would be better for both")


def brought(scenario: Scenario, issue: Issue) -> list[list[Vector]]:
    """With the terms of others that interactions tie to an issue, whatever they are: what each of its options brings.

    More than the one that is then the worst, for each party: a list for each combination of the others.
    """
    ties = [{what.issue for what in each.together} for party in scenario.parties for each in party.interactions]
    tied = set[str]().union(*(each for each in ties if issue.id in each))
    others = [range(len(each.options)) if each.id in tied and each is not issue else (0,) for each in scenario.issues]
    if prod(map(len, others)) * len(issue.options) > LISTED:
        raise NotCheckedError("what an issue brings that interactions tie to many others")
    found, place = [], scenario.issues.index(issue)
    for rest in product(*others):
        every = [(*rest[:place], option, *rest[place + 1 :]) for option in range(len(issue.options))]
        scores = [package(scenario, terms).scores for terms in every]
        least = [min(each) for each in zip(*scores, strict=True)]
        found.append([tuple(map(sub, each, least)) for each in scores])
    return found


def swings(found: Sequence[Sequence[Vector]]) -> list[Fraction]:
    """The most that an issue brings to each party."""
    return [max(each) for each in zip(*(option for options in found for option in options), strict=True)]


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


def region(checker: Checker, claim: Claim) -> None:
    """With these weights a package is efficient, and with others not: asked at each edge, and just beside it.

    An edge is a whole number over another, neither larger than `finest`; so between two of them there is at least one
    over its square, and half of that beside an edge nothing else has changed.
    """
    scenario, terms = of_options(checker), checker.given(claim["package"], reach=False).terms
    proven, most = Status(claim["status"]) is Status.PROVEN, max(map(finest, checker.scenario.parties))
    require(stays(checker, scenario, terms) is claim["efficient"], "whether it is efficient is not right")

    def edge(at: Fraction, inwards: int, changed: Callable[[Fraction], Scenario], *, belongs: bool) -> None:
        require(at.denominator <= most, "an edge cannot lie where it is said")
        beside = at + (-inwards if belongs else inwards) * Fraction(1, 2 * most**2)
        for weight, staying in ((at, belongs), (beside, not belongs)):
            if weight >= 0 and (staying or proven):
                require(stays(checker, changed(weight), terms) is staying, "the weights reach another edge")

    margin = number(claim["margin"])
    require(claim["margin bound"] is None, "of options the margin is a fraction")
    if claim["efficient"] and not (margin == 1 and claim["with margin"]):
        edge(margin, -1, lambda share: widened(scenario, terms, share), belongs=claim["with margin"])
    elif claim["efficient"]:
        require(stays(checker, widened(scenario, terms, margin), terms), "the margin is less")
    for each in claim["ranges"]:
        place = [party.id for party in scenario.parties].index(each["party"])
        party = scenario.parties[place]
        require(number(each["weight"]) == party.weights.get(each["issue"], 1), "a weight is not what is said")

        def changed(weight: Fraction, place: int = place, issue: str = each["issue"]) -> Scenario:
            parties = list(scenario.parties)
            parties[place] = replace(parties[place], weights={**parties[place].weights, issue: weight})
            return replace(scenario, parties=tuple(parties))

        if each["empty"]:
            require(not claim["efficient"], "it is efficient with the weight that is given")
            checker.undecided.append("whether it is efficient with no weight at all")
            continue
        edge(number(each["low"]), 1, changed, belongs=each["with low"])
        if each["high"] is not None:
            edge(number(each["high"]), -1, changed, belongs=each["with high"])


def stays(checker: Checker, scenario: Scenario, terms: Terms) -> bool:
    """Whether a package is efficient in a scenario."""
    packages = checker.of(scenario)
    return not packages.front(packages.better(package(scenario, terms).scores))


def of_options(checker: Checker) -> Scenario:
    """The scenario, if it has no ranges."""
    if checker.ranges:
        raise NotCheckedError("this is not followed with terms in ranges")
    return checker.scenario


def finest(party: Preferences) -> int:
    """What no whole number exceeds that tells one edge of the weights from another."""
    pairs = [(party.weights.get(i, ONE), v) for i, each in party.values.items() for v in each.values()]
    parts = [*(w * v for w, v in pairs), *(v for _w, v in pairs), *(each.adds for each in party.interactions)]
    return 2 * int(lcm(*(part.denominator for part in parts)) * (1 + sum(map(abs, parts))))


def widened(scenario: Scenario, terms: Terms, share: Fraction) -> Scenario:
    """Every option is worth what it could at most be, beside a package's, if weights are off by a share."""
    parties = []
    for party in scenario.parties:
        values = dict[str, dict[str, Fraction]]()
        for issue, term in zip(scenario.issues, terms, strict=True):
            worth = {option.id: party.values.get(issue.id, {}).get(option.id, Fraction(0)) for option in issue.options}
            weight, own = party.weights.get(issue.id, ONE), worth[issue.options[int(term)].id]
            values[issue.id] = {o: weight * each + share * abs(weight * (each - own)) for o, each in worth.items()}
        parties.append(replace(party, weights={}, values=values))
    return replace(scenario, parties=tuple(parties))


def precedence(checker: Checker, claim: Claim) -> None:
    """So many efficient packages take each option of an issue; what is at stake in it; what settling it well brings."""
    scenario = of_options(checker)
    place = [issue.id for issue in scenario.issues].index(claim["issue"])
    if not claim["exact"]:
        raise NotCheckedError("what is at stake")
    every_issue, issue = [brought(uncut(scenario), each) for each in scenario.issues], scenario.issues[place]
    every_swing, found = list(map(swings, every_issue)), every_issue[place]
    spans, own = [sum(each) for each in zip(*every_swing, strict=True)], every_swing[place]
    stakes = tuple(swing / span if span else Fraction(0) for swing, span in zip(own, spans, strict=True))
    by_option = [list(each) for each in zip(*found, strict=True)]

    def share(gains: Vector) -> Fraction:
        """The least that gains are of what is at stake."""
        return min((gain / span for gain, span in zip(gains, spans, strict=True) if span), default=Fraction(0))

    promised = [max(map(share, each)) for each in by_option]
    most = [tuple(map(max, zip(*options, strict=True))) for options in found]
    ground = "common ground" if most in by_option else "contested"
    ground = ground if sum(swing > 0 for swing in own) > 1 else "matters to one side"
    told = (by_party(checker, claim["stakes"]), number(claim["promise"]), claim["ground"])
    require(told == (stakes, max(promised), ground), "what is at stake, or what settling it well brings, is not right")
    with_it = promised[[option.id for option in issue.options].index(claim["with"])]
    require(with_it == max(promised), "another option brings more")
    counts, proven = claim["efficient packages with"], claim["proven"]
    require(claim["costs nothing"] is (proven and len(counts) == 1), "whether it costs nothing is not right")
    reach = checker.reach if checker.front(checker.reach) else []
    every = checker.front(reach).keys()
    require(not proven or sum(counts.values()) == len(every), "these are not all efficient packages")
    for option, times in counts.items():
        only = replace(issue, options=tuple(each for each in issue.options if each.id == option))
        some = replace(scenario, issues=tuple(only if each is issue else each for each in scenario.issues))
        taking = len(checker.of(some).front(reach).keys() & every)
        require(taking >= times, "so many efficient packages do not take this option")


def chance(checker: Checker, claim: Claim) -> None:
    """Drawn anew, scores show as often that a package is best, efficient, acceptable; and the intervals follow."""
    scenario, terms = of_options(checker), checker.given(claim["package"], reach=False).terms
    if checker.chance is None:
        raise NotCheckedError("no randomness was given to draw with")
    random, draws, concept = checker.chance(claim["seed"]), claim["draws"], Concept(claim["concept"])
    held, instead = dict.fromkeys(("best", "efficient", "acceptable"), 0), dict[Terms, int]()
    rivals = {read_terms(scenario, each["terms"]): each["times"] for each in claim["rivals"]}
    for _ in range(draws):
        one = Checker(drawn(scenario, random, number(claim["spread"])), checker.left, checker.listed)
        every, base = one.front(one.reach), one.minimums
        if concept is Concept.MAXIMIN_GAIN and checker.draft is not None:
            base = package(one.scenario, checker.draft.terms).scores
        units = [ONE] * len(base)
        if concept is Concept.KALAI_SMORODINSKY and every:
            units = [max(each[party] for each in every) - base[party] for party in checker.parties]
        fair = Fair(concept, base, tuple(units), (ONE,) * len(base))
        most, efficient = max(map(fair.measure, every), default=()), stays(one, one.scenario, terms)
        level = set[Terms]()
        for each in (terms, *rivals):
            found = package(one.scenario, each)
            level |= {each} if acceptable(one.scenario, found) and fair.measure(found.scores) == most else set()
        held["efficient"] += efficient
        held["acceptable"] += acceptable(one.scenario, package(one.scenario, terms))
        held["best"] += terms in level and efficient
        for rival in level - {terms} if not (terms in level and efficient) else ():
            instead[rival] = instead.get(rival, 0) + 1
    require(all(times <= instead.get(each, 0) for each, times in rivals.items()), "a package is not so often better")
    for name, count in held.items():
        told, times = claim[name], claim[name]["times"]
        require(times <= count <= times + told["undecided"], f"how often it is {name} is not right")
        tail, others = (1 - number(told["confidence"])) / 2, draws - times - told["undecided"]
        for end, seen in ((number(told["low"]), times), (1 - number(told["high"]), others)):
            fits = seen and at_least(seen, draws, end) <= tail < at_least(seen, draws, end + PERCENT)
            require(fits or seen == end == 0, "an interval does not follow from the draws")


def drawn(scenario: Scenario, random: Any, spread: Fraction) -> Scenario:  # noqa: ANN401 - as Python's Random
    """Scores drawn anew: of each party, issue by issue, the weight, then the values that it is unsure of."""

    def between(low: Fraction, high: Fraction) -> Fraction:
        return low + (high - low) * Fraction(random.randrange(STEPS + 1), STEPS)

    parties = []
    for party in scenario.parties:
        unsure = {(each.issue, each.option): (each.low, each.high) for each in party.unsure}
        weights, values = dict[str, Fraction](), {issue: dict(each) for issue, each in party.values.items()}
        for issue in scenario.issues:
            weight = party.weights.get(issue.id, ONE)
            weights[issue.id] = between(*unsure.get((issue.id, None), (weight * (1 - spread), weight * (1 + spread))))
            for option in (each.id for each in issue.options if (issue.id, each.id) in unsure):
                values.setdefault(issue.id, {})[option] = between(*unsure[issue.id, option])
        parties.append(replace(party, weights=weights, values=values))
    if max(map(finest, parties)) > FINEST:
        raise NotCheckedError("what is drawn is so fine that it is rounded")
    return replace(scenario, parties=tuple(parties))


def at_least(times: int, draws: int, each: Fraction) -> Fraction:
    """How likely so many or more are (Clopper and Pearson 1934)."""
    return sum((comb(draws, n) * each**n * (1 - each) ** (draws - n) for n in range(times, draws + 1)), Fraction(0))


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
