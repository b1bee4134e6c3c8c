# SPDX-License-Identifier: Apache-2.0
"""Check all that `goodoffices settle --json` wrote, with nothing but Python: python check_further.py ANSWERS.json

Beside it lies `check_answers.py`, which says what packages are worth and which are efficient, and checks what is fair.
Here is a function for each further kind of answer. What if a weight were another, or one option alone were left of an
issue? That is asked of talks in which it is so (`otherwise`), and read off their efficient vectors, as there.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from copy import copy
from fractions import Fraction
from functools import partial
from itertools import accumulate, combinations, pairwise, product
from math import comb, lcm, prod
from operator import add, ge, itemgetter, sub
from random import Random
from typing import Any

from check_answers import (
    FAIR,
    KINDS,
    LISTED,
    NOTHING,
    Kinds,
    Talks,
    Told,
    UndecidedError,
    Vector,
    best,
    keeps,
    main,
    measured,
    met,
    number,
    numbers,
    require,
    status_of,
)


def otherwise(talks: Talks, **changed: object) -> Talks:
    """The same talks, but for what is changed in them."""
    other = copy(talks)
    vars(other).update(changed)
    return other


def with_option(talks: Talks, issue: str, option: str) -> Talks:
    """The same talks with one option left of an issue."""
    return otherwise(talks, issues={**talks.issues, issue: [option]})


def ids_of(talks: Talks) -> list[str]:
    """The ids of the parties."""
    return [party["id"] for party in talks.parties]


def allowed(talks: Talks, terms: Told) -> bool:
    """Whether these are terms of each issue that keep the dependencies."""
    return terms.keys() == talks.issues.keys() and all(keeps(each, terms) for each in talks.dependencies)


def named(talks: Talks, claim: Told) -> None:
    """A package of the file is worth this, and is allowed, acceptable and efficient, or is not."""
    scores, keeping = talks.given(claim, draft=True), allowed(talks, claim["terms"])
    acceptable = keeping and all(map(ge, scores, talks.minimums))
    require(claim["allowed"] is keeping, "whether a package keeps the dependencies is not as is said")
    require(claim["acceptable"] is acceptable, "whether a package is acceptable is not as is said")
    if claim["efficient"] is not None or not keeping:
        efficient = keeping and scores in talks.efficient(scores)
        require(claim["efficient"] is efficient, "whether a package is efficient is not as is said")


def moved(talks: Talks, terms: Told, moves: Told) -> tuple[Vector, bool]:
    """What it changes for each party if some terms move; and whether the dependencies on these are kept."""
    after = {**terms, **moves}
    touched = [
        part for each in talks.dependencies for part in each if moves.keys() & {issue for issue, _ in part["of"]}
    ]
    return tuple(map(sub, talks.scores(talks.sums(after)), talks.scores(talks.sums(terms)))), keeps(touched, after)


def single_terms(talks: Talks, claim: Told) -> None:
    """The shortest moves of one term, either way, with which a party has its minimum; or the one that brings most."""
    ids, terms, party = ids_of(talks), claim["draft"]["terms"], claim["party"]
    base, place = talks.given(claim["draft"], draft=True), ids.index(party)
    lacking = max(talks.minimums[place] - base[place], Fraction(0))
    enough, short = list[Told](), list[Told]()
    for issue, options in talks.issues.items() if lacking else ():
        at = options.index(terms[issue])
        for way in (options[at + 1 :], options[:at][::-1]):
            for end in way:
                changes, kept = moved(talks, terms, {issue: end})
                worth = zip(ids, map(add, base, changes), talks.minimums, strict=True)
                single = {
                    "issue": issue,
                    "from": terms[issue],
                    "to": end,
                    "changes": dict(zip(ids, map(str, changes), strict=True)),
                    "accepted by": [each for each, score, least in worth if score >= least],
                }
                if kept and party in single["accepted by"]:
                    enough.append(single)
                    break
                short += [single] if kept else []

    def brings(single: Told) -> Fraction:
        return number(single["changes"][party])

    most = max([Fraction(0), *map(brings, short)]) if not enough else 0
    nearest = [each for each in short if brings(each) == most] if most else [None]
    require(number(claim["lacking"]) == lacking, "the party does not lack so much")
    order = itemgetter("issue", "to")
    require(sorted(claim["sufficient"], key=order) == sorted(enough, key=order), "these are not the moves that suffice")
    require(claim["nearest"] in nearest, "another move comes nearer, or this one does not come so near")
    left = 0 if enough else lacking - most
    require(number(claim["still lacking"]) == left, "the nearest move does not leave so much lacking")


def trades(talks: Talks, claim: Told) -> None:
    """Two moves that each hurt somebody, and together nobody; of each two issues the best, of these the best ten."""
    terms, ends, found = claim["draft"]["terms"], list[Vector](), dict[frozenset[Any], Vector]()
    talks.given(claim["draft"], draft=True)
    for end in (max, min):  # what no score exceeds, and what none falls below
        bonuses = [sum(end(Fraction(adds), Fraction(0)) for _, adds in party["together"]) for party in talks.parties]
        sums = [sum(end(values.values()) for values in worth.values()) for worth in talks.worth]
        ends.append(talks.scores(tuple(map(add, sums, bonuses))))

    def rank(both: frozenset[Any]) -> list[Fraction]:
        return sorted(gain / (high - low or 1) for gain, high, low in zip(found[both], *ends, strict=True))

    moves = [(issue, end) for issue, options in talks.issues.items() for end in options if end != terms[issue]]
    alone = {move: changes for move in moves if min(changes := moved(talks, terms, dict([move]))[0]) < 0}
    if comb(len(alone), 2) > LISTED:
        raise UndecidedError("too many moves could be traded")
    for (one, first), (other, second) in combinations(alone.items(), 2):
        gains, kept = moved(talks, terms, dict([one, other]))
        hurt = [{place for place, change in enumerate(each) if change < 0} for each in (first, second)]
        better = min(gains) >= 0 and all(gains[place] > 0 for place in hurt[0] | hurt[1])
        if kept and better and one[0] != other[0] and hurt[0] != hurt[1]:
            found[frozenset([one, other])] = gains
    ranks, given = defaultdict[Any, list[list[Fraction]]](list), list[frozenset[Any]]()
    for both in found:
        ranks[frozenset(issue for issue, _ in both)].append(rank(both))
    for each in claim["trades"]:
        both = frozenset((move["issue"], move["to"]) for move in each["moves"])
        require(len(each["moves"]) == len(both) and both in found, "these moves are no trade")
        require(all(move["from"] == terms[move["issue"]] for move in each["moves"]), "a move is not from the draft")
        require(numbers(each["gains"][one] for one in ids_of(talks)) == found[both], "a trade is not worth that")
        given.append(both)
    require(len({frozenset(issue for issue, _ in both) for both in given}) == len(given), "two are of the same issues")
    first_ten = sorted(map(max, ranks.values()), reverse=True)[:10]
    require([*map(rank, given)] == first_ten, "another trade ranks higher")


def adjusted_winner(talks: Talks, claim: Told) -> None:
    """The points follow from the shares; they are level, or nothing more can be passed on; no exchange is better."""
    swings = {
        issue: tuple(max(worth[issue].values()) - min(worth[issue].values()) for worth in talks.worth)
        for issue in talks.issues
    }
    require(len(talks.parties) == 2, "it is for two parties")  # noqa: PLR2004
    shares = {issue: number(claim["shares of the first"][issue]) for issue in talks.issues}
    require(all(0 <= share <= 1 for share in shares.values()), "a share is not between nothing and all")
    require(sum(0 < share < 1 for share in shares.values()) <= 1, "more than one issue is divided")
    won = {issue: Fraction(first >= second) for issue, (first, second) in swings.items()}
    for name, each in (("undivided", won), ("points", shares)):
        points = (
            sum(each[issue] * first for issue, (first, _) in swings.items()),
            sum((1 - each[issue]) * second for issue, (_, second) in swings.items()),
        )
        require(numbers(claim[name][party] for party in ids_of(talks)) == points, "these are not the points")
    one, other = numbers(claim["points"][party] for party in ids_of(talks))
    held = [[swings[issue] for issue in talks.issues if shares[issue] > 0]]
    held.append([swings[issue] for issue in talks.issues if shares[issue] < 1])
    passing = held[0] if one > other else [(second, first) for first, second in held[1]]
    require(one == other or not any(theirs for _, theirs in passing), "more could be passed on")
    for (a, b), (c, d) in product(*held):
        require(a * d >= c * b, "an exchange would be better for both")


def equivalents(talks: Talks, claim: Told) -> None:
    """All are worth as much to a party; the first are efficient for the others among those that are; so many are."""
    place, value = ids_of(talks).index(claim["party"]), number(claim["package"]["scores"][claim["party"]])
    talks.given(claim["package"])
    given = [talks.given(each) for each in claim["packages"]]
    require(all(each[place] == value for each in given), "a package is not worth as much to the party")
    require(len({tuple(sorted(each["terms"].items())) for each in claim["packages"]}) == len(given), "one stands twice")

    def every(vectors: Counter[Vector]) -> Counter[Vector]:
        if len(vectors) > LISTED:
            raise UndecidedError("too many sums of scores would have to be followed")
        return vectors

    def level(vectors: Counter[Vector]) -> Counter[Vector]:
        found = defaultdict[Any, Counter[Vector]](Counter)
        for each, times in vectors.items():
            found[each[place]][each] = times
        return every(sum(map(best, found.values()), Counter[Vector]()))

    least = [value if other == place else NOTHING for other in range(len(talks.parties))]
    sums = (talks.scores(each) for each in talks.followed(least, keep=level))
    efficient = best(Counter(each for each in sums if each[place] == value)).keys()
    first = given[: claim["efficient for the others"]]
    require(len(first) == claim["efficient for the others"], "there are not so many packages")
    require(efficient >= {*first}, "one of the first is not efficient for the others")
    require(status_of(claim) != "proven" or efficient == {*first}, "another is efficient for the others")
    if claim["missing"] is not None:
        one = slice(place, place + 1)
        alone = otherwise(talks, parties=talks.parties[one], worth=talks.worth[one], mosts=talks.mosts[one])
        times = sum(
            ways for each, ways in alone.followed([value], keep=every).items() if alone.scores(each) == (value,)
        )
        require(len(given) + claim["missing"] == times, "there are not so many packages that are level")


def at_best(responses: Sequence[Vector], room: Fraction) -> Fraction:
    """The most that responses can be worth that come with so much chance in all, and one of them at most."""
    found, left = (
        sum((low * worth for worth, low, _ in responses), Fraction(0)),
        room - sum(low for _, low, _ in responses),
    )
    for worth, low, high in sorted(responses, reverse=True):
        more = min(left, high - low) if worth > 0 else Fraction(0)
        found, left = found + more * worth, left - more
    return found


def gesture(talks: Talks, claim: Told) -> None:  # noqa: ARG001 - nothing hangs on the scenario
    """The step is worth between so much, and is worth its cost from these chances on."""
    cost, told = number(claim["cost"]), claim["break-even chances"]
    responses = [numbers([each["worth"], *each["between"]]) for each in told]
    require(cost >= 0 and all(0 <= low <= high <= 1 for _, low, high in responses), "these are no chances, or no cost")
    require(sum(low for _, low, _ in responses) <= 1, "the least chances come to more than certainty")

    def value(sign: int, some: Sequence[Any], room: Fraction) -> Fraction:
        return sign * at_best([(sign * worth, low, high) for worth, low, high in some], room)

    least, most = (value(sign, responses, Fraction(1)) - cost for sign in (-1, 1))
    require((number(claim["least"]), number(claim["most"])) == (least, most), "it is not worth so much")
    words = "worth it whichever of these chances holds"
    verdict = words if least >= 0 else f"not {words}" if most < 0 else "depends on the chances"
    require(claim["verdict"] == verdict, "that is not the verdict")
    for place, (worth, _, _) in enumerate(responses):
        alone = str(cost / worth) if worth > 0 and cost <= worth else None
        require(told[place]["alone"] == alone, "alone it is not worth it from that chance on")
        others = [*responses[:place], *responses[place + 1 :]]
        room = 1 - sum(low for _, low, _ in others)
        for name, sign in (("others at worst", -1), ("others at best", 1)):
            ordered = sorted(others, key=lambda each: -sign * each[0])
            bends = {room - used for used in accumulate(high - low for _, low, high in ordered)}
            marks = [Fraction(0), *sorted(bend for bend in bends if 0 < bend < room), room]
            at = None if told[place][name] is None else number(told[place][name])
            before = [mark for mark in marks if at is None or mark < at]
            gains = {each: each * worth + value(sign, others, 1 - each) - cost for each in {*marks, at or room}}
            require(all(gains[mark] < 0 for mark in before), "a smaller chance is enough")  # straight between marks
            if at is not None:
                require(
                    0 <= at <= room and (gains[at] == 0 or (at == 0 and gains[at] > 0)), "that chance is not enough"
                )


def drawn(talks: Talks, spread: Fraction, random: Random) -> Talks:
    """The same talks with weights, and values of which a party is unsure, drawn anew."""

    def between(low: Fraction, high: Fraction) -> Fraction:
        return low + (high - low) * Fraction(random.randrange(1001), 1000)

    found = list[dict[str, dict[str, Fraction]]]()
    for party in talks.parties:
        unsure = {(issue, option): numbers(ends) for issue, option, *ends in party["unsure"]}
        found.append({})
        for issue in talks.issues:
            weight = number(party["weights"][issue])
            weight = between(*unsure.get((issue, None), (weight * (1 - spread), weight * (1 + spread))))
            values = {
                option: between(*unsure[issue, option]) if (issue, option) in unsure else number(value)
                for option, value in party["values"][issue].items()
            }
            found[-1][issue] = {option: weight * value for option, value in values.items()}
        said = [party["minimum"], party["most"] or "0", *(adds for _, adds in party["together"])]
        fine = [*numbers(said), *(each for values in found[-1].values() for each in values.values())]
        if lcm(*(each.denominator for each in fine)) * sum(map(abs, fine)) >= 2**52:
            raise UndecidedError("draws so fine that they may have been rounded")
    return otherwise(talks, worth=found)


def winners(talks: Talks, claim: Told) -> set[Vector]:
    """What the efficient packages are worth that are the best in some sense."""
    every, concept, ones = talks.efficient(talks.minimums), claim["concept"], (Fraction(1),) * len(talks.parties)
    base, units = talks.minimums, ones
    if concept == "maximin gain":
        base = talks.scores(talks.sums(claim["draft"]["terms"]))
    if concept == "Kalai–Smorodinsky" and every:
        units = tuple(map(sub, map(max, zip(*every, strict=True)), base))
    measure = partial(measured, concept, base, units, ones)
    highest = max(map(measure, every), default=())
    return {each for each in every if measure(each) == highest}


def chance(talks: Talks, claim: Told) -> None:
    """Drawn again from the same seed, the package is best, efficient and acceptable so often, and others are best."""
    terms, random, spread = claim["package"]["terms"], Random(claim["seed"]), number(claim["spread"])  # noqa: S311
    talks.given(claim["package"])
    require(claim["concept"] in FAIR and 0 <= spread <= 1, "there is no such concept, or no such spread")
    held, lost = Counter[str](), list[tuple[Talks, set[Vector]]]()
    for _ in range(claim["draws"]):
        one = drawn(talks, spread, random)
        scores, highest = one.scores(one.sums(terms)), winners(one, claim)
        held["acceptable"] += all(map(ge, scores, one.minimums))
        held["efficient"] += scores in one.efficient(scores)
        held["best"] += scores in highest
        lost += [(one, highest)] if highest and scores not in highest else []
    for name in ("best", "efficient", "acceptable"):
        each = claim[name]
        times, either, tail = each["times"], each["undecided"], (1 - number(each["confidence"])) / 2
        require(0 <= times <= held[name] <= times + either, "it was not so in so many draws")
        require(0 < tail < Fraction(1, 2), "that is no confidence")
        for count, end in (
            (times, number(each["low"])),
            (claim["draws"] - times - either, 1 - number(each["high"])),
        ):
            here, above = (at_least(count, claim["draws"], end + more) for more in (0, Fraction(1, 100)))
            within = here <= tail < above if count else end == 0
            require((100 * end).denominator == 1 and 0 <= end < 1 and within, "that is not the interval")
    for rival in claim["rivals"]:
        require(allowed(talks, rival["terms"]), "a rival is no package")
        times = sum(one.scores(one.sums(rival["terms"])) in highest for one, highest in lost)
        require(0 < rival["times"] <= times, "a rival is not so often the best")
    told = [tuple(sorted(rival["terms"].items())) for rival in claim["rivals"]]
    missing = len(lost) - sum(rival["times"] for rival in claim["rivals"])
    require(len({*told}) == len(told) and 0 <= missing <= claim["best"]["undecided"], "these are not all the rivals")


def at_least(times: int, draws: int, chance: Fraction) -> Fraction:
    """How likely at least so many of the draws show what each shows with a chance."""
    ways = (comb(draws, count) * chance**count * (1 - chance) ** (draws - count) for count in range(times, draws + 1))
    return sum(ways, Fraction(0))


def possible(talks: Talks) -> dict[str, list[str]]:
    """The options that some package has which keeps the dependencies; all, where there is none."""
    bare = otherwise(talks, parties=[], worth=[])
    found = {
        issue: [each for each in options if all(with_option(bare, issue, each).blocks(talks.dependencies))]
        for issue, options in talks.issues.items()
    }
    return found if all(found.values()) else talks.issues


def over_the_worst(talks: Talks, options: dict[str, list[str]], issue: str) -> list[dict[str, Vector]]:
    """What each option of an issue brings over the worst, for any terms of the issues that it hangs together with."""
    ties = [{name for name, _ in together} for party in talks.parties for together, _ in party["together"]]
    others = sorted(set().union(*(tie for tie in ties if issue in tie)) - {issue})
    if prod(len(options[each]) for each in (issue, *others)) > LISTED:
        raise UndecidedError("too many issues hang together")
    found = list[dict[str, Vector]]()
    for terms in product(*(options[other] for other in others)):
        rest = dict(zip(others, terms, strict=True))
        sums = {option: talks.sums({**rest, issue: option}) for option in options[issue]}
        worst = tuple(map(min, zip(*sums.values(), strict=True)))
        found.append({option: tuple(map(sub, each, worst)) for option, each in sums.items()})
    return found


def can_hold(together: Sequence[Any], options: dict[str, list[str]]) -> bool:
    """Whether there are options with which all these terms hold."""
    parts = [(name, [each for each in together if each[0] == name]) for name, _ in together]
    return all(any(met(part, {name: option}) == len(part) for option in options[name]) for name, part in parts)


def highest(vectors: Iterable[Vector]) -> Vector:
    """The most of each that there is in any of these."""
    return tuple(map(max, zip(*vectors, strict=True)))


def ordering(talks: Talks, claim: Told) -> None:
    """So many efficient packages take each option; so much is at stake in an issue, and settling it brings so much."""
    issue, counts, options = claim["issue"], claim["efficient packages with"], possible(talks)
    least = talks.minimums if talks.efficient(talks.minimums) else ()
    every = talks.efficient(least).keys()
    taken = {option: every & with_option(talks, issue, option).efficient(least).keys() for option in counts}
    for size in range(1, len(counts) + 1):  # one package stands for each vector: which do, for those to be so many?
        for some in combinations(counts, size):
            enough = len(set().union(*(taken[each] for each in some))) >= sum(counts[each] for each in some)
            require(enough and all(counts[each] > 0 for each in some), "efficient packages do not take it so often")
    require(not claim["proven"] or sum(counts.values()) == len(every), "efficient packages take other terms")
    require(claim["costs nothing"] is (claim["proven"] and len(counts) == 1), "it may cost something, or costs nothing")
    together = any(
        number(adds) and issue in {name for name, _ in terms} and can_hold(terms, options)
        for party in talks.parties
        for terms, adds in party["together"]
    )
    require(claim["together"] is together, "interactions hang on it, or do not, otherwise than is said")
    if not claim["exact"]:
        raise UndecidedError("what is at stake, where it is not proven")
    gains = {each: over_the_worst(talks, options, each) for each in talks.issues}
    swings = {each: highest(vector for row in rows for vector in row.values()) for each, rows in gains.items()}
    spans = tuple(map(sum, zip(*swings.values(), strict=True)))
    stakes = tuple(swing / span if span else Fraction(0) for swing, span in zip(swings[issue], spans, strict=True))
    require(numbers(claim["stakes"][party] for party in ids_of(talks)) == stakes, "not so much is at stake")
    common = any(all(row[option] == highest(row.values()) for row in gains[issue]) for option in options[issue])
    ground = "common ground" if common else "contested"
    ground = "matters to one side" if sum(swing > 0 for swing in swings[issue]) <= 1 else ground
    require(claim["ground"] == ground, "that is not how the parties stand to one another")

    def brings(vector: Vector) -> Fraction:
        return min((gain / span for gain, span in zip(vector, spans, strict=True) if span), default=Fraction(0))

    promises = {option: max(brings(row[option]) for row in gains[issue]) for option in options[issue]}
    right = promises[claim["with"]] == max(promises.values()) == number(claim["promise"])
    require(right, "settling it so does not bring so much, or another way brings more")


def weights(talks: Talks, claim: Told) -> None:
    """With these weights a package is efficient, and with no others; and with all weights off by less than a share."""
    own, terms = talks.given(claim["package"]), claim["package"]["terms"]
    told = [(each["issue"], each["party"]) for each in claim["ranges"]]
    require(sorted(told) == sorted(product(talks.issues, ids_of(talks))), "there is not a range for each weight")
    require(claim["efficient"] is (own in talks.efficient(own)), "whether the package is efficient is not as is said")
    if status_of(claim) != "proven":
        raise UndecidedError("how far weights may be off, where it is not proven")
    require(claim["margin bound"] is None, "a margin is exact where there are options only")
    if not talks.cut:
        margin(talks, terms, claim)
    for each in claim["ranges"]:
        weight(talks, terms, each)
    if talks.cut:
        raise UndecidedError("by what share all weights may be off where a greatest score counts")


def weight(talks: Talks, terms: Told, told: Told) -> None:
    """Asked of every weight at which something could change, and of one between each two of these."""
    issue, place = told["issue"], ids_of(talks).index(told["party"])
    now, values = number(talks.parties[place]["weights"][issue]), talks.parties[place]["values"][issue]
    require(number(told["weight"]) == now, "that is not the weight")
    mosts = list(talks.mosts)
    most, mosts[place] = mosts[place], None
    free = otherwise(talks, mosts=mosts)
    scores = free.scores(free.sums(terms))
    least = [NOTHING if other == place else score for other, score in enumerate(scores)]

    def line(score: Fraction, option: str) -> tuple[Fraction, Fraction]:
        return score - now * number(values[option]), number(values[option])

    own, others = line(scores[place], terms[issue]), set[tuple[tuple[Fraction, Fraction], bool]]()
    for option in talks.issues[issue]:  # what is no worse for the others, and whether it is better for one
        for each in with_option(free, issue, option).efficient(least):
            others.add(
                (line(each[place], option), each[:place] + each[place + 1 :] != scores[:place] + scores[place + 1 :])
            )

    def efficient(at: Fraction) -> bool:
        mine, *theirs = (
            rest + at * value if most is None else min(rest + at * value, most)
            for rest, value in (own, *(each for each, _ in others))
        )
        return not any(each > mine or (each == mine and more) for each, (_, more) in zip(theirs, others, strict=True))

    def within(ends: Told, at: Fraction) -> bool:
        above = number(ends["low"]) < at or (ends["with low"] and number(ends["low"]) == at)
        high = at + 1 if ends["high"] is None else number(ends["high"])
        return above and (at < high or (ends["with high"] and at == high))

    parts = [] if told["empty"] else [told, *([told["also"]] if told["also"] else [])]
    require(all(part["high"] is not None or part["with high"] for part in parts), "a weight without an end ends")
    require(not any(within(part, now) for part in parts[1:]), "the weight lies in the other interval")
    ends = {number(end) for part in parts for end in (part["low"], part["high"]) if end is not None}
    lines = [each for each, _ in others]
    pairs = [*product([own], lines), *([] if most is None else product([own, *lines], [(most, Fraction(0))]))]
    ends |= {(there - here) / (up - down) for (here, up), (there, down) in pairs if up != down}
    marks = sorted({Fraction(0), *(end for end in ends if end > 0)})
    between = [(low + high) / 2 for low, high in pairwise([*marks, marks[-1] + 1])]
    for at in (*marks, *between):
        require(efficient(at) == any(within(part, at) for part in parts), f"a weight of {issue} does not range so")


def margin(talks: Talks, terms: Told, claim: Told) -> None:
    """Asked of what each option could be worth beside the package's, at most; and of shares just below and above."""
    own, share = talks.given(claim["package"]), number(claim["margin"])

    def stays(off: Fraction) -> bool:
        widened = [
            {
                issue: {option: each + off * abs(each - values[terms[issue]]) for option, each in values.items()}
                for issue, values in worth.items()
            }
            for worth in talks.worth
        ]
        return own in otherwise(talks, worth=widened).efficient(own)

    # The share with which another package comes to be as good is one whole number over another, no larger than this.
    sizes = [1]
    for worth, party in zip(talks.worth, talks.parties, strict=True):
        parts = [each for values in worth.values() for each in values.values()]
        unit = lcm(*(each.denominator for each in (*parts, *numbers(adds for _, adds in party["together"]))))
        sizes.append(int(unit * sum(max(values.values()) - min(values.values()) for values in worth.values())))
    little = Fraction(1, 2 * max(sizes) ** 2)
    require(0 <= share <= 1 and share.denominator <= max(sizes), "that is no share at which anything changes")
    require(claim["with margin"] is stays(share), "whether it is efficient at the margin itself is not as is said")
    require(share == 0 or stays(share - little), "it is not efficient with all weights off by less than the margin")
    require(share == 1 or not stays(share + little), "weights may be off by more")


FURTHER: Kinds = {
    "packages": named,
    "single terms": single_terms,
    "trades": trades,
    "adjusted winner": adjusted_winner,
    "equivalents": equivalents,
    "gestures": gesture,
    "chance": chance,
    "ordering": ordering,
    "weights": weights,
}


if __name__ == "__main__":
    how = "Say which file: python check_further.py ANSWERS.json"
    sys.exit(main(sys.argv[1], {**KINDS, **FURTHER}) if len(sys.argv) == 2 else how)  # noqa: PLR2004
