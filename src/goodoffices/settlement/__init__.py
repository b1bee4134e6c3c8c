# SPDX-License-Identifier: Apache-2.0
"""Settlement: from what matters to each party to the packages that all could take; usable alone.

    from goodoffices import settlement

    scenario = settlement.Scenario(issues=..., parties=...)

Everything here is pure. `checked` names all that does not fit together in a scenario, with its place. Scores are exact;
each answer carries a certificate that `settlement.checking` can check.
"""

from __future__ import annotations

from goodoffices.settlement.adjusted_winner import AdjustedWinner, adjusted_winner, points_of
from goodoffices.settlement.answers import Answer, Certificate, Concept, Frontier, Limits, Status
from goodoffices.settlement.checking.checker import Checked, Finding
from goodoffices.settlement.checks import checked
from goodoffices.settlement.concepts import solve
from goodoffices.settlement.equivalents import Equivalents, equivalents
from goodoffices.settlement.exact import Number, exact
from goodoffices.settlement.explaining import explained
from goodoffices.settlement.frontier import frontier
from goodoffices.settlement.gesture import BreakEven, GestureValue, Response, Verdict, gesture_value, odds
from goodoffices.settlement.improvements import Improvements, improvements
from goodoffices.settlement.moves import Move, Shift, Standing
from goodoffices.settlement.ordering import Ground, Precedence, ordering
from goodoffices.settlement.packages import Package, Terms, acceptable, allowed, every_package, package, worth
from goodoffices.settlement.ranges.concepts import mixed_solution
from goodoffices.settlement.ranges.edges import Edge, MixedFrontier, gridded, mixed_frontier, rounding
from goodoffices.settlement.reasons import (
    explained_gesture,
    explained_range,
    explained_region,
    explained_robustness,
    explained_trade,
)
from goodoffices.settlement.regions import is_efficient, region
from goodoffices.settlement.robustness import Chance, Rival, Robustness, chance, robustness
from goodoffices.settlement.scenario import (
    Count,
    Curve,
    Dependency,
    Holds,
    Interaction,
    Issue,
    OnlyIf,
    Option,
    Preferences,
    Scenario,
    Unsure,
)
from goodoffices.settlement.single_terms import SingleMove, SingleTerms, single_terms
from goodoffices.settlement.telling import (
    told_answer,
    told_improvements,
    told_ordering,
    told_region,
    told_single_terms,
    told_trade,
    told_zone,
)
from goodoffices.settlement.telling_further import (
    told_division,
    told_equivalents,
    told_frontier,
    told_gesture,
    told_robustness,
)
from goodoffices.settlement.trades import Trade, trades
from goodoffices.settlement.verifying import check
from goodoffices.settlement.weight_ranges import Interval, Region, WeightRange
from goodoffices.settlement.writing import Result, from_plain, to_plain
from goodoffices.settlement.zone import Concession, Conflict, Zone, zone


__all__ = [
    "AdjustedWinner",
    "Answer",
    "BreakEven",
    "Certificate",
    "Chance",
    "Checked",
    "Concept",
    "Concession",
    "Conflict",
    "Count",
    "Curve",
    "Dependency",
    "Edge",
    "Equivalents",
    "Finding",
    "Frontier",
    "GestureValue",
    "Ground",
    "Holds",
    "Improvements",
    "Interaction",
    "Interval",
    "Issue",
    "Limits",
    "MixedFrontier",
    "Move",
    "Number",
    "OnlyIf",
    "Option",
    "Package",
    "Precedence",
    "Preferences",
    "Region",
    "Response",
    "Result",
    "Rival",
    "Robustness",
    "Scenario",
    "Shift",
    "SingleMove",
    "SingleTerms",
    "Standing",
    "Status",
    "Terms",
    "Trade",
    "Unsure",
    "Verdict",
    "WeightRange",
    "Zone",
    "acceptable",
    "adjusted_winner",
    "allowed",
    "chance",
    "check",
    "checked",
    "equivalents",
    "every_package",
    "exact",
    "explained",
    "explained_gesture",
    "explained_range",
    "explained_region",
    "explained_robustness",
    "explained_trade",
    "from_plain",
    "frontier",
    "gesture_value",
    "gridded",
    "improvements",
    "is_efficient",
    "mixed_frontier",
    "mixed_solution",
    "odds",
    "ordering",
    "package",
    "points_of",
    "region",
    "robustness",
    "rounding",
    "single_terms",
    "solve",
    "to_plain",
    "told_answer",
    "told_division",
    "told_equivalents",
    "told_frontier",
    "told_gesture",
    "told_improvements",
    "told_ordering",
    "told_region",
    "told_robustness",
    "told_single_terms",
    "told_trade",
    "told_zone",
    "trades",
    "worth",
    "zone",
]
