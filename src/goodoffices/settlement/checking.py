# SPDX-License-Identifier: Apache-2.0
"""Check answers, as they are written, by a second program, which shares no method with what found them.

Every package that is given is counted anew, from the plain meaning of the scenario (`packages`). All else that an
answer claims is turned into one question: which are the efficient vectors of scores among the packages that meet
certain demands (`excluding`)? Most often the answer has to be that there are none. Demands are such that whatever would
refute the claim meets them. A function for each kind of answer says what is claimed: `checking_fair`,
`checking_frontiers`, and for what is answered of a draft or a package `checking_further`.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from goodoffices.settlement.checker import Checked, Checker
from goodoffices.settlement.checking_fair import answer
from goodoffices.settlement.checking_frontiers import edges, frontier, zone
from goodoffices.settlement.excluding import LISTED
from goodoffices.settlement.scenario import Scenario
from goodoffices.settlement.writing import Result, to_plain


KINDS: Final = {"answer": answer, "frontier": frontier, "frontier of ranges": edges, "zone": zone}


def check(scenario: Scenario, result: Result, *, acceptable_only: bool = False, listed: int = LISTED) -> Checked:
    """Check every claim of an answer; `acceptable_only`: a frontier is one of acceptable packages.

    Issues that hang together are listed up to so many combinations; beyond that a solver is asked.
    """
    plain = to_plain(scenario, result)
    by_kind = KINDS[str(plain["kind"])]
    if acceptable_only:
        by_kind = partial(frontier, acceptable_only=True)
    return Checker(scenario, listed=listed).check(plain, by_kind)
