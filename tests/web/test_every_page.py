# SPDX-License-Identifier: Apache-2.0
"""What holds of every page there is. The walk goes over the route table: a new page is in it or the walk fails."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from starlette.routing import Route

from goodoffices.app.house import House
from goodoffices.web.forms.layout import ADDED
from tests.web.conftest import OURS, client
from tests.web.reading import Page, visit


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from httpx2 import Response
    from starlette.testclient import TestClient


# What stands in the addresses of the pages, and what is asked of them, for each route by its name.
VISITS: dict[str, tuple[str, ...]] = {
    "mediations": ("/",),
    "style": ("/style.css",),
    "script": ("/desk.js",),
    "zone": (
        "/zone",
        "/zone?back=%2Fm%2F{mediation}%2Fchronology%3Fstatus%3Dconfirmed",
        "/zone?back=https%3A%2F%2Fexample.org",
    ),
    "desk": ("/m/{mediation}",),
    "chronology": (
        "/m/{mediation}/chronology",
        "/m/{mediation}/chronology?person=nobody&status=odd&kind=%3Cb%3E&believed=11+Mai",
        "/m/{mediation}/chronology?believed=2000-01-01",
        "/m/{mediation}/chronology?believed=2025-05-13&status=confirmed",
        "/m/{mediation}/chronology?day=2025-05-03",
        "/m/{mediation}/chronology?day=11+Mai&page=x",
        "/m/{mediation}/chronology?source=%3Cb%3E&page=99",
    ),
    "proposals": ("/m/{mediation}/proposals", "/m/{mediation}/proposals?page=99"),
    "compare": (
        "/m/{mediation}/proposals/compare",
        "/m/{mediation}/proposals/compare?a=p1&b=p1",
        "/m/{mediation}/proposals/compare?a=p2&b=p5",
        "/m/{mediation}/proposals/compare?a=%3Cscript%3E&b=",
    ),
    "proposal": ("/m/{mediation}/proposal/{id}",),
    "knowledge": (
        "/m/{mediation}/knowledge",
        "/m/{mediation}/knowledge?as_of=2025-05-07",
        "/m/{mediation}/knowledge?as_of=%3Cscript%3E",
        "/m/{mediation}/knowledge?by=day&day=20211",
        "/m/{mediation}/knowledge?by=day&day=99999999999&who=%3Cb%3E&subject=x&people=9&subjects=x",
    ),
    "search": (
        "/m/{mediation}/search",
        "/m/{mediation}/search?q=al-Hayya+alert",
        "/m/{mediation}/search?q=Hamas&kind=exchange&page=2",
        "/m/{mediation}/search?q=%3Cscript%3E+%E2%80%AE%22&kind=%3Cb%3E&page=x",
        "/m/{mediation}/search?q=" + "x" * 501,
    ),
    "entry": ("/m/{mediation}/entry/{id}",),
    "people": ("/m/{mediation}/people",),
    "person": (
        "/m/{mediation}/person/{id}",
        "/m/{mediation}/person/hamas?as_of=2025-05-07&page=2",
        "/m/{mediation}/person/khalil?as_of=%3Cscript%3E&page=x",
    ),
    "merge": (
        "/m/{mediation}/person/{id}/merge",
        "/m/{mediation}/person/hamas/merge?is=israel",
        "/m/{mediation}/person/khalil/merge?is=evil&note=%3Cb%3E",
        "/m/{mediation}/person/evil/merge?is=%3Cscript%3E",
    ),
    "split": (
        "/m/{mediation}/person/{id}/split",
        "/m/{mediation}/person/bahbah/split?in-r11=yes&in-r13=yes&name=Another&look=1",
        "/m/{mediation}/person/khalil/split?in-e1=yes&in-%3Cb%3E=yes&name=%E2%80%AE%3Cscript%3E&look=1",
        "/m/{mediation}/person/khalil/split?name=x&is=evil&look=1",
    ),
    "undo": ("/m/{mediation}/person/{id}/undo",),
    "caucuses": ("/m/{mediation}/caucus",),
    "caucus": (
        "/m/{mediation}/caucus/{delegation}",
        "/m/{mediation}/caucus/hamas?kind=meeting&page=7",
        "/m/{mediation}/caucus/north?standing=off+the+record&kind=%3Cb%3E",
    ),
    "record": (
        "/m/{mediation}/record",
        "/m/{mediation}/record?check=now",
        "/m/{mediation}/record?check=now&expect=%3Cscript%3E&at=99999",
        "/m/{mediation}/record?at=2025-05-14&expect=3:" + "0" * 64 + "&check=now",
        "/m/{mediation}/record?at=%3Cb%3E&destroyed=e1",
    ),
    "export": ("/m/{mediation}/export",),
    "destroy": (
        "/m/{mediation}/destroy",
        "/m/{mediation}/destroy?ids=e1+r22&caucus=north",
        "/m/{mediation}/destroy?ids=%3Cb%3E&standing=odd&caucus=nobody",
        "/m/{mediation}/destroy?standing=off+the+record",
    ),
    "scores": ("/m/{mediation}/scores",),
    "gesture": (
        "/m/{mediation}/gesture",
        "/m/{mediation}/gesture?cost=10&name1=%D8%AA%D8%B9%D8%A7%D8%B7%D9%81&worth1=5&high1=1/2&name2=%D8%A8%D9%8A%D8%A7%D9%86&worth2=40",
        "/m/{mediation}/gesture?cost=%3Cscript%3E&name1=%3Cb%3E&worth1=" + "9" * 3000,
    ),
    "settlement": (
        "/m/{mediation}/settlement",
        "/m/{mediation}/settlement?draft=p1&package=0",
        "/m/{mediation}/settlement?draft=&package=1",
        "/m/{mediation}/settlement?draft=%3Cscript%3E&package=%3Cb%3E",
        "/m/{mediation}/settlement?package=" + "9" * 3000,
    ),
    "packages": (
        "/m/{mediation}/settlement/packages",
        "/m/{mediation}/settlement/packages?draft=p1&package=%3Cb%3E",
    ),
    "ask": ("/m/{mediation}/party/{delegation}/ask", "/m/{mediation}/party/south/ask"),
    "party": ("/m/{mediation}/party/{delegation}", "/m/{mediation}/party/north", "/m/{mediation}/party/hamas"),
    "let": (
        "/m/{mediation}/party/{delegation}/let",
        "/m/{mediation}/party/north/let",
        "/m/{mediation}/party/hamas/let",
    ),
    "rate": (
        "/m/{mediation}/party/{delegation}/rate/{way}",
        "/m/{mediation}/party/north/rate/rating",
        "/m/{mediation}/party/north/rate/swing",
        "/m/{mediation}/party/hamas/rate/rating",
    ),
    "choose": (
        "/m/{mediation}/party/{delegation}/choose",
        "/m/{mediation}/party/north/choose",
    ),
    "together": (
        "/m/{mediation}/party/{delegation}/together",
        "/m/{mediation}/party/north/together",
        "/m/{mediation}/party/hamas/together",
    ),
    "sheet": ("/m/{mediation}/party/{delegation}/sheet", "/m/{mediation}/party/north/sheet"),
    "sheet_file": (
        "/m/{mediation}/party/{delegation}/sheet/{form}",
        "/m/{mediation}/party/north/sheet/csv",
        "/m/{mediation}/party/north/sheet/xlsx",
    ),
    "quick": ("/m/{mediation}/quick",),
    "new": (
        "/m/{mediation}/new/{kind}",
        "/m/{mediation}/new/proposal?revises=p1",
        "/m/{mediation}/new/answer?proposal=p1&by=%3Cb%3E&when=%22&_why=x&nothing=1&about=x%0Ay",
        "/m/{mediation}/new/destruction",
    ),
    "correct": ("/m/{mediation}/entry/{id}/correct",),
    "withdraw": ("/m/{mediation}/entry/{id}/withdraw",),
}


HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
    "trusted-types 'none'",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cache-control": "no-store",
}


class Visitor:
    """Somebody who only reads, and so asks for each page once, however many tests look at it."""

    def __init__(self, asking: TestClient, mediation: str) -> None:
        self.asking = asking
        self.mediation = mediation
        self._answers: dict[str, Response] = {}
        self._pages: dict[str, Page] = {}

    def get(self, address: str) -> Response:
        if address not in self._answers:
            self._answers[address] = self.asking.get(address)
        return self._answers[address]

    def page(self, address: str) -> Page:
        if address not in self._pages:
            self._pages[address] = Page(self.get(address).text)
        return self._pages[address]

    def addresses(self) -> Iterator[str]:
        return addresses(self.get, self.mediation)

    def pages(self) -> Iterator[tuple[str, Page]]:
        """Every page there is, with its address."""
        for address in self.addresses():
            if self.get(address).headers.get("content-type", "").startswith("text/html"):
                yield address, self.page(address)


def addresses(get: Callable[[str], Response], mediation: str) -> Iterator[str]:
    """Every address of every route; of entries, every one that the pages lead to."""
    entries = {mediation}
    for page in ("", "/chronology", "/proposals", "/knowledge"):
        markup = get(f"/m/{mediation}{page}").text
        entries |= set(re.findall(rf'href="/m/{mediation}/entry/([a-z0-9_-]+)"', markup))
    for visits in VISITS.values():
        for address in visits:
            every = sorted(entries)[:: 1 if address.endswith("{id}") else 9]
            for entry in every if re.search("{(id|delegation)}", address) else [""]:
                for kind in ADDED if "{kind}" in address else [""]:
                    filled = address.replace("{mediation}", mediation).replace("{id}", entry)
                    filled = filled.replace("{delegation}", entry).replace("{way}", "rating").replace("{form}", "csv")
                    yield filled.replace("{kind}", kind)
    yield f"/m/{mediation}/entry/absent"
    yield "/m/absent"


@pytest.fixture(scope="module", name="visitor", params=["channel-2025", "water"])
def _visitor(request: pytest.FixtureRequest) -> Visitor:
    fixture = "channel" if request.param == "channel-2025" else "hostile"
    return Visitor(request.getfixturevalue(fixture), request.param)


def test_every_route_is_visited(channel: TestClient) -> None:
    routes = {route.name: route.path for route in channel.app.routes if isinstance(route, Route)}  # type: ignore[attr-defined]
    assert {name: visits[0] for name, visits in VISITS.items()} == routes


def test_every_page_is_well_formed_and_every_id_in_it_stands_once(visitor: Visitor) -> None:
    for address in visitor.addresses():
        assert visitor.get(address).status_code in (200, 303, 400, 404), address
    pages = 0
    for address, page in visitor.pages():
        pages += 1
        assert page.mistakes == [], address
        assert len(set(page.ids)) == len(page.ids), address
        assert len(page.all("h1")) == 1, address
        assert [html["lang"] for html in page.all("html")] == ["en"]
        labelled = {label["for"] for label in page.all("label")}
        fields = [field for tag in ("input", "select", "textarea") for field in page.all(tag)]
        named = {field["id"] for field in fields if field.get("type") != "hidden"}
        assert named == labelled, address
        for _, attributes in page.elements:
            for name in ("aria-labelledby", "aria-describedby"):
                assert set(attributes.get(name, "").split()) <= set(page.ids), address
        for table in page.all("table"):
            assert table.get("role") == "table"
            assert page.all("caption"), address
        assert all(head.get("scope") for head in page.all("th")), address
    assert pages > 20


def test_every_link_leads_somewhere(visitor: Visitor) -> None:
    led: dict[str, str] = {}
    for address, page in visitor.pages():
        led.update(dict.fromkeys(page.addresses(), address))
    assert led
    for target, origin in led.items():
        place, _, anchor = target.partition("#")
        assert not place or place.startswith("/"), f"{origin} leads outside: {target}"
        if place:
            assert visitor.get(place).status_code in (200, 303), f"{origin} leads to {target}"
            assert not anchor or anchor in visitor.page(place).ids or place.endswith("/knowledge"), target


def test_every_answer_has_the_strict_headers_and_no_cookie(visitor: Visitor) -> None:
    ask, mediation = visitor.asking, visitor.mediation
    answers = [visitor.get(address) for address in visitor.addresses()]
    answers += [
        ask.head(f"/m/{mediation}"),
        ask.post(f"/m/{mediation}"),
        ask.post(f"/m/{mediation}", headers=OURS, data={}),
        ask.get("/", headers={"Host": "example.org"}),
        ask.get("/m/a/b/c/d"),
    ]
    assert {answer.status_code for answer in answers} == {200, 303, 400, 403, 404, 405, 421}
    for answer in answers:
        for name, value in HEADERS.items():
            assert answer.headers.get_list(name) == [value], answer.url
        assert "set-cookie" not in answer.headers


def test_no_page_has_a_style_of_its_own_or_a_script_but_the_one(visitor: Visitor) -> None:
    for address, page in visitor.pages():
        tags = {tag for tag, _ in page.elements}
        assert not tags & {"style", "img", "iframe", "object", "embed", "base", "marquee"}
        assert page.all("script") == [{"src": "/desk.js", "defer": ""}]
        assert all(re.fullmatch(r"f-[a-z0-9_-]+", area["id"]) for area in page.all("textarea")), "nobody else's fields"
        assert {picture["class"].split()[0] for picture in page.all("svg")} <= {"lanes", "worth", "packages"}, (
            "no picture of anybody else's"
        )
        names = {name for _, attributes in page.elements for name in attributes}
        assert not {name for name in names if name.startswith("on") or name == "style"}, address
        assert page.all("link") == [{"rel": "stylesheet", "href": "/style.css"}]


def test_a_house_with_nothing_in_it_says_what_to_do(house: House) -> None:
    page = visit(client(house), "/")
    assert page.mistakes == []
    assert "There is no mediation in this house yet." in page.text
    assert "goodoffices import" in page.text
