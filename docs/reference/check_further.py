# SPDX-License-Identifier: Apache-2.0
"""Check all that `goodoffices settle --json` wrote, with nothing but Python: python check_further.py ANSWERS.json

Beside it lie `check_answers.py`, which says what packages are worth and which are efficient, and checks what is fair,
and `check_doubt.py`. Here is a function for each answer about a draft, a package and a step.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate, combinations, product
from math import comb
from operator import add, ge, itemgetter, sub
from typing import Any

from check_answers import (
    KINDS,
    LISTED,
    NOTHING,
    Kinds,
    Talks,
    Told,
    UndecidedError,
    Vector,
    allowed,
    best,
    ids_of,
    keeps,
    main,
    number,
    numbers,
    otherwise,
    require,
    status_of,
)
from check_doubt import DOUBT


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


FURTHER: Kinds = {
    "packages": named,
    "single terms": single_terms,
    "trades": trades,
    "adjusted winner": adjusted_winner,
    "equivalents": equivalents,
    "gestures": gesture,
    **DOUBT,
}


if __name__ == "__main__":
    how = "Say which file: python check_further.py ANSWERS.json"
    sys.exit(main(sys.argv[1], {**KINDS, **FURTHER}) if len(sys.argv) == 2 else how)  # noqa: PLR2004
