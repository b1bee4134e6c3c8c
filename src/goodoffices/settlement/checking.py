# SPDX-License-Identifier: Apache-2.0
"""Check answers, as they are written, by a second program, which shares no method with what found them.

Every package that is given is counted anew, from the plain meaning of the scenario (`packages`). All else that an
answer claims is turned into one question: which are the efficient vectors of scores among the packages that meet
certain demands (`excluding`)? Most often the answer has to be that there are none. Demands are such that whatever would
refute the claim meets them. A function for each kind of answer says what is claimed.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from goodoffices.settlement import checking_doubt, checking_fair, checking_frontiers, checking_further, checking_stakes
from goodoffices.settlement.checker import SECONDS, Checked, Checker, check_claim
from goodoffices.settlement.excluding import LISTED
from goodoffices.settlement.scenario import Scenario
from goodoffices.settlement.writing import Result, to_plain


ANSWERS: Final = {
    "answer": checking_fair.answer,
    "frontier": checking_frontiers.frontier,
    "frontier of ranges": checking_frontiers.edges,
    "zone": checking_frontiers.zone,
}
FURTHER: Final = {
    "improvements": checking_further.improvements,
    "packages": checking_further.named_package,
    "single terms": checking_further.single_terms,
    "trades": checking_further.trades,
    "adjusted winner": checking_stakes.adjusted_winner,
    "equivalents": checking_further.equivalents,
    "weights": checking_doubt.region,
    "ordering": checking_stakes.precedence,
    "chance": checking_doubt.chance,
    "gestures": checking_further.gesture,
}


def check(scenario: Scenario, result: Result, *, acceptable_only: bool = False, listed: int = LISTED) -> Checked:
    """Check every claim of an answer; `acceptable_only`: a frontier is one of acceptable packages.

    Issues that hang together are listed up to so many combinations; beyond that a solver is asked.
    """
    plain = to_plain(scenario, result)
    kind = ANSWERS[str(plain["kind"])]
    if acceptable_only:
        kind = partial(checking_frontiers.frontier, acceptable_only=True)
    return check_claim(Checker(scenario, lambda: SECONDS, listed), plain, kind)
