# SPDX-License-Identifier: Apache-2.0
"""The parties of a scenario file: weights, values or points, interactions, minimum, and of what they are unsure."""

from __future__ import annotations

from fractions import Fraction

from goodoffices.exchange.case_reading import shown, visible
from goodoffices.exchange.scenarios.own_tables import TableReader
from goodoffices.exchange.scenarios.own_terms import read_terms, written
from goodoffices.exchange.scenarios.shapes import INTERACTION, PARTY, UNSURE
from goodoffices.settlement import Curve, Interaction, Issue, Preferences, Unsure
from goodoffices.settlement.checks import points_in_order
from goodoffices.settlement.packages import at


def read_party(noted: TableReader, place: str, table: dict[str, object]) -> Preferences | None:
    """Read a table of a party; None where it has no id, which is noted."""
    noted.shape(place, table, PARTY)
    identifier = noted.text_of(table, place, "id")
    values, curves = _values(noted, f"{place}.values", table.get("values", {}))
    party = Preferences(
        id=identifier or "",
        name=noted.text_of(table, place, "name") or "",
        weights=_numbers(noted, f"{place}.weights", table.get("weights", {})),
        values=values,
        curves=curves,
        interactions=tuple(
            interaction
            for here, each in noted.listed(table, "interaction", place)
            if (interaction := _interaction(noted, here, each)) is not None
        ),
        minimum=noted.number_of(table, place, "minimum") or Fraction(0),
        most=noted.number_of(table, place, "most"),
        unsure=tuple(
            unsure
            for here, each in noted.listed(table, "unsure", place)
            if (unsure := _unsure(noted, here, each)) is not None
        ),
    )
    return party if identifier is not None else None


def _numbers(noted: TableReader, place: str, table: object) -> dict[str, Fraction]:
    if not isinstance(table, dict):
        noted.wrong(place, "must be a table", "write { pay = 30, roster = 10 }")
        return {}
    return {
        key: number
        for key, one in table.items()
        if (number := noted.number(one, f"{place}.{visible(key)}")) is not None
    }


def _values(noted: TableReader, place: str, table: object) -> tuple[dict[str, dict[str, Fraction]], dict[str, Curve]]:
    values: dict[str, dict[str, Fraction]] = {}
    curves: dict[str, Curve] = {}
    if not isinstance(table, dict):
        noted.wrong(place, "must be a table", "write { pay = { two = 0, three = 10 } }")
        return values, curves
    for issue_id, one in table.items():
        here = f"{place}.{visible(issue_id)}"
        issue = noted.issues.get(issue_id)
        if not isinstance(one, list):
            values[issue_id] = _numbers(noted, here, one)
        elif (curve := _points(noted, here, one)) and issue is not None and issue.options:
            values[issue_id] = _interpolated(noted, here, issue, curve)
        else:
            curves[issue_id] = curve
    return values, curves


def _points(noted: TableReader, place: str, listed: list[object]) -> Curve:
    points = []
    for number, point in enumerate(listed, start=1):
        if not isinstance(point, list) or len(point) != 2:  # noqa: PLR2004 - a point is two numbers
            noted.wrong(f"{place}[{number}]", "must be a point", "write [number, value], such as [100, 0.5]")
            continue
        pair = [noted.number(one, f"{place}[{number}]") for one in point]
        if pair[0] is not None and pair[1] is not None:
            points.append((pair[0], pair[1]))
    return tuple(points)


def _interpolated(noted: TableReader, place: str, issue: Issue, curve: Curve) -> dict[str, Fraction]:
    found: dict[str, Fraction] = {}
    if mistakes := tuple(points_in_order(place, curve)):
        for mistake in mistakes:
            noted.wrong(*mistake)
        return found
    for option in issue.options:
        try:
            if option.amount is None:
                noted.wrong(place, f"{shown(option.id)} stands for no number", "give a value for each option")
                return found
            found[option.id] = at(curve, option.amount)
        except ValueError:
            noted.wrong(place, f"the points do not reach {written(option.amount)}", "give the value at both ends")
            return found
    return found


def _interaction(noted: TableReader, place: str, table: dict[str, object]) -> Interaction | None:
    if not noted.shape(place, table, INTERACTION):
        return None
    together = read_terms(noted, table["together"], f"{place}.together")
    adds = noted.number_of(table, place, "adds")
    return Interaction(together=together, adds=adds) if together and adds is not None else None


def _unsure(noted: TableReader, place: str, table: dict[str, object]) -> Unsure | None:
    if not noted.shape(place, table, UNSURE):
        return None
    issue, option = noted.text_of(table, place, "issue"), noted.text_of(table, place, "option")
    low, high = noted.number_of(table, place, "low"), noted.number_of(table, place, "high")
    if issue is None or low is None or high is None:
        return None
    return Unsure(issue=issue, option=option, low=low, high=high)
