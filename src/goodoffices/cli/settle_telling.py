# SPDX-License-Identifier: Apache-2.0
"""An analysis told to one party without numbers, in its language: sentences that a mediator may pass on.

No score, gain or weight of anybody stands in what `goodoffices.settlement` tells in this way.
Gestures are told only to the party whose step they are, since what a step costs is that party's affair.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click

from goodoffices.cli.settling_further import reaching
from goodoffices.cli.speaking import language_of, spoken
from goodoffices.cli.terminal.printing import visible
from goodoffices.settlement import (
    told_answer,
    told_division,
    told_equivalents,
    told_frontier,
    told_gesture,
    told_improvements,
    told_ordering,
    told_region,
    told_robustness,
    told_single_terms,
    told_trade,
    told_zone,
)


if TYPE_CHECKING:
    from goodoffices.cli.session import Session
    from goodoffices.cli.settling import Analysis
    from goodoffices.errors import Said

UNASKED: Final = frozenset({"zone", "improvements", "single-terms", "trades", "ordering"})
"""What is told where nothing is asked for by name, as far as it applies."""


class Told(NamedTuple):
    """A sentence, and to which answer it belongs."""

    answer: str
    sentence: Said


def told(analysis: Analysis, party: int) -> list[Told]:
    """Give what can be told to a party, by its place; each sentence once."""
    return list({str(each.sentence): each for each in _told(analysis, party)}.values())


def _told(analysis: Analysis, party: int) -> Iterator[Told]:
    scenario, asked = analysis.scenario, analysis.asked
    draft = None if analysis.baseline is None else analysis.baseline.terms
    if analysis.zone is not None:
        yield Told("zone", told_zone(scenario, analysis.zone.status))
    for answer in analysis.answers:
        yield Told("fair", told_answer(scenario, answer, draft))
    if analysis.winner is not None:
        yield Told("fair", told_division(scenario, analysis.winner))
    if "frontier" in asked and analysis.frontier is not None:
        yield Told("frontier", told_frontier(scenario, reaching(scenario, analysis.frontier)))
    if analysis.improvements is not None:
        yield Told("improvements", told_improvements(analysis.scenario, analysis.improvements))
    for found in analysis.single_terms:
        if found.lacking:
            yield Told("single-terms", told_single_terms(analysis.scenario, found))
    for trade in analysis.trades[:1]:
        yield Told("trades", told_trade(analysis.scenario, trade))
    yield from _told_further(analysis, party)


def _told_further(analysis: Analysis, party: int) -> Iterator[Told]:
    scenario, further = analysis.scenario, analysis.further
    own = scenario.parties[party].id
    for gesture, value in further.gestures:
        if gesture.party == own:
            yield Told("gestures", told_gesture(value, gesture.responses))
    if further.ordering:
        yield Told("ordering", told_ordering(scenario, further.ordering))
    for chosen, place, equivalents in further.equivalents:
        if place == party:
            yield Told("equivalents", told_equivalents(scenario, own, chosen.package, equivalents))
    for _chosen, region in further.regions:
        yield Told("weights", told_region(region))
    for _chosen, robustness in further.chances:
        yield Told("chance", told_robustness(robustness))


def _for_a_program(analysis: Analysis, party: int, language: str, sentences: list[str]) -> dict[str, Any]:
    """Give the sentences as plain data, with nothing in it that a party must not see."""
    return {
        "party": analysis.scenario.parties[party].id,
        "language": language,
        "told": [
            {"answer": each.answer, "sentence": sentence}
            for each, sentence in zip(told(analysis, party), sentences, strict=True)
        ],
        "interrupted": analysis.interrupted,
    }


def print_told(session: Session, analysis: Analysis, party: int, language: str | None) -> None:
    """Print what can be told to a party, a sentence a line; on standard error, what the mediator must know."""
    tag = language or language_of(os.environ)
    sentences = spoken((each.sentence for each in told(analysis, party)), tag)
    if session.as_json:
        session.json(_for_a_program(analysis, party, tag, sentences))
    for sentence in sentences if not session.as_json else ():
        click.echo(visible(sentence))
    for note in analysis.notes:
        session.note(note)
    if sys.stdout.isatty() and not session.as_json:
        session.note("Each of these says something of what the others want; which to pass on is yours to decide.")
