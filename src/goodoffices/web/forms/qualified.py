# SPDX-License-Identifier: Apache-2.0
"""What terms are worth together and where a party is unsure, as somebody typed it; in the points of the party's page.

Rows of plain choices and numbers, so that a telephone's own lists do the work: a term is chosen by the id of its issue
and its place, `pay.3`, and what an issue weighs by the id alone. Terms of one issue in a row are alternatives, since
they are never had together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final, NamedTuple

from goodoffices.settlement import Holds, Interaction, Issue, Preferences, Unsure
from goodoffices.web.forms.ratings import WrongError, meant, shown
from goodoffices.web.writing import _
from goodoffices.web.writing import points as written


MORE: Final = "more"
LESS: Final = "less"
GONE: Final = "gone"
FREE: Final = 2
"""So many rows of each kind are empty, for more to be said."""
PLACES: Final = 3
"""So many terms a row has room for; one more than are chosen, if those are more."""
MOST_ROWS: Final = 40
MOST_PLACES: Final = 20
_ROUNDED: Final = Fraction(1, 20)
"""Numbers are shown to one decimal: so far from what is meant may lie what somebody copies."""
_FIELD: Final = re.compile(r"(?:t(\d{1,2})\.(?:(\d{1,2})|adds|way)|u(\d{1,2})\.(?:what|low|high|way))", re.ASCII)


class Row(NamedTuple):
    """One row of the form: its name, and for terms together how many choices it has."""

    name: str
    places: int
    is_held: bool
    """Whether it shows what was said before, so that it can be taken back."""


class Form(NamedTuple):
    """The rows of the form and what is typed in their fields."""

    together: tuple[Row, ...]
    unsure: tuple[Row, ...]
    typed: Mapping[str, str]


class Choice(NamedTuple):
    """What can be chosen: its code, what it is called, and how many points it has now."""

    code: str
    name: str
    points: Fraction


class Qualified(NamedTuple):
    """What was read: the preferences, unless something is wrong; and what is wrong, by the name of the field."""

    preferences: Preferences | None
    problems: dict[str, str]


def is_ours(fields: Mapping[str, str]) -> bool:
    """Whether no field is sent that no form of ours has."""
    for name in fields:
        found = _FIELD.fullmatch(name)
        rows = [int(each) for each in (found[1], found[3]) if each] if found else [0]
        if any(not 1 <= row <= MOST_ROWS for row in rows) or (found and found[2] and int(found[2]) > MOST_PLACES):
            return False
    return True


def choices(issues: Sequence[Issue], party: Preferences) -> tuple[tuple[Choice, tuple[Choice, ...]], ...]:
    """Give for each issue what it weighs, and its terms. The preferences are in points, as everywhere here."""
    return tuple(
        (
            Choice(issue.id, issue.name, party.weights[issue.id]),
            tuple(
                Choice(f"{issue.id}.{place}", option.name, party.weights[issue.id] * party.values[issue.id][option.id])
                for place, option in enumerate(issue.options, start=1)
            ),
        )
        for issue in issues
    )


def begun(issues: Sequence[Issue], party: Preferences) -> Form:
    """Give the form with what was said before in it, and empty rows after that."""
    places = {(issue.id, option.id): place for issue in issues for place, option in enumerate(issue.options, start=1)}
    typed = {field: shown(number) for field, number in _numbers(party).items()}
    for number, each in enumerate(party.interactions, start=1):
        codes = [
            f"{holds.issue}.{place}"
            for holds in each.together
            for place in sorted(places[holds.issue, option] for option in holds.options)
        ]
        typed |= {f"t{number}.{place}": code for place, code in enumerate(codes, start=1)}
        typed[f"t{number}.way"] = MORE if each.adds >= 0 else LESS
    for number, doubt in enumerate(party.unsure, start=1):
        what = doubt.issue if doubt.option is None else f"{doubt.issue}.{places[doubt.issue, doubt.option]}"
        typed |= {f"u{number}.what": what, f"u{number}.way": MORE}
    return form_of(typed, len(party.interactions), len(party.unsure))


def _numbers(party: Preferences) -> dict[str, Fraction]:
    """The numbers that the form begins with, by the names of their fields."""
    found = {f"t{number}.adds": abs(each.adds) for number, each in enumerate(party.interactions, start=1)}
    for number, doubt in enumerate(party.unsure, start=1):
        weight = party.weights[doubt.issue] if doubt.option is not None else Fraction(1)
        found |= {f"u{number}.low": doubt.low * weight, f"u{number}.high": doubt.high * weight}
    return found


def form_of(typed: Mapping[str, str], together: int, unsure: int) -> Form:
    """Give the rows of a form in which something is typed already; so many of each kind were said before."""
    last = {"t": together + FREE, "u": unsure + FREE}
    most = dict.fromkeys(range(1, MOST_ROWS + 1), PLACES)
    for name, text in typed.items():
        found = _FIELD.fullmatch(name)
        if found is None or not text:
            continue
        row = int(found[1] or found[3])
        last[name[0]] = max(last[name[0]], row)
        if found[2]:
            most[row] = min(max(most[row], int(found[2]) + 1), MOST_PLACES)
    return Form(
        tuple(Row(f"t{n}", most[n], n <= together) for n in range(1, min(last["t"], MOST_ROWS) + 1)),
        tuple(Row(f"u{n}", 0, n <= unsure) for n in range(1, min(last["u"], MOST_ROWS) + 1)),
        typed,
    )


def read(issues: Sequence[Issue], party: Preferences, form: Form) -> Qualified:
    """Read the form; every field is looked at. What is read takes the place of all that was said before."""
    reading = _Reading(issues, party, form.typed)
    together = [found for row in form.together if (found := reading.together(row)) is not None]
    unsure = [doubt for row in form.unsure if (doubt := reading.unsure(row)) is not None]
    if reading.problems:
        return Qualified(None, reading.problems)
    return Qualified(replace(party, interactions=tuple(together), unsure=tuple(unsure)), {})


def kept(former: Preferences, given: Preferences) -> Preferences:
    """Give new ratings with what was said beside the old ones: of terms together all, of ranges those that still hold.

    Both are in points. A range that the new number lies outside of was said of another number.
    """
    unsure = []
    for each in former.unsure:
        weight = given.weights.get(each.issue, Fraction(0))
        if each.option is None:
            if each.low <= weight <= each.high:
                unsure.append(each)
        elif weight:
            share = former.weights[each.issue] / weight
            low, high = each.low * share, each.high * share
            if low <= given.values[each.issue][each.option] <= high:
                unsure.append(replace(each, low=low, high=high))
    return replace(given, interactions=former.interactions, unsure=tuple(unsure))


class _Reading:
    def __init__(self, issues: Sequence[Issue], party: Preferences, typed: Mapping[str, str]) -> None:
        self._issues = {issue.id: issue for issue in issues}
        self._party = party
        self._typed = typed
        self._begun = _numbers(party)
        self._seen: set[object] = set()
        self.problems: dict[str, str] = {}

    def _text(self, field: str) -> str:
        return self._typed.get(field, "").strip()

    def _number(self, field: str) -> Fraction | None:
        try:
            found = meant(self._text(field), self._begun.get(field))
        except WrongError as wrong:
            self.problems[field] = str(wrong)
            return None
        if found < 0:
            self.problems[field] = _("Write it without a sign.")
            return None
        return found

    def _term(self, field: str) -> tuple[str, str | None] | None:
        """What was chosen: an issue, and perhaps one of its terms; what is not there any more is said to be so."""
        issue_id, dot, place = self._text(field).rpartition(".") if "." in self._text(field) else ("", "", "")
        issue = self._issues.get(issue_id or self._text(field))
        if issue is not None and not dot:
            return issue.id, None
        if issue is not None and place.isascii() and place.isdigit() and 1 <= int(place[:4]) <= len(issue.options):
            return issue.id, issue.options[int(place) - 1].id
        self.problems[field] = _("Choose one from the list.")
        return None

    def together(self, row: Row) -> Interaction | None:
        fields = [f"{row.name}.{place}" for place in range(1, row.places + 1) if self._text(f"{row.name}.{place}")]
        adds = f"{row.name}.adds"
        if self._text(f"{row.name}.way") == GONE or not (fields or self._text(adds)):
            return None
        terms: dict[str, set[str]] = {}
        for field in fields:
            chosen = self._term(field)
            if chosen is not None and chosen[1] is None:
                self.problems[field] = _("Choose one from the list.")
            elif chosen is not None and chosen[1] is not None:
                terms.setdefault(chosen[0], set()).add(chosen[1])
        first = f"{row.name}.1"
        if len(terms) < 2 and not any(field in self.problems for field in fields):  # noqa: PLR2004 - together
            self.problems[first] = _("Choose terms of at least two issues.")
        number = self._number(adds)
        if number == 0:
            self.problems[adds] = _("Write by how many points, or take it back.")
        holds = tuple(Holds(issue=issue, options=frozenset(options)) for issue, options in terms.items())
        self._once(first, frozenset(holds))
        if number is None or any(name.startswith(f"{row.name}.") for name in self.problems):
            return None
        return Interaction(together=holds, adds=-number if self._text(f"{row.name}.way") == LESS else number)

    def unsure(self, row: Row) -> Unsure | None:
        what, low, high = (f"{row.name}.{part}" for part in ("what", "low", "high"))
        if self._text(f"{row.name}.way") == GONE or not any(map(self._text, (what, low, high))):
            return None
        chosen = self._term(what)
        least, most = self._number(low), self._number(high)
        if chosen is None or least is None or most is None:
            return None
        issue, option = chosen
        self._once(what, chosen)
        weight = self._party.weights[issue]
        said = weight if option is None else weight * self._party.values[issue][option]
        if not weight:
            self.problems[what] = _("This issue has no weight yet; give it one first.")
        elif least > most:
            self.problems[high] = _("The most is less than the least.")
        elif not least - _ROUNDED <= said <= most + _ROUNDED:
            self.problems[low] = _("You said {points}, which is not between the two. Change that first.").format(
                points=written(said)
            )
        if any(name in self.problems for name in (what, low, high)):
            return None
        share = Fraction(1) if option is None else weight
        return Unsure(issue=issue, option=option, low=min(least, said) / share, high=max(most, said) / share)

    def _once(self, field: str, what: object) -> None:
        if what in self._seen:
            self.problems.setdefault(field, _("This stands in another row already."))
        self._seen.add(what)
