# SPDX-License-Identifier: Apache-2.0
"""What is in dispute, what it is worth to each party, and what depends on what: the scenario in numbers.

Whatever checks answers needs nothing but Python, so that it can be read, and run, by somebody who has nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Any, TypeAlias


Told: TypeAlias = Mapping[str, Any]
"""What is said in a file: texts, numbers as texts, lists, and things by name."""
Vector: TypeAlias = tuple[Any, ...]
"""A number for each party."""
Term: TypeAlias = Any
"""Of an issue: an option's id; of a range, a Fraction."""
Terms: TypeAlias = Mapping[str, Term]


NUMBER = re.compile(r"-?[0-9]{1,4000}(/[1-9][0-9]{0,3999})?", re.ASCII)


def number(told: str) -> Fraction:
    """Read an exact number, such as "7/20"; nothing else is one, and none is endlessly long."""
    if not NUMBER.fullmatch(told):
        raise ValueError(f"{told[:20]!r} is no number")
    return Fraction(told)


def numbers(told: Iterable[str]) -> Vector:
    """Read exact numbers."""
    return tuple(map(number, told))


@dataclass(frozen=True, slots=True)
class Issue:
    """What is in dispute: one of some options, or any number between two."""

    id: str
    options: tuple[str, ...]
    between: Vector


@dataclass(frozen=True, slots=True)
class Party:
    """What each issue weighs for a party, what it values, what it adds for terms together; its least and its most."""

    id: str
    minimum: Fraction
    most: Fraction | None
    weights: Mapping[str, Fraction]
    values: Mapping[str, Mapping[Term, Fraction]]
    together: Sequence[tuple[Any, Fraction]] = ()
    unsure: Sequence[Any] = ()

    def worth(self, issue: str, term: Term) -> Fraction:
        """What a term of an issue is worth to it; between two points of a range, what lies straight between."""
        values = self.values[issue]
        if term in values or isinstance(term, str):
            return self.weights[issue] * values[term]
        (((low, less), (high, more)),) = (each for each in pairwise(values.items()) if each[0][0] < term < each[1][0])
        return self.weights[issue] * (less + (more - less) * Fraction(term - low, high - low))


@dataclass(frozen=True, slots=True)
class Talks:
    """The issues, the parties, and dependencies, each of which is one count of terms or several."""

    issues: tuple[Issue, ...]
    parties: tuple[Party, ...]
    dependencies: tuple[Any, ...]

    def terms(self, told: Told) -> Terms:
        """Read a term of each issue."""
        if told.keys() != {issue.id for issue in self.issues}:
            raise ValueError("there is not a term of each issue")
        return {issue.id: number(told[issue.id]) if issue.between else told[issue.id] for issue in self.issues}

    def sums(self, terms: Terms) -> Vector:
        """What these terms come to for each party, as far as there are terms."""
        first = self.issues[0].id in terms  # where what holds always is counted
        return tuple(
            sum((party.worth(issue, term) for issue, term in terms.items()), Fraction(0))
            + sum(adds for named, adds in party.together if met(named, terms) == len(named) and (named or first))
            for party in self.parties
        )

    def scores(self, sums: Vector) -> Vector:
        """What counts of such sums: no more than the most, for a party that has one."""
        pairs = zip(sums, self.parties, strict=True)
        return tuple(each if party.most is None else min(each, party.most) for each, party in pairs)


def met(named: Iterable[Any], terms: Terms) -> int:
    """How many of these, each an issue and some of its options, a package has."""
    return sum(terms.get(issue) in options for issue, options in named)


def keeps(dependency: Iterable[Told], terms: Terms) -> bool:
    """Whether a package has as many of certain terms as it must have, and no more than it may."""
    return all(each["least"] <= met(each["of"], terms) <= each["most"] for each in dependency)


def uncut(talks: Talks) -> Talks:
    """The talks in which scores are plain sums, whatever the most is that counts."""
    return replace(talks, parties=tuple(replace(party, most=None) for party in talks.parties))


def read(told: Told) -> Talks:
    """Read a scenario in numbers."""
    issues = tuple(Issue(each["id"], tuple(each["options"]), numbers(each["between"])) for each in told["issues"])
    return Talks(issues, tuple(read_party(issues, each) for each in told["parties"]), tuple(told["dependencies"]))


def read_party(issues: Iterable[Issue], told: Told) -> Party:
    """Read what matters to a party."""
    return Party(
        told["id"],
        number(told["minimum"]),
        None if told["most"] is None else number(told["most"]),
        {issue.id: number(told["weights"][issue.id]) for issue in issues},
        {issue.id: read_values(issue, told["values"][issue.id]) for issue in issues},
        [(together, number(adds)) for together, adds in told["together"]],
        [(issue, option, *numbers(ends)) for issue, option, *ends in told["unsure"]],
    )


def read_values(issue: Issue, told: Any) -> Mapping[Term, Fraction]:  # noqa: ANN401 - of options by name; of a range, points
    """Read what each option is worth, or some numbers of a range."""
    return dict(map(numbers, told)) if issue.between else {option: number(told[option]) for option in issue.options}
