# SPDX-License-Identifier: Apache-2.0
"""Check answers, as they are written, by a second program, which shares nothing with what found them.

It reads the scenario in numbers (`talks`) and needs nothing but Python: `python -m checking ANSWERS.json` beside this
folder. Every package that is given is counted anew. All else that an answer claims is turned into one question: which
are the efficient vectors of scores among the packages that meet certain demands (`question`)? Most often the answer has
to be that there are none. Demands are such that whatever would refute the claim meets them. A function for each kind of
answer says what is claimed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from . import doubt, fair, frontiers, further, gestures, moves, stakes, weights, zone
from .checker import SECONDS, Checked, Checker, Claim, Finding, check_claim
from .question import Solver
from .talks import Told, read


ANSWERS: Final[Mapping[str, Callable[[Checker, Claim], None]]] = {
    "answer": fair.answer,
    "frontier": frontiers.frontier,
    "frontier of ranges": frontiers.edges,
    "zone": zone.zone,
}
FURTHER: Final[Mapping[str, Callable[[Checker, Any], None]]] = {
    "improvements": further.improvements,
    "packages": further.named_package,
    "single terms": moves.single_terms,
    "trades": moves.trades,
    "adjusted winner": stakes.adjusted_winner,
    "equivalents": further.equivalents,
    "weights": weights.region,
    "ordering": stakes.precedence,
    "chance": doubt.chance,
    "gestures": gestures.gesture,
}


class Found(NamedTuple):
    """What came of checking the answers of one kind."""

    what: str
    finding: Finding
    reasons: tuple[str, ...]


def check_all(
    told: Told,
    clock: Callable[[], float],
    chance: Callable[[int], Any],
    *,
    seconds: float = SECONDS,
    solver: Solver | None = None,
) -> Iterator[Found]:
    """Check each answer of a file that holds the scenario in numbers, one after the other.

    `clock`: gives seconds; `chance`: makes of a seed what numbers are drawn from (Python's `Random`).
    """
    end = 0.0
    checker = Checker(
        read(told["in numbers"]), lambda: end - clock(), draft=told.get("draft"), chance=chance, solver=solver
    )

    def checked(claim: Any, kind: Callable[[Checker, Any], None]) -> Checked:  # noqa: ANN401 - as it is written
        nonlocal end
        end = clock() + seconds
        return check_claim(checker, claim, kind)

    for each in told["answers"]:
        came = checked(each, ANSWERS[each["kind"]])
        yield Found(called(each), came.finding, came.reasons)
    for what, kind in FURTHER.items():
        claims = told.get(what) or []
        one_claim = isinstance(claims, Mapping) or what == "trades"  # trades are ranked, and checked together
        found = [checked(each, kind) for each in ([claims] if one_claim and claims else claims)]
        if found:
            findings = {each.finding for each in found}
            worst = next(each for each in (Finding.REFUTED, Finding.UNCHECKED, Finding.CHECKED) if each in findings)
            yield Found(what, worst, tuple(dict.fromkeys(reason for each in found for reason in each.reasons)))


def called(answer: Claim) -> str:
    """What an answer is called to a reader."""
    names = {"zone": "zone of possible agreement", "answer": str(answer.get("concept"))}
    return names.get(answer["kind"], "efficient frontier")
