# SPDX-License-Identifier: Apache-2.0
"""What is said where the time runs out, held to the oracle: nothing is better than the bound says."""

from __future__ import annotations

import pytest

from goodoffices.settlement import Concept, Limits, Status, solve
from goodoffices.settlement.methods import listing, near_optimum, pieces
from tests.settlement.agreement import asked, is_package, of_answer
from tests.settlement.instances import Chance
from tests.settlement.plain import Plain, best


def of_stopped(chance: Chance, plain: Plain) -> None:
    """Where the time runs out, the package that is given is acceptable, and what is best lies below the bound."""
    acceptable = [each.scores for each in plain.acceptable]
    for concept in Concept:
        base, weights, given = asked(chance, plain, concept)
        left = chance.randrange(60)

        def spent() -> bool:
            nonlocal left
            left -= 1
            return left < 0

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(listing, "FEW", 0)
            patch.setattr(pieces, "LISTED", 1)
            patch.setattr(near_optimum, "FOLLOWED", 1)
            answer = solve(plain.scenario, concept, **given, limits=Limits(spent=spent))  # type: ignore[arg-type]
        if answer.certificate.status is not Status.BEST_FOUND:
            of_answer(plain, answer, base, weights, acceptable)
            continue
        value = best(concept, acceptable, base, weights)[1]
        for each in answer.packages:
            is_package(plain, each)
            assert plain.reaches(each.scores)
        assert not answer.complete
        assert (
            not answer.certificate.bound
            or tuple(value) <= answer.certificate.bound
            or (tuple(value)[: len(answer.certificate.bound)] <= answer.certificate.bound)
        ), (answer, value)
