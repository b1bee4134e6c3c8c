# SPDX-License-Identifier: Apache-2.0
"""GeniusWeb profiles in JSON: `LinearAdditiveUtilitySpace` and `SumOfGroupsUtilitySpace`, each with its domain in it.

The weights of the first have to come to 1, and no utility to more than 1, as GeniusWeb itself demands. A reservation
bid is a package: what it is worth is the party's minimum.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import PurePosixPath
from typing import Final

from goodoffices.exchange.case_reading import shown
from goodoffices.exchange.scenarios.own_terms import written
from goodoffices.exchange.scenarios.reading import Mistakes, Reading, refused, settled, tidy, together
from goodoffices.settlement import Holds, Interaction, Issue, Option, Preferences, Scenario, worth
from goodoffices.settlement.checks import MOST_OPTIONS, unknown


GENIUSWEB: Final = "GeniusWeb JSON"
LINEAR: Final = "LinearAdditiveUtilitySpace"
GROUPS: Final = "SumOfGroupsUtilitySpace"


def is_geniusweb(tree: object) -> bool:
    """Whether a tree is a profile or a domain of GeniusWeb."""
    return isinstance(tree, dict) and (LINEAR in tree or GROUPS in tree or "issuesValues" in tree)


def read_geniusweb(trees: Sequence[tuple[str, object]]) -> Reading:
    """Read profiles, and a domain that may stand beside them. Raises RefusedError with every mistake."""
    noted = Mistakes()
    profiles = []
    domains: list[tuple[str, object]] = []
    for name, tree in trees:
        kind = next((each for each in (LINEAR, GROUPS) if isinstance(tree, dict) and each in tree), None)
        if isinstance(tree, dict) and kind is not None:
            space = tree[kind]
            if isinstance(space, dict):
                profiles.append((name, kind, space))
                domains.append((name, space.get("domain")))
            else:
                noted.wrong(name, f'"{kind}" must be a table')
        elif is_geniusweb(tree):
            domains.insert(0, (name, tree))
        else:
            noted.wrong(name, "this is neither a profile nor a domain of GeniusWeb")
    if not profiles:
        noted.wrong(trees[0][0] if trees else "", "there is no profile", f'a profile begins {{"{LINEAR}": …')
    noted.refuse()
    title, domain = domains[0]
    issues = tuple(_issues(domain, title, noted))
    for name, other in domains[1:]:
        if isinstance(domain, dict) and isinstance(other, dict) and other.get("issuesValues") != domain["issuesValues"]:
            noted.wrong(name, f"its domain is not that of {title}", "read profiles of one domain together")
    noted.refuse()
    said: list[tuple[str, str]] = []
    parties = tuple(_Profile(name, kind, space, issues, noted).preferences(said) for name, kind, space in profiles)
    called = str(domain.get("name") or "") if isinstance(domain, dict) else ""
    scenario = Scenario(issues=issues, parties=parties, name=tidy(called))
    return Reading(settled(scenario, noted), GENIUSWEB, together(said, [name for name, _, _ in profiles]))


def _issues(domain: object, name: str, noted: Mistakes) -> Iterator[Issue]:
    values = domain.get("issuesValues") if isinstance(domain, dict) else None
    if not isinstance(values, dict):
        raise refused(name, '"issuesValues" is missing', "a domain names its issues there")
    for issue, inside in values.items():
        place = f"{name}, issue {shown(issue)}"
        listed = inside.get("values") if isinstance(inside, dict) else None
        steps = inside.get("range") if isinstance(inside, dict) else None
        identifier = noted.text(issue, place) or ""
        if isinstance(listed, list):
            ids = [noted.text(written(each), place) or "" for each in listed]
            yield Issue(id=identifier, name=identifier, options=tuple(Option(id=each, name=each) for each in ids))
        elif isinstance(steps, list) and len(steps) == 3:  # noqa: PLR2004 - from, to, step
            yield Issue(id=identifier, name=identifier, options=_steps(steps, place, noted))
        else:
            noted.wrong(place, "has neither values nor a range", 'write {"values": […]} or {"range": [0, 10, 1]}')


def _steps(steps: list[object], place: str, noted: Mistakes) -> tuple[Option, ...]:
    low, high, step = (noted.number(each, place) for each in steps)
    if low is None or high is None or step is None:
        return ()
    if step <= 0 or high < low or (high - low) / step >= MOST_OPTIONS:
        noted.wrong(place, f"its range is empty or has more than {MOST_OPTIONS} steps", "take larger steps")
        return ()
    amounts = (low + step * number for number in range(int((high - low) / step) + 1))
    return tuple(Option(id=written(amount), amount=amount) for amount in amounts)


class _Profile:
    """Reads one profile against the issues of the domain."""

    def __init__(
        self, name: str, kind: str, space: Mapping[str, object], issues: Sequence[Issue], noted: Mistakes
    ) -> None:
        self._name = name
        self._kind = kind
        self._space = space
        self._issues = {issue.id: issue for issue in issues}
        self._noted = noted
        self._weights: dict[str, Fraction] = {}
        self._values: dict[str, dict[str, Fraction]] = {}
        self._interactions: list[Interaction] = []

    def preferences(self, said: list[tuple[str, str]]) -> Preferences:
        if self._kind == LINEAR:
            self._linear()
        else:
            self._groups()
        stem = PurePosixPath(self._name.replace("\\", "/")).stem or self._name
        party = Preferences(
            id=stem,
            name=tidy(str(self._space.get("name") or "")),
            weights=self._weights,
            values=self._values,
            interactions=tuple(self._interactions),
        )
        minimum = self._reservation(party)
        if minimum is None:
            said.append((self._name, "there is no reservation bid: the minimum is 0"))
            return party
        said.append((self._name, f"the reservation bid is worth {float(minimum):.10g}, which is the minimum"))
        return Preferences(
            id=party.id,
            name=party.name,
            weights=party.weights,
            values=party.values,
            interactions=party.interactions,
            minimum=minimum,
        )

    def _wrong(self, place: str, sentence: str, hint: str = "") -> None:
        self._noted.wrong(f"{self._name}, {place}", sentence, hint)

    def _table(self, of: Mapping[str, object], key: str, place: str) -> dict[str, object]:
        table = of.get(key)
        if isinstance(table, dict):
            return table
        self._wrong(place, f'"{key}" is missing or no table')
        return {}

    def _linear(self) -> None:
        weights = self._table(self._space, "issueWeights", self._kind)
        utilities = self._table(self._space, "issueUtilities", self._kind)
        for stranger in {**weights, **utilities}.keys() - self._issues.keys():
            self._noted.wrong(*unknown(f"{self._name}, {shown(stranger)}", "issue", stranger, self._issues))
        for identifier, issue in self._issues.items():
            weight = self._noted.number(weights.get(identifier, ""), f"{self._name}, issueWeights, {identifier}")
            if weight is not None:
                self._weights[identifier] = weight
            self._values[identifier] = self._utilities(
                utilities.get(identifier), issue, f"issueUtilities, {identifier}"
            )
        total = sum(self._weights.values(), Fraction(0))
        if len(self._weights) == len(self._issues) and total != 1:
            self._wrong("issueWeights", f"the weights come to {written(total)}", "GeniusWeb wants them to come to 1")

    def _utilities(self, table: object, issue: Issue, place: str) -> dict[str, Fraction]:
        if not isinstance(table, dict) or len(table) != 1:
            self._wrong(place, "must be a table with discreteutils or numberutils")
            return {}
        ((kind, inside),) = table.items()
        if kind == "numberutils" and isinstance(inside, dict):
            return self._line(inside, issue, place)
        values = inside.get("valueUtilities") if isinstance(inside, dict) and kind == "discreteutils" else None
        if not isinstance(values, dict):
            self._wrong(place, f"{shown(kind)} is no evaluation that is read", "discreteutils and numberutils are")
            return {}
        ids = [option.id for option in issue.options]
        for option in values.keys() - set(ids):
            self._noted.wrong(*unknown(f"{self._name}, {place}", f'option of "{issue.id}"', option, ids))
        for option in ids:
            if option not in values:
                self._wrong(place, f"{shown(option)} has no utility", "GeniusWeb wants one for each value")
        return self._held({option: values[option] for option in ids if option in values}, place)

    def _held(self, values: Mapping[str, object], place: str) -> dict[str, Fraction]:
        found: dict[str, Fraction] = {}
        for option, value in values.items():
            number = self._noted.number(value, f"{self._name}, {place}, {option}")
            if number is not None and not 0 <= number <= 1:
                self._wrong(f"{place}, {option}", f"{written(number)} does not lie between 0 and 1")
            elif number is not None:
                found[option] = number
        return found

    def _line(self, table: Mapping[str, object], issue: Issue, place: str) -> dict[str, Fraction]:
        keys = ("lowValue", "lowUtility", "highValue", "highUtility")
        ends = [self._noted.number(table.get(key, ""), f"{self._name}, {place}, {key}") for key in keys]
        low, start, high, end = ends
        if low is None or start is None or high is None or end is None:
            return {}
        if high <= low:
            self._wrong(place, "highValue is not above lowValue")
            return {}
        return {
            option.id: start + (end - start) * (min(max(option.amount, low), high) - low) / (high - low)
            for option in issue.options
            if option.amount is not None
        }

    def _groups(self) -> None:
        parts = self._table(self._space, "partUtilities", self._kind)
        covered: set[str] = set()
        most = Fraction(0)
        for name, part in parts.items():
            inside = part.get("partsutils", part) if isinstance(part, dict) else None
            issues = inside.get("issues") if isinstance(inside, dict) else None
            listed = inside.get("utilslist") if isinstance(inside, dict) else None
            place = f"partUtilities, {name}"
            if (
                not isinstance(issues, list)
                or not isinstance(listed, list)
                or not all(isinstance(i, str) for i in issues)
            ):
                self._wrong(place, "must have a list of issues and a utilslist")
                continue
            for issue in issues:
                if issue not in self._issues:
                    self._noted.wrong(*unknown(f"{self._name}, {place}", "issue", issue, self._issues))
                elif issue in covered:
                    self._wrong(place, f"{shown(issue)} is in another part already", "each issue is in one part")
            covered |= set(issues)
            most += self._part(issues, listed, place)
        missing = sorted(self._issues.keys() - covered)
        if missing:
            self._wrong("partUtilities", f"no part has {', '.join(missing)}", "GeniusWeb wants each issue in one part")
        if most > 1:
            self._wrong("partUtilities", f"the utility can come to {written(most)}", "GeniusWeb wants at most 1")

    def _part(self, issues: list[str], listed: list[object], place: str) -> Fraction:
        """Add what the combinations of one part are worth; give the most of them. The last of two alike counts."""
        table: dict[tuple[str, ...], Fraction] = {}
        for number, row in enumerate(listed, start=1):
            here = f"{place}, utilslist {number}"
            values = row.get("values") if isinstance(row, dict) else None
            if not isinstance(row, dict) or not isinstance(values, list) or len(values) != len(issues):
                self._wrong(here, f"must have {len(issues)} values and a util")
                continue
            held = self._held({"util": row.get("util", "")}, here)
            key = tuple(written(value) for value in values)
            known = True
            for issue, value in zip(issues, key, strict=True):
                ids = [option.id for option in self._issues[issue].options] if issue in self._issues else [value]
                if value not in ids:
                    known = False
                    self._noted.wrong(*unknown(f"{self._name}, {here}", f'option of "{issue}"', value, ids))
            if known and held:
                table[key] = held["util"]
        for key, util in table.items():
            if len(issues) == 1:
                self._values.setdefault(issues[0], {})[key[0]] = util
            elif util:
                pairs = zip(issues, key, strict=True)
                holds = tuple(Holds(issue=issue, options=frozenset({value})) for issue, value in pairs)
                self._interactions.append(Interaction(together=holds, adds=util))
        return max(table.values(), default=Fraction(0))

    def _reservation(self, party: Preferences) -> Fraction | None:
        """What the reservation bid is worth; an issue that it leaves out counts 0."""
        bid = self._space.get("reservationBid")
        values = bid.get("issuevalues", bid) if isinstance(bid, dict) else None
        if not isinstance(values, dict) or not values:
            return None
        ids = {issue.id: [option.id for option in issue.options] for issue in self._issues.values()}
        wrong = False
        for issue, value in values.items():
            if issue not in ids or written(value) not in ids[issue]:
                wrong = True
                self._wrong("reservationBid", f"{shown(issue)} cannot be {shown(value)}", "no such issue or value")
        if wrong:
            return None
        left = Option(id="")
        issues = tuple(Issue(id=i.id, options=(*i.options, left)) for i in self._issues.values())
        scenario = Scenario(issues=issues, parties=(party,))
        terms = tuple(
            ids[issue.id].index(written(values[issue.id])) if issue.id in values else len(issue.options) - 1
            for issue in issues
        )
        return worth(scenario, party, terms)
