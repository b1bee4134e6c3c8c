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
from itertools import product
from math import comb, lcm, prod
from typing import Final, TypeAlias

from goodoffices.settlement.answers import Concept, Status
from goodoffices.settlement.checker import Checker, Claim, numbers, require
from goodoffices.settlement.checking import KINDS
from goodoffices.settlement.checking_fair import Fair, best_of_ranges
from goodoffices.settlement.checking_frontiers import edges
from goodoffices.settlement.demands import Demand, NotCheckedError, added, named
from goodoffices.settlement.excluding import LISTED
from goodoffices.settlement.packages import Package, Terms, acceptable, allowed, dominates, keeps, package, uncut
from goodoffices.settlement.robustness import drawn
from goodoffices.settlement.scenario import Dependency, Issue, OnlyIf, Preferences, Scenario
from goodoffices.settlement.writing import number, read_terms


ONE, PERCENT = Fraction(1), Fraction(1, 100)
Response: TypeAlias = tuple[Fraction, Fraction, Fraction]
"""What one is worth, and between which chances it comes."""


def improvements(checker: Checker, claim: Claim) -> None:
    """These packages are efficient, worse than the draft for nobody and better for somebody; if proven, no others."""
    base = checker.given(claim["baseline"], reach=False, keeping=False).scores
    found = [checker.given(each, reach=False).scores for each in claim["efficient"]]
    fairest = checker.given(claim["fairest"], reach=False).scores if found else base
    fair = Fair(concept=Concept.LEXIMIN, base=base, units=(ONE,) * len(base), weights=())
    status, reach = Status(claim["status"]), checker.least(base)
    require(all(dominates(each, base) for each in found), "a package is no improvement")
    require(not found or max(found, key=fair.measure) == fairest, "another improvement is fairer, or none")
    if status is not Status.PROVEN or checker.packages.ranges:
        for each in found:
            checker.none(checker.better(each), "a package is not efficient")
    if status is Status.NONE:
        require(not found, "improvements are given although there are said to be none")
        checker.none(checker.better(base), "there is an improvement")
    elif status is Status.BEST_FOUND:
        raise NotCheckedError("whether there are more improvements")
    elif checker.packages.ranges:
        edges(checker, {"edges": [{"start": start, "end": end} for start, end in claim["edges"]]}, reach)
        best_of_ranges(checker, fair, fair.measure(fairest), fairest, reach)
    else:
        require(checker.packages.front(reach, found).keys() - {base} == {*found}, "there is another improvement")


def named_package(checker: Checker, claim: Claim) -> None:
    """A package of the file keeps the dependencies, reaches the minimums, is efficient; or not."""
    found = checker.given(claim, reach=False, keeping=False)
    keeping = allowed(checker.scenario, found.terms)
    told = [claim["allowed"], claim["acceptable"]]
    require(told == [keeping, keeping and acceptable(checker.scenario, found)], "who could take it is not right")
    if keeping and claim["efficient"] is not None:
        better = checker.packages.front(checker.better(found.scores))
        require(claim["efficient"] is not bool(better), "whether it is efficient is not right")


def _end(checker: Checker, move: Claim) -> tuple[int, int | Fraction]:
    """Which term of the draft is moved, and to what."""
    place = [issue.id for issue in checker.scenario.issues].index(move["issue"])
    start, end = (read_term(checker.scenario.issues[place], move[each]) for each in ("from", "to"))
    require(_draft(checker).terms[place] == start, "a term is not moved from where the draft has it")
    return place, end


def read_term(issue: Issue, plain: object) -> int | Fraction:
    """Read a term of one issue."""
    return number(plain) if issue.continuous else [option.id for option in issue.options].index(str(plain))


def _draft(checker: Checker) -> Package:
    if checker.draft is None:
        raise NotCheckedError("the draft is not written with it")
    return checker.draft


def _moved(checker: Checker, moves: Mapping[int, int | Fraction]) -> tuple[Terms, tuple[Fraction, ...], bool]:
    """The draft with some terms moved; by how much each score changes; whether what is touched keeps dependencies."""
    draft, every = _draft(checker), list[Dependency]()
    after = package(checker.scenario, tuple(moves.get(place, term) for place, term in enumerate(draft.terms)))
    for each in checker.scenario.dependencies:  # what needs several things is kept or broken in each of them
        every += [replace(each, needs=(need,)) for need in each.needs] if isinstance(each, OnlyIf) else [each]
    issues = {checker.scenario.issues[place].id for place in moves}
    touched = [each for each in every if any(what.issue in issues for what in named(each))]
    changes = tuple(a - b for a, b in zip(after.scores, draft.scores, strict=True))
    return after.terms, changes, all(keeps(checker.scenario, each, after.terms) for each in touched)


def _by_party(checker: Checker, plain: Mapping[str, object]) -> tuple[Fraction, ...]:
    return numbers(plain[party.id] for party in checker.scenario.parties)


def trade(checker: Checker, claim: Claim) -> None:
    """Each move hurts somebody; together they hurt nobody, and all who give way gain."""
    moves = [_end(checker, move) for move in claim["moves"]]
    _terms, gains, keeping = _moved(checker, dict(moves))
    alone = [_moved(checker, dict([move]))[1] for move in moves]
    require(
        keeping and gains == _by_party(checker, claim["gains"]), "the gains are not right, or a dependency is broken"
    )
    require(min(gains) >= 0 > max(min(each) for each in alone), "somebody loses by it, or a move costs nobody anything")
    require(all(gains[p] > 0 for each in alone for p in checker.parties if each[p] < 0), "who gives way gains nothing")


def single_terms(checker: Checker, claim: Claim) -> None:
    """These moves of one term each, and no shorter ones, bring a party to its minimum; or this one comes nearest."""
    scenario, draft = checker.scenario, _draft(checker)
    party = [each.id for each in scenario.parties].index(claim["party"])
    lacking, most = max(scenario.parties[party].minimum - draft.scores[party], Fraction(0)), Fraction(0)
    listed = [*claim["sufficient"], *([claim["nearest"]] if claim["nearest"] else [])]
    ends, enough = [_end(checker, each) for each in listed], list[tuple[int, int | Fraction]]()
    for each, (place, end) in zip(listed, ends, strict=True):
        terms, changes, _keeping = _moved(checker, {place: end})
        parties = zip(scenario.parties, package(scenario, terms).scores, strict=True)
        accepted = [other.id for other, score in parties if score >= other.minimum]
        told = (_by_party(checker, each["changes"]), each["accepted by"])
        require(told == (changes, accepted), "what a move is worth, or who accepts, is not right")
    for place, issue in enumerate(scenario.issues) if lacking else ():
        bends = {x for each in scenario.parties for x, _value in each.curves.get(issue.id, ())} | {
            *(issue.between or ())
        }
        path = sorted({*range(len(issue.options)), *bends, *(end for at, end in ends if at == place)})
        before = [each for each in reversed(path) if each < draft.terms[place]]
        for way in (before, [each for each in path if each > draft.terms[place]]):
            moved = [(term, *_moved(checker, {place: term})[1:]) for term in way]
            most = max([most, *(changes[party] for _term, changes, keeping in moved if keeping)])
            first = next(((term, c[party]) for term, c, keeping in moved if keeping and c[party] >= lacking), None)
            if first is not None:
                require(first[1] == lacking or not issue.continuous, "a shorter move suffices")
                enough.append((place, first[0]))
    require(sorted(ends[: len(claim["sufficient"])]) == sorted(enough), "these are not the shortest moves that suffice")
    nearest = number(claim["nearest"]["changes"][claim["party"]]) if claim["nearest"] else Fraction(0)
    require(nearest == (0 if enough else most), "another single term comes nearer")
    left = (number(claim["lacking"]), number(claim["still lacking"]))
    require(left == (lacking, 0 if enough else lacking - most), "what is lacking is not right")


def _gains(scenario: Scenario, issue: Issue) -> list[list[tuple[Fraction, ...]]]:
    """With the terms of others that interactions tie to an issue, whatever they are: what each of its options brings.

    More than the one that is then the worst, for each party: a list for each combination of the others.
    """
    tied = {issue.id}
    for together in (each.together for party in scenario.parties for each in party.interactions):
        tied |= {what.issue for what in together} if issue.id in {what.issue for what in together} else set()
    others = [range(len(each.options)) if each.id in tied - {issue.id} else (0,) for each in scenario.issues]
    if prod(map(len, others)) * len(issue.options) > LISTED:
        raise NotCheckedError("what an issue brings that interactions tie to many others")
    found, place = [], scenario.issues.index(issue)
    for rest in product(*others):
        every = [(*rest[:place], option, *rest[place + 1 :]) for option in range(len(issue.options))]
        scores = [package(scenario, terms).scores for terms in every]
        least = [min(each) for each in zip(*scores, strict=True)]
        found.append([tuple(a - b for a, b in zip(each, least, strict=True)) for each in scores])
    return found


def _swings(found: Sequence[Sequence[tuple[Fraction, ...]]]) -> list[Fraction]:
    """The most that an issue brings to each party."""
    return [max(each) for each in zip(*(option for options in found for option in options), strict=True)]


def adjusted_winner(checker: Checker, claim: Claim) -> None:
    """Both come away with equally much, or nothing more can be passed on; and no exchange is better for both."""
    issues = checker.scenario.issues
    shares = numbers(claim["shares of the first"][issue.id] for issue in issues)
    alone = replace(
        checker.scenario, parties=tuple(replace(each, interactions=(), most=None) for each in checker.scenario.parties)
    )
    points = [_swings(_gains(alone, issue)) for issue in issues]
    require(all(0 <= each <= 1 for each in shares), "a share is not between nothing and all")
    require(sum(0 < each < 1 for each in shares) <= 1, "more than one issue is divided")

    def worth(taken: Sequence[Fraction]) -> tuple[Fraction, ...]:
        held = [(share * a, (1 - share) * b) for share, (a, b) in zip(taken, points, strict=True)]
        return tuple(sum(each, Fraction(0)) for each in zip(*held, strict=True))

    undivided = worth([Fraction(a >= b) for a, b in points])
    told = (_by_party(checker, claim["points"]), _by_party(checker, claim["undivided"]))
    require(told == (worth(shares), undivided), "the points are not right")
    one, other = worth(shares)
    held = list(zip(shares, points, strict=True))
    left = [b if one > other else a for share, (a, b) in held if share != (one < other)]
    require(one == other or not any(left), "more could be passed on to the party that has less")
    fair = [a * d >= c * b for share, (a, b) in held if share > 0 for rest, (c, d) in held if rest < 1]
    require(all(fair), "an exchange would be better for both")


def equivalents(checker: Checker, claim: Claim) -> None:
    """Packages are worth just as much to a party; the first are efficient for the others; so many more there are."""
    scenario, like = checker.scenario, checker.given(claim["package"], reach=False).scores
    party = [each.id for each in scenario.parties].index(claim["party"])
    found = [checker.given(each, reach=False).scores for each in claim["packages"]]
    best, own = {*found[: claim["efficient for the others"]]}, scenario.parties[party]
    require(like in found and {each[party] for each in found} == {like[party]}, "not all are worth as much to it")

    just = [checker.alone(party, like[party]), added([checker.alone(party, like[party])], [-1])]
    for each in best:
        checker.none([*just, *checker.better(each)], "another is better for the others")
    if Status(claim["status"]) is Status.PROVEN and not checker.packages.ranges:
        require({*checker.packages.front(just, best)} == best, "not all that are efficient are given")
    if claim["missing"] is not None:
        alone = [Demand([each.weights[party]], each.least) for each in just]
        every = checker.of(replace(scenario, parties=(own,))).front(alone, counted=True).values()
        require([*every] == [len(found) + claim["missing"]], "how many there are is not right")
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
    scenario, terms = _of_options(checker), checker.given(claim["package"], reach=False).terms
    proven, finest = Status(claim["status"]) is Status.PROVEN, _finest(checker.scenario)
    require(_stays(checker, scenario, terms) is claim["efficient"], "whether it is efficient is not right")

    def edge(at: Fraction, inwards: int, changed: Callable[[Fraction], Scenario], *, belongs: bool) -> None:
        require(at.denominator <= finest, "an edge cannot lie where it is said")
        beside = at + (-inwards if belongs else inwards) * Fraction(1, 2 * finest**2)
        for weight, stays in ((at, belongs), (beside, not belongs)):
            if weight >= 0 and (stays or proven):
                require(_stays(checker, changed(weight), terms) is stays, "the weights reach another edge")

    margin = number(claim["margin"])
    if claim["efficient"] and not (margin == 1 and claim["with margin"]):
        edge(margin, -1, lambda share: _widened(scenario, terms, share), belongs=claim["with margin"])
    elif claim["efficient"]:
        require(_stays(checker, _widened(scenario, terms, margin), terms), "the margin is less")
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


def _stays(checker: Checker, scenario: Scenario, terms: Terms) -> bool:
    """Whether a package is efficient in a scenario."""
    return not checker.of(scenario).front(checker.better(package(scenario, terms).scores))


def _of_options(checker: Checker) -> Scenario:
    if checker.packages.ranges:
        raise NotCheckedError("of ranges this is answered of their steps, which are not written with it")
    return checker.scenario


def _finest(scenario: Scenario) -> int:
    """What no whole number exceeds that tells one edge of the weights from another."""
    found = [1]
    for party in scenario.parties:
        pairs = [(party.weights.get(i, ONE), v) for i, each in party.values.items() for v in each.values()]
        parts = [*(w * v for w, v in pairs), *(v for _w, v in pairs), *(each.adds for each in party.interactions)]
        found.append(2 * int(lcm(*(part.denominator for part in parts)) * (1 + sum(map(abs, parts)))))
    return max(found)


def _widened(scenario: Scenario, terms: Terms, share: Fraction) -> Scenario:
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
    scenario = _of_options(checker)
    place = [issue.id for issue in scenario.issues].index(claim["issue"])
    every_issue, issue = [_gains(uncut(scenario), each) for each in scenario.issues], scenario.issues[place]
    swings, found = [_swings(each) for each in every_issue], every_issue[place]
    spans = [sum(each) for each in zip(*swings, strict=True)]
    stakes = tuple(own / span if span else Fraction(0) for own, span in zip(swings[place], spans, strict=True))
    by_option = [list(each) for each in zip(*found, strict=True)]

    def share(gains: Sequence[Fraction]) -> Fraction:
        """The least that gains are of what is at stake."""
        return min((gain / span for gain, span in zip(gains, spans, strict=True) if span), default=Fraction(0))

    promised = [max(map(share, each)) for each in by_option]
    most = [tuple(max(each) for each in zip(*options, strict=True)) for options in found]
    ground = "common ground" if most in by_option else "contested"
    ground = ground if sum(swing > 0 for swing in swings[place]) > 1 else "matters to one side"
    told = (_by_party(checker, claim["stakes"]), number(claim["promise"]), claim["ground"])
    if not claim["exact"]:
        raise NotCheckedError("what is at stake")
    with_it = promised[[option.id for option in issue.options].index(claim["with"])]
    require(told == (stakes, max(promised), ground), "what is at stake, or what settling it well brings, is not right")
    require(with_it == max(promised), "another option brings more")
    counts, proven = claim["efficient packages with"], claim["proven"]
    require(claim["costs nothing"] is (proven and len(counts) == 1), "whether it costs nothing is not right")
    reach = checker.reach if checker.packages.front(checker.reach) else []
    every = checker.packages.front(reach).keys()
    require(not proven or sum(counts.values()) == len(every), "these are not all efficient packages")
    for option, times in counts.items():
        only = replace(issue, options=tuple(each for each in issue.options if each.id == option))
        some = replace(scenario, issues=tuple(only if each is issue else each for each in scenario.issues))
        require(
            len(checker.of(some).front(reach).keys() & every) >= times,
            "so many efficient packages do not take this option",
        )


def chance(checker: Checker, claim: Claim) -> None:
    """Drawn anew, scores show as often that a package is best, efficient, acceptable; and the intervals follow."""
    scenario, terms = _of_options(checker), checker.given(claim["package"], reach=False).terms
    if checker.chance is None:
        raise NotCheckedError("no randomness was given to draw with")
    random, draws, held = (
        checker.chance(claim["seed"]),
        claim["draws"],
        dict.fromkeys(("best", "efficient", "acceptable"), 0),
    )
    rivals = {read_terms(scenario, each["terms"]): each["times"] for each in claim["rivals"]}
    instead = dict.fromkeys(rivals, 0)
    for _ in range(draws):
        one = Checker(drawn(scenario, random, number(claim["spread"])), clock=checker.clock, listed=checker.listed)
        one.end = checker.end
        fair, most = _best(one, Concept(claim["concept"]), checker.draft)
        level = {
            each: acceptable(one.scenario, found) and fair.measure(found.scores) == most
            for each in (terms, *rivals)
            for found in [package(one.scenario, each)]
        }
        efficient = _stays(one, one.scenario, terms)
        held["efficient"] += efficient
        held["acceptable"] += acceptable(one.scenario, package(one.scenario, terms))
        held["best"] += level[terms] and efficient
        for rival in rivals if not (level[terms] and efficient) else ():
            instead[rival] += level[rival]
    require(all(times <= instead[rival] for rival, times in rivals.items()), "a package is not so often better")
    for name, count in held.items():
        told, times = claim[name], claim[name]["times"]
        require(times <= count <= times + told["undecided"], f"how often it is {name} is not right")
        tail, others = (1 - number(told["confidence"])) / 2, draws - times - told["undecided"]
        for end, seen in ((number(told["low"]), times), (1 - number(told["high"]), others)):
            fits = seen and _at_least(seen, draws, end) <= tail < _at_least(seen, draws, end + PERCENT)
            require(fits or seen == end == 0, "an interval does not follow from the draws")


def _at_least(times: int, draws: int, each: Fraction) -> Fraction:
    """How likely so many or more are (Clopper and Pearson 1934)."""
    return sum((comb(draws, n) * each**n * (1 - each) ** (draws - n) for n in range(times, draws + 1)), Fraction(0))


def _best(checker: Checker, concept: Concept, draft: Package | None) -> tuple[Fair, tuple[Fraction, ...]]:
    """The most that an acceptable package measures; nothing where none is."""
    over = draft if concept is Concept.MAXIMIN_GAIN else None
    base = checker.minimums if over is None else package(checker.scenario, over.terms).scores
    every, units = checker.packages.front(checker.reach), (ONE,) * len(base)
    if concept is Concept.KALAI_SMORODINSKY and every:
        units = tuple(max(each[party] for each in every) - base[party] for party in checker.parties)
    fair = Fair(concept=concept, base=base, units=units, weights=(ONE,) * len(base))
    return fair, max(map(fair.measure, every), default=())


def gesture(_checker: Checker, claim: Claim) -> None:
    """What a step is worth at least and at most, and from which chance of each response on it is worth its cost."""
    cost, told = number(claim["cost"]), claim["break-even chances"]
    every = [(number(each["worth"]), number(each["between"][0]), number(each["between"][1])) for each in told]
    least, most = (_worth(every, side) - cost for side in (-1, 1))
    require((number(claim["least"]), number(claim["most"])) == (least, most), "what it is worth is not right")
    verdict = "worth it" if least >= 0 else "not worth it" if most < 0 else "depends"
    require(claim["verdict"].startswith(verdict), "the verdict is not right")
    for place, each in enumerate(told):
        worth, others = every[place][0], [*every[:place], *every[place + 1 :]]
        alone = str(cost / worth) if 0 < worth >= cost else None
        require(each["alone"] == alone, "a break-even chance alone is not right")
        room = 1 - sum((low for _worth_of_it, low, _high in others), Fraction(0))
        for name, side in (("others at worst", -1), ("others at best", 1)):
            even = room if each[name] is None else number(each[name])
            ends = [c * worth + _worth(others, side, 1 - c) - cost for c in (Fraction(0), even)]
            if each[name] is None:  # at worst it grows ever faster with the chance, so it is largest at an end
                largest = max(ends) if side < 0 else _worth([(worth, Fraction(0), room), *others], 1) - cost
                require(largest < 0, "there is a break-even chance")
            else:
                right = ends[0] < 0 == ends[1] or (ends[1] >= 0 == even)
                require(0 <= even <= room and right, "a break-even chance is not right")


def _worth(responses: Sequence[Response], side: int, room: Fraction = ONE) -> Fraction:
    """The most (1) or least (-1) that responses are worth with chances between bounds, together no more than `room`.

    By the dual of that linear program: the least, over what a chance could cost, of its cost and what is left above it.
    """
    prices = [Fraction(0), *(side * worth for worth, _low, _high in responses if side * worth > 0)]
    return side * min(
        price * room + sum(max(low * (side * w - price), high * (side * w - price)) for w, low, high in responses)
        for price in prices
    )


FURTHER: Final[Mapping[str, Callable[[Checker, Claim], None]]] = {
    **KINDS,
    "improvements": improvements,
    "packages": named_package,
    "single terms": single_terms,
    "trades": trade,
    "adjusted winner": adjusted_winner,
    "equivalents": equivalents,
    "weights": region,
    "ordering": precedence,
    "chance": chance,
    "gestures": gesture,
}
