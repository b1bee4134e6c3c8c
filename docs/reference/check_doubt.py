# SPDX-License-Identifier: Apache-2.0
"""Check how far answers can be relied on: which issue comes first, between which weights they hold, and how likely.

What if a weight were another, or one option alone were left of an issue? That is asked of talks in which it is so
(`otherwise`), and read off their efficient vectors, as in `check_answers.py`. `check_further.py` runs it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import partial
from itertools import combinations, pairwise, product
from math import comb, lcm, prod
from operator import ge, sub
from random import Random
from typing import Any

from check_answers import (
    FAIR,
    LISTED,
    NOTHING,
    Kinds,
    Talks,
    Told,
    UndecidedError,
    Vector,
    allowed,
    ids_of,
    measured,
    met,
    number,
    numbers,
    otherwise,
    require,
    status_of,
    with_option,
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


DOUBT: Kinds = {"chance": chance, "ordering": ordering, "weights": weights}
