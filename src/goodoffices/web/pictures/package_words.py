# SPDX-License-Identifier: Apache-2.0
"""What is said of packages and offers, in the reader's language: names of concepts, worth to each party, sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from goodoffices.settlement.answers import Concept
from goodoffices.settlement.ordering import Ground
from goodoffices.web.languages import pgettext, speech
from goodoffices.web.writing import _, points


HUNDRED: Final = 100

if TYPE_CHECKING:
    from goodoffices.app.views.settlement import Axis, Offer, Packed, Plot


def concept(which: Concept) -> str:
    """What a concept is called."""
    which = Concept(which)
    return {
        Concept.NASH: _("Nash"),
        Concept.KALAI_SMORODINSKY: _("Kalai–Smorodinsky"),
        Concept.EGALITARIAN: _("egalitarian"),
        Concept.LEXIMIN: _("leximin"),
        Concept.UTILITARIAN: _("utilitarian"),
        Concept.MAXIMIN_GAIN: _("maximin gain"),
    }[which]


def letters(which: Concept) -> str:
    """The letters by which a concept stands in a picture, the same in every language."""
    return {
        Concept.NASH: "N",
        Concept.KALAI_SMORODINSKY: "KS",
        Concept.EGALITARIAN: "E",
        Concept.LEXIMIN: "L",
        Concept.UTILITARIAN: "U",
        Concept.MAXIMIN_GAIN: "M",
    }[which]


def listed(several: Iterable[str]) -> str:
    """Put several together."""
    return pgettext("between two of a list", ", ").join(several)


def worth(axes: Sequence[Axis], low: Sequence[Fraction], high: Sequence[Fraction] = ()) -> str:
    """Say what something is worth to each party."""
    return listed(
        f"{axis.party.name} {between(low[place], high[place] if high else None)}" for place, axis in enumerate(axes)
    )


def between(low: Fraction, high: Fraction | None = None) -> str:
    """Say a number of points, or between which two it is."""
    if high is None or high == low:
        return points(low)
    return _("{low} to {high}").format(low=points(low), high=points(high))


def tick_of(place: float) -> str:
    """Say a round number on an axis."""
    hundredths = round(place * HUNDRED)
    return speech().number(Decimal(hundredths) / HUNDRED if hundredths % HUNDRED else hundredths // HUNDRED)


def signed(score: Fraction) -> str:
    """Say by how much something is more or less, with its sign."""
    if not score:
        return "±0"
    return f"{'+' if score > 0 else '−'}{points(abs(score))}"


def share(part: Fraction) -> str:
    """Say a part of a whole as a percentage."""
    return _("{percents} %").format(percents=points(Fraction(round(part * HUNDRED))))


def ground(which: str) -> str:
    """Say how the parties stand to each other on an issue."""
    return {
        Ground.COMMON: _("common ground"),
        Ground.ONE_SIDED: _("matters to one side"),
        Ground.CONTESTED: _("contested"),
    }[Ground(which)]


def package_sentence(plot: Plot, package: Packed) -> str:
    """Say a package in a sentence."""
    words = _("Package {number}: {worth}").format(number=package.number, worth=worth(plot.axes, package.worth))
    if package.fair:
        words = f"{words} ({listed(map(concept, package.fair))})"
    return words


def offer_sentence(plot: Plot, offer: Offer) -> str:
    """Say an offer in a sentence."""
    return _("Offer {order}, {title}: {worth}").format(
        order=offer.order, title=offer.proposal.name, worth=worth(plot.axes, offer.low, offer.high)
    )
