# SPDX-License-Identifier: Apache-2.0
"""What is analysed: the issues, what each party's scores are, and which terms depend on which.

A scenario is made of frozen values that know nothing of a record. Scores are exact (`goodoffices.settlement.exact`).
A package takes one option of each issue; a continuous issue, one number of its range instead. What a package is worth
to a party is the sum of its weighted values and of the interactions that hold in it, or the most that counts for the
party, if that is less; it has to reach the party's minimum (its reservation value) to be acceptable.
`goodoffices.settlement.checks` refuses what does not fit together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One possible value of an issue."""

    id: str
    name: str = ""
    amount: Fraction | None = None
    """What it stands for, in the issue's unit, where the issue is counted or measured: 70 of "70 days"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A thing in dispute: with options to choose from, or continuous, with any number of a range."""

    id: str
    name: str = ""
    options: tuple[Option, ...] = ()
    between: tuple[Fraction, Fraction] | None = None
    """The least and the most, for a continuous issue; it has no options then."""
    unit: str = ""

    @property
    def continuous(self) -> bool:
        """Whether any number of a range is a term of it."""
        return self.between is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holds:
    """That the term of an issue is one of these options, by their ids; issues with options only."""

    issue: str
    options: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction:
    """What is added to a party's score when all of these hold together; it may be negative.

    A table over two issues is one interaction for each of its cells; a hyper-rectangle of the competitions' non-linear
    scenarios is one interaction.
    """

    together: tuple[Holds, ...]
    adds: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlyIf:
    """`term` only if all of `needs` hold: "a guarantee only if a ceasefire"."""

    term: Holds
    needs: tuple[Holds, ...]
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """At least `least` and at most `most` of these hold: "exactly one of", "at least two of", "not both"."""

    of: tuple[Holds, ...]
    least: int = 0
    most: int | None = None
    """None: as many as there are."""
    text: str = ""


Dependency: TypeAlias = OnlyIf | Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsure:
    """Between which numbers a party places a weight, or the value of one option, of which it is unsure."""

    issue: str
    option: str | None = None
    """None: it is the weight of the issue."""
    low: Fraction
    high: Fraction


Curve: TypeAlias = tuple[tuple[Fraction, Fraction], ...]
"""A piecewise-linear value over a continuous issue: (number, value) from its least to its most, numbers increasing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """What matters to one party, and how much.

    The score of a package is the sum over the issues of `weights[issue] * values[issue][option]` (1 where no weight is
    given, 0 where no value is) and, for continuous issues, `weights[issue]` times the curve at that number; and of
    `adds` of the interactions that hold. It is `most` if the sum is more.
    """

    id: str
    name: str = ""
    weights: Mapping[str, Fraction] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, Fraction]] = field(default_factory=dict)
    curves: Mapping[str, Curve] = field(default_factory=dict)
    interactions: tuple[Interaction, ...] = ()
    minimum: Fraction = Fraction(0)
    """The reservation value: what no agreement is worth, with which a package must at least be level."""
    most: Fraction | None = None
    """The greatest score: what a package comes to beyond it counts for nothing. None: no such bound."""
    unsure: tuple[Unsure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """The issues in order, the parties' preferences in order, and the dependencies between terms."""

    issues: tuple[Issue, ...]
    parties: tuple[Preferences, ...]
    dependencies: tuple[Dependency, ...] = ()
    name: str = ""

    @property
    def has_ranges(self) -> bool:
        """Whether any number of a range is a term of some issue."""
        return any(issue.continuous for issue in self.issues)

    @property
    def outcomes(self) -> int:
        """How many packages there are before dependencies, over the issues with options."""
        count = 1
        for issue in self.issues:
            count *= len(issue.options) or 1
        return count
