# SPDX-License-Identifier: Apache-2.0
"""Pages to be visited: of the example, of a case that means no good, and of a house with nothing in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from goodoffices.app.handlers import enter, import_case
from goodoffices.app.house import House
from goodoffices.domain.people import Subject
from goodoffices.domain.statements import Medium, Standing, Statement
from goodoffices.times import Instant, When
from goodoffices.web.application import make
from tests.asking import asked, given, let, some_scores, with_more


if TYPE_CHECKING:
    from collections.abc import Iterator


ROOT = Path(__file__).resolve().parents[2]
NOW = Instant.read("2025-05-14T06:00:00Z")
ADDRESS = "http://127.0.0.1"
OURS = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}
"""What a browser says when a form of our own is sent."""

HOSTILE = r"""
goodoffices = 1

[mediation]
id = "water"
title = "نزاع المياه <script>alert(0)</script>"
zone = "Asia/Beirut"
language = "ar\" onload=\"x"
about = "</main><h1>Mine</h1> {{ 7*7 }} {% endblock %} %(zone)s"

[[delegation]]
id = "north"
name = "القرية الشمالية"
side = "party"

[[delegation]]
id = "south"
name = "<script>alert(1)</script> & \"Süd\""
side = "party"

[[delegation]]
id = "broker"
name = "<b>Broker"
side = "mediator"

[[person]]
id = "khalil"
name = "خليل الحداد"
delegation = "north"

[[person]]
id = "evil"
name = "Evil \u202Egnp.exe"
delegation = "south"

[[person]]
id = "long"
name = "LONGNAME"

[[issue]]
id = "canal"
name = "طول القناة <i>"
kind = "quantity"
unit = "km"
steps = ["10 km", "15 km", "20 km"]

[[issue]]
id = "guard"
name = "</legend><script>alert(4)</script> \u202Eguard"
kind = "choice"
options = [{ id = "none", name = "<b>لا أحد" }, { id = "ours", name = "\" onfocus=alert(5) x=\"" }]

[[dependency]]
id = "d1"
text = "<h1>Only</h1> {{ 7*7 }} %(points)s"
kind = "only if"
of = [{ issue = "canal", terms = ["20 km"] }]
needs = [{ issue = "guard", terms = ["none"] }]

[[scores]]
id = "v1"
delegation = "north"
when = "2025-05-02"
minimum = "1"
note = "</details><script>alert(8)</script>"

[[scores.issues]]
issue = "canal"
values = [{ term = "10 km", value = "0" }, { term = "15 km", value = "2" }, { term = "20 km", value = "3" }]

[[scores]]
id = "v2"
delegation = "south"
when = "2025-05-02"
received = "2025-05-02"

[[scores.issues]]
issue = "canal"
values = [{ term = "10 km", value = "5" }, { term = "15 km", value = "4" }, { term = "20 km", value = "0" }]

[[exchange]]
id = "e1"
when = "2025-05-01 10:00"
kind = "call"
from = ["khalil"]
to = ["evil", "south"]
through = ["long"]
place = "\"><img src=x>"
count = "100% <b>"
text = "a\u2066b\u2069 <img src=x onerror=alert(1)> javascript:alert(1) c\u2067d LONGWORD"
attribution = "خليل < \"Süd\" & sons"
status = "denied"
also = [{ attribution = "x\" y='z'", status = "confirmed", text = "<svg onload=alert(3)>" }]

[[proposal]]
id = "p1"
title = "\"><script>alert(2)</script>"
kind = "offer"
by = ["north"]
to = ["south"]
when = "2025-05-03"
terms = { canal = "15 km" }
conditions = [{ text = "<style>*{display:none}</style>" }]
note = "<!-- "

[[answer]]
id = "a1"
proposal = "p1"
by = "south"
when = "2025-05-04"
kind = "ask"
text = "<textarea>"

[[knowledge]]
id = "k1"
who = ["khalil", "long"]
subject = "p1"
since = "2025-05-03"
how = "told"
detail = "full text"
through = ["evil"]
note = "]]><iframe src=//example.org>"

[[clock]]
id = "c1"
name = "<marquee>"
kind = "deadline"
until = "2025-06-01"

[[notice]]
id = "n1"
about = "p1"
to = "khalil"
place = 1
"""


def found(directory: Path) -> House:
    """A house whose clock stands still and whose keys are nobody's."""
    counter = iter(range(1, 1_000_000))
    return House.found(
        directory / "house", clock=lambda: NOW, randomness=lambda size: next(counter).to_bytes(size, "big")
    )


def client(house: House, mediation: str = "", host: str = "") -> TestClient:
    """Somebody who asks the pages of a house from this machine, and is told of every error as a browser would be."""
    return TestClient(make(house, mediation, host=host), base_url=ADDRESS, follow_redirects=False)


@pytest.fixture(scope="session", name="channel_house")
def _channel_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = found(tmp_path_factory.mktemp("channel"))
    import_case(house, (ROOT / "examples" / "channel-2025.toml").read_bytes(), "channel-2025.toml", "the team")
    asked(house, "channel-2025", "hamas", "2025-05-13")
    yield house
    house.close()


@pytest.fixture(scope="session", name="channel")
def _channel(channel_house: House) -> TestClient:
    return client(channel_house)


@pytest.fixture(scope="session", name="hostile")
def _hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    house = found(tmp_path_factory.mktemp("hostile"))
    case = HOSTILE.replace("LONGWORD", "x" * 10_000).replace("LONGNAME", "W" * 1_000)
    import_case(house, case.encode(), "water.toml", "<team>")
    north = asked(house, "water", "north", "2025-05-02")
    given(north, with_more(some_scores(north, "north", "</p><script>alert(6)</script> {note}")))
    south = asked(house, "water", "south", "2025-05-02")
    given(south, some_scores(south, "south"))
    for side in ("north", "south"):
        let(house, "water", side)
    yield client(house)
    house.close()


@pytest.fixture(name="labour")
def _labour(tmp_path: Path) -> Iterator[House]:
    """A house of its own for each test, with a whole case of many kinds, to record in."""
    house = found(tmp_path)
    import_case(house, (ROOT / "examples" / "labour-2024.toml").read_bytes(), "labour-2024.toml", "the office")
    yield house
    house.close()


@pytest.fixture(name="ask")
def _ask(labour: House) -> TestClient:
    return client(labour)


@pytest.fixture(name="house")
def _house(tmp_path: Path) -> Iterator[House]:
    house = found(tmp_path)
    yield house
    house.close()


def small(house: House, identifier: str, title: str = "A small case") -> None:
    """Begin a mediation with next to nothing in it."""
    case = f'goodoffices = 1\n[mediation]\nid = "{identifier}"\ntitle = "{title}"\n'
    import_case(house, case.encode(), "small.toml", "the team")


def remark(identifier: str, delegation: str, text: str) -> Statement:
    """A statement off the record."""
    return Statement(
        id=identifier,
        delegation=delegation,
        when=When.read("2025-05-01"),
        medium=Medium.TELEPHONE,
        standing=Standing.OFF_THE_RECORD,
        text=text,
    )


def correct_subject(house: House, name: str, why: str) -> None:
    """Record the subject `matter` anew, under another name."""
    enter(house.mediation(), (Subject(id="matter", name=name),), "the team", why)
