# SPDX-License-Identifier: Apache-2.0
"""An analysis as plain data for a program, and the answers of such a file put before the independent checker."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from goodoffices.cli.settled_further import further, package_of, scores_of
from goodoffices.errors import Mistake, RefusedError
from goodoffices.exchange.scenarios.trees import read_json
from goodoffices.settlement.answers import Answer
from goodoffices.settlement.checking import Finding, check
from goodoffices.settlement.explaining import explained
from goodoffices.settlement.reasons import explained_trade
from goodoffices.settlement.writing import from_plain, to_plain
from goodoffices.settlement.zone import Zone


if TYPE_CHECKING:
    from goodoffices.cli.settling import Analysis
    from goodoffices.exchange.scenarios import Reading
    from goodoffices.settlement import Move, Scenario, Shift, SingleMove
    from goodoffices.settlement.writing import Result


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
        "parties": {party.id: {"name": party.name, "minimum": str(party.minimum)} for party in scenario.parties},
        "interrupted": analysis.interrupted,
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
    if analysis.mixed is not None:
        found["frontier of ranges"] = {
            "status": analysis.mixed.status.value,
            "edges": [[package_of(scenario, end) for end in (edge.start, edge.end)] for edge in analysis.mixed.edges],
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


class Found(NamedTuple):
    """What came of checking one answer."""

    what: str
    finding: Finding
    reasons: tuple[str, ...]


def check_answers(scenario: Scenario, answers: Sequence[Result]) -> list[Found]:
    """Put each answer before the checker, which shares no method with what found it."""
    checked = []
    for each in answers:
        found = check(scenario, each)
        checked.append(Found(_called(each), found.finding, found.reasons))
    return checked


def _called(answer: Result) -> str:
    if isinstance(answer, Answer):
        return answer.concept.value
    return "zone of possible agreement" if isinstance(answer, Zone) else "efficient frontier"


def answers_of(scenario: Scenario, data: bytes, name: str) -> list[Result]:
    """Read the answers of a file that `--json` wrote. Raises RefusedError with every mistake."""
    tree = read_json(data, name)
    listed = tree.get("answers") if isinstance(tree, dict) else tree
    if not isinstance(listed, list):
        raise RefusedError((Mistake(name, "there are no answers in it", "write them with settle --json"),))
    found: list[Result] = []
    wrong: list[Mistake] = []
    for number, each in enumerate(listed, start=1):
        try:
            found.append(from_plain(scenario, each))
        except ValueError as error:
            wrong.append(Mistake(f"{name}, answer {number}", str(error), "are they answers to this scenario?"))
    if wrong:
        raise RefusedError(tuple(wrong))
    return found
