# SPDX-License-Identifier: Apache-2.0
"""What checking any claim takes: packages counted anew, demands put to the one question, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final, TypeAlias

from goodoffices.settlement.checking.question import LISTED, Demand, NotCheckedError, Packages
from goodoffices.settlement.checking.question_cut import CutPackages
from goodoffices.settlement.packages import Package, acceptable, allowed, is_cut, package
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


def numbers(plain: Iterable[object]) -> tuple[Fraction, ...]:
    """Read numbers."""
    return tuple(map(number, plain))


class Checker:
    """The packages of a scenario, and what is demanded and found of them.

    `draft`: from which moves are counted; `chance`: makes of a seed what numbers are drawn from (Python's `Random`).
    """

    def __init__(
        self,
        scenario: Scenario,
        left: Callable[[], float],
        listed: int = LISTED,
        *,
        draft: Package | None = None,
        chance: Callable[[int], Any] | None = None,
    ) -> None:
        self.scenario, self.left, self.listed, self.draft, self.chance = scenario, left, listed, draft, chance
        self.packages, self.undecided = self.of(scenario), list[str]()
        self.front, self.least, self.better = self.packages.front, self.packages.least, self.packages.better
        self.ranges, self.tied, self.parties = self.packages.ranges, self.packages.tied, self.packages.parties
        self.minimums = tuple(party.minimum for party in scenario.parties)
        self.reach = self.least(self.minimums)

    def of(self, scenario: Scenario) -> Packages:
        """The packages of another scenario."""
        return (CutPackages if is_cut(scenario) else Packages)(scenario, self.left, self.listed)

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


def check_claim(checker: Checker, claim: Claim, kind: Callable[[Checker, Claim], None]) -> Checked:
    """Check a claim by the function for its kind."""
    try:
        kind(checker, claim)
    except WrongError as wrong:
        return Checked(Finding.REFUTED, (str(wrong),))
    except NotCheckedError as why:
        checker.undecided.append(str(why))
    except OverflowError:
        checker.undecided.append("the numbers are too large")
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        return Checked(Finding.REFUTED, (f"it is not written as such an answer is: {error}",))
    undecided = tuple(dict.fromkeys(checker.undecided))
    return Checked(Finding.UNCHECKED if undecided else Finding.CHECKED, undecided)
