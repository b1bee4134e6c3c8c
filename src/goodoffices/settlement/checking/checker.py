# SPDX-License-Identifier: Apache-2.0
"""What checking any claim takes: packages counted anew, demands put to the one question, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from operator import ge
from typing import Any, Final, TypeAlias

from .question import LISTED, Demand, NotCheckedError, Packages, Question, Solver, dense, least
from .question_cut import CutPackages
from .question_ranges import RangePackages
from .talks import Talks, Terms, Told, Vector, keeps, numbers, uncut


SECONDS: Final = 300.0
"""How long one claim may take, unless it is said otherwise."""
Claim: TypeAlias = Told
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


def status_of(claim: Claim) -> str:
    """How far it is claimed that something is proven."""
    require(claim["status"] in {"proven", "best found", "none"}, "nothing is said of what is proven")
    return str(claim["status"])


@dataclass(frozen=True, slots=True)
class Package:
    """A term of each issue, and what they are worth to each party."""

    terms: Terms
    scores: Vector


class Checker:
    """The packages of talks, and what is demanded and found of them.

    `draft`: from which moves are counted; `chance`: makes of a seed what numbers are drawn from; `listed`: up to how
    many packages of issues that hang together are; `solver`: makes of talks in which they are more what answers there.
    """

    def __init__(
        self,
        talks: Talks,
        left: Callable[[], float],
        *,
        draft: Claim | None = None,
        chance: Callable[[int], Any] | None = None,
        listed: int = LISTED,
        solver: Solver | None = None,
    ) -> None:
        self.talks, self.left, self.listed, self.solver, self._draft = talks, left, listed, solver, draft
        self.chance, self.undecided, self.parties = chance, list[str](), range(len(talks.parties))
        self.ranges, self.tied = any(issue.between for issue in talks.issues), dense(talks, listed)
        self.minimums = tuple(party.minimum for party in talks.parties)
        self.reach = least(self.minimums)

    @cached_property
    def packages(self) -> Question:
        """The packages of these talks."""
        return self.of(self.talks)

    @cached_property
    def draft(self) -> Package | None:
        """From which moves are counted, if it is said."""
        return None if self._draft is None else self.given(self._draft, reach=False, keeping=False)

    def over(self, talks: Talks) -> Checker:
        """The same for other talks."""
        return Checker(talks, self.left, listed=self.listed, solver=self.solver)

    def of(self, talks: Talks) -> Question:
        """The packages of other talks."""
        if any(party.most is not None for party in talks.parties):
            return CutPackages(talks, self.of(uncut(talks)))
        if dense(talks, self.listed):
            if self.solver is None:
                raise NotCheckedError("too many issues hang together")
            return self.solver(talks, self.left)
        return (RangePackages if any(issue.between for issue in talks.issues) else Packages)(talks, self.left)

    def front(self, demands: Sequence[Demand], known: Iterable[Vector] = ()) -> Counter[Vector]:
        """The efficient vectors of packages that meet demands; see `question`."""
        return self.packages.front(demands, known)

    def none(self, demands: Sequence[Demand], otherwise: str, packages: Question | None = None) -> None:
        """No package meets these demands."""
        try:
            require(not (packages or self.packages).front(demands), otherwise)
        except NotCheckedError as why:
            self.undecided.append(f"whether {otherwise}: {why}")

    def counted(self, terms: Terms) -> Package:
        """A package with what it is worth."""
        return Package(terms, self.talks.scores(self.talks.sums(terms)))

    def given(self, told: Claim, *, reach: bool = True, keeping: bool = True) -> Package:
        """A package is worth what is said, keeps the dependencies, and reaches every minimum."""
        found = self.counted(self.talks.terms(told["terms"]))
        require(self.by_party(told["scores"]) == found.scores, "a package is not worth what is said")
        require(not keeping or self.allowed(found.terms), "a package does not keep the dependencies")
        require(not reach or self.acceptable(found), "a package does not reach every minimum")
        return found

    def allowed(self, terms: Terms) -> bool:
        """Whether a package keeps the dependencies."""
        return all(keeps(each, terms) for each in self.talks.dependencies)

    def acceptable(self, package: Package) -> bool:
        """Whether a package reaches every minimum."""
        return all(map(ge, package.scores, self.minimums))

    def by_party(self, told: Claim) -> Vector:
        """Read a number for each party."""
        require(told.keys() == {party.id for party in self.talks.parties}, "there is not a number for each party")
        return numbers(told[party.id] for party in self.talks.parties)


def check_claim(checker: Checker, claim: Any, kind: Callable[[Checker, Any], None]) -> Checked:  # noqa: ANN401
    """Check a claim by the function for its kind."""
    checker.undecided.clear()
    try:
        kind(checker, claim)
    except WrongError as wrong:
        return Checked(Finding.REFUTED, (str(wrong),))
    except NotCheckedError as why:
        checker.undecided.append(str(why))
    except (OverflowError, RecursionError):
        checker.undecided.append("the numbers are too large")
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        return Checked(Finding.REFUTED, (f"it is not written as such an answer is: {error}",))
    undecided = tuple(dict.fromkeys(checker.undecided))
    return Checked(Finding.UNCHECKED if undecided else Finding.CHECKED, undecided)
