# SPDX-License-Identifier: Apache-2.0
"""Whether each part of a scenario is of the kind that it has to be; only then can the parts be held to one another.

A scenario that is made in Python may hold anything: a text where options are wanted, a float where a number has to be
exact. Some of that would go unseen and be answered as something else, so all of it is named with its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction
from typing import Any, Final

from goodoffices.errors import Mistake
from goodoffices.settlement.scenario import (
    Count,
    Dependency,
    Holds,
    Interaction,
    Issue,
    OnlyIf,
    Option,
    Preferences,
    Scenario,
    Unsure,
)


COUPLE: Final = 2


def misfits(scenario: Scenario) -> list[Mistake]:
    """Give all that is not of its kind."""
    look = _Look()
    look.scenario(scenario)
    return look.found


class _Look:
    """Looks at each part, and keeps what is wrong."""

    def __init__(self) -> None:
        self.found: list[Mistake] = []

    def wrong(self, place: str, value: object, is_no: str, hint: str) -> None:
        shown = repr(value)
        self.found.append(Mistake(place, f"{shown[:60]}{'…' * (len(shown) > 60)} is no {is_no}", hint))  # noqa: PLR2004

    def each(self, place: str, values: object, *kinds: type) -> Iterator[tuple[str, Any]]:
        """Those of several that are of a kind, with their places."""
        names = " or ".join(kind.__name__ for kind in kinds)
        if not isinstance(values, Sequence) or isinstance(values, str):
            self.wrong(place, values, "tuple", f"give a tuple of {names}")
            return
        for number, each in enumerate(values, start=1):
            if isinstance(each, kinds):
                yield f"{place}[{number}]", each
            else:
                self.wrong(f"{place}[{number}]", each, names, f"make one with settlement.{kinds[0].__name__}")

    def mapping(self, place: str, values: object, what: str) -> Iterator[tuple[str, Any]]:
        """The values of a mapping, with their places."""
        if isinstance(values, Mapping):
            yield from ((f"{place}.{key}", value) for key, value in values.items())
        else:
            self.wrong(place, values, "dictionary", f"give {what}")

    def number(self, place: str, value: object) -> None:
        if not isinstance(value, int | Fraction):
            sentence = f"{value!r} is not an exact number"
            self.found.append(Mistake(place, sentence, "settlement.exact makes one of 0.35 or of 1/3"))

    def couple(self, place: str, values: object, what: str) -> None:
        if not isinstance(values, Sequence) or isinstance(values, str) or len(values) != COUPLE:
            self.wrong(place, values, "pair", f"give {what}")
            return
        for value in values:
            self.number(place, value)

    def text(self, place: str, value: object) -> None:
        if not isinstance(value, str):
            self.wrong(place, value, "text", "an id is a text")

    def scenario(self, scenario: object) -> None:
        if not isinstance(scenario, Scenario):
            self.wrong("scenario", scenario, "Scenario", "make one with settlement.Scenario")
            return
        for place, issue in self.each("issue", scenario.issues, Issue):
            self.issue(place, issue)
        for place, party in self.each("party", scenario.parties, Preferences):
            self.party(place, party)
        for place, dependency in self.each("dependency", scenario.dependencies, OnlyIf, Count):
            self.dependency(place, dependency)

    def issue(self, place: str, issue: Issue) -> None:
        self.text(f"{place}.id", issue.id)
        for here, option in self.each(f"{place}.options", issue.options, Option):
            self.text(f"{here}.id", option.id)
            if option.amount is not None:
                self.number(f"{here}.amount", option.amount)
        if issue.between is not None:
            self.couple(f"{place}.between", issue.between, "the least and the most of the range")

    def party(self, place: str, party: Preferences) -> None:
        self.text(f"{place}.id", party.id)
        for here, weight in self.mapping(f"{place}.weights", party.weights, "a number for each issue's id"):
            self.number(here, weight)
        for issue, values in self.mapping(f"{place}.values", party.values, "a dictionary for each issue's id"):
            for here, value in self.mapping(issue, values, "a number for each option's id"):
                self.number(here, value)
        for here, curve in self.mapping(f"{place}.curves", party.curves, "points for each issue's id"):
            for _point, pair in self.each(here, curve, Sequence):
                self.couple(here, pair, "each point as a number and its value")
        for here, interaction in self.each(f"{place}.interaction", party.interactions, Interaction):
            self.number(f"{here}.adds", interaction.adds)
            self.terms(f"{here}.together", interaction.together)
        self.number(f"{place}.minimum", party.minimum)
        if party.most is not None:
            self.number(f"{place}.most", party.most)
        for here, unsure in self.each(f"{place}.unsure", party.unsure, Unsure):
            self.number(f"{here}.low", unsure.low)
            self.number(f"{here}.high", unsure.high)

    def dependency(self, place: str, dependency: Dependency) -> None:
        if isinstance(dependency, OnlyIf):
            self.terms(f"{place}.term", (dependency.term,))
            self.terms(f"{place}.needs", dependency.needs)
            return
        self.terms(f"{place}.of", dependency.of)
        counts: tuple[tuple[str, object], ...] = (("least", dependency.least), ("most", dependency.most))
        for name, number in counts:
            if number is not None and not isinstance(number, int):
                self.wrong(f"{place}.{name}", number, "whole number", "say how many of them hold")

    def terms(self, place: str, terms: object) -> None:
        for here, holds in self.each(place, terms, Holds):
            self.text(here, holds.issue)
            if not isinstance(holds.options, AbstractSet):
                self.wrong(here, holds.options, "frozenset", "give the ids of options in a frozenset, be it only one")
