# SPDX-License-Identifier: Apache-2.0
"""Check what `goodoffices settle --json` wrote, with nothing but Python: python check_answers.py ANSWERS.json

For whoever would rather read two pages than trust a long program. Issue after issue it adds up what packages are
worth, and drops a sum of scores where another is as good for everybody; what is left are the efficient vectors. That
a package is worth what is said is counted; all else is read off these vectors, by the definition of what is claimed.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from fractions import Fraction
from functools import partial
from itertools import product
from math import prod
from operator import add, ge, sub
from pathlib import Path
from typing import Any, TypeAlias


Told: TypeAlias = dict[str, Any]
Vector: TypeAlias = tuple[Any, ...]
FAIR = {"Nash", "Kalai–Smorodinsky", "egalitarian", "leximin", "utilitarian", "maximin gain"}
LISTED, SUMS, LONGEST, NOTHING = 100_000, 5_000, 4_000, -float("inf")
"""So many packages of issues that hang together are listed, and so many sums followed; less than any score."""


class WrongError(Exception):
    """What is claimed is not so."""


class UndecidedError(Exception):
    """What takes the longer program: goodoffices settle --check."""


def require(holds: object, otherwise: str) -> None:
    """Refuse a claim that does not hold."""
    if not holds:
        raise WrongError(otherwise)


def number(plain: str) -> Fraction:
    """Read an exact number, such as "7/20"; nothing else is one."""
    require({*plain} <= {*"-/0123456789"} and len(plain) < LONGEST, "something else stands where a number should")
    return Fraction(plain)


def numbers(plain: Iterable[str]) -> Vector:
    """Read exact numbers."""
    return tuple(map(number, plain))


def status_of(told: Told) -> str:
    """How far it is claimed that something is proven."""
    require(told["status"] in {"proven", "best found", "none"}, "nothing is said of what is proven")
    return str(told["status"])


def met(terms: Sequence[Any], package: Told) -> int:
    """How many of these terms, each an issue and some of its options, a package has."""
    return sum(package.get(issue) in options for issue, options in terms)


def keeps(dependency: Sequence[Told], package: Told) -> bool:
    """Whether a package has as many of certain terms as it must have, and no more than it may."""
    return all(each["least"] <= met(each["of"], package) <= each["most"] for each in dependency)


def best(vectors: Counter[Vector]) -> Counter[Vector]:
    """Those vectors that no other is as good as for everybody."""
    kept = list[Vector]()
    for each in sorted(vectors, reverse=True):  # of two parties, the last one kept is the best for the second
        if not any(all(map(ge, other, each)) for other in (kept[-1:] if len(each) <= 2 else kept)):  # noqa: PLR2004
            kept.append(each)
        if len(kept) > SUMS:
            raise UndecidedError("too many sums of scores would have to be followed")
    return Counter({each: vectors[each] for each in kept})


Keep: TypeAlias = Callable[[Counter[Vector]], Counter[Vector]]


class Talks:
    """What is in dispute, what it is worth to each party, and what depends on what: what stands "in numbers"."""

    def __init__(self, told: Told) -> None:
        self.issues = {issue["id"]: issue["options"] for issue in told["issues"]}
        self.parties, self.dependencies = told["parties"], told["dependencies"]
        self.minimums = numbers(party["minimum"] for party in self.parties)
        self.mosts = [None if party["most"] is None else number(party["most"]) for party in self.parties]
        self.cut = self.mosts != [None] * len(self.parties)
        if not all(self.issues.values()):
            raise UndecidedError("there are terms in ranges")
        self.worth = [
            {
                issue: {option: number(party["weights"][issue]) * number(value) for option, value in values.items()}
                for issue, values in party["values"].items()
            }
            for party in self.parties
        ]

    def sums(self, terms: Told) -> Vector:
        """What these terms come to for each party, as far as there are terms."""
        return tuple(
            sum(worth[issue][term] for issue, term in terms.items())
            + sum(number(adds) for together, adds in party["together"] if met(together, terms) == len(together))
            for party, worth in zip(self.parties, self.worth, strict=True)
        )

    def scores(self, sums: Vector) -> Vector:
        """What counts of such sums: no more than the most, for a party that has one."""
        return tuple(each if most is None else min(each, most) for each, most in zip(sums, self.mosts, strict=True))

    def given(self, package: Told, least: Vector = (), *, draft: bool = False) -> Vector:
        """The scores of a package: it is worth what is said and keeps the dependencies; for each party so much."""
        terms, scores = package["terms"], numbers(package["scores"][party["id"]] for party in self.parties)
        require(terms.keys() == self.issues.keys(), "a package has not a term of each issue")
        require(scores == self.scores(self.sums(terms)), "a package is not worth what is said")
        require(draft or all(keeps(each, terms) for each in self.dependencies), "a package breaks a dependency")
        require(all(map(ge, scores, least)), "a package is worth too little to somebody")
        return scores

    def blocks(self, dependencies: Sequence[Any]) -> list[Counter[Vector]]:
        """Of each lot of issues that hang together, what their packages are worth, and how many are worth that."""
        ties = [together for party in self.parties for together, _adds in party["together"]]
        ties += [part["of"] for dependency in dependencies for part in dependency]
        groups, found = [{issue} for issue in self.issues], list[Counter[Vector]]()
        for tie in ({issue for issue, _options in terms} for terms in ties):
            joined = tie.union(*(group for group in groups if group & tie))
            groups = [*(group for group in groups if not group & tie), joined]
        for group in groups:
            if prod(len(self.issues[issue]) for issue in group) > LISTED:
                raise UndecidedError("too many issues hang together")
            own = [each for each in dependencies if {issue for part in each for issue, _ in part["of"]} <= group]
            every = (
                dict(zip(group, terms, strict=True)) for terms in product(*(self.issues[issue] for issue in group))
            )
            found.append(Counter(self.sums(each) for each in every if all(keeps(one, each) for one in own)))
        return found

    def followed(self, least: Sequence[Any] = (), dependencies: Any = None, keep: Keep = best) -> Counter[Vector]:  # noqa: ANN401
        """What is kept, issue after issue, of the sums of packages that are worth so much to each."""
        blocks = self.blocks(self.dependencies if dependencies is None else dependencies)
        nothing = (Fraction(0),) * len(self.parties)
        if not all(blocks):
            return Counter()
        sums, rest = Counter({nothing: 1}), [tuple(map(max, zip(*each, strict=True))) for each in blocks]
        for place, block in enumerate(blocks):
            after, beyond = Counter[Vector](), tuple(map(sum, zip(nothing, *rest[place + 1 :], strict=True)))
            for (before, times), (more, ways) in product(sums.items(), block.items()):
                vector = tuple(map(add, before, more))
                if all(map(ge, self.scores(tuple(map(add, vector, beyond))), least)):
                    after[vector] += times * ways
            sums = keep(after)
        return sums

    def efficient(self, least: Sequence[Any] = (), dependencies: Sequence[Any] | None = None) -> Counter[Vector]:
        """Every efficient vector of packages that are worth so much to each, and how many packages have it."""
        sums = self.followed(least, dependencies)
        return best(Counter(dict.fromkeys(map(self.scores, sums), 0))) if self.cut else sums

    def require_as_many(self, given: Counter[Vector], right: Counter[Vector]) -> None:
        """There are as many packages with these scores as is said."""
        if self.cut:
            raise UndecidedError("how many packages there are where a greatest score counts")
        require(given == right, "there are not as many packages with these scores as is said")


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


def measured(concept: str, base: Vector, units: Vector, weights: Vector, scores: Vector) -> Vector:
    """What is larger of a package that is better in a sense, by its definition: numbers, compared in order."""
    if concept == "utilitarian":
        return (sum(max(weight, Fraction(0)) * score for weight, score in zip(weights, scores, strict=True)),)
    counted = zip(scores, base, units, strict=True)
    gains = sorted((score - start) / unit if unit else Fraction(1) for score, start, unit in counted)
    gaining = [gain for gain in gains if gain > 0]
    if concept == "Nash":
        return (len(gaining), prod(gaining) if gaining else 0)
    return tuple(gains[:1] if concept == "egalitarian" else gains)


def answer(talks: Talks, claim: Told) -> None:
    """Packages are the best in some sense, or none is better than a bound."""
    concept, told, base = claim["concept"], claim["certificate"], numbers(claim["baseline"])
    status, value, bound = status_of(told), numbers(told["value"]), numbers(told["bound"])
    packages = [talks.given(each, talks.minimums) for each in claim["packages"]]
    different = {tuple(sorted(each["terms"].items())) for each in claim["packages"]}
    require(len(different) == len(packages), "a package is given twice")
    require(concept in FAIR and len(base) == len(talks.parties), "there is no such concept, or no such baseline")
    require(concept == "maximin gain" or base == talks.minimums, "gains are not counted from the minimums")
    if status == "none":
        require(not packages and not talks.efficient(talks.minimums), "there is an acceptable package")
    require(packages or status != "proven", "nothing is given that could be best")
    if not packages:
        return
    least, nash, units = talks.minimums, concept == "Nash", (Fraction(1),) * len(base)
    if concept == "Kalai–Smorodinsky":
        units = ideals(talks, told["ideals"])

    measure = partial(measured, concept, base, units, numbers(claim["party weights"]))
    if bound and concept not in {"Nash", "utilitarian"}:  # what measures as much gives everybody so much
        least = tuple(max(low, start + bound[0] * unit) for low, start, unit in zip(least, base, units, strict=True))
    every, own = talks.efficient(least), measure(packages[0])
    highest = max(map(measure, every), default=own)
    require(all(measure(each) == own for each in packages), "the packages are not level with one another")
    require(own[nash:] == value, "the packages do not measure what is said")
    if status == "proven":
        require(value == bound and highest == own, "there is a better package")
        require(every.keys() >= {*packages}, "a package is not efficient")
        level = Counter({each: times for each, times in every.items() if measure(each) == own})
        if claim["complete"]:
            talks.require_as_many(Counter(packages), level)
    elif nash and own[0] < len(base):
        raise UndecidedError("what bounds a product in which not all gain")
    else:
        require(highest[nash:][: len(bound)] <= bound, "a package goes beyond the bound")


def ideals(talks: Talks, packages: Sequence[Told]) -> Vector:
    """The most that each party could gain, from packages of which none gives it more."""
    least, most = talks.minimums, [talks.given(each, talks.minimums)[place] for place, each in enumerate(packages)]
    for place, ideal in enumerate(most):
        every = talks.efficient([*least[:place], ideal, *least[place + 1 :]])
        require(max(each[place] for each in every) == ideal, "a party could get more than its ideal")
    return tuple(map(sub, most, least))


def frontier(talks: Talks, claim: Told) -> None:
    """The packages are efficient; and if it is proven, there are no other vectors, nor other counts."""
    vectors = [talks.given(each) for each in claim["packages"]]
    if status_of(claim) == "best found":
        require(all(each in talks.efficient(each) for each in vectors), "a package is not efficient")
        raise UndecidedError("how much of the frontier is missing")
    require(not vectors or status_of(claim) == "proven", "packages are listed, and there are said to be none")
    every = talks.efficient()
    require(Counter(vectors) == Counter([*every]), "these are not just the efficient vectors")
    counts = Counter(dict(zip(vectors, claim["counts"], strict=True)))
    if claim["counted"]:
        talks.require_as_many(counts, every)


def improvements(talks: Talks, claim: Told) -> None:
    """What is efficient and better than the draft, for nobody worse; the fairest; and if proven, all that is."""
    base = talks.given(claim["baseline"], draft=True)
    vectors, every = [talks.given(each, base) for each in claim["efficient"]], talks.efficient(base)
    require({*vectors} <= every.keys() - {base}, "a package is no improvement, or not efficient")
    fairest = [sorted(map(sub, talks.given(claim["fairest"]), base))] if vectors else []
    require(fairest == sorted(sorted(map(sub, each, base)) for each in vectors)[-1:], "another is fairer")
    if status_of(claim) == "best found":
        raise UndecidedError("whether there are more improvements")
    require({*vectors} == every.keys() - {base}, "there is another improvement")


def zone(talks: Talks, claim: Told) -> None:
    """A package is acceptable to all; or demands conflict, each of them needed, and so far are all apart."""
    if status_of(claim) == "proven" or claim["package"]:
        talks.given(claim["package"], talks.minimums)
    if claim["status"] != "none":
        return
    told, ids = claim["conflict"], ids_of(talks)
    kept = [talks.dependencies[place] for place in told["dependencies"]]
    least = [low if party in told["minimums"] else NOTHING for party, low in zip(ids, talks.minimums, strict=True)]
    require(not talks.efficient(least, kept), "the demands that are said to conflict can be met together")
    require(len(told["without"]) == len(told["minimums"]) + len(kept), "not each demand is shown to be needed")
    for place, terms in enumerate(told["without"]):
        if terms is None:
            raise UndecidedError("whether each demand of the conflict is needed")
        scores = talks.scores(talks.sums(terms))
        reached = [scores[ids.index(party)] >= talks.minimums[ids.index(party)] for party in told["minimums"]]
        reached += [keeps(each, terms) for each in kept]
        require(all(reached[:place] + reached[place + 1 :]), "a demand of the conflict is not shown to be needed")

    def lacking(scores: Vector) -> Vector:
        return tuple(max(low - score, Fraction(0)) for low, score in zip(talks.minimums, scores, strict=True))

    for name, size in (("least total", sum), ("least largest", max)):
        if claim[name]:
            each = lacking(talks.given(claim[name]["package"]))
            require(each == numbers(claim[name]["each"]), "a concession is not what it costs")
            if not claim[name]["proven"]:
                raise UndecidedError("whether a smaller concession would do")
            require(all(size(lacking(one)) >= size(each) for one in talks.efficient()), "a smaller concession would do")


Kinds: TypeAlias = Mapping[str, Callable[[Talks, Told], None]]
KINDS: Kinds = {"answer": answer, "frontier": frontier, "zone": zone, "improvements": improvements}


def claims_of(told: Told, kinds: Kinds) -> list[Told]:
    """The answers of a file, and those that stand beside them; trades are ranked, so that they are one claim."""
    claims = [dict(each) for each in told["answers"]]
    for kind in kinds:
        beside = told.get(kind) or []
        beside = [{"trades": beside}] if beside and kind == "trades" else beside
        listed = [beside] if isinstance(beside, dict) else beside
        claims += [{**each, "kind": kind, "draft": told.get("draft")} for each in listed]
    return claims


def main(file: str, kinds: Kinds = KINDS) -> int:
    """Say of each answer whether it is right; give 1 if one is not."""
    try:
        told = json.loads(Path(file).read_bytes())
        claims = claims_of(told, kinds)
    except (OSError, ValueError, LookupError, TypeError) as why:
        print(f"{file} is no file that goodoffices settle --json wrote ({why}).")
        return 2
    said = list[str]()
    for claim in claims:
        try:
            kinds[claim["kind"]](Talks(told["in numbers"]), claim)
            said.append("right")
        except UndecidedError as why:
            said.append(f"not decided here: {why}")
        except WrongError as why:
            said.append(f"NOT RIGHT: {why}")
        except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as why:
            said.append(f"NOT RIGHT: it is not written as such an answer is ({why})")
        called = (claim.get(key) for key in ("concept", "kind", "called", "issue", "party", "id"))
        print(f"{', '.join(str(each) for each in called if each and each != 'answer')}: {said[-1]}")
    return int(any(each.startswith("NOT") for each in said))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]) if len(sys.argv) == 2 else "Say which file: python check_answers.py ANSWERS.json")  # noqa: PLR2004
