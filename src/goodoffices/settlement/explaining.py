# SPDX-License-Identifier: Apache-2.0
"""Why a package is called fair in a sense, in one sentence with the numbers, for the mediator.

The sentence says what is true of the package in words of the table, not of mathematics: what each gains, and why nobody
can point to another package and say that it is fairer in this sense. How far it is proven belongs to it. For a party's
ears there is `goodoffices.settlement.telling`, without numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from goodoffices.errors import Said, said
from goodoffices.settlement.answers import Answer, Concept, Status
from goodoffices.settlement.packages import Package
from goodoffices.settlement.scenario import Scenario
from goodoffices.settlement.telling import listed


PLACES = 2
"""To how many decimal places a number is written that has more."""


def explained(scenario: Scenario, answer: Answer, package: Package | None = None) -> Said:
    """Say why a package of an answer (its first, unless given) is called fair, with the numbers.

    >>> from goodoffices.settlement import Certificate, Issue, Option, Preferences, package
    >>> options = (Option(id="short"), Option(id="long"))
    >>> parties = (
    ...     Preferences(id="a", name="Company", values={"truce": {"long": Fraction(3)}}),
    ...     Preferences(id="b", name="Union", values={"truce": {"long": Fraction(2)}}),
    ... )
    >>> scenario = Scenario(issues=(Issue(id="truce", options=options),), parties=parties)
    >>> proof = Certificate(status=Status.PROVEN, method="enumeration", value=(Fraction(6),), bound=(Fraction(6),))
    >>> answer = Answer(concept=Concept.NASH, packages=(package(scenario, (1,)),), certificate=proof)
    >>> print(str(explained(scenario, answer))[:79])
    Above its minimum each gains: Company 3, Union 2. Multiplied together that is 6
    """
    if not answer.packages:
        if answer.certificate.status is Status.NONE:
            return said("No package reaches every party's minimum, so none can be called fair. This is proven.")
        return said("No package that reaches every party's minimum has been found so far; it is not ruled out.")
    chosen = package or answer.packages[0]
    base = answer.baseline or tuple(party.minimum for party in scenario.parties)
    gains = [score - start for score, start in zip(chosen.scores, base, strict=True)]
    if answer.certificate.status is Status.PROVEN:
        return said("{reason} This is proven.", reason=_reason(scenario, answer, chosen, gains))
    if answer.certificate.bound:
        return said(
            "Each gains: {gains}. This is the best found so far, {value}; nothing better comes to more than {bound}.",
            gains=row(scenario, gains),
            value=listed(map(number, answer.certificate.value)),
            bound=listed(map(number, answer.certificate.bound)),
        )
    return said(
        "Each gains: {gains}. This is the best found so far; how much better another could be is not known.",
        gains=row(scenario, gains),
    )


def _reason(scenario: Scenario, answer: Answer, chosen: Package, gains: Sequence[Fraction]) -> Said:
    value = answer.certificate.value
    each = row(scenario, gains)
    match answer.concept:
        case Concept.NASH if min(gains) > 0:
            why = said(
                "Above its minimum each gains: {gains}. Multiplied together that is {product}, and no package comes to "
                "more: where one side's gain grew by some factor, the others' gains, multiplied together, would shrink "
                "by at least that factor.",
                gains=each,
                product=number(value[0]),
            )
        case Concept.NASH:
            why = said(
                "Above its minimum each gains: {gains}. No package lets more sides gain than this one, and of those "
                "that let as many gain, the product of their gains, {product}, is the largest.",
                gains=each,
                product=number(value[0]),
            )
        case Concept.KALAI_SMORODINSKY:
            why = said(
                "Above its minimum each gains: {gains}. Measured by the most it could gain while the others still "
                "accept, no side gets less than {share}; with any other package, whoever gets least would get no more.",
                gains=each,
                share=percent(value[0]),
            )
        case Concept.EGALITARIAN:
            why = said(
                "Above its minimum each gains: {gains}. No side gains less than {least}; with any other package, some "
                "side would gain no more than that.",
                gains=each,
                least=number(value[0]),
            )
        case Concept.LEXIMIN:
            why = said(
                "Above its minimum each gains: {gains}. With any other package, whoever gains least would gain no "
                "more; and where just as much, whoever comes next would gain no more, and so on.",
                gains=each,
            )
        case Concept.UTILITARIAN if set(answer.party_weights) <= {1}:
            why = said(
                "Each has: {scores}. Added up that is {sum}, and no package comes to more.",
                scores=row(scenario, chosen.scores),
                sum=number(value[0]),
            )
        case Concept.UTILITARIAN:
            why = said(
                "Each has: {scores}. Added up with the weights given to the parties that is {sum}, and no package "
                "comes to more.",
                scores=row(scenario, chosen.scores),
                sum=number(value[0]),
            )
        case _:  # the largest smallest gain over the draft
            why = said(
                "Over the draft each gains: {gains}. No side gains less than {least}; with any other package, "
                "whoever gains least would gain no more.",
                gains=each,
                least=number(value[0]),
            )
    return why


def row(scenario: Scenario, numbers: Sequence[Fraction]) -> str:
    """Put a number for each party in a row: "Company 3, Union 2"."""
    pairs = zip(scenario.parties, numbers, strict=True)
    return listed(said("{name} {points}", name=party.name or party.id, points=number(each)) for party, each in pairs)


def number(exact: Fraction) -> str | Said:
    """Write a number: exactly where two decimal places suffice, and otherwise as about so much."""
    rounded = round(exact, PLACES)
    text = f"{float(rounded):.{PLACES}f}".rstrip("0").rstrip(".") if rounded.denominator > 1 else str(rounded)
    return text if rounded == exact else said("about {number}", number=text)


def percent(share: Fraction) -> Said:
    """Write a share in whole percents."""
    rounded = round(share * 100)
    text = said("{percents} %", percents=rounded)
    return text if rounded == share * 100 else said("about {number}", number=text)
