# SPDX-License-Identifier: Apache-2.0
"""An analysis as plain data for a program, and the answers of such a file put before the independent checker."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random
from time import monotonic
from typing import Any

from goodoffices.cli.settled_further import further, package_of, scores_of
from goodoffices.cli.settling import Analysis
from goodoffices.errors import Mistake, RefusedError
from goodoffices.exchange.scenarios import Reading
from goodoffices.exchange.scenarios.trees import read_json
from goodoffices.settlement import Move, Preferences, Scenario, Shift, SingleMove
from goodoffices.settlement.checking import Found, check_all
from goodoffices.settlement.checking.checker import SECONDS, Finding
from goodoffices.settlement.explaining import explained
from goodoffices.settlement.in_numbers import in_numbers
from goodoffices.settlement.reasons import explained_trade
from goodoffices.settlement.writing import Result, from_plain, read_package, to_plain


def _party(party: Preferences) -> dict[str, Any]:
    most = {} if party.most is None else {"most": str(party.most)}
    return {"name": party.name, "minimum": str(party.minimum), **most}


def results(analysis: Analysis) -> list[Result]:
    """The answers that the checker knows how to check."""
    return [each for each in (analysis.zone, *analysis.answers, analysis.frontier, analysis.mixed) if each is not None]


def for_a_program(reading: Reading, analysis: Analysis) -> dict[str, Any]:
    """Give all of it as plain data: ids and exact numbers, as texts such as "7/20"."""
    scenario = analysis.scenario
    found: dict[str, Any] = {
        "scenario": scenario.name,
        "form": reading.form,
        "conventions": list(reading.conventions),
        "notes": analysis.notes,
        "issues": [issue.id for issue in scenario.issues],
        "parties": {party.id: _party(party) for party in scenario.parties},
        "in numbers": in_numbers(scenario),
        "interrupted": analysis.interrupted,
        "draft": None if analysis.baseline is None else package_of(scenario, analysis.baseline),
        "answers": [to_plain(scenario, each) for each in results(analysis)],
        "reasons": {each.concept.value: str(explained(scenario, each)) for each in analysis.answers},
        "trades": [
            {
                "moves": [_move(scenario, move) for move in trade.moves],
                "gains": scores_of(scenario, trade.gains),
                "sentence": str(explained_trade(scenario, trade)),
            }
            for trade in analysis.trades
        ],
    }
    if analysis.winner is not None:
        found["adjusted winner"] = {
            "shares of the first": {
                issue.id: str(share) for issue, share in zip(scenario.issues, analysis.winner.shares, strict=True)
            },
            "points": scores_of(scenario, analysis.winner.points),
            "undivided": scores_of(scenario, analysis.winner.initial),
        }
    if analysis.improvements is not None:
        better = analysis.improvements
        found["improvements"] = {
            "baseline": package_of(scenario, better.baseline),
            "status": better.status.value,
            "remainder": better.remainder,
            "efficient": [package_of(scenario, each) for each in better.efficient],
            "edges": [[package_of(scenario, end) for end in (edge.start, edge.end)] for edge in better.edges],
            "fairest": None if better.fairest is None else package_of(scenario, better.fairest),
        }
        found["single terms"] = [
            {
                "party": scenario.parties[each.party].id,
                "lacking": str(each.lacking),
                "sufficient": [_single(scenario, move) for move in each.sufficient],
                "nearest": None if each.nearest is None else _single(scenario, each.nearest),
                "still lacking": str(each.still_lacking),
            }
            for each in analysis.single_terms
        ]
    return found | further(analysis)


def _move(scenario: Scenario, move: Move | Shift) -> dict[str, str]:
    issue = scenario.issues[move.issue]
    start, end = (str(each) if issue.continuous else issue.options[int(each)].id for each in (move.start, move.end))
    return {"issue": issue.id, "from": start, "to": end}


def _single(scenario: Scenario, single: SingleMove) -> dict[str, Any]:
    return {
        **_move(scenario, single.move),
        "changes": scores_of(scenario, single.changes),
        "accepted by": [scenario.parties[place].id for place in single.accepted_by],
    }


def check_answers(scenario: Scenario, told: Mapping[str, Any], *, seconds: float = SECONDS) -> Iterator[Found]:
    """Put each answer before the checker, which shares no method with what found it; one after the other.

    `told`: what `for_a_program` gives, or a file of it.
    """
    from goodoffices.settlement.checking_by_solver import TiedPackages

    numbers = in_numbers(scenario)
    if told.get("in numbers", numbers) != numbers:
        yield Found("scenario in numbers", Finding.REFUTED, ("it is not what the file says",))
    yield from check_all({**told, "in numbers": numbers}, monotonic, Random, seconds=seconds, solver=TiedPackages)


def answers_of(scenario: Scenario, data: bytes, name: str) -> dict[str, Any]:
    """Read a file that `--json` wrote. Raises RefusedError with every mistake in the answers that have a kind."""
    tree = read_json(data, name)
    found: dict[str, Any] = dict(tree) if isinstance(tree, dict) else {"answers": tree}
    if not isinstance(found.get("answers"), list):
        raise RefusedError((Mistake(name, "there are no answers in it", "write them with settle --json"),))
    wrong: list[Mistake] = []
    for number, each in enumerate(found["answers"], start=1):
        try:
            from_plain(scenario, each)
        except ValueError as error:
            wrong.append(Mistake(f"{name}, answer {number}", str(error), "are they answers to this scenario?"))
    try:
        if found.get("draft") is not None:
            read_package(scenario, found["draft"], "draft")
    except ValueError as error:
        wrong.append(Mistake(name, str(error), "are they answers to this scenario?"))
    if wrong:
        raise RefusedError(tuple(wrong))
    return found
