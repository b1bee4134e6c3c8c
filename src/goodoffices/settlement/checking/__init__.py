# SPDX-License-Identifier: Apache-2.0
"""Check answers, as they are written, by a second program, which shares no method with what found them.

Every package that is given is counted anew, from the plain meaning of the scenario (`packages`). All else that an
answer claims is turned into one question: which are the efficient vectors of scores among the packages that meet
certain demands (`question`)? Most often the answer has to be that there are none. Demands are such that whatever would
refute the claim meets them. A function for each kind of answer says what is claimed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from goodoffices.settlement.checking import doubt, fair, frontiers, further, stakes, weights
from goodoffices.settlement.checking.checker import SECONDS, Checked, Checker, Claim, check_claim
from goodoffices.settlement.checking.question import LISTED
from goodoffices.settlement.scenario import Scenario
from goodoffices.settlement.writing import Result, to_plain


ANSWERS: Final[Mapping[str, Callable[[Checker, Claim], None]]] = {
    "answer": fair.answer,
    "frontier": frontiers.frontier,
    "frontier of ranges": frontiers.edges,
    "zone": frontiers.zone,
}
FURTHER: Final[Mapping[str, Callable[[Checker, Any], None]]] = {
    "improvements": further.improvements,
    "packages": further.named_package,
    "single terms": further.single_terms,
    "trades": further.trades,
    "adjusted winner": stakes.adjusted_winner,
    "equivalents": further.equivalents,
    "weights": weights.region,
    "ordering": stakes.precedence,
    "chance": doubt.chance,
    "gestures": further.gesture,
}


def check(scenario: Scenario, result: Result, *, acceptable_only: bool = False, listed: int = LISTED) -> Checked:
    """Check every claim of an answer; `acceptable_only`: a frontier is one of acceptable packages.

    Issues that hang together are listed up to so many combinations; beyond that a solver is asked.
    """
    plain = to_plain(scenario, result)
    kind = ANSWERS[str(plain["kind"])]
    if acceptable_only:
        kind = partial(frontiers.frontier, acceptable_only=True)
    return check_claim(Checker(scenario, lambda: SECONDS, listed), plain, kind)
