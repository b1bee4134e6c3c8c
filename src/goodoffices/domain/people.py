# SPDX-License-Identifier: Apache-2.0
"""The mediation itself, the sides that take part in it, and the people and bodies that are named in it."""

from __future__ import annotations

from enum import StrEnum

from msgspec import field

from goodoffices.domain.references import ActorId, DelegationId, FactId
from goodoffices.domain.values import Id, Line, Text, Value
from goodoffices.times import When


class Mediation(Value, frozen=True, kw_only=True, tag="mediation"):
    """One case: what it is called, the zone its times are understood in, and the rules the sides agreed on."""

    id: Id
    title: Line
    zone: Line = "UTC"
    """IANA name of the time zone that is meant where a time names none, for example `Asia/Qatar`."""
    language: Line = "en"
    about: Text | None = None
    ground_rules: tuple[Text, ...] = ()
    record_of: DelegationId | None = None
    """Whose record this is; left out, it is the mediator's."""


class Side(StrEnum):
    """What a delegation is in the mediation."""

    PARTY = "party"
    MEDIATOR = "mediator"
    CO_MEDIATOR = "co-mediator"
    GUARANTOR = "guarantor"
    OBSERVER = "observer"
    CONCERNED = "concerned"
    """Touched by the talks without taking part in them."""


class Delegation(Value, frozen=True, kw_only=True, tag="delegation"):
    """A side that takes part, or that the talks concern."""

    id: Id
    name: Line
    side: Side
    spellings: tuple[Line, ...] = ()
    note: Text | None = None


class Being(StrEnum):
    """Whether somebody or something is named."""

    PERSON = "person"
    BODY = "body"


class Tie(Value, frozen=True, kw_only=True):
    """What one person or body is to another."""

    to: ActorId
    what: Line


class Person(Value, frozen=True, kw_only=True, tag="person"):
    """Somebody, or a body, named in the case, with every spelling to be recognised as one."""

    id: Id
    name: Line
    kind: Being = Being.PERSON
    role: Line | None = None
    delegation: DelegationId | None = None
    spellings: tuple[Line, ...] = ()
    ties: tuple[Tie, ...] = ()
    note: Text | None = None


class Identification(Value, frozen=True, kw_only=True, tag="identification"):
    """That a person or body is another: everywhere, or only in the entries named.

    Everywhere, two that prove to be one are merged. Only in some entries, one that proves to be two is split: enter the
    second, and name the entries that mean it. Withdrawing it undoes either; what was recorded is never changed.
    """

    id: Id
    of: ActorId
    is_: ActorId = field(name="is")
    in_: tuple[FactId, ...] = field(default=(), name="in")
    note: Text | None = None


class Subject(Value, frozen=True, kw_only=True, tag="subject"):
    """A matter that one can know of or be told about, such as the existence of the channel itself."""

    id: Id
    name: Line
    note: Text | None = None


class Consent(Value, frozen=True, kw_only=True):
    """One delegation's consent to a joint session, which it may take back."""

    delegation: DelegationId
    given: When
    taken_back: When | None = None


class JointSession(Value, frozen=True, kw_only=True, tag="joint_session"):
    """Several delegations at once, by consent that each may take back."""

    id: Id
    name: Line
    consents: tuple[Consent, ...]
    note: Text | None = None
