# SPDX-License-Identifier: Apache-2.0
"""The further answers as plain data for a program: ids and exact numbers, as texts such as "7/20".

A key is there only if the answer was asked for. Beside the numbers stands the sentence that says what they mean.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from goodoffices.cli.settling import Analysis
from goodoffices.cli.settling_further import Chosen, Worth
from goodoffices.exchange.scenarios import Gesture
from goodoffices.settlement import (
    Chance,
    Equivalents,
    GestureValue,
    Interval,
    Issue,
    Package,
    Precedence,
    Region,
    Robustness,
    Scenario,
    WeightRange,
    acceptable,
)
from goodoffices.settlement.reasons import explained_gesture, explained_region, explained_robustness


def further(analysis: Analysis) -> dict[str, Any]:
    """Give what was found."""
    scenario, found = analysis.scenario, analysis.further
    answers = {
        "packages": [_worth(scenario, each) for each in found.packages],
        "gestures": [_gesture(*each) for each in found.gestures],
        "equivalents": [_equivalents(scenario, *each) for each in found.equivalents],
        "ordering": [_precedence(scenario, each) for each in found.ordering],
        "weights": [_region(scenario, *each) for each in found.regions],
        "chance": [_robustness(scenario, *each, found.seed) for each in found.chances],
    }
    always = {"packages": bool(found.packages), "gestures": bool(found.gestures)}
    return {name: told for name, told in answers.items() if name in analysis.asked and always.get(name, True)}


def scores_of(scenario: Scenario, scores: Sequence[Fraction]) -> dict[str, str]:
    """Give a number for each party."""
    return {party.id: str(score) for party, score in zip(scenario.parties, scores, strict=True)}


def terms_of(scenario: Scenario, terms: Sequence[int | Fraction]) -> dict[str, str]:
    """Give a term for each issue."""
    return {issue.id: term_of(issue, term) for issue, term in zip(scenario.issues, terms, strict=True)}


def term_of(issue: Issue, term: int | Fraction) -> str:
    """Give the term of one issue."""
    return str(Fraction(term)) if issue.continuous else issue.options[int(term)].id


def package_of(scenario: Scenario, package: Package) -> dict[str, Any]:
    """Give a package with what it is worth."""
    return {"terms": terms_of(scenario, package.terms), "scores": scores_of(scenario, package.scores)}


def _worth(scenario: Scenario, each: Worth) -> dict[str, Any]:
    return {
        "id": each.named.id,
        "name": each.named.name,
        **package_of(scenario, each.package),
        "allowed": each.allowed,
        "acceptable": each.allowed and acceptable(scenario, each.package),
        "efficient": each.efficient if each.allowed else False,
    }


def _gesture(gesture: Gesture, value: GestureValue) -> dict[str, Any]:
    return {
        "id": gesture.id,
        "name": gesture.name,
        "party": gesture.party or None,
        "cost": str(gesture.cost),
        "verdict": value.verdict.value,
        "least": str(value.least),
        "most": str(value.most),
        "break-even chances": [
            {
                "response": gesture.responses[each.response].name,
                "worth": str(gesture.responses[each.response].worth),
                "between": [str(gesture.responses[each.response].low), str(gesture.responses[each.response].high)],
                "alone": _or_none(each.alone),
                "others at worst": _or_none(each.at_worst),
                "others at best": _or_none(each.at_best),
            }
            for each in value.break_evens
        ],
        "sentence": str(explained_gesture(value, gesture.responses)),
    }


def _or_none(number: Fraction | None) -> str | None:
    return None if number is None else str(number)


def _asked_about(scenario: Scenario, chosen: Chosen) -> dict[str, Any]:
    return {"package": package_of(scenario, chosen.package), "called": chosen.called}


def _equivalents(scenario: Scenario, chosen: Chosen, party: int, found: Equivalents) -> dict[str, Any]:
    return {
        **_asked_about(scenario, chosen),
        "party": scenario.parties[party].id,
        "packages": [package_of(scenario, each) for each in found.packages],
        "efficient for the others": found.efficient,
        "missing": found.missing,
        "ranges": {
            issue.id: list(map(str, ends))
            for issue, ends in zip(scenario.issues, found.ranges, strict=False)
            if ends is not None
        },
        "status": found.status.value,
    }


def _precedence(scenario: Scenario, each: Precedence) -> dict[str, Any]:
    issue = scenario.issues[each.issue]
    left: Mapping[str, int] = {
        issue.options[place].id: count for place, count in zip(each.left, each.narrows, strict=True)
    }
    return {
        "issue": issue.id,
        "ground": each.ground.value,
        "efficient packages with": left,
        **({"between": [[str(end) for end in ends] for ends in each.between]} if issue.continuous else {}),
        "proven": each.proven,
        "costs nothing": each.costs_nothing,
        "promise": str(each.promise),
        "with": term_of(issue, each.best),
        "stakes": scores_of(scenario, each.stakes),
        "together": each.together,
        "exact": each.exact,
    }


def _region(scenario: Scenario, chosen: Chosen, region: Region) -> dict[str, Any]:
    return {
        **_asked_about(scenario, chosen),
        "efficient": region.efficient,
        "margin": str(region.margin),
        "margin bound": _or_none(region.margin_bound),
        "with margin": region.with_margin,
        "status": region.status.value,
        "ranges": [_range(scenario, each) for each in region.ranges],
        "sentence": str(explained_region(scenario, region)),
    }


def _range(scenario: Scenario, each: WeightRange) -> dict[str, Any]:
    return {
        "issue": scenario.issues[each.issue].id,
        "party": scenario.parties[each.party].id,
        "weight": str(each.weight),
        **_ends(each),
        "empty": each.empty,
        "also": None if each.also is None else _ends(each.also),
    }


def _ends(each: WeightRange | Interval) -> dict[str, Any]:
    return {
        "low": str(each.low),
        "high": _or_none(each.high),
        "with low": each.with_low,
        "with high": each.with_high,
    }


def _robustness(scenario: Scenario, chosen: Chosen, found: Robustness, seed: int) -> dict[str, Any]:
    return {
        **_asked_about(scenario, chosen),
        "concept": chosen.concept.value,
        "seed": seed,
        "draws": found.draws,
        "spread": str(found.spread),
        "best": _chance(found.best),
        "efficient": _chance(found.efficient),
        "acceptable": _chance(found.acceptable),
        "rivals": [{"terms": terms_of(scenario, each.terms), "times": each.times} for each in found.rivals],
        "sentence": str(explained_robustness(found)),
    }


def _chance(chance: Chance) -> dict[str, Any]:
    return {
        "times": chance.times,
        "undecided": chance.undecided,
        "low": str(chance.low),
        "high": str(chance.high),
        "confidence": str(chance.confidence),
    }
