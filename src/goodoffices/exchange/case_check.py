# SPDX-License-Identifier: Apache-2.0
"""Reading a case file whole or not at all, with every mistake named at once.

First the types (what is no time, no id, no word for this), then, on all that could be read, the domain's own checks
(who is not in the case, which term is not one). What only follows from an item that could not be read is not reported:
once the item is right, it may be right as well. Whatever is accepted here can be recorded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple, TypeVar, cast

import msgspec

from goodoffices.domain.checks import Fault, check_terms, faults
from goodoffices.domain.dependencies import Dependency
from goodoffices.domain.entries import Destruction, Entry, Fact, kind_of
from goodoffices.domain.issues import Issue
from goodoffices.domain.names import Found, Names, nearest
from goodoffices.domain.people import Delegation, Mediation, Person
from goodoffices.domain.proposals import Proposal
from goodoffices.domain.references import Reference, references
from goodoffices.domain.referring import check_reference, named, named_in
from goodoffices.domain.scores import Scores
from goodoffices.domain.state import State
from goodoffices.domain.terms import read_term, write_term
from goodoffices.domain.weighing import spelt
from goodoffices.errors import CanonicalError, Mistake, RefusedError, TermError
from goodoffices.exchange.case import FORMAT, KINDS, Case, make_case
from goodoffices.exchange.case_reading import WRONG, Reader, Termed, Wrong, is_identifier, shown, visible
from goodoffices.exchange.case_toml import lines, read_tables
from goodoffices.record.canonical import encode
from goodoffices.record.progress import Seen, counted
from goodoffices.times import Instant
from goodoffices.times.calendar import nearest_zone, zones


Known = TypeVar("Known", int, str)

_KINDS: Final[dict[str, type[Fact]]] = {kind_of(kind): kind for kind in KINDS}
_HEADINGS: Final = ("goodoffices", "recorded", kind_of(Mediation), *_KINDS)
_SOME_MOMENT: Final = Instant.read("2000-01-01T00:00:00Z")
_LAST_PART: Final = re.compile(r"(?:\.[^.\[\]]*|\[\d+\])$")


class _Item(NamedTuple):
    """One item of the file: where it stands, its kind, its id if a text is given for it, and what was read of it."""

    place: str
    kind: type[Fact]
    id: str | None
    fact: Fact | Wrong
    references: tuple[Reference, ...] = ()
    """Of a fact that could not be read: what it refers to, as far as that could be."""
    terms: tuple[Termed, ...] = ()
    """And what terms stand in it."""

    @property
    def has_right_id(self) -> bool:
        """Whether others can refer to it."""
        return self.id is not None and is_identifier(self.id)


class _Unread(NamedTuple):
    """The items that could not be read, and who is called what in the file."""

    items: Sequence[_Item]
    names: Names

    def may_hold(self, reference: Reference, after: State) -> bool:
        """Whether what is referred to may be among them: by its id, or by an id that is itself to be mended."""
        if after.held(reference.id) is not None:
            return False
        return any(item.id == reference.id or self._may_be(item, reference) for item in self.items)

    def _may_be(self, item: _Item, reference: Reference) -> bool:
        if item.has_right_id or (reference.kinds and kind_of(item.kind) not in reference.kinds):
            return False
        found = self.names.find(reference.id)
        called = isinstance(found, Found) and found.id == item.id
        return item.id is None or called or nearest(reference.id, [item.id]) is not None


def read_case(data: bytes, name: str) -> Case:
    """Read a case file by itself; what it refers to is not looked for. Raises RefusedError with every mistake."""
    return _read(data, name, None)


def check_case(
    data: bytes, name: str, state: State | None = None, why: str | None = None, seen: Seen | None = None
) -> Case:
    """Read a case file and hold it against the domain's rules, as it would be recorded on top of `state`.

    `name` is what the file is called in the sentences; `why` is the reason for correcting what is recorded, if it does;
    `seen` is told how many items are read.
    Raises RefusedError with every mistake of both kinds.
    """
    return _read(data, name, State() if state is None else state, why, seen)


def _read(data: bytes, name: str, state: State | None, why: str | None = None, seen: Seen | None = None) -> Case:
    tables, text = read_tables(data, name)
    reader = Reader()
    version = tables.get("goodoffices")
    if version is not None and not _is_format(version):
        raise RefusedError((_wrong_format(version, name),))
    if version is None:
        reader.wrong(
            name,
            '"goodoffices" is missing',
            f"add goodoffices = {FORMAT} at the top; it says how the file is to be read",
        )
    recorded = reader.instant(tables["recorded"], "recorded") if "recorded" in tables else None
    items, noted = _items(reader, tables, seen)
    facts: dict[type[Fact], list[Fact]] = {}
    for item in items:
        if item.fact is not WRONG:
            facts.setdefault(item.kind, []).append(item.fact)
    _settle(facts, state)
    read = [item for item in items if item.fact is not WRONG]
    settled = [fact for kind in (Mediation, *KINDS) for fact in facts.get(kind, ())]
    mistakes = [*reader.mistakes, *_doubled(items, state is None), *_unrecordable(read, settled)]
    if state is not None:
        mistakes += _faults(state, items, settled, why, reader.names)
    if mistakes:
        raise RefusedError(_located(mistakes, items, lines(text)))
    return make_case(facts, None if recorded is WRONG else recorded, noted)


def _is_format(version: object) -> bool:
    return version == FORMAT and type(version) is int


def _wrong_format(version: object, name: str) -> Mistake:
    if type(version) is int and version > FORMAT:
        hint = "use the newer Good Offices that wrote it"
    else:
        hint = f"write goodoffices = {FORMAT}"
    return Mistake(f"{name}, goodoffices", f"{shown(version)} is not a form of case file that can be read here", hint)


def _items(reader: Reader, tables: dict[str, object], seen: Seen | None) -> tuple[list[_Item], dict[str, Instant]]:
    """Read every item of the file, in the order in which they are recorded."""
    for key in tables:
        _check_heading(reader, key)
    _learn_names(reader, tables)
    noted: dict[str, Instant] = {}
    items = list(_mediation(reader, tables, noted))
    listings: list[tuple[type[Fact], str, object]] = []
    for heading, kind in _KINDS.items():
        listed = tables.get(heading, [])
        if isinstance(listed, dict):
            reader.wrong(heading, "must be a list", f"write [[{heading}]] with two brackets")
            listed = [listed]
        elif not isinstance(listed, list):
            reader.wrong(heading, "must be a list of tables", f"write [[{heading}]], and its fields on the lines below")
            continue
        listings += ((kind, f"{heading}[{number}]", one) for number, one in enumerate(listed, start=1))
    for kind, place, one in counted(listings, len(listings), seen):
        items.append(_item(reader, kind, one, place, noted))
    return items, noted


def _check_heading(reader: Reader, key: str) -> None:
    if key in _HEADINGS:
        return
    if key == kind_of(Destruction):
        reader.wrong(
            key, "a case file cannot destroy anything", "leave it out; entries are destroyed in the house itself"
        )
        return
    near = nearest(key, _HEADINGS)
    hint = f'did you mean "{near}"?' if near else f"it can have {', '.join(_HEADINGS)}"
    reader.wrong(visible(key), f"there is no {shown(key)} in a case file", hint)


def _learn_names(reader: Reader, tables: dict[str, object]) -> None:
    """Learn who is in the case before anything else is read, so that a name in the place of an id can be advised on."""
    for kind in (Delegation, Person):
        listed = tables.get(kind_of(kind))
        for one in listed if isinstance(listed, list) else ():
            identifier, name = (one.get("id"), one.get("name")) if isinstance(one, dict) else (None, None)
            if isinstance(identifier, str) and isinstance(name, str):
                spellings = one.get("spellings")
                known = [text for text in spellings if isinstance(text, str)] if isinstance(spellings, list) else []
                reader.names.add(identifier, name, known)


def _mediation(reader: Reader, tables: dict[str, object], noted: dict[str, Instant]) -> Iterator[_Item]:
    heading = kind_of(Mediation)
    if heading not in tables:
        reader.wrong(heading, "the file has no mediation", 'begin with [mediation], id = "…" and title = "…"')
        return
    table = tables[heading]
    if isinstance(table, list):
        reader.wrong(heading, "a file holds one mediation", "write [mediation] with one pair of brackets, once")
        table = table[0] if table else {}
    zone = table.get("zone", "UTC") if isinstance(table, dict) else None
    if isinstance(zone, str):
        if zone in zones():
            reader.zone = zone
        else:
            near = nearest_zone(zone)
            hint = f'did you mean "{near}"?' if near else "write a name such as Asia/Qatar"
            reader.wrong(f"{heading}.zone", f"{shown(zone)} is not a time zone", hint)
    yield _item(reader, Mediation, table, heading, noted)


def _item(reader: Reader, kind: type[Fact], table: object, place: str, noted: dict[str, Instant]) -> _Item:
    reader.references, reader.terms = [], []
    fact = reader.struct(kind, table, place, ("recorded",))
    identifier = table.get("id") if isinstance(table, dict) else None
    if isinstance(table, dict) and "recorded" in table:
        moment = reader.instant(table["recorded"], f"{place}.recorded")
        if moment is not WRONG and isinstance(identifier, str):
            noted[identifier] = moment
    known = identifier if isinstance(identifier, str) else None
    if fact is not WRONG:
        return _Item(place, kind, known, fact)
    return _Item(place, kind, known, fact, tuple(reader.references), tuple(reader.terms))


def _settle(facts: dict[type[Fact], list[Fact]], state: State | None) -> None:
    """Write every term in the spelling its issue gives it; what is no term of its issue is left to the checks."""
    issues = {issue.id: issue for issue in state.of(Issue)} if state is not None else {}
    issues |= {fact.id: cast("Issue", fact) for fact in facts.get(Issue, ())}
    for kind in (Issue, Dependency, Scores):
        facts[kind] = [spelt(fact, issues.get) for fact in facts.get(kind, ())]
    for number, fact in enumerate(facts.get(Proposal, ())):
        proposal = cast("Proposal", fact)
        phases = tuple(msgspec.structs.replace(phase, terms=_spelt(issues, phase.terms)) for phase in proposal.phases)
        facts[Proposal][number] = msgspec.structs.replace(proposal, terms=_spelt(issues, proposal.terms), phases=phases)


def _spelt(issues: dict[str, Issue], terms: dict[str, str]) -> dict[str, str]:
    spelt = {}
    for identifier, text in terms.items():
        issue = issues.get(identifier)
        try:
            spelt[identifier] = text if issue is None else write_term(issue, read_term(issue, text))
        except TermError:
            spelt[identifier] = text
    return spelt


def _doubled(items: Iterable[_Item], every: bool) -> Iterator[Mistake]:  # noqa: FBT001 - a private switch
    """Find ids that are used twice; what the domain's checks will find themselves only if `every` is asked for."""
    first: dict[str, _Item] = {}
    for item in items:
        if item.id is None:
            continue
        former = first.setdefault(item.id, item)
        if former is not item and (every or WRONG in (item.fact, former.fact)):
            sentence = f"{shown(item.id)} is already the id of {former.place}"
            yield Mistake(f"{item.place}.id", sentence, "give it another id")


def _unrecordable(items: Sequence[_Item], facts: Sequence[Fact]) -> Iterator[Mistake]:
    """Find facts that no entry can hold, such as those that are too long."""
    for item, fact in zip(items, facts, strict=True):
        try:
            encode(Entry(recorded=_SOME_MOMENT, by="x", fact=fact))
        except CanonicalError as error:
            yield Mistake(item.place, f"this cannot be recorded: {error.fields['reason']}", "divide it")


def _faults(
    state: State, items: Sequence[_Item], facts: Sequence[Fact], why: str | None, names: Names
) -> Iterator[Mistake]:
    """Find what the domain's own checks refuse, without what only follows from items that could not be read."""
    read = [item for item in items if item.fact is not WRONG]
    unread = _Unread([item for item in items if item.fact is WRONG], names)
    after = state.ahead(Entry(recorded=_SOME_MOMENT, by="x", fact=fact) for fact in facts)
    for fault in faults(state, after, facts, why):
        if unread.items and _may_follow(fault, facts[fault.number], unread, after):
            continue
        if fault.number == 0 and not isinstance(facts[0], Mediation) and state.mediation is None:
            continue  # the mediation is missing, which has been said
        sentence = _with_places(fault, read)
        yield Mistake(f"{read[fault.number].place}.{fault.place}", sentence, fault.hint)
    for item in unread.items:
        yield from _besides(item, unread, after)


def _besides(item: _Item, unread: _Unread, after: State) -> Iterator[Mistake]:
    """Find what else is wrong with an item that could not be read: what it refers to, and its terms."""
    for reference in item.references:
        if reference.id == item.id or not unread.may_hold(reference, after):
            for place, sentence, hint in check_reference(after, reference, item.id or ""):
                yield Mistake(place, sentence, hint)
    issues = {issue.id: issue for issue in after.of(Issue)}
    for term in item.terms:
        members = tuple(named_in(issues[term.issue], term.text, "")) if term.issue in issues else ()
        if any(unread.may_hold(reference, after) for reference in members):
            continue
        found = [*check_terms(after, "", _spelt(issues, {term.issue: term.text}))]
        for reference in members:
            found += check_reference(after, reference, "")
        for _place, sentence, hint in found:
            yield Mistake(term.place, sentence, hint)


def _with_places(fault: Fault, read: Sequence[_Item]) -> str:
    """Where a fault says that an id is taken above, say by which item."""
    identifier = read[fault.number].id
    if fault.place != "id" or not fault.sentence.endswith(" above"):
        return fault.sentence
    former = next(item for item in read if item.id == identifier)
    return f"{shown(identifier)} is already the id of {former.place}"


def _may_follow(fault: Fault, fact: Fact, unread: _Unread, after: State) -> bool:
    """Whether a fault may vanish by itself once the items that could not be read are right."""
    if fault.place == "releases":  # what a showing goes beyond depends on statements, releases and people
        return True
    return any(
        reference.place == fault.place and unread.may_hold(reference, after)
        for reference in (*references(fact), *named(fact, lambda identifier: after.get(identifier, Issue)))
    )


def _located(mistakes: Iterable[Mistake], items: Iterable[_Item], known: dict[str, int]) -> tuple[Mistake, ...]:
    """Add to each place the id of the item and the line in the file, and put the mistakes in the order of the lines."""
    ids = {item.place: item.id for item in items if item.id is not None}
    found = []
    for mistake in dict.fromkeys(mistakes):
        line = _nearest_known(mistake.place, known)
        identifier = _nearest_known(mistake.place, ids)
        parts = [visible(identifier)] if identifier is not None else []
        parts += [f"line {line}"] if line is not None else []
        place = f"{mistake.place} ({', '.join(parts)})" if parts else mistake.place
        found.append((line or 0, Mistake(place, mistake.sentence, mistake.hint)))
    return tuple(mistake for _, mistake in sorted(found, key=lambda pair: pair[0]))


def _nearest_known(place: str, known: dict[str, Known]) -> Known | None:
    while place:
        for written in (place, f"{place}[1]"):
            if written in known:
                return known[written]
        shorter = _LAST_PART.sub("", place)
        place = "" if shorter == place else shorter
    return None
