# SPDX-License-Identifier: Apache-2.0
"""What checking any claim takes: packages counted anew, demands put to the one question, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final, TypeAlias

from goodoffices.settlement.demands import Demand, NotCheckedError, Vector
from goodoffices.settlement.excluding import LISTED, Packages
from goodoffices.settlement.excluding_cut import CutPackages
from goodoffices.settlement.packages import Package, acceptable, allowed, is_cut, package
from goodoffices.settlement.robustness import Random
from goodoffices.settlement.scenario import Scenario
from goodoffices.settlement.writing import number, read_package


SECONDS: Final = 300.0
"""How long one claim may take, unless it is said otherwise."""
Claim: TypeAlias = Mapping[str, Any]
"""What is claimed, as it is written: see docs/reference/certificates.md."""


class Finding(StrEnum):
    """What came of checking an answer."""

    CHECKED = "checked"
    REFUTED = "refuted"
    UNCHECKED = "could not be checked within the limits"


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of it, and in a sentence each what is wrong, or what could not be decided and why."""

    finding: Finding
    reasons: tuple[str, ...] = ()


class WrongError(Exception):
    """A claim does not hold."""


def require(holds: bool, otherwise: str) -> None:  # noqa: FBT001 - like an assertion
    """Go on only if a claim holds."""
    if not holds:
        raise WrongError(otherwise)


class Checker:
    """Checks what is claimed of one scenario, each claim within so many seconds by a clock.

    `draft`: from which moves are counted; `chance`: makes of a seed what numbers are drawn from.
    """

    def __init__(
        self,
        scenario: Scenario,
        *,
        draft: Package | None = None,
        seconds: float = SECONDS,
        clock: Callable[[], float] = lambda: 0.0,
        chance: Callable[[int], Random] | None = None,
        listed: int = LISTED,
    ) -> None:
        self.scenario, self.draft, self.chance = scenario, draft, chance
        self.seconds, self.clock, self.listed = seconds, clock, listed
        self.parties, self.end, self.undecided = range(len(scenario.parties)), 0.0, list[str]()
        self.minimums = tuple(party.minimum for party in scenario.parties)
        self.reach, self.packages = self.least(self.minimums), self.of(scenario)

    def check(self, claim: Claim, check: Callable[[Checker, Claim], None]) -> Checked:
        """Check one claim by the function for its kind."""
        self.end, self.undecided = self.clock() + self.seconds, []
        try:
            check(self, claim)
        except WrongError as wrong:
            return Checked(Finding.REFUTED, (str(wrong),))
        except NotCheckedError as why:
            self.undecided.append(str(why))
        except OverflowError:
            self.undecided.append("the numbers are too large")
        except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
            return Checked(Finding.REFUTED, (f"it is not written as such an answer is: {error}",))
        return Checked(Finding.UNCHECKED if self.undecided else Finding.CHECKED, tuple(dict.fromkeys(self.undecided)))

    def of(self, scenario: Scenario) -> Packages:
        """The packages of another scenario."""
        return (CutPackages if is_cut(scenario) else Packages)(scenario, lambda: self.end - self.clock(), self.listed)

    def alone(self, party: int, score: Fraction, *, strict: bool = False) -> Demand:
        """That a party gets at least so much."""
        return Demand([Fraction(each == party) for each in self.parties], score, strict)

    def least(self, scores: Iterable[Fraction], *, strict: bool = False) -> list[Demand]:
        """That each party gets at least so much."""
        return [self.alone(party, score, strict=strict) for party, score in enumerate(scores)]

    def better(self, scores: Vector) -> list[Demand]:
        """That no party gets less than this, and some party more."""
        return [*self.least(scores), Demand([Fraction(1)] * len(scores), sum(scores, Fraction(0)), strict=True)]

    def none(self, demands: Sequence[Demand], otherwise: str, packages: Packages | None = None) -> None:
        """No package meets these demands."""
        try:
            require(not (packages or self.packages).front(demands), otherwise)
        except NotCheckedError as why:
            self.undecided.append(f"whether {otherwise}: {why}")

    def given(self, plain: Any, *, reach: bool = True, keeping: bool = True) -> Package:  # noqa: ANN401
        """A package is worth what is said, keeps the dependencies, and reaches every minimum."""
        found = read_package(self.scenario, plain)
        require(package(self.scenario, found.terms) == found, "a package is not worth what is said")
        require(not keeping or allowed(self.scenario, found.terms), "a package does not keep the dependencies")
        require(not reach or acceptable(self.scenario, found), "a package does not reach every minimum")
        return found


def numbers(plain: Iterable[object]) -> tuple[Fraction, ...]:
    """Read numbers."""
    return tuple(map(number, plain))
