# SPDX-License-Identifier: Apache-2.0
"""What can stand in a scenario file beside the scenario: packages that have a name, and gestures to be weighed.

Neither changes what is answered of the scenario. A package is a draft or an offer that is asked about again and again;
a gesture is a one-sided step with the responses that may follow it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from goodoffices.settlement import Response, Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPackage:
    """A draft or an offer."""

    id: str
    name: str = ""
    terms: Terms
    """For each issue in order the place of an option, or a number of its range."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gesture:
    """A one-sided step now, and what may follow it; of the responses at most one comes."""

    id: str
    name: str = ""
    party: str = ""
    """Whose step it is, by its id: cost and worths are in this party's points. Empty where nobody is named."""
    cost: Fraction
    responses: tuple[Response, ...]
