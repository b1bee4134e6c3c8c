# SPDX-License-Identifier: Apache-2.0
"""Records to measure on: a house with as many invented entries as are asked for, and its sealed rows in memory."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from goodoffices.app.house import House
from goodoffices.app.mediation import OpenMediation
from goodoffices.domain.entries import Entry, Fact
from goodoffices.domain.people import Delegation, Mediation, Person, Side
from goodoffices.domain.reports import Exchange, ExchangeKind, Status
from goodoffices.times import Instant, When, now


BATCH = 2000
START = Instant.read("2024-01-01T08:00:00Z")
OPENING: tuple[Fact, ...] = (
    Mediation(id="measured", title="A mediation to measure on", zone="Europe/Vienna"),
    Delegation(id="union", name="Transport Union", side=Side.PARTY),
    Delegation(id="employer", name="Harbour Lines", side=Side.PARTY),
    Person(id="anna", name="Anna Berger", delegation="union"),
    Person(id="omar", name="Omar Haddad", delegation="employer"),
)
TEXT = (
    "He said that the notice for night shifts could be put in writing before the end of the month, provided that the"
    " other side says nothing of it to the press; he asked twice whether the roster of the second quay was meant too."
)


def exchange(number: int) -> Exchange:
    """The exchange of that number: about 450 bytes as it is recorded, at a time of its own."""
    day, minute = divmod(number, 1440)
    return Exchange(
        id=f"e{number}",
        when=When.read(
            f"{2024 + day // 336}-{day // 28 % 12 + 1:02}-{day % 28 + 1:02} {minute // 60:02}:{minute % 60:02}"
        ),
        kind=ExchangeKind.CALL,
        from_=("anna",),
        to=("omar",),
        minutes=number % 50 + 1,
        text=f"{number}. {TEXT}",
        attribution="the union < Anna Berger",
        status=Status.REPORTED,
    )


def entry(number: int) -> Entry:
    """The entry of that number, counting from 0: the opening first, exchanges after it."""
    fact = OPENING[number] if number < len(OPENING) else exchange(number)
    return Entry(recorded=Instant(START.seconds + number * 60), by="conciliator", fact=fact)


@contextmanager
def house(place: Path | None = None) -> Iterator[House]:
    """Give a house of its own on the disk of this machine, or at a place there, and remove it."""
    with tempfile.TemporaryDirectory(dir=place or Path.cwd(), prefix=".measured-") as directory:
        made = House.found(Path(directory) / "house", clock=now, randomness=os.urandom)
        try:
            yield made
        finally:
            made.close()


def fill(mediation: OpenMediation, count: int) -> None:
    """Append entries in large transactions until there are `count`."""
    while (have := mediation.record.head().sequence) < count:
        with mediation.record.writing() as writing:
            writing.append([entry(number) for number in range(have, min(count, have + BATCH))])
