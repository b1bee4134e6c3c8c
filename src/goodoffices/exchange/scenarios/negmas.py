# SPDX-License-Identifier: Apache-2.0
"""NegMAS scenarios in YAML or JSON: an outcome space, and a utility function for each party, in files of their own.

What is read is additive functions, linear ones and hyper-rectangles, with or without a discount around them. Values
count as they stand, as in NegMAS; the ends of a range belong to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import PurePosixPath
from typing import Final

from goodoffices.exchange.case_reading import shown
from goodoffices.exchange.scenarios.negmas_functions import Values, Wanted, value_function
from goodoffices.exchange.scenarios.own_terms import amount_of, written
from goodoffices.exchange.scenarios.reading import Mistakes, Reading, refused, settled, tidy, together
from goodoffices.settlement import Holds, Interaction, Issue, Option, Preferences, Scenario
from goodoffices.settlement.checks import MOST_OPTIONS


NEGMAS: Final = "NegMAS"
TYPE: Final = ("type", "__python_class__")


def kind_of(tree: object) -> str:
    """What NegMAS calls the thing that a tree is: the last part of its type; empty where it has none."""
    if not isinstance(tree, dict):
        return ""
    return next((str(tree[key]).rpartition(".")[2] for key in TYPE if isinstance(tree.get(key), str)), "")


def is_negmas(tree: object) -> bool:
    """Whether a tree is an outcome space or a utility function of NegMAS."""
    kind = kind_of(tree)
    return kind.endswith(("OutcomeSpace", "UtilityFunction", "UFun"))


def read_negmas(trees: Sequence[tuple[str, object]]) -> Reading:
    """Read an outcome space and utility functions, in whatever order. Raises RefusedError with every mistake."""
    spaces = [(name, tree) for name, tree in trees if kind_of(tree).endswith("OutcomeSpace") and isinstance(tree, dict)]
    functions = [(name, tree) for name, tree in trees if isinstance(tree, dict) and (name, tree) not in spaces]
    if len(spaces) != 1:
        names = ", ".join(name for name, _ in spaces) or (trees[0][0] if trees else "")
        sentence = "there is more than one outcome space" if spaces else "there is no outcome space"
        raise refused(names, sentence, "give one outcome space, and the utility functions over it")
    title, space = spaces[0]
    noted = Mistakes()
    issues = tuple(_issues(space, title, noted))
    if not functions:
        noted.wrong(title, "there is no utility function", "name their files too, or the whole folder")
    noted.refuse()
    said: list[tuple[str, str]] = []
    parties = tuple(_Function(name, issues, noted, said).preferences(tree) for name, tree in functions)
    scenario = Scenario(issues=issues, parties=parties, name=tidy(str(space.get("name") or "")))
    return Reading(settled(scenario, noted), NEGMAS, together(said, [name for name, _ in functions]))


def _issues(space: Mapping[str, object], name: str, noted: Mistakes) -> Iterator[Issue]:
    listed = space.get("issues")
    if not isinstance(listed, list):
        raise refused(name, '"issues" is missing or no list', "an outcome space lists its issues")
    for number, table in enumerate(listed, start=1):
        place = f"{name}, issue {number}"
        if not isinstance(table, dict):
            noted.wrong(place, "must be a table with a name and values")
            continue
        called = tidy(str(table.get("name") or number - 1))
        yield _filled(Issue(id=called, name=called), table, noted, place)


def _filled(issue: Issue, table: Mapping[str, object], noted: Mistakes, place: str) -> Issue:
    values, kind = table.get("values"), kind_of(table)
    if isinstance(values, int) and not isinstance(values, bool):
        return _counted(issue, 0, values - 1, noted, place)
    if not isinstance(values, list):
        noted.wrong(place, "has no list of values")
        return issue
    if kind == "ContinuousIssue" and len(values) == 2:  # noqa: PLR2004 - its two ends
        low, high = (noted.number(each, place) for each in values)
        return replace(issue, between=(low, high)) if low is not None and high is not None else issue
    if kind == "ContiguousIssue" and len(values) == 2:  # noqa: PLR2004 - its two ends
        ends = [noted.whole(each, place) for each in values]
        return issue if ends[0] is None or ends[1] is None else _counted(issue, ends[0], ends[1], noted, place)
    return replace(issue, options=tuple(Option(id=written(each), amount=amount_of(each)) for each in values))


def _counted(issue: Issue, low: int, high: int, noted: Mistakes, place: str) -> Issue:
    if high - low >= MOST_OPTIONS:
        noted.wrong(place, f"has {high - low + 1} options; at most {MOST_OPTIONS} are read", "take larger steps")
        return replace(issue, options=(Option(id=str(low)),))
    return replace(issue, options=tuple(Option(id=str(n), amount=Fraction(n)) for n in range(low, high + 1)))


class _Function(Wanted):
    """Reads one utility function against the issues of the outcome space."""

    def __init__(self, name: str, issues: Sequence[Issue], noted: Mistakes, said: list[tuple[str, str]]) -> None:
        super().__init__(name, noted)
        self._issues = issues
        self._said = said
        self._values: dict[str, Values] = {}

    def preferences(self, tree: Mapping[str, object]) -> Preferences:
        stem = PurePosixPath(self.name.replace("\\", "/")).stem or self.name
        kind, inside = kind_of(tree), tree
        while "Discount" in kind and isinstance(inside.get("ufun"), dict):
            self._said.append((self.name, "a discount is left out: nothing is said of time here"))
            inside = {**inside, **inside["ufun"]}  # type: ignore[dict-item] # a table, as was looked at
            kind = kind_of(inside)
        party = Preferences(id=stem, name=tidy(str(tree.get("name") or "")))
        if kind == "LinearAdditiveUtilityFunction":
            party = self._additive(party, inside, inside.get("values"))
        elif kind in ("LinearUtilityFunction", "AffineUtilityFunction"):
            identity: list[object] = [{"type": "IdentityFun"} for _ in self._issues]
            party = self._additive(party, inside, identity)
        elif kind == "HyperRectangleUtilityFunction":
            party = self._rectangles(party, inside)
        else:
            read = "LinearAdditiveUtilityFunction, LinearUtilityFunction and HyperRectangleUtilityFunction are"
            self.wrong("type", f"{shown(kind)} is no utility function that is read", read)
            return party
        return replace(party, minimum=self._minimum(tree, party))

    def _minimum(self, tree: Mapping[str, object], party: Preferences) -> Fraction:
        reserved = tree.get("reserved_value")
        if reserved is None or str(reserved).casefold().replace("infinity", "inf") in ("-inf", "-.inf"):
            self._said.append(
                (self.name, "there is no reserved value: the minimum is the least that a package is worth")
            )
            return _least(self._issues, party)
        self._said.append((self.name, "the reserved value is the minimum"))
        return self.number(reserved, "reserved_value") or Fraction(0)

    def _listed(self, value: object, key: str, usual: object) -> list[object]:
        """What is given for each issue in order, as a list or by the names of the issues; `usual` where one is not."""
        if isinstance(value, dict):
            value = [value.get(issue.id, usual) for issue in self._issues]
        if not isinstance(value, list) or len(value) != len(self._issues):
            self.wrong(key, f"must give one for each of the {len(self._issues)} issues")
            return []
        return value

    def _additive(self, party: Preferences, tree: Mapping[str, object], values: object) -> Preferences:
        count = len(self._issues)
        weights = tree.get("weights")
        listed = [Fraction(1)] * count if weights is None else self._listed(weights, "weights", 1)
        numbers = [self.number(each, f"weights {place}") for place, each in enumerate(listed, start=1)]
        functions = self._listed(values, "values", {"type": "IdentityFun"})
        bias = self.number(tree.get("bias", 0), "bias") or Fraction(0)
        given: dict[str, dict[str, Fraction]] = {}
        curves = {}
        kept: dict[str, Fraction] = {}
        for issue, weight, function in zip(self._issues, numbers, functions, strict=False):
            found = value_function(self, function, issue, f"values, {issue.id}")
            factor = Fraction(1) if weight is None else weight
            if factor < 0 or bias:
                found, kept[issue.id] = found.times(factor).plus(bias), Fraction(1)
                bias = Fraction(0)
            else:
                kept[issue.id] = factor
            if issue.continuous:
                curves[issue.id] = found.curve
            else:
                given[issue.id] = found.options
        return replace(party, weights=kept, values=given, curves=curves)

    def _rectangles(self, party: Preferences, tree: Mapping[str, object]) -> Preferences:
        ranges, utilities = tree.get("outcome_ranges"), tree.get("utilities")
        if not isinstance(ranges, list) or not isinstance(utilities, list) or len(ranges) != len(utilities):
            self.wrong("outcome_ranges", "must be a list, with as many utilities beside it")
            return party
        weights = tree.get("weights")
        listed = weights if isinstance(weights, list) and len(weights) == len(ranges) else [1] * len(ranges)
        everywhere = self.number(tree.get("bias") or 0, "bias") or Fraction(0)
        interactions = []
        for number, (inside, utility, weight) in enumerate(zip(ranges, utilities, listed, strict=True), start=1):
            place = f"outcome_ranges {number}"
            factors = (self.number(utility, f"utilities {number}"), self.number(weight, f"weights {number}"))
            if factors[0] is None or factors[1] is None:
                continue
            adds = factors[0] * factors[1]
            bounds = inside if isinstance(inside, dict) else {}
            together_ = [self._bound(key, each, f"{place}, {key}") for key, each in bounds.items()]
            holds = tuple(each for each in together_ if each is not None)
            if not bounds:
                everywhere += adds
            elif len(holds) == len(bounds) and all(each.options for each in holds):
                interactions.append(Interaction(together=holds, adds=adds))
        self._said.append((self.name, "both ends of the range of a hyper-rectangle belong to it"))
        values: dict[str, dict[str, Fraction]] = {}
        if everywhere and self._issues:
            values[self._issues[0].id] = {option.id: everywhere for option in self._issues[0].options}
        return replace(party, values=values, interactions=tuple(interactions))

    def _bound(self, key: object, inside: object, place: str) -> Holds | None:
        """A range of an issue, named by its place or its name; or a list of values."""
        ids = {issue.id: issue for issue in self._issues} | {str(n): issue for n, issue in enumerate(self._issues)}
        issue = ids.get(str(key))
        if issue is None or issue.continuous or not isinstance(inside, list):
            self.wrong(place, "is no range of an issue with options", "write [least, most]")
            return None
        amounts = [amount_of(each) for each in inside]
        if len(inside) == 2 and None not in amounts:  # noqa: PLR2004 - its two ends
            low, high = min(a for a in amounts if a is not None), max(a for a in amounts if a is not None)
            named = [
                option.id for option in issue.options if option.amount is not None and low <= option.amount <= high
            ]
        else:
            named = [written(each) for each in inside]
        return Holds(issue=issue.id, options=frozenset(named))


def _least(issues: Sequence[Issue], party: Preferences) -> Fraction:
    """What no package is worth less than: the sum of the least of each part."""
    total = sum((min(each.adds, Fraction(0)) for each in party.interactions), Fraction(0))
    for issue in issues:
        values = [value for _, value in party.curves.get(issue.id, ())] if issue.continuous else []
        given = party.values.get(issue.id, {})
        values += [given.get(option.id, Fraction(0)) for option in issue.options]
        total += party.weights.get(issue.id, Fraction(1)) * min(values, default=Fraction(0))
    return total
