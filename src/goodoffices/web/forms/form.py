# SPDX-License-Identifier: Apache-2.0
"""A form as a page shows it: its fields in order, what stands in each, and what is wrong beside it.

Everything that is decided about a form is decided here; the template writes it down.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Final, NamedTuple, TypeAlias

import msgspec

from goodoffices.domain.entries import Fact, kind_of
from goodoffices.domain.issues import Issue, IssueKind
from goodoffices.domain.state import State
from goodoffices.errors import Mistake
from goodoffices.web import wording
from goodoffices.web.forms.labels import Label, label_of
from goodoffices.web.forms.layout import shelves
from goodoffices.web.forms.naming import ACTORS, Directory, Offered
from goodoffices.web.forms.reading import Problem
from goodoffices.web.forms.shapes import (
    Choice,
    Identifier,
    Lines,
    Member,
    Names,
    Number,
    Parts,
    Terms,
    Time,
    Words,
    members_of,
    rows_in,
)
from goodoffices.web.forms.typed import Typed
from goodoffices.web.writing import _


MOST_RADIOS: Final = 4
_ROWS: Final = 6


class Field(NamedTuple):
    """One field: where it stands in the fact, how it is filled in, and what is in it."""

    place: str
    label: str
    hint: str
    widget: str
    """`line`, `text`, `lines`, `names`, `time`, `number`, `select` or `radios`."""
    typed: str
    required: bool
    most: int
    choices: tuple[Offered, ...]
    offers: str
    """The list of names that it is completed from."""
    problem: Problem | None

    @property
    def key(self) -> str:
        """How the field is called in the page."""
        return key_of(self.place)


class Group(NamedTuple):
    """Fields that belong together: the parts of one kind, or the terms."""

    place: str
    label: str
    hint: str
    rows: tuple[tuple[Node, ...], ...]
    can_grow: bool
    is_folded: bool
    problem: Problem | None

    @property
    def key(self) -> str:
        """How the group is called in the page."""
        return key_of(self.place)


Node: TypeAlias = Field | Group


class Shown(NamedTuple):
    """A shelf of a form: fields under a title, folded away or not."""

    title: str
    nodes: tuple[Node, ...]
    is_folded: bool


class Summed(NamedTuple):
    """One mistake in the list above the form: the field it leads to, if there is one, and what is wrong."""

    key: str
    label: str
    sentence: str


class Form(NamedTuple):
    """A form."""

    kind: str
    shelves: tuple[Shown, ...]
    lists: tuple[tuple[str, tuple[Offered, ...]], ...]
    """What names are completed from, by the name of the list."""
    mistakes: tuple[Summed, ...]
    apart: tuple[Node, ...]
    """Fields that stand apart from the others, where the page wants them."""
    labels: dict[str, str]
    """What each field is called where it does not stand beside its place."""


def key_of(place: str) -> str:
    """Give a place as an id in a page, which has no brackets and meets no other id there."""
    return f"f-{place.replace('[', '-').replace(']', '').replace('.', '-')}"


def form_of(
    kind: type[Fact],
    state: State,
    directory: Directory,
    typed: Mapping[str, str],
    *,
    problems: Mapping[str, Problem] | None = None,
    grown: str = "",
    hidden: tuple[str, ...] = ("id",),
    apart: tuple[str, ...] = (),
) -> Form:
    """Make the form of a kind of fact; `grown` is a list of parts that is to have an empty one more.

    Fields of the fact that are `hidden` are not in it; those `apart` stand for themselves.
    """
    return _Former(state, directory, dict(typed), dict(problems or {}), grown).form(kind, hidden, apart)


def placed(kind: type[Fact], mistakes: Iterable[Mistake]) -> dict[str, Problem]:
    """Put mistakes that were found in a fact beside the fields of its form; what fits none stands under no place."""
    problems: dict[str, Problem] = {}
    fields = {member.name for member in members_of(kind)} - {"id"}
    for mistake in mistakes:
        place = re.sub(r"(?<!\.)\[\d+\]$", "", mistake.place) if mistake.place not in fields else mistake.place
        place = place if re.split(r"[.\[]", place)[0] in fields else ""
        sentence = wording.mistake(mistake)
        sentence = f"{sentence[:1].upper()}{sentence[1:]}{'' if sentence.endswith('?') else '.'}"
        former = problems.get(place)
        problems[place] = Problem(f"{former.sentence} {sentence}" if former else sentence)
    return problems


class _Former:
    def __init__(
        self, state: State, directory: Directory, typed: Typed, problems: dict[str, Problem], grown: str
    ) -> None:
        self._state = state
        self._directory = directory
        self._typed = typed
        self._problems = problems
        self._grown = grown
        self._lists: dict[str, tuple[str, ...]] = {}
        self._labels: dict[str, str] = {}

    def form(self, kind: type[Fact], hidden: tuple[str, ...], apart: tuple[str, ...]) -> Form:
        members = {member.name: member for member in members_of(kind) if member.name not in hidden}
        alone = tuple(self._node(kind, members[name], name, "") for name in apart)
        shown = []
        for shelf in shelves(kind, tuple(name for name in members if name not in apart)):
            nodes = tuple(self._node(kind, members[name], name, "") for name in shelf.fields)
            folded = shelf.is_folded and not any(self._is_used(members[name]) for name in shelf.fields)
            shown.append(Shown(shelf.title, nodes, folded))
        self._labels["_why"] = _("Why it is corrected")
        order = {place: number for number, place in enumerate(self._labels)}
        wrong = sorted(self._problems.items(), key=lambda found: order.get(found[0], -1))
        mistakes = tuple(self._summed(place, problem) for place, problem in wrong)
        lists = tuple((name, self._directory.offered(kinds)) for name, kinds in self._lists.items())
        return Form(kind_of(kind), tuple(shown), lists, mistakes, alone, self._labels)

    def _summed(self, place: str, problem: Problem) -> Summed:
        return Summed(key_of(place) if place in self._labels else "", self._labels.get(place, ""), problem.sentence)

    def _is_used(self, member: Member) -> bool:
        default = str(member.default.value) if isinstance(member.default, Enum) else str(member.default)
        starts = (f"{member.name}[", f"{member.name}.")
        said = any(
            text.strip() and text != default
            for place, text in self._typed.items()
            if place == member.name or place.startswith(starts)
        )
        return said or any(place == member.name or place.startswith(starts) for place in self._problems)

    def _node(self, kind: type[msgspec.Struct], member: Member, place: str, whose: str) -> Node:
        label = _in_words(label_of(kind, member.name))
        match member.shape:
            case Parts(inner):
                return self._parts(label, inner, place)
            case Terms():
                return self._terms(label, place, is_inner=bool(whose))
        return self._field(member, label, place, whose)

    def _parts(self, label: Label, kind: type[msgspec.Struct] | None, place: str) -> Group:
        filled = len([row for row in rows_in(place, iter(self._typed)) if self._is_filled(f"{place}[{row}]")])
        posted = len(rows_in(place, iter(self._typed)))
        count = max(filled + 1, posted + 1 if self._grown == place else 0)
        rows: list[tuple[Node, ...]] = []
        for number in range(1, count + 1):
            row = f"{place}[{number}]"
            whose = f"{label.label} {number}"
            if kind is None:
                self._labels[row] = whose
                text = self._typed.get(row, "")
                rows.append((Field(row, whose, "", "text", text, False, 10**5, (), "", self._problems.get(row)),))  # noqa: FBT003
            else:
                members = sorted(members_of(kind), key=lambda member: isinstance(member.shape, Identifier))
                rows.append(tuple(self._node(kind, member, f"{row}.{member.name}", whose) for member in members))
        self._labels[place] = label.label
        return Group(
            place,
            label.label,
            label.hint,
            tuple(rows),
            can_grow=True,
            is_folded=not filled and self._grown != place and place not in self._problems,
            problem=self._problems.get(place),
        )

    def _is_filled(self, row: str) -> bool:
        return any(text.strip() for name, text in self._typed.items() if name == row or name.startswith(f"{row}."))

    def _terms(self, label: Label, place: str, *, is_inner: bool) -> Group:
        issues = {issue.id: issue for issue in self._state.of(Issue)}
        for name in self._typed:
            if name.startswith(f"{place}."):
                held = self._state.held(name.removeprefix(f"{place}."))
                if held is not None and isinstance(held.fact, Issue):
                    issues.setdefault(held.fact.id, held.fact)
        fields = tuple(self._term(issue, f"{place}.{issue.id}") for issue in issues.values())
        self._labels[place] = label.label
        said = any(name.startswith(f"{place}.") and text.strip() for name, text in self._typed.items())
        wrong = any(name.startswith(place) for name in self._problems)
        return Group(
            place,
            label.label,
            label.hint if issues else _("There is no issue yet to give a term for; add issues first."),
            (fields,) if fields else (),
            can_grow=False,
            is_folded=is_inner and not said and not wrong,
            problem=self._problems.get(place),
        )

    def _term(self, issue: Issue, place: str) -> Field:
        typed = self._typed.get(place, "")
        self._labels[place] = issue.name
        choices: tuple[Offered, ...] = ()
        if issue.kind is IssueKind.CHOICE:
            choices = tuple(Offered(option.id, option.name) for option in issue.options)
        elif issue.kind is IssueKind.YES_OR_NO:
            choices = (Offered("yes", _("yes")), Offered("no", _("no")))
        if choices:
            choices = (Offered("", _("says nothing")), *choices, Offered("open", _("open")), Offered("all", _("all")))
            if typed not in {choice.value for choice in choices}:
                choices = (*choices, Offered(typed, typed))
        widget = "select" if choices else "text" if issue.kind is IssueKind.TEXT else "line"
        hint = "" if choices else _(_TERM_HINTS[issue.kind]).format(unit=issue.currency or issue.unit).strip()
        return Field(place, issue.name, hint, widget, typed, False, 1000, choices, "", self._problems.get(place))  # noqa: FBT003

    def _field(self, member: Member, label: Label, place: str, whose: str) -> Field:
        typed = self._typed.get(place, "")
        widget, most, offers = "line", 200, ""
        choices: tuple[Offered, ...] = ()
        hint = label.hint
        match member.shape:
            case Words(limit) as words:
                widget, most = ("text" if words.is_long or "\n" in typed else "line"), limit
            case Lines():
                widget, most = "lines", 100_000
            case Names(kinds, several):
                widget, most, offers = "names", 2000, self._list(kinds)
                hint = _sentences(hint, _("Put a semicolon between several.") if several else "")
            case Time():
                widget = "time"
                hint = _sentences(hint, self._time_hint(whose))
            case Number():
                widget, most = "number", 9
            case Choice(words):
                choices = tuple(Offered(str(word.value), _(str(word.value))) for word in words)
                widget = "radios" if len(choices) <= MOST_RADIOS and not whose and _decided(member) else "select"
                if widget == "select":
                    choices = (Offered("", _("Choose one") if member.required else _("not said")), *choices)
        self._labels[place] = f"{whose}, {label.label}" if whose else label.label
        problem = self._problems.get(place)
        return Field(place, label.label, hint, widget, typed, member.required, most, choices, offers, problem)

    def _time_hint(self, whose: str) -> str:
        if whose:
            return ""
        return _(
            "Such as 22:00, yesterday 9:30, 2025-05-11, about 2025-05 or unknown; on the clocks of {zone}."
        ).format(zone=self._state.zone)

    def _list(self, kinds: tuple[str, ...]) -> str:
        name = "names-people" if set(kinds) == set(ACTORS) else f"names-{'-'.join(kinds) or 'any'}"
        self._lists[name] = kinds
        return name


def _in_words(label: Label) -> Label:
    """Say the words of a field in the reader's language."""
    return Label(_(label.label), _(label.hint) if label.hint else "")


def _decided(member: Member) -> bool:
    """Whether something is always chosen: there is a usual word, or one has to be chosen."""
    return member.required or isinstance(member.default, Enum)


def _sentences(hint: str, further: str) -> str:
    return f"{hint.removesuffix('.')}. {further}" if hint and further else hint or further


_TERM_HINTS: Final = {
    IssueKind.CHOICE: "",
    IssueKind.YES_OR_NO: "",
    IssueKind.INTEGER: _("50 {unit}, 40 to 50 {unit}, at least 50 {unit}, or open"),
    IssueKind.MONEY: _("1250000 {unit}, 1000000 to 1250000 {unit}, at most 1250000 {unit}, or open"),
    IssueKind.QUANTITY: _("3.5 {unit}, 3.5 to 4.2 {unit}, at least 3.5 {unit}, or open"),
    IssueKind.DURATION: _("42 days, 70 to 90 days, at least 6 months, or open"),
    IssueKind.DATE: _("2025-06-01, before 2025-06-01, or open"),
    IssueKind.PERSONS: _("10 hostages, all hostages, @alexander, or open"),
    IssueKind.TEXT: _("In a few words, or open"),
}
