# SPDX-License-Identifier: Apache-2.0
"""Check the further answers, as they are written: of a draft, of a package that is asked about, of chances.

Each function is one kind of claim. What a package is worth is counted anew; what follows from numbers is counted by the
definition; that nothing else is better is the one question of `excluding`, put to the scenario or to one that differs
from it by what the claim is about: a weight, a party, an option.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import comb, lcm
from typing import Any, Final

from goodoffices.settlement.answers import Concept, Status
from goodoffices.settlement.checking import (
    KINDS,
    Checker,
    Claim,
    Fair,
    best_of_ranges,
    edges,
    numbers,
    require,
)
from goodoffices.settlement.excluding import Demand, NotCheckedError, named
from goodoffices.settlement.packages import Package, Terms, acceptable, allowed, dominates, keeps, package
from goodoffices.settlement.robustness import drawn
from goodoffices.settlement.scenario import Dependency, Interaction, Issue, OnlyIf, Preferences, Scenario
from goodoffices.settlement.writing import number, read_terms


HALF: Final = Fraction(1, 2)


def improvements(checker: Checker, claim: Claim) -> None:
    """These packages are efficient, worse than the draft for nobody and better for somebody; if proven, no others."""
    base = checker.given(claim["baseline"], reach=False, keeping=False)
    found = [checker.given(each, reach=False) for each in claim["efficient"]]
    fair = Fair(concept=Concept.LEXIMIN, base=base.scores, units=(Fraction(1),) * len(base.scores), weights=())
    status, vectors, reach = Status(claim["status"]), {each.scores for each in found}, checker.least(base.scores)
    require(all(dominates(each, base.scores) for each in vectors), "a package is no improvement")
    require(bool(found) is (claim["fairest"] is not None), "the fairest is missing")
    require((status is Status.NONE) <= (not found), "improvements are given although there are said to be none")
    best, fairest = max(map(fair.measure, vectors), default=()), base.scores
    if found:
        fairest = checker.given(claim["fairest"], reach=False).scores
        require(fairest in vectors and fair.measure(fairest) == best, "another improvement is fairer")
    if status is Status.NONE:
        checker.none(checker.better(base.scores), "there is an improvement")
    elif status is Status.BEST_FOUND or checker.packages.ranges:
        for each in vectors:
            checker.none(checker.better(each), "a package is not efficient")
    if status is Status.BEST_FOUND:
        raise NotCheckedError("whether there are more improvements")
    if found and checker.packages.ranges:
        if claim["edges"]:
            ends = [{"start": start, "end": end} for start, end in claim["edges"]]
            edges(checker, {"edges": ends}, reach)
        best_of_ranges(checker, fair, best, fairest, reach)
    elif found:
        every = checker.packages.front(reach, vectors)
        require(every.keys() - {base.scores} == vectors, "there is another improvement")


def named_package(checker: Checker, claim: Claim) -> None:
    """A package of the file keeps the dependencies, reaches the minimums, is efficient; or not."""
    found = checker.given(claim, reach=False, keeping=False)
    keeping, efficient = allowed(checker.scenario, found.terms), claim["efficient"]
    require(claim["allowed"] == keeping, "whether the dependencies are kept is not right")
    require(claim["acceptable"] == (keeping and acceptable(checker.scenario, found)), "who accepts it is not right")
    if keeping and efficient is not None:
        better = bool(checker.packages.front(checker.better(found.scores)))
        require(efficient is not better, "whether it is efficient is not right")


def _moved(checker: Checker, moves: Sequence[Claim]) -> tuple[Terms, tuple[Fraction, ...]]:
    """The draft with some terms moved, and by how much each party's score changes."""
    if checker.draft is None:
        raise NotCheckedError("the draft is not written with it")
    issues, terms = checker.scenario.issues, list(checker.draft.terms)
    for move in moves:
        place = [issue.id for issue in issues].index(move["issue"])
        start, end = (_term(issues[place], move[each]) for each in ("from", "to"))
        require(terms[place] == start, "a term is not moved from where the draft has it")
        terms[place] = end
    after = package(checker.scenario, tuple(terms)).scores
    return tuple(terms), tuple(a - b for a, b in zip(after, checker.draft.scores, strict=True))


def _term(issue: Issue, plain: object) -> int | Fraction:
    return number(plain) if issue.continuous else [option.id for option in issue.options].index(str(plain))


def _by_party(checker: Checker, plain: Mapping[str, object]) -> tuple[Fraction, ...]:
    return numbers(plain[party.id] for party in checker.scenario.parties)


def trade(checker: Checker, claim: Claim) -> None:
    """Each move hurts somebody; together they hurt nobody, and all who give way gain."""
    terms, gains = _moved(checker, claim["moves"])
    alone = [_moved(checker, [move])[1] for move in claim["moves"]]
    require(gains == _by_party(checker, claim["gains"]), "the gains are not right")
    require(min(gains) >= 0, "somebody loses by it")
    require(all(min(each) < 0 for each in alone), "a move costs nobody anything")
    require(all(gains[p] > 0 for each in alone for p in checker.parties if each[p] < 0), "who gives way gains nothing")
    issues = [move["issue"] for move in claim["moves"]]
    require(not _broken(checker, terms, issues), "it breaks a dependency")


def _broken(checker: Checker, terms: Terms, moved: Collection[str]) -> bool:
    """Whether terms break a dependency, or one need of it, that names an issue of which the term is moved."""
    every = list[Dependency]()
    for each in checker.scenario.dependencies:
        every += [replace(each, needs=(need,)) for need in each.needs] if isinstance(each, OnlyIf) else [each]
    touched = [each for each in every if {what.issue for what in named(each)} & {*moved}]
    return not all(keeps(checker.scenario, each, terms) for each in touched)


def single_terms(checker: Checker, claim: Claim) -> None:
    """These moves of one term each, and no shorter ones, bring a party to its minimum; or this one comes nearest."""
    scenario, draft = checker.scenario, checker.draft
    party = [each.id for each in scenario.parties].index(claim["party"])
    if draft is None:
        raise NotCheckedError("the draft is not written with it")
    lacking = max(scenario.parties[party].minimum - draft.scores[party], Fraction(0))
    require(number(claim["lacking"]) == lacking, "what it lacks is not right")
    listed = [*claim["sufficient"], *([claim["nearest"]] if claim["nearest"] else [])]
    for each in listed:
        terms, changes = _moved(checker, [each])
        scores = package(scenario, terms).scores
        accepted = [p.id for p, score in zip(scenario.parties, scores, strict=True) if score >= p.minimum]
        require(changes == _by_party(checker, each["changes"]), "what a move is worth is not right")
        require(each["accepted by"] == accepted, "who accepts after a move is not right")
    enough, most = set[tuple[int, int | Fraction]](), Fraction(0)
    for place, issue in enumerate(scenario.issues) if lacking else ():
        ends = {_term(issue, each["to"]) for each in listed if each["issue"] == issue.id}
        bends = {x for p in scenario.parties for x, _value in p.curves.get(issue.id, ())} | {*(issue.between or ())}
        now, path = draft.terms[place], sorted(ends | bends | {*range(len(issue.options))})
        for way in ([each for each in path if each > now], [each for each in reversed(path) if each < now]):
            for term in way:
                terms = (*draft.terms[:place], term, *draft.terms[place + 1 :])
                change = package(scenario, terms).scores[party] - draft.scores[party]
                if not _broken(checker, terms, {issue.id}):
                    most = max(most, change)
                    if change >= lacking:
                        require(change == lacking or not issue.continuous, "a shorter move suffices")
                        enough.add((place, term))
                        break
    given = {_end(scenario, each) for each in claim["sufficient"]}
    require(given == enough, "these are not the shortest moves that suffice")
    left = Fraction(0) if enough else lacking - most
    nearest = claim["nearest"] and _by_party(checker, claim["nearest"]["changes"])[party]
    require((nearest or 0) == (0 if enough else most), "another single term comes nearer")
    require(number(claim["still lacking"]) == left, "what is still lacking is not right")


def _end(scenario: Scenario, move: Claim) -> tuple[int, int | Fraction]:
    place = [issue.id for issue in scenario.issues].index(move["issue"])
    return place, _term(scenario.issues[place], move["to"])


def _swings(checker: Checker, issue: Issue) -> list[list[Fraction]]:
    """For each party, what each option of an issue is worth more than the worst."""
    found = []
    for party in checker.scenario.parties:
        values = party.values.get(issue.id, {})
        worth = [party.weights.get(issue.id, 1) * values.get(each.id, Fraction(0)) for each in issue.options]
        found.append([each - min(worth) for each in worth])
    return found


def adjusted_winner(checker: Checker, claim: Claim) -> None:
    """Both come away with equally much, or nothing more can be passed on; and no exchange is better for both."""
    issues = checker.scenario.issues
    shares = numbers(claim["shares of the first"][issue.id] for issue in issues)
    points = [tuple(max(each) for each in _swings(checker, issue)) for issue in issues]
    require(all(0 <= each <= 1 for each in shares), "a share is not between nothing and all")
    require(sum(0 < each < 1 for each in shares) <= 1, "more than one issue is divided")

    def worth(taken: Sequence[Fraction]) -> tuple[Fraction, Fraction]:
        first = sum((share * a for share, (a, _b) in zip(taken, points, strict=True)), Fraction(0))
        return first, sum(((1 - share) * b for share, (_a, b) in zip(taken, points, strict=True)), Fraction(0))

    require(_by_party(checker, claim["points"]) == worth(shares), "the points are not right")
    undivided = worth([Fraction(a >= b) for a, b in points])
    require(_by_party(checker, claim["undivided"]) == undivided, "what each had undivided is not right")
    one, other = worth(shares)
    kept = [b if one > other else a for share, (a, b) in zip(shares, points, strict=True) if share != (one < other)]
    require(one == other or not any(kept), "more could be passed on to the party that has less")
    held = list(zip(shares, points, strict=True))
    fair = (a * d >= c * b for share, (a, b) in held if share > 0 for rest, (c, d) in held if rest < 1)
    require(all(fair), "an exchange would be better for both")


def equivalents(checker: Checker, claim: Claim) -> None:
    """Packages are worth just as much to a party; the first are efficient for the others; so many more there are."""
    scenario, like = checker.scenario, checker.given(claim["package"], reach=False)
    party = [each.id for each in scenario.parties].index(claim["party"])
    found = [checker.given(each, reach=False).scores for each in claim["packages"]]
    best, own, level = {*found[: claim["efficient for the others"]]}, scenario.parties[party], like.scores[party]
    require(like.scores in found and {each[party] for each in found} == {level}, "not all are worth as much to it")

    def asked(*parties: Preferences) -> tuple[Any, list[Demand]]:
        """These parties and twice the one, turned round the second time; and that it gets just as much."""
        every = (*parties, own, _turned(own))
        alone = [[Fraction(each == place) for each in range(len(every))] for place in range(len(every))]
        packages = checker.of(replace(scenario, parties=every))
        return packages, [Demand(alone[-2], level), Demand(alone[-1], -level)]

    packages, just = asked(*scenario.parties)
    for each in best:
        better = [replace(d, weights=[*d.weights, Fraction(0), Fraction(0)]) for d in checker.better(each)]
        checker.none([*just, *better], "another is better for the others", packages)
    if Status(claim["status"]) is Status.PROVEN and not packages.ranges:
        whole = {vector[:-2] for vector in packages.front(just)}
        require(whole == best, "not all that are efficient for the others are given")
    if claim["missing"] is not None:
        (times,) = asked()[0].front(asked()[1], counted=True).values()
        require(times == len(found) + claim["missing"], "how many there are is not right")
    for issue in (each for each in scenario.issues if each.id in claim["ranges"]):
        low, high = numbers(claim["ranges"][issue.id])
        itself = Preferences(id="", curves={issue.id: tuple((end, end) for end in issue.between or ())})
        for party_of_it, end in ((itself, high), (_turned(itself), -low)):
            packages, just = asked(party_of_it)
            beyond = Demand([Fraction(1), Fraction(0), Fraction(0)], end, strict=True)
            checker.none([*just, beyond], "a term can go further", packages)
            require(bool(packages.front([*just, replace(beyond, strict=False)])), "a term cannot go so far")


def _turned(party: Preferences) -> Preferences:
    """A party to which everything is worth as much less as it is worth to another."""
    return replace(
        party,
        values={issue: {option: -value for option, value in each.items()} for issue, each in party.values.items()},
        curves={issue: tuple((x, -value) for x, value in curve) for issue, curve in party.curves.items()},
        interactions=tuple(Interaction(together=each.together, adds=-each.adds) for each in party.interactions),
    )


def region(checker: Checker, claim: Claim) -> None:
    """With these weights a package is efficient, and with others not: asked at the edges, and just beyond them.

    Whether a weight lies beyond is told by a whole number over another, neither larger than `finest`; so between two
    such edges there is more than one over its square, and nothing changes within half of that.
    """
    scenario, terms = _options_only(checker), checker.given(claim["package"], reach=False).terms
    proven, finest = Status(claim["status"]) is Status.PROVEN, _finest(checker.scenario)
    tiny, edges_given = (
        HALF / finest**2,
        [claim["margin"], *(e[end] for e in claim["ranges"] for end in ("low", "high"))],
    )
    require(
        all(number(each or "0").denominator <= finest for each in edges_given), "an edge cannot lie where it is said"
    )

    def stays(changed: Scenario) -> bool:
        return not checker.of(changed).front(checker.better(package(changed, terms).scores))

    margin = number(claim["margin"])
    require(stays(scenario) is claim["efficient"], "whether it is efficient is not right")
    if claim["efficient"]:
        require(margin == 0 or stays(_widened(scenario, terms, margin - tiny)), "the margin is less")
        at_margin = stays(_widened(scenario, terms, margin))
        require(
            at_margin >= claim["with margin"] and (at_margin == claim["with margin"] or not proven),
            "the margin itself is not right",
        )
        if proven and at_margin and margin < 1:
            require(not stays(_widened(scenario, terms, margin + tiny)), "the margin is larger")
    for each in claim["ranges"]:
        low, high = number(each["low"]), None if each["high"] is None else number(each["high"])
        place = [party.id for party in scenario.parties].index(each["party"])

        def changed(weight: Fraction, place: int = place, issue: str = each["issue"]) -> Scenario:
            party = scenario.parties[place]
            party = replace(party, weights={**party.weights, issue: weight})
            return replace(scenario, parties=(*scenario.parties[:place], party, *scenario.parties[place + 1 :]))

        now = scenario.parties[place].weights.get(each["issue"], Fraction(1))
        require(number(each["weight"]) == now, "a weight is not what is said")
        if each["empty"]:
            require(not claim["efficient"], "it is efficient with the weight that is given")
            checker.undecided.append("whether it is efficient with no weight at all")
            continue
        inside = [low if each["with low"] else low + tiny]
        outside = [low - tiny if each["with low"] else low]
        if high is not None:
            inside.append(high if each["with high"] else high - tiny)
            outside.append(high + tiny if each["with high"] else high)
        require(all(stays(changed(weight)) for weight in inside) or not proven, "a range of weights is too wide")
        require(
            not any(stays(changed(weight)) for weight in outside if weight >= 0), "a range of weights is too narrow"
        )


def _options_only(checker: Checker) -> Scenario:
    if checker.packages.ranges:
        raise NotCheckedError("of ranges this is answered of their steps, which are not written with it")
    return checker.scenario


def _finest(scenario: Scenario) -> int:
    """What no whole number exceeds that tells one edge of the weights from another."""
    found = []
    for party in scenario.parties:
        pairs = [(party.weights.get(i, Fraction(1)), v) for i, each in party.values.items() for v in each.values()]
        parts = [*(w * v for w, v in pairs), *(v for _w, v in pairs), *(each.adds for each in party.interactions)]
        found.append(2 * int(lcm(*(part.denominator for part in parts)) * (1 + sum(map(abs, parts)))))
    return max(found, default=1)


def _widened(scenario: Scenario, terms: Terms, share: Fraction) -> Scenario:
    """Every option is worth what it could at most be, beside a package's, if weights are off by a share."""

    def wider(party: Preferences) -> Preferences:
        values = {}
        for issue, term in zip(scenario.issues, terms, strict=True):
            weight, given = party.weights.get(issue.id, Fraction(1)), party.values.get(issue.id, {})
            own = weight * given.get(issue.options[int(term)].id, 0)
            more = {option.id: weight * given.get(option.id, 0) - own for option in issue.options}
            values[issue.id] = {option: own + each + share * abs(each) for option, each in more.items()}
        return replace(party, weights={}, values=values)

    return replace(scenario, parties=tuple(map(wider, scenario.parties)))


def precedence(checker: Checker, claim: Claim) -> None:
    """So many efficient packages take each option of an issue; what is at stake in it; what settling it well brings."""
    scenario = _options_only(checker)
    (issue,) = (each for each in scenario.issues if each.id == claim["issue"])
    spans = [sum(max(_swings(checker, each)[party]) for each in scenario.issues) for party in checker.parties]
    swings = _swings(checker, issue)
    stakes = tuple(max(swing) / span if span else Fraction(0) for swing, span in zip(swings, spans, strict=True))
    require(_by_party(checker, claim["stakes"]) == stakes, "what is at stake is not right")
    shares = {
        option.id: min((swing[place] / span for swing, span in zip(swings, spans, strict=True) if span), default=0)
        for place, option in enumerate(issue.options)
    }
    best = max(shares.values())
    require(number(claim["promise"]) == best == shares[claim["with"]], "what settling it brings is not right")
    tops = [{place for place, each in enumerate(swing) if each == max(swing)} for swing in swings]
    ground = (
        "matters to one side"
        if sum(map(any, swings)) <= 1
        else "common ground"
        if set.intersection(*tops)
        else "contested"
    )
    require(claim["ground"] == ground, "how the parties stand to one another is not right")
    counts = claim["efficient packages with"]
    require(
        claim["costs nothing"] is (claim["proven"] and len(counts) == 1),
        "whether settling it costs nothing is not right",
    )
    reach = checker.reach if checker.packages.front(checker.reach) else []
    every = checker.packages.front(reach).keys()
    require(not claim["proven"] or sum(counts.values()) == len(every), "these are not all efficient packages")
    for option, times in counts.items():
        only = replace(issue, options=tuple(each for each in issue.options if each.id == option))
        some = replace(scenario, issues=tuple(only if each is issue else each for each in scenario.issues))
        with_it = checker.of(some).front(reach).keys() & every
        require(len(with_it) >= times, "so many efficient packages do not take this option")


def chance(checker: Checker, claim: Claim) -> None:
    """Drawn anew, scores show as often that a package is best, efficient, acceptable; and the intervals follow."""
    scenario, terms = _options_only(checker), checker.given(claim["package"], reach=False).terms
    if checker.chance is None:
        raise NotCheckedError("no randomness was given to draw with")
    random, times, draws = checker.chance(claim["seed"]), [0, 0, 0], claim["draws"]
    rivals = {read_terms(scenario, each["terms"]): each["times"] for each in claim["rivals"]}
    others = dict.fromkeys(rivals, 0)
    for _ in range(draws):
        one = Checker(drawn(scenario, random, number(claim["spread"])), clock=checker.clock, listed=checker.listed)
        one.end = checker.end
        own = package(one.scenario, terms)
        reaches, stays = acceptable(one.scenario, own), not one.packages.front(one.better(own.scores))
        fair, most = _best(one, Concept(claim["concept"]), checker.draft)
        best = reaches and stays and fair.measure(own.scores) == most
        times = [count + held for count, held in zip(times, (best, stays, reaches), strict=True)]
        for rival in rivals if not best else ():
            found = package(one.scenario, rival)
            others[rival] += acceptable(one.scenario, found) and fair.measure(found.scores) == most
    require(all(times <= others[rival] for rival, times in rivals.items()), "a package is not so often better")
    for name, count in zip(("best", "efficient", "acceptable"), times, strict=True):
        told = claim[name]
        require(told["times"] <= count <= told["times"] + told["undecided"], f"how often it is {name} is not right")
        tail = (1 - number(told["confidence"])) / 2
        for end, most in (
            (number(told["low"]), told["times"]),
            (1 - number(told["high"]), draws - told["times"] - told["undecided"]),
        ):
            fits = (
                end == 0
                if most == 0
                else _at_least(most, draws, end) <= tail < _at_least(most, draws, end + Fraction(1, 100))
            )
            require(fits, "an interval does not follow from the draws")


def _at_least(times: int, draws: int, chance_of_one: Fraction) -> Fraction:
    """How likely so many or more are (Clopper and Pearson 1934)."""
    rest = 1 - chance_of_one
    return sum((comb(draws, n) * chance_of_one**n * rest ** (draws - n) for n in range(times, draws + 1)), Fraction(0))


def _best(checker: Checker, concept: Concept, draft: Package | None) -> tuple[Fair, tuple[Fraction, ...]]:
    """The most that an acceptable package measures; nothing where none is."""
    over = draft is not None and concept is Concept.MAXIMIN_GAIN
    base = package(checker.scenario, draft.terms).scores if draft is not None and over else checker.minimums
    every, units = checker.packages.front(checker.reach), (Fraction(1),) * len(base)
    if concept is Concept.KALAI_SMORODINSKY and every:
        units = tuple(max(each[party] for each in every) - base[party] for party in checker.parties)
    fair = Fair(concept=concept, base=base, units=units, weights=(Fraction(1),) * len(base))
    return fair, max(map(fair.measure, every), default=())


Response = tuple[Fraction, Fraction, Fraction]
"""What one is worth, and between which chances it comes."""


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
        alone = cost / worth if 0 < worth >= cost else None
        require(each["alone"] == (None if alone is None else str(alone)), "a break-even chance alone is not right")
        room = 1 - sum((other[1] for other in others), Fraction(0))

        def surplus(chances: Fraction, side: int, worth: Fraction = worth, others: Any = tuple(others)) -> Fraction:  # noqa: ANN401
            return chances * worth + _worth(others, side, 1 - chances) - cost

        for name, side in (("others at worst", -1), ("others at best", 1)):
            if each[name] is None:  # at worst it grows ever faster with the chance, so it is largest at an end
                largest = max(surplus(Fraction(0), -1), surplus(room, -1))
                largest = largest if side < 0 else _worth([(worth, Fraction(0), room), *others], 1) - cost
                require(largest < 0, "there is a break-even chance")
            else:
                even = number(each[name])
                level = surplus(even, side) == 0 and surplus(Fraction(0), side) < 0
                require(
                    0 <= even <= room and (level or surplus(even, side) >= 0 == even),
                    "a break-even chance is not right",
                )


def _worth(responses: Sequence[Response], side: int, room: Fraction = Fraction(1)) -> Fraction:
    """The most (1) or least (-1) that responses are worth with chances between bounds, together no more than `room`.

    By the dual of that linear program: the least, over what a chance could cost, of its cost and what is left above it.
    """
    prices = [Fraction(0), *(side * worth for worth, _low, _high in responses)]
    return side * min(
        price * room + sum(max(low * (side * w - price), high * (side * w - price)) for w, low, high in responses)
        for price in prices
        if price >= 0
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
