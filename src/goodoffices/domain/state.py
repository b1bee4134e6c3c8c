# SPDX-License-Identifier: Apache-2.0
"""What a record comes to: the facts that stand after its entries, in order.

`fold` takes entries one by one and keeps for each id the fact that stands, where it is recorded, and what it replaced.
It is the only thing in the domain that grows in place: a state that is given again is carried on, not copied, so that
a page costs what is new and not what the record holds. Everything that can be derived from the facts is left to views.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from typing import NamedTuple, TypeVar, cast

from goodoffices.domain.entries import Destruction, Entry, Fact, Withdrawal
from goodoffices.domain.names import Found, How, Names, Unclear, Unknown
from goodoffices.domain.people import Delegation, Identification, Mediation, Person
from goodoffices.domain.sharing import Shared
from goodoffices.domain.statements import Release, Showing
from goodoffices.times import Instant


F = TypeVar("F")


class Held(NamedTuple):
    """A fact that stands, with the number of its entry, the entry, and the numbers of the entries it replaced."""

    sequence: int
    entry: Entry
    former: tuple[int, ...] = ()

    @property
    def fact(self) -> Fact:
        """The fact itself."""
        return self.entry.fact

    @property
    def first(self) -> int:
        """The number of the entry that first recorded it."""
        return self.former[0] if self.former else self.sequence


class State:
    """The facts that stand after the entries folded so far."""

    def __init__(self) -> None:
        self.sequence = 0
        """The number of the last entry folded in."""
        self.mediation: Mediation | None = None
        self.names = Names()
        """The spellings of people, bodies and delegations."""
        self.holes: set[int] = set()
        """Entries that were destroyed."""
        self.used_releases: MutableMapping[str, str] = {}
        """Which showing first used a release."""
        self.withdrawn: MutableMapping[str, Held] = {}
        """What was withdrawn, by the id of what it withdrew."""
        self._meant: Mapping[tuple[str, str], str] = {}
        """Who is meant by an id, by the id and the entry in which it is meant so; everywhere, where that is empty."""
        self._shared = Shared()
        self._begins = 0
        """The number of the entry after which this state began to be folded."""
        self._recorded: list[str] = []
        """The id that each entry since then recorded; empty where nothing can be said of it."""
        self._held: MutableMapping[str, Held] = {}
        self._kinds: dict[type, MutableMapping[str, Held]] = {}

    def __contains__(self, identifier: object) -> bool:
        return identifier in self._held

    def __len__(self) -> int:
        return len(self._held)

    @property
    def zone(self) -> str:
        """The zone in which times without one are understood."""
        return self.mediation.zone if self.mediation else "UTC"

    def ids(self) -> Iterable[str]:
        """All ids that are taken."""
        return self._held.keys()

    def held(self, identifier: str) -> Held | None:
        """What stands under an id, with its place in the record."""
        return self._held.get(identifier)

    def get(self, identifier: str, kind: type[F]) -> F | None:
        """Give the fact of that id if it is of that kind."""
        held = self._kinds.get(kind, {}).get(identifier)
        return cast("F", held.entry.fact) if held else None

    def of(self, kind: type[F]) -> Iterator[F]:
        """All facts of one kind that stand, in the order in which they were first recorded."""
        return (cast("F", held.entry.fact) for held in self._kinds.get(kind, {}).values())

    def held_of(self, *kinds: type) -> Iterator[Held]:
        """All facts of some kinds that stand, with their places; kind after kind."""
        for kind in kinds:
            yield from self._kinds.get(kind, {}).values()

    def count(self, kind: type) -> int:
        """How many facts of that kind stand."""
        return len(self._kinds.get(kind, ()))

    def everything(self) -> Iterator[Held]:
        """All facts that stand, in the order in which their ids were first recorded."""
        return iter(self._held.values())

    def since(self, sequence: int) -> Iterator[Held]:
        """All facts that stand and were recorded after the entry of that number, in the order of their entries."""
        for number, identifier in enumerate(self._recorded[sequence:], start=sequence + 1):
            held = self._held.get(identifier)
            if held is not None and held.sequence == number:
                yield held

    @property
    def identified(self) -> frozenset[str]:
        """The ids of those who were found to be somebody else, everywhere or in some entries."""
        return frozenset(identifier for identifier, _entry in self._meant)

    def meant(self, identifier: str, entry: str = "") -> str:
        """Who is meant by the id of a person or body in an entry, after all that were found to be one or two."""
        passed = set()
        while identifier not in passed:
            passed.add(identifier)
            identifier = self._meant.get((identifier, entry)) or self._meant.get((identifier, "")) or identifier
        return identifier

    def find(self, text: str) -> Found | Unclear | Unknown:
        """Say who is meant by a name as somebody typed it."""
        found = self.names.find(text)
        if isinstance(found, Found):
            return Found(self.meant(found.id), found.how)
        if isinstance(found, Unclear):
            meant = tuple(dict.fromkeys(self.meant(candidate) for candidate in found.candidates))
            return Found(meant[0], How.SPELLING) if len(meant) == 1 else Unclear(meant)
        return found

    def name(self, identifier: str) -> str:
        """What to call an id in a sentence: its name or title where it has one, or else the id."""
        held = self._held.get(identifier)
        if held is None:
            return identifier
        fact = held.entry.fact
        return getattr(fact, "name", None) or getattr(fact, "title", None) or identifier

    def fold(self, sequence: int, entry: Entry | None) -> None:
        """Take in the next entry; `None` stands for one that was destroyed."""
        self.sequence = sequence
        if entry is None:
            self.holes.add(sequence)
            return
        self._shared.share(entry)
        fact = entry.fact
        kind = type(fact)
        former = self._held.get(fact.id)
        held = Held(sequence, entry, (*former.former, former.sequence) if former else ())
        self._held[fact.id] = held
        missing = sequence - self._begins - len(self._recorded) - 1
        if missing:
            self._recorded.extend([""] * missing)
        self._recorded.append(fact.id)
        if fact.id in self.withdrawn and kind is not Release:
            return  # a correction does not undo a withdrawal
        try:
            self._kinds[kind][fact.id] = held
        except KeyError:
            self._kinds[kind] = {fact.id: held}
        if kind in _CONSEQUENTIAL:
            self._follow(held)

    def ahead(self, entries: Iterable[Entry]) -> State:
        """Give the state as it would be with further entries, leaving this one as it is.

        It costs what the entries cost, not what the record holds. Its `names` hold only what the entries name.
        """
        state = State()
        state.mediation = self.mediation
        state._begins = self.sequence
        state._held = ChainMap({}, self._held)
        state._kinds = {kind: ChainMap({}, facts) for kind, facts in self._kinds.items()}
        state._meant = self._meant
        state.withdrawn = ChainMap({}, self.withdrawn)
        state.used_releases = ChainMap({}, self.used_releases)
        return fold(enumerate(entries, start=self.sequence + 1), state)

    def _follow(self, held: Held) -> None:
        """Do what else follows from a fact of a kind in `_CONSEQUENTIAL`."""
        match held.entry.fact:
            case Mediation() as mediation:
                self.mediation = mediation
            case (
                Person(id=identifier, name=name, spellings=spellings)
                | Delegation(id=identifier, name=name, spellings=spellings)
            ):
                self.names.add(identifier, name, spellings)
            case Showing(id=identifier, releases=releases):
                for release in releases:
                    self.used_releases.setdefault(release, identifier)
            case Identification():
                self._identify()
            case Withdrawal(of=of):
                self._withdraw(of, held)
            case Destruction(entries=entries):
                self.holes.update(entries)

    def _withdraw(self, identifier: str, withdrawal: Held) -> None:
        """A release that is taken back still stands, marked; anything else is struck out."""
        target = self._held.get(identifier)
        if target is None:
            return
        self.withdrawn[identifier] = withdrawal
        if not isinstance(target.entry.fact, Release):
            self._kinds[type(target.entry.fact)].pop(identifier, None)
            self.names.remove(identifier)
        if isinstance(target.entry.fact, Identification):
            self._identify()

    def _identify(self) -> None:
        """Work out who is meant by whom; a later identification goes before an earlier one."""
        self._meant = {key: found.is_ for found in self.of(Identification) for key in _keys(found)}


def _keys(identification: Identification) -> Iterator[tuple[str, str]]:
    return ((identification.of, entry) for entry in identification.in_ or ("",))


_CONSEQUENTIAL = frozenset({Mediation, Person, Delegation, Identification, Showing, Withdrawal, Destruction})
"""The kinds of fact from which more follows than that they stand."""


def fold(entries: Iterable[tuple[int, Entry | None]], onto: State | None = None) -> State:
    """Fold numbered entries into a state; `onto`, where given, is carried on and returned."""
    state = State() if onto is None else onto
    take = state.fold
    for sequence, entry in entries:
        take(sequence, entry)
    return state


def believed_on(entries: Iterable[tuple[int, Entry | None]], moment: Instant) -> State:
    """Fold only what was believed at a moment: what had been recorded, or noted elsewhere, by then."""
    return fold((sequence, entry) for sequence, entry in entries if entry is None or entry.believed <= moment)
