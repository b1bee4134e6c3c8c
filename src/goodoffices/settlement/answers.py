# SPDX-License-Identifier: Apache-2.0
"""What the analysis answers with: packages, and a certificate that says what is proven of them and how.

A certificate makes a claim that `goodoffices.settlement.checking` can check by itself, without any of the methods that
found the answer. Where the time given ran out, it says how much is missing, as a proven bound; it never calls a best
find the best there is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from goodoffices.settlement.packages import Package


class Concept(StrEnum):
    """In which sense a package is called fair or good. The disagreement point is the vector of minimums.

    Only packages that keep the dependencies and reach every minimum count. Every package given is efficient.
    """

    NASH = "Nash"
    """The product of the gains over the minimums is largest (Nash 1950). Where no package lets every party gain: the
    largest number of parties gains, and among these packages the product of their gains is largest."""
    KALAI_SMORODINSKY = "Kalai–Smorodinsky"
    """The gains as shares of the ideal gains are best for the party worst off, then for the next (leximin). A party's
    ideal is the most it can get while all reach their minimums (Kalai and Smorodinsky 1975; Imai 1983 for leximin)."""
    EGALITARIAN = "egalitarian"
    """The smallest gain over the minimums, in the own points of each, is largest (Kalai 1977); efficient."""
    LEXIMIN = "leximin"
    """The smallest gain is largest, then the second smallest, and so on (Sen 1970)."""
    UTILITARIAN = "utilitarian"
    """The weighted sum of scores is largest; the weights of the parties are stated, equal unless given."""
    MAXIMIN_GAIN = "maximin gain"
    """The smallest gain over a baseline, such as the draft on the table, is largest; leximin among these."""

    @classmethod
    def _missing_(cls, value: object) -> Concept:
        raise ValueError(f'"{value}" is no sense of fair: give one of Concept, {", ".join(cls)}')


class Status(StrEnum):
    """How far an answer is proven."""

    PROVEN = "proven"
    BEST_FOUND = "best found"
    """The time given ran out; the bound says how much better another could be at the most."""
    NONE = "none"
    """Proven that there is no such package."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A claim that can be checked."""

    status: Status
    method: str
    """How it was looked for, in a few words: `frontier`, `elimination`, `enumeration`, `integer program`."""
    value: tuple[Fraction, ...] = ()
    """What the concept measures of the package: the product; the shares or gains from the smallest up; the sum."""
    bound: tuple[Fraction, ...] = ()
    """What no package exceeds, as far as it goes (compared in order, as `value`); equal to `value` where the answer is
    proven, and without anything where no bound is known."""
    ideals: tuple[Package, ...] = ()
    """For shares of ideals: for each party a package with the most it can get while all reach their minimums."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The packages of one concept: all that are level with one another where they could be listed, or else one."""

    concept: Concept
    packages: tuple[Package, ...]
    certificate: Certificate
    baseline: tuple[Fraction, ...] = ()
    """The scores from which gains are counted: the minimums, or the baseline's for `MAXIMIN_GAIN`."""
    party_weights: tuple[Fraction, ...] = ()
    """What a point of each party weighs in a weighted sum; for `UTILITARIAN` only."""
    complete: bool = True
    """Whether every package that is level with these is listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frontier:
    """Efficient packages, the best for the first party first; one package for each vector of scores.

    Efficient: no other package that keeps the dependencies is at least as good for all and better for one. With
    `acceptable`, only of packages that reach every minimum.
    """

    packages: tuple[Package, ...]
    counts: tuple[int, ...]
    """How many packages have just those scores, in the same order; 1 each where they were not counted."""
    status: Status
    method: str
    remainder: str = ""
    """What is missing where the status is not `PROVEN`, in a sentence, with its proven bound."""
    missing: Fraction | None = None
    """How much is missing, as one number, where that is known: for every package that is not listed there is a listed
    one that is worth less to no party by more than this share of what is at stake for it (the additive
    epsilon-indicator, Zitzler and others 2003). At stake: what lies between the least and the most that its scores
    could come to; with `acceptable`, between its minimum and that most."""
    counted: bool = True
    """Whether `counts` are all packages there are, or only those that were found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much may be spent. The clock is not read here: `spent` says when the time is up, or somebody interrupted."""

    spent: Callable[[], bool] = lambda: False
    stopping: Callable[[Callable[[], None]], None] = lambda _stop: None
    """Given the function that stops the solver which is about to work; it may be called from any thread."""
    seconds: float | None = None
    """At most so long in one call of a solver that keeps its own clock; None: as long as it takes."""
    points: int = 200_000
    """The most vectors that a frontier may hold on the way; with more than four parties, fewer in proportion."""
    weights: int | None = None
    """The most weights of which a slice of a frontier is made that is too large to list; None: as many as points."""
    told: Callable[[str, int, int], None] = lambda _what, _done, _all: None
    """Progress: what is being done, how much of it is done, of how much (0: not known)."""
