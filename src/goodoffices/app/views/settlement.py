# SPDX-License-Identifier: Apache-2.0
"""The mediator's settlement page as values: whose scores may be used, the packages, and where the offers stand.

They hold what several parties' scores say together, so they are made for the mediator alone and from the mediator's
record alone. Scores stay exact here; whoever shows them rounds.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal, TypeAlias

from goodoffices.app.views.shown import Name, Time
from goodoffices.domain.values import Value
from goodoffices.errors import Said
from goodoffices.settlement.answers import Concept, Status
from goodoffices.settlement.between import Point
from goodoffices.settlement.robustness import Chance


class Holder(Value, frozen=True, kw_only=True):
    """A party, and whether the mediator may use its scores."""

    party: Name
    scores: str | None = None
    """The entry that holds them in the mediator's record."""
    received: Time | None = None
    """Since when the mediator has them."""


class Axis(Value, frozen=True, kw_only=True):
    """What a package is worth to one party: the party, and the minimum that it has to reach."""

    party: Name
    minimum: Fraction


class Reason(Value, frozen=True, kw_only=True):
    """Why a concept calls a package fair, and how far that is proven."""

    concept: Concept
    why: Said
    """In a sentence with numbers."""
    status: Status
    complete: bool
    """Whether every package that is level with it is listed."""


class Packed(Value, frozen=True, kw_only=True):
    """A package as a row: its terms, what it is worth to each party, and who calls it fair."""

    code: str
    """Its terms as places of options, `1-0-2`: what an address calls it by."""
    number: int = 0
    """Its place in the list of efficient packages, from 1; 0 if it is not in it."""
    terms: tuple[str, ...]
    """In the order of the issues, as they are read."""
    moved: tuple[bool, ...] = ()
    """Which terms are others than those of the draft that is looked at; empty if none is."""
    worth: tuple[Fraction, ...]
    gains: tuple[Fraction, ...]
    """What it gives over each party's minimum; below 0 where it does not reach it."""
    over: tuple[Fraction, ...] = ()
    """What it gives over the draft that is looked at; empty if none is."""
    fair: tuple[Concept, ...] = ()
    why: tuple[Reason, ...] = ()
    """Why each of these concepts calls it fair."""
    level: int = 1
    """How many packages have just this worth to all; at least so many."""
    proposals: tuple[str, ...] = ()
    """The proposals that say just this."""

    @property
    def acceptable(self) -> bool:
        """Whether it reaches every minimum."""
        return all(gain >= 0 for gain in self.gains)


class Offer(Value, frozen=True, kw_only=True):
    """A proposal on the table, and between what bounds it is worth something to each party."""

    order: int
    """From 1, in the order of the record."""
    proposal: Name
    kind: str
    draft: int
    by: tuple[Name, ...]
    when: Time
    low: tuple[Fraction, ...] = ()
    high: tuple[Fraction, ...] = ()
    """Empty where it cannot be weighed; equal to `low` where it is worth one thing."""
    open: tuple[Name, ...] = ()
    """The issues that it leaves open or says nothing of."""
    between: tuple[Name, ...] = ()
    """The issues on which it says what is none of the steps that are weighed: between two of them, or a range."""
    why_not: tuple[Said, ...] = ()
    """Why it cannot be weighed, a sentence for each term."""
    breaks: tuple[str, ...] = ()
    """The dependencies that it does not keep, in words."""
    terms: Mapping[str, str] = {}
    said: tuple[str, ...] = ()
    """Its terms as they are read, in the order of the issues that are weighed; an empty text where it says nothing."""
    package: tuple[int, ...] = ()
    """The package that it is, by the places of its options; empty where it leaves something open or lies between."""
    points: tuple[Point, ...] = ()
    """Where its terms stand among the options, between two of them too; empty where it cannot be told exactly."""

    @property
    def settled(self) -> bool:
        """Whether it is worth one thing to each party."""
        return bool(self.low) and self.low == self.high


class Plot(Value, frozen=True, kw_only=True):
    """What the picture shows: an axis for each party, the efficient packages, the offers in order."""

    axes: tuple[Axis, ...]
    packages: tuple[Packed, ...]
    offers: tuple[Offer, ...]
    chosen: str = ""
    """The code of the package that is looked at."""


class Zone(Value, frozen=True, kw_only=True):
    """Whether a package reaches every minimum."""

    status: Status
    """Proven that there is one, proven that there is none, or not known in the time given."""
    efficient: int = 0
    """How many of the efficient packages reach every minimum."""
    demands: tuple[Name, ...] = ()
    """Where there is none: the parties whose minimums exclude each other, none of which could be left out."""
    dependencies: tuple[str, ...] = ()
    """The dependencies that are among the demands, in words."""
    apart: tuple[Fraction, ...] = ()
    """What each party would give up of its minimum in the package for which they would give up least in all."""
    nearest: Packed | None = None
    """That package."""


class Step(Value, frozen=True, kw_only=True):
    """One term moved: the issue, from what, to what."""

    issue: Name
    start: str
    end: str


class Exchange(Value, frozen=True, kw_only=True):
    """A trade: two terms moved together, what that brings to each, and what each move alone would."""

    steps: tuple[Step, ...]
    gains: tuple[Fraction, ...]
    alone: tuple[tuple[Fraction, ...], ...]


class Nudge(Value, frozen=True, kw_only=True):
    """One term moved, and what that changes for each party."""

    step: Step
    changes: tuple[Fraction, ...]
    by_all: bool
    """Whether the package then reaches every minimum."""


class Lacking(Value, frozen=True, kw_only=True):
    """What the draft lacks for a party to accept it, and the single terms that would make it up."""

    party: Name
    points: Fraction
    nudges: tuple[Nudge, ...]
    nearest: Nudge | None
    """Where none suffices."""
    still: Fraction
    """What is then still lacking."""


class Steadiness(Value, frozen=True, kw_only=True):
    """How far what is said of a package holds if the scores are somewhat wrong."""

    told: Said
    margin: Fraction
    """As long as every weight is off by less than this share of itself, it stays efficient."""
    draws: int
    """How often the scores were drawn anew."""
    spread: Fraction
    """By what share of itself a weight was off at the most, where the party did not say between what it lies."""
    efficient: Chance
    acceptable: Chance
    concept: Concept | None = None
    best: Chance | None = None
    """That this concept, which calls it fair, still does; where one does."""


class Precedent(Value, frozen=True, kw_only=True):
    """What speaks for settling one issue first."""

    issue: Name
    ground: str
    """How the parties stand to each other on it."""
    left: tuple[str, ...]
    """The terms that the efficient packages have on it."""
    costs_nothing: bool
    """Whether it is proven that all of them have the same."""
    promise: Fraction
    """What settling it well brings at least to each, as a share of all that is at stake for it."""
    best: str
    """The term that does so."""
    together: bool = False
    """Whether that hangs on the terms of other issues: then it is what settling it well can bring."""
    exact: bool = True
    """Whether all that is proven; otherwise more may be at stake."""


class SharedIssue(Value, frozen=True, kw_only=True):
    """An issue as it would be divided: the part of it that the first party has; the rest is the second's."""

    issue: Name
    share: Fraction


class Shared(Value, frozen=True, kw_only=True):
    """The issues as two parties would share them out if they could be divided, and what that is worth to each."""

    rows: tuple[SharedIssue, ...]
    points: tuple[Fraction, ...]


class Further(Value, frozen=True, kw_only=True):
    """What the page of all efficient packages shows beside them."""

    first: tuple[Precedent, ...]
    shared: Shared | None = None
    """For two parties."""
    told: Said
    """Which issue to settle first, in a sentence without any number that can be said to a party."""


Standing: TypeAlias = Literal["agreed", "better", "nearest"]
"""Why a package stands beside the draft at the top of the page: more senses of fair agree on it than on any other; it
improves on the draft, and of all that do it gives the one who gains least the most; or no package reaches every
minimum, and it asks for least in all."""


class Foremost(Value, frozen=True, kw_only=True):
    """A package that stands beside the draft at the top of the page, and why."""

    package: Packed
    why: tuple[Standing, ...]


class Alike(Value, frozen=True, kw_only=True):
    """Packages that are worth just as much to a party as the one that is looked at, the best for the others first."""

    party: Name
    packages: tuple[Packed, ...]


class Settlement(Value, frozen=True, kw_only=True):
    """All that the page shows."""

    holders: tuple[Holder, ...]
    reasons: tuple[Said, ...] = ()
    """Why nothing can be worked out yet, a sentence each."""
    left_out: tuple[Said, ...] = ()
    """What is not in what was worked out, a sentence each."""
    issues: tuple[Name, ...] = ()
    plot: Plot | None = None
    zone: Zone | None = None
    fair: tuple[Concept, ...] = ()
    """The concepts that call a package fair."""
    packages: tuple[Packed, ...] = ()
    """The packages in rows: those that a concept calls fair, in the order of the concepts."""
    efficient: int = 0
    """How many efficient packages there are; the plot may have fewer of them."""
    remainder: str = ""
    """What is missing of the frontier, in a sentence."""
    complete: bool = True
    is_whole: bool = True
    """Whether everything is proven, so that going on would bring nothing."""
    draft: Offer | None = None
    """The draft that is looked at."""
    chosen: Packed | None = None
    alike: tuple[Alike, ...] = ()
    """For each party, what it could offer or take instead of the package that is looked at, at no cost to itself."""
    better: tuple[Packed, ...] = ()
    """What improves on the draft, the fairest first."""
    is_best: bool = False
    """Whether it is proven that nothing improves on the draft."""
    trades: tuple[Exchange, ...] = ()
    lacking: tuple[Lacking, ...] = ()
    """The parties whose minimum the draft does not reach."""
    foremost: tuple[Foremost, ...] = ()
    """What answers first: which package most agree on, and which is better than the draft."""
    told: tuple[Said, ...] = ()
    """Sentences without any number that can be said to a party."""
    steady: Steadiness | None = None
    """How far the package that is looked at holds if the scores are wrong; where somebody asked."""
