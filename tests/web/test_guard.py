# SPDX-License-Identifier: Apache-2.0
"""Who may ask, how, and what is never told: to a page of another name, to the log, to whoever met an error."""

from __future__ import annotations

import contextlib
import logging
import sqlite3
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from goodoffices.app.handlers import destroy, enter, import_case
from goodoffices.app.house import House
from goodoffices.domain.destruction import Rule
from goodoffices.domain.people import Delegation, Side
from goodoffices.web import pages
from goodoffices.web.application import make
from goodoffices.web.guard import FORM as FORM_TYPE
from goodoffices.web.guard import LARGEST
from tests.web.conftest import ADDRESS, OURS, ROOT, client, remark, small
from tests.web.reading import visit


if TYPE_CHECKING:
    from collections.abc import Iterator

    from httpx2 import Response


KNOWN = (
    "127.0.0.1",
    "127.0.0.1:8000",
    "127.8.9.1",
    "localhost",
    "LocalHost:80",
    "[::1]",
    "[::1]:8000",
    "desk.example",
    "DESK.example:443",
)
UNKNOWN = (
    "example.org",
    "localhost.example.org",
    "127.0.0.1.nip.example",
    "10.0.0.1",
    "[::2]",
    "0.0.0.0",  # noqa: S104 - nothing is bound to it
    "",
    "localhost:80:80",
    "localhost/x",
    "user@localhost",
    "[127.0.0.1",
    "2130706433",
)


@pytest.mark.parametrize("host", KNOWN)
def test_the_house_answers_to_names_of_this_machine_and_the_one_it_was_given(channel_house: House, host: str) -> None:
    answer = client(channel_house, host="desk.example").get("/m/channel-2025", headers={"Host": host})
    assert answer.status_code == HTTPStatus.OK


@pytest.mark.parametrize("host", UNKNOWN)
def test_a_name_that_somebody_else_points_here_is_refused_and_learns_nothing(channel_house: House, host: str) -> None:
    ask = client(channel_house, host="desk.example")
    for path in ("/", "/m/channel-2025", "/m/absent", "/style.css"):
        answer = ask.get(path, headers={"Host": host})
        assert answer.status_code == HTTPStatus.MISDIRECTED_REQUEST
        assert "Alexander" not in answer.text
    assert client(channel_house).get("/", headers={"Host": "desk.example"}).status_code == 421


def test_two_names_at_once_are_none(channel: TestClient) -> None:
    answer = channel.get("/m/channel-2025", headers=[("Host", "localhost"), ("Host", "localhost")])
    assert answer.status_code == HTTPStatus.MISDIRECTED_REQUEST


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "BREW"])
@pytest.mark.parametrize("path", ["/", "/m/channel-2025", "/m/absent", "/nowhere"])
def test_nothing_is_asked_but_to_be_shown_and_to_record(channel: TestClient, method: str, path: str) -> None:
    answer = channel.request(method, path, headers=OURS)
    assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert answer.headers["allow"] == "GET, HEAD, POST"


@pytest.mark.parametrize("path", ["/", "/m/channel-2025", "/m/absent", "/style.css", "/desk.js"])
def test_what_only_shows_takes_no_form(channel: TestClient, path: str) -> None:
    answer = channel.post(path, headers=OURS)
    assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}


FOREIGN: tuple[list[tuple[str, str]], ...] = (
    [],
    [("Sec-Fetch-Site", "cross-site")],
    [("Sec-Fetch-Site", "same-site")],
    [("Sec-Fetch-Site", "cross-site"), ("Origin", ADDRESS)],
    [("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Site", "cross-site")],
    [("Sec-Fetch-Site", "")],
    [("Origin", "null")],
    [("Origin", "https://example.org")],
    [("Origin", f"{ADDRESS}:8000")],
    [("Origin", f"{ADDRESS}.example.org")],
    [("Origin", ADDRESS), ("Origin", ADDRESS)],
    [("Origin", "http://localhost")],
    [("Referer", f"{ADDRESS}/m/case/new/subject")],
)
OWN: tuple[list[tuple[str, str]], ...] = (
    [("Sec-Fetch-Site", "same-origin")],
    [("Sec-Fetch-Site", "same-origin"), ("Origin", "null")],
    [("Sec-Fetch-Site", "none")],
    [("Origin", ADDRESS)],
    [("Origin", "HTTP://127.0.0.1")],
    [("Origin", "https://127.0.0.1")],
)
FORM = {"id": "matter", "name": "The matter", "_seen": "1"}


@pytest.mark.parametrize("headers", FOREIGN)
def test_a_form_of_another_site_records_nothing(house: House, headers: list[tuple[str, str]]) -> None:
    small(house, "case")
    answer = client(house).post("/m/case/new/subject", data=FORM, headers=headers)
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "did not come from a page of this house" in answer.text
    assert "matter" not in house.mediation().state()


@pytest.mark.parametrize("headers", OWN)
def test_a_form_of_our_own_records(house: House, headers: list[tuple[str, str]]) -> None:
    small(house, "case")
    answer = client(house).post("/m/case/new/subject", data=FORM, headers=headers)
    assert answer.status_code == HTTPStatus.SEE_OTHER
    assert "matter" in house.mediation().state()


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"id=matter&name=" + b"x" * LARGEST, FORM_TYPE, 413),
        (b"id=matter&name=x", "multipart/form-data; boundary=x", 415),
        (b"id=matter&name=x", "application/json", 415),
        (b"id=matter&name=x", "", 415),
        (b"id=matter&name=%ff", FORM_TYPE, 400),
        ("id=matter&name=ü".encode(), FORM_TYPE, 400),
        (b"id=matter&name", FORM_TYPE, 400),
        (b"id=matter&name=x&name=y", FORM_TYPE, 400),
        (b"id=matter&name=x&sides=2", FORM_TYPE, 400),
        (b"id=matter&name=x&name[1]=y", FORM_TYPE, 400),
        (b"id=matter&name=x&" + b"&".join(b"note=%d" % number for number in range(6000)), FORM_TYPE, 400),
    ],
)
def test_what_no_form_of_ours_sends_is_refused_whole(house: House, body: bytes, kind: str, status: int) -> None:
    small(house, "case")
    headers = {**OURS, "Content-Type": kind}
    answer = client(house).post("/m/case/new/subject", content=body, headers=headers)
    assert answer.status_code == status
    assert "matter" not in house.mediation().state()


def test_a_body_that_hides_its_length_is_read_no_further_than_a_form_goes(house: House) -> None:
    small(house, "case")
    read = 0

    def endless() -> Iterator[bytes]:
        nonlocal read
        for _ in range(1000):
            read += 1
            yield b"name=" + b"x" * 100_000

    answer = client(house).post("/m/case/new/subject", content=endless(), headers=OURS)
    assert answer.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert len(house.mediation().state()) == 1


def test_what_is_absent_and_what_is_not_shown_cannot_be_told_apart(house: House) -> None:
    small(house, "open")
    small(house, "hidden")
    ask = client(house, "open")
    assert ask.get("/m/open").status_code == HTTPStatus.OK
    hidden, *others = (
        ask.get(address)
        for address in ("/m/hidden", "/m/absent", "/m/hidden/proposals", "/m/open/entry/hidden", "/nowhere", "/m/%00")
    )
    assert hidden.status_code == HTTPStatus.NOT_FOUND
    for other in others:
        assert _alike(hidden, other), other.url


def _alike(one: Response, other: Response) -> bool:
    return (one.status_code, one.headers, one.content) == (other.status_code, other.headers, other.content)


def test_one_mediation_is_led_to_and_several_are_listed(house: House) -> None:
    small(house, "first", "The first case")
    assert client(house).get("/").headers["location"] == "/m/first"
    small(house, "second", "The second case")
    page = visit(client(house), "/")
    assert "The first case" in page.text
    assert "The second case" in page.text
    assert client(house, "second").get("/").headers["location"] == "/m/second"


def test_what_is_brought_in_while_the_pages_are_served_is_shown(house: House) -> None:
    ask = client(house)
    assert ask.get("/m/later").status_code == HTTPStatus.NOT_FOUND
    small(house, "later", "A later case")
    assert "A later case" in visit(ask, "/m/later").text


def test_behind_a_proxy_every_address_begins_where_the_house_is(channel_house: House) -> None:
    ask = TestClient(make(channel_house), base_url=ADDRESS, root_path="/house", follow_redirects=False)
    assert ask.get("/house/").headers["location"] == "/house/m/channel-2025"
    page = visit(ask, "/house/m/channel-2025")
    assert all(address.startswith(("/house/", "#")) for address in page.addresses())


def test_an_error_of_the_program_shows_nothing_and_logs_no_words(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    small(house, "case")

    def fails(*_: object) -> None:
        raise KeyError("the secret name")

    monkeypatch.setattr(pages, "desk_view", fails)
    caplog.set_level(logging.DEBUG)
    answer = client(house).get("/m/case")
    assert answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert "Something went wrong" in answer.text
    assert "secret" not in answer.text + caplog.text
    assert "KeyError" not in answer.text
    assert "KeyError in " in caplog.text
    assert "fails (" in caplog.text


def test_a_record_that_was_tampered_with_is_said_in_a_sentence(house: House) -> None:
    small(house, "case")
    with contextlib.closing(sqlite3.connect(house.directory / "house.sqlite")) as connection, connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute("UPDATE entry SET sealed = zeroblob(length(sealed))")
    answer = client(house).get("/m/case")
    assert answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert "The record cannot be read" in answer.text
    assert "does not fit the chain" in answer.text


def test_the_log_names_no_address_no_id_and_no_search(channel: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "goodoffices")
    channel.get("/m/channel-2025/entry/bahbah")
    channel.get("/m/channel-2025/chronology?person=witkoff&believed=nonsense")
    channel.get("/m/alexander")
    channel.request("ALEXANDER", "/alexander")
    assert [record.getMessage() for record in caplog.records if record.name == "goodoffices.web"] == [
        "GET entry 200",
        "GET chronology 400",
        "GET desk 404",
        "other none 405",
    ]
    assert not any(word in caplog.text for word in ("bahbah", "witkoff", "nonsense", "alexander", "channel-2025"))


def test_what_was_destroyed_is_on_no_page(house: House) -> None:
    import_case(house, (ROOT / "examples" / "channel-2025.toml").read_bytes(), "channel-2025.toml", "the team")
    mediation = house.mediation()
    enter(mediation, (Delegation(id="union", name="Union", side=Side.PARTY),), "the team")
    enter(mediation, (remark("s1", "union", "between us, we would take less"),), "the team")
    ask = client(house)
    assert "between us" in ask.get("/m/channel-2025/chronology").text

    destroy(mediation, Rule(ids=("s1",)), "the team", "asked for")
    for path in ("", "/chronology", "/proposals", "/knowledge", "/entry/union"):
        assert "between us" not in ask.get(f"/m/channel-2025{path}").text
    assert ask.get("/m/channel-2025/entry/s1").status_code == HTTPStatus.NOT_FOUND
    assert "1 of them destroyed" in ask.get("/m/channel-2025").text
