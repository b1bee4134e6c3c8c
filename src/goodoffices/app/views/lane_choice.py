# SPDX-License-Identifier: Apache-2.0
"""Which lanes there are and where each stands: the intermediaries in the middle, the sides on either hand of them.

The first party stands at the start, then whoever stands between, then the other parties, then those whom the talks
concern, and last whoever belongs to nobody. The lanes of one delegation stand side by side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from goodoffices.app.views.shown import Name
from goodoffices.domain.people import Delegation, Person, Side
from goodoffices.domain.state import State
from goodoffices.domain.values import Value


OTHERS = ""
"""The id of the lane of all who have no lane of their own; no fact has it."""

_FIRST_PARTY, _BETWEEN, _PARTIES, _CONCERNED, _OUTSIDE, _LAST = range(6)


class Lane(Value, frozen=True, kw_only=True):
    """One lane."""

    id: str
    name: str
    """Empty for the lane of all others."""
    delegation: Name | None
    """To which delegation it belongs; its own lane too."""
    side: Side | None
    between: bool
    """Whether it stands between the sides."""
    also: tuple[Name, ...]
    """Who else is shown in it, because there was no room for a lane of their own."""


class Touch(NamedTuple):
    """Whom one mark is from, whom it goes to, and through whom, by id."""

    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    through: tuple[str, ...] = ()


class Seats(NamedTuple):
    """The lanes in order, and in which of them somebody is shown."""

    lanes: tuple[Lane, ...]
    seat: dict[str, int]

    def places(self, identifiers: Iterable[str]) -> tuple[int, ...]:
        """Give the places of the lanes of some people, in order, each once."""
        return tuple(sorted({self.seat[identifier] for identifier in identifiers if identifier in self.seat}))


def seats(state: State, touches: Sequence[Touch], most: int) -> Seats:
    """Choose at most `most` lanes (2 or more) for those who take part, and put them in order."""
    taking_part = Counter(
        actor for touch in touches for actor in dict.fromkeys((*touch.sources, *touch.through, *touch.targets))
    )
    home = {actor: _home(state, actor) for actor in taking_part}
    sections = _sections(state, touches, home)
    lane_of = _folded(taking_part, home, sections, max(most, 2))
    first_seen = {actor: place for place, actor in enumerate(taking_part)}
    group_seen: dict[str, int] = {}
    for actor, place in first_seen.items():
        group_seen.setdefault(home[actor], place)

    def standing(lane: str) -> tuple[int, int, int, int]:
        """Section, delegation, and within the delegation its own lane on the outer hand."""
        if lane == OTHERS:
            return _LAST, 0, 0, 0
        group = home.get(lane, lane)
        section = sections[group]
        outermost = 0 if section == _FIRST_PARTY else 2
        return section, group_seen[group], outermost if lane == group else 1, first_seen.get(lane, 0)

    ordered = sorted(dict.fromkeys(lane_of.values()), key=standing)
    number = {lane: place for place, lane in enumerate(ordered)}
    also: dict[str, list[Name]] = {}
    for actor, lane in lane_of.items():
        if actor != lane:
            also.setdefault(lane, []).append(Name(id=actor, name=state.name(actor)))
    return Seats(
        lanes=tuple(_lane(state, lane, home, sections, tuple(also.get(lane, ()))) for lane in ordered),
        seat={actor: number[lane] for actor, lane in lane_of.items()},
    )


def _home(state: State, actor: str) -> str:
    """Give the delegation that somebody belongs to, or else themselves."""
    person = state.get(actor, Person)
    return person.delegation if person is not None and person.delegation is not None else actor


def _sections(state: State, touches: Sequence[Touch], home: dict[str, str]) -> dict[str, int]:
    """Say for each group (a delegation, or somebody without one) in which part of the picture it stands."""
    carriers = {home[actor] for touch in touches for actor in touch.through}
    present = set(home.values())
    parties = [one.id for one in state.of(Delegation) if one.side is Side.PARTY and one.id in present]
    found: dict[str, int] = {}
    for group in home.values():
        delegation = state.get(group, Delegation)
        side = delegation.side if delegation is not None else None
        if side is Side.PARTY:
            found[group] = _FIRST_PARTY if group == parties[0] else _PARTIES
        elif side in (Side.MEDIATOR, Side.CO_MEDIATOR) or group in carriers:
            found[group] = _BETWEEN
        else:
            found[group] = _OUTSIDE if side is None else _CONCERNED
    if not parties:
        sender = next((home[actor] for touch in touches for actor in touch.sources), None)
        if sender is not None and found[sender] != _BETWEEN:
            found[sender] = _FIRST_PARTY
    return found


def _folded(taking_part: Counter[str], home: dict[str, str], sections: dict[str, int], most: int) -> dict[str, str]:
    """Say in whose lane each is shown: those who take part least give theirs up first, for that of their delegation."""
    lane_of = {actor: actor for actor in taking_part}
    lanes: dict[str, None] = dict.fromkeys(taking_part)
    in_group = Counter(home.values())
    for actor in reversed([actor for actor, _count in taking_part.most_common() if home[actor] != actor]):
        if len(lanes) <= most:
            break
        group = home[actor]
        if in_group[group] == 1:
            continue
        del lanes[actor]
        if group in lanes:
            in_group[group] -= 1
        lanes[group] = None
        lane_of[actor] = group
    if len(lanes) > most:
        weight = Counter[str]()
        for actor, lane in lane_of.items():
            weight[lane] += taking_part[actor]

        def standing(lane: str) -> tuple[bool, int]:
            group: str = home.get(lane, lane)
            return sections[group] > _PARTIES, -weight[lane]

        kept = set(sorted(lanes, key=standing)[: most - 1])
        lane_of = {actor: lane if lane in kept else OTHERS for actor, lane in lane_of.items()}
    return lane_of


def _lane(state: State, lane: str, home: dict[str, str], sections: dict[str, int], also: tuple[Name, ...]) -> Lane:
    group = home.get(lane, lane)
    delegation = state.get(group, Delegation)
    return Lane(
        id=lane,
        name=state.name(lane) if lane != OTHERS else "",
        delegation=Name(id=group, name=delegation.name) if delegation is not None else None,
        side=delegation.side if delegation is not None else None,
        between=sections.get(group) == _BETWEEN,
        also=also,
    )
