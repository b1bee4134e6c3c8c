# SPDX-License-Identifier: Apache-2.0
"""Writing a scenario as a file of our own form; reading it gives the same scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from goodoffices.exchange.case_writing import inline, key_of
from goodoffices.exchange.scenarios.beside import Gesture, NamedPackage
from goodoffices.exchange.scenarios.own_terms import written
from goodoffices.exchange.scenarios.shapes import FORM
from goodoffices.settlement import Dependency, Holds, Issue, OnlyIf, Option, Preferences, Response, Scenario


def write_own(scenario: Scenario, packages: Sequence[NamedPackage] = (), gestures: Sequence[Gesture] = ()) -> bytes:
    """Write a scenario file, with the packages and gestures that stand beside the scenario."""
    return "\n".join([*_document(scenario), *_beside(scenario, packages, gestures), ""]).encode()


def _document(scenario: Scenario) -> Iterator[str]:
    yield "# A scenario of Good Offices; docs/reference/scenario-file.md says how it is written."
    yield ""
    yield f"scenario = {FORM}"
    yield from _lines({"name": scenario.name or None})
    for issue in scenario.issues:
        yield from ("", "[[issue]]", *_lines(_issue(issue)))
    for party in scenario.parties:
        yield from ("", "[[party]]", *_party(party))
    for dependency in scenario.dependencies:
        yield from ("", "[[dependency]]", *_lines(_dependency(dependency)))


def _lines(table: Mapping[str, object]) -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, list) and key == "options" and any(isinstance(one, dict) for one in value):
            yield f"{key} = ["
            yield from (f"    {inline(one)}," for one in value)
            yield "]"
        elif value is not None:
            yield f"{key_of(key)} = {inline(value)}"


def number(value: Fraction) -> object:
    """A number as TOML writes it exactly: whole, or a text that is read as one."""
    return value.numerator if value.denominator == 1 and abs(value) < 1 << 62 else written(value)


def _issue(issue: Issue) -> dict[str, object]:
    return {
        "id": issue.id,
        "name": issue.name or None,
        "unit": issue.unit or None,
        "options": None if issue.between else [_option(option) for option in issue.options],
        "from": number(issue.between[0]) if issue.between else None,
        "to": number(issue.between[1]) if issue.between else None,
    }


def _option(option: Option) -> object:
    if not option.name and option.amount is None:
        return option.id
    table: dict[str, object] = {"id": option.id}
    if option.name:
        table["name"] = option.name
    if option.amount is not None:
        table["amount"] = number(option.amount)
    return table


def _party(party: Preferences) -> Iterator[str]:
    yield from _lines({"id": party.id, "name": party.name or None, "minimum": number(party.minimum)})
    if party.most is not None:
        yield from _lines({"most": number(party.most)})
    if party.weights:
        yield from _lines({"weights": {issue: number(weight) for issue, weight in party.weights.items()}})
    if party.unsure:
        listed = [
            {"issue": each.issue}
            | ({} if each.option is None else {"option": each.option})
            | {"low": number(each.low), "high": number(each.high)}
            for each in party.unsure
        ]
        yield from _lines({"unsure": listed})
    if party.values or party.curves:
        yield from ("", "[party.values]")
        yield from _lines({i: {o: number(v) for o, v in values.items()} for i, values in party.values.items()})
        yield from _lines({i: [[number(x), number(v)] for x, v in curve] for i, curve in party.curves.items()})
    for each in party.interactions:
        yield from ("", "[[party.interaction]]")
        yield from _lines({"together": _terms(each.together), "adds": number(each.adds)})


def _terms(holds: tuple[Holds, ...]) -> object:
    """One table; or a list of tables where an issue is named more than once."""
    table = {each.issue: _named(each) for each in holds}
    return table if len(table) == len(holds) else [{each.issue: _named(each)} for each in holds]


def _named(holds: Holds) -> object:
    options = sorted(holds.options)
    return options[0] if len(options) == 1 else options


def _dependency(dependency: Dependency) -> dict[str, object]:
    if isinstance(dependency, OnlyIf):
        return {
            "term": _terms((dependency.term,)),
            "only_if": _terms(dependency.needs),
            "text": dependency.text or None,
        }
    counts = (
        {"exactly": dependency.least}
        if dependency.least == dependency.most
        else {"at_least": dependency.least, "at_most": dependency.most}
    )
    return {"of": [_terms((each,)) for each in dependency.of], **counts, "text": dependency.text or None}


def _beside(scenario: Scenario, packages: Sequence[NamedPackage], gestures: Sequence[Gesture]) -> Iterator[str]:
    for package in packages:
        terms = {
            issue.id: number(Fraction(term)) if issue.continuous else issue.options[int(term)].id
            for issue, term in zip(scenario.issues, package.terms, strict=True)
        }
        yield from ("", "[[package]]", *_lines({"id": package.id, "name": package.name or None, "terms": terms}))
    for gesture in gestures:
        table = {"id": gesture.id, "name": gesture.name or None, "party": gesture.party or None}
        yield from ("", "[[gesture]]", *_lines({**table, "cost": number(gesture.cost)}))
        for response in gesture.responses:
            yield from ("", "[[gesture.response]]", *_lines(_response(response)))


def _response(response: Response) -> dict[str, object]:
    return {
        "name": response.name,
        "worth": number(response.worth),
        "low": number(response.low) if response.low else None,
        "high": number(response.high) if response.high != 1 else None,
    }
