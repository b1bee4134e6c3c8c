# SPDX-License-Identifier: Apache-2.0
"""Settlement: from what matters to each party to the packages that all could take; usable alone.

    from goodoffices import settlement

    scenario = settlement.Scenario(issues=..., parties=...)

Everything here is pure. Scores are exact; each answer carries a certificate that `settlement.checking` can check.
"""

from __future__ import annotations

from goodoffices.settlement.answers import Answer, Certificate, Concept, Frontier, Limits, Status
from goodoffices.settlement.exact import Number, exact
from goodoffices.settlement.frontier import Efficient, efficient, frontier
from goodoffices.settlement.packages import Package, Terms, acceptable, allowed, every_package, package, worth
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


__all__ = [
    "Answer",
    "Certificate",
    "Concept",
    "Count",
    "Curve",
    "Dependency",
    "Efficient",
    "Frontier",
    "Holds",
    "Interaction",
    "Issue",
    "Limits",
    "Number",
    "OnlyIf",
    "Option",
    "Package",
    "Preferences",
    "Scenario",
    "Status",
    "Terms",
    "Unsure",
    "acceptable",
    "allowed",
    "efficient",
    "every_package",
    "exact",
    "frontier",
    "package",
    "worth",
]
