# SPDX-License-Identifier: Apache-2.0
"""The value functions of NegMAS that are tables or piecewise-linear, over options or over a range."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from goodoffices.exchange.case_reading import shown
from goodoffices.exchange.scenarios.own_terms import written
from goodoffices.exchange.scenarios.reading import Mistakes
from goodoffices.settlement import Curve, Issue
from goodoffices.settlement.checks import unknown


Line: TypeAlias = tuple[Callable[[Fraction], Fraction], tuple[Fraction, ...]]
"""A function of numbers, and where it bends."""


class Wanted:
    """Where mistakes of one file are noted, and numbers read."""

    def __init__(self, name: str, noted: Mistakes) -> None:
        self.name = name
        self.noted = noted

    def wrong(self, place: str, sentence: str, hint: str = "") -> None:
        """Note a mistake."""
        self.noted.wrong(f"{self.name}, {place}", sentence, hint)

    def number(self, value: object, place: str) -> Fraction | None:
        """Read a number, or note that it is none."""
        return self.noted.number(value, f"{self.name}, {place}")


@dataclass(frozen=True, slots=True)
class Values:
    """What the options of an issue, or the points of a range, are worth."""

    options: dict[str, Fraction] = field(default_factory=dict)
    curve: Curve = ()

    def times(self, factor: Fraction) -> Values:
        """All of it multiplied."""
        return Values({o: v * factor for o, v in self.options.items()}, tuple((x, v * factor) for x, v in self.curve))

    def plus(self, number: Fraction) -> Values:
        """The same added to all of it."""
        return Values({o: v + number for o, v in self.options.items()}, tuple((x, v + number) for x, v in self.curve))


def value_function(noted: Wanted, tree: object, issue: Issue, place: str) -> Values:
    """Read one value function; what is wrong in it is noted."""
    if isinstance(tree, list):
        if len(tree) == len(issue.options):
            return _table(noted, dict(zip((option.id for option in issue.options), tree, strict=True)), issue, place)
        noted.wrong(place, f"has {len(tree)} values for {len(issue.options)} options")
        return Values()
    if not isinstance(tree, dict):
        noted.wrong(place, "must be a value function")
        return Values()
    kind = str(tree.get("type", tree.get("__python_class__", ""))).rpartition(".")[2]
    if kind in ("", "TableFun"):
        mapping = tree.get("mapping", tree)
        return _table(noted, mapping if isinstance(mapping, dict) else {}, issue, place)
    line = _line(noted, kind, tree, place)
    return Values() if line is None else _drawn(noted, line, issue, f"{place}, {kind}")


def _drawn(noted: Wanted, line: Line, issue: Issue, place: str) -> Values:
    function, bends = line
    if issue.between is not None:
        low, high = issue.between
        numbers = sorted({low, high, *(bend for bend in bends if low < bend < high)})
        return Values(curve=tuple((number, function(number)) for number in numbers))
    if any(option.amount is None for option in issue.options):
        noted.wrong(place, "this is a function of numbers, and the options are not", "write a table")
    return Values({option.id: function(option.amount) for option in issue.options if option.amount is not None})


def _table(noted: Wanted, mapping: Mapping[object, object], issue: Issue, place: str) -> Values:
    if issue.continuous:
        noted.wrong(place, "is a table over a range", "only functions of numbers are read there")
        return Values()
    ids = [option.id for option in issue.options]
    given = {written(key): value for key, value in mapping.items()}
    for option in given.keys() - set(ids):
        noted.noted.wrong(*unknown(f"{noted.name}, {place}", f'option of "{issue.id}"', option, ids))
    found: dict[str, Fraction] = {}
    for option in ids:
        if option not in given:
            noted.wrong(place, f"{shown(option)} has no value", "each option needs one")
        elif (number := noted.number(given[option], f"{place}, {option}")) is not None:
            found[option] = number
    return Values(found)


def _line(noted: Wanted, kind: str, tree: Mapping[str, object], place: str) -> Line | None:
    keys = {
        "IdentityFun": (),
        "ConstFun": ("bias",),
        "LinearFun": ("slope",),
        "AffineFun": ("slope", "bias"),
        "TriangularFun": ("start", "middle", "end", "bias", "scale"),
    }.get(kind)
    if keys is None:
        read = "TableFun, AffineFun, LinearFun, ConstFun, IdentityFun and TriangularFun are"
        noted.wrong(place, f"{shown(kind)} is no value function that is read", read)
        return None
    usual = {"bias": 0, "scale": 1}
    read_ = {key: noted.number(tree.get(key, usual.get(key, "")), f"{place}, {key}") for key in keys}
    given = {key: number for key, number in read_.items() if number is not None}
    if len(given) < len(keys):
        return None
    if kind == "TriangularFun":
        return _triangle(noted, given, place)
    slope = given.get("slope", Fraction(kind == "IdentityFun"))
    bias = given.get("bias", Fraction(0))
    return (lambda number: slope * number + bias), ()


def _triangle(noted: Wanted, given: Mapping[str, Fraction], place: str) -> Line | None:
    start, middle, end = given["start"], given["middle"], given["end"]
    if not start < middle < end:
        noted.wrong(place, "the middle of its triangle does not lie between its ends", "such a jump is not read")
        return None

    def value(number: Fraction) -> Fraction:
        if not start < number < end:
            return given["bias"]
        part = (number - start) / (middle - start) if number <= middle else (end - number) / (end - middle)
        return given["bias"] + given["scale"] * part

    return value, (start, middle, end)
