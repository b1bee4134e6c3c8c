# SPDX-License-Identifier: Apache-2.0
"""Take the pictures of docs/guide: `make pictures`, or `make pictures ARGS='desk search'` for some of them.

They are taken in a real browser from the example cases, at the width of a screen and of a telephone, on a morning that
stands still, so that a picture changes when a page does. A test holds them to the pages: each page has a picture, and
each picture is shown by the guide.
"""

from __future__ import annotations

import io
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

import uvicorn
from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize

from goodoffices.app.handlers import import_case
from goodoffices.app.house import House
from goodoffices.times import Instant
from goodoffices.web.application import make
from tests.browser.chromium import chromium
from tests.browser.program import EXAMPLES, PARTY, example, with_own_scores


PLACE: Final = Path(__file__).resolve().parent / "guide" / "pictures"
MORNING: Final = Instant.read("2025-05-14T06:00:00Z")
COLOURS: Final = 128
MOST_BYTES: Final = 150_000
SIZES: Final = (ViewportSize(width=1440, height=1000), ViewportSize(width=360, height=760))

_CHANNEL: Final = "/m/channel-2025"
_LABOUR: Final = "/m/hollenfurt"


class Shot(NamedTuple):
    """A page as it is pictured: its route, its address, what is done on it first, and what leads the picture."""

    route: str
    address: str
    do: Callable[[Page], None] = lambda _page: None
    lead: str = ""


def _add(page: Page) -> None:
    """Open what can be added."""
    page.get_by_text("Add", exact=True).click()


def _fail(page: Page) -> None:
    """Send a form with a name that could be two people, and without what was said."""
    page.get_by_label("From", exact=False).first.fill("Trump")
    page.get_by_role("button", name="Record", exact=True).click()


def _show(page: Page) -> None:
    """Look at a showing that nobody released."""
    page.get_by_label("Before whom").fill("Hollenfurt Tramways")
    page.get_by_label("The exact words").fill(
        "It is not the money that brought people out on the street, it is the nights."
    )
    page.get_by_label("How it reached them").select_option(label="meeting")
    page.get_by_role("button", name="See what they would learn").click()
    page.get_by_role("heading", name="Not shown yet").wait_for()


def _compare(page: Page) -> None:
    """Answer a first question."""
    page.get_by_role("button", name="Rather the one", exact=True).click()
    page.get_by_role("heading", name="Question 2").wait_for()


def _join(page: Page) -> None:
    """Say of two terms that they are worth more together."""
    row = page.get_by_role("group", name="Together 1")
    row.get_by_label("This term").select_option("nights.1")
    row.get_by_label("with this").first.select_option("roster.1")
    row.get_by_label("by so many points").fill("8")


_PARTY: Final = f"{_LABOUR}/party/{PARTY}"

_GESTURE: Final = "cost=10&name1=sympathy&worth1=5&high1=1+in+2&name2=a+clear+statement&worth2=40"

SHOTS: Final = {
    "mediations": Shot("mediations", "/"),
    "zone": Shot("zone", "/zone"),
    "desk": Shot("desk", _CHANNEL),
    "lanes": Shot("desk", _CHANNEL, lead=".lanes"),
    "quick": Shot("quick", f"{_CHANNEL}/quick"),
    "add": Shot("desk", _CHANNEL, do=_add),
    "chronology": Shot("chronology", f"{_CHANNEL}/chronology", lead="ol.rows"),
    "proposals": Shot("proposals", f"{_CHANNEL}/proposals"),
    "compare": Shot("compare", f"{_CHANNEL}/proposals/compare?a=p2&b=p5"),
    "settlement": Shot("settlement", f"{_LABOUR}/settlement?draft=draft3"),
    "curve": Shot("settlement", f"{_LABOUR}/settlement?draft=draft3", lead=".settling"),
    "packages": Shot("packages", f"{_LABOUR}/settlement/packages?draft=draft3", lead="#all-packages"),
    "gesture": Shot("gesture", f"{_LABOUR}/gesture?{_GESTURE}", lead="#weighed"),
    "proposal": Shot("proposal", f"{_LABOUR}/proposal/draft3"),
    "knowledge": Shot("knowledge", f"{_CHANNEL}/knowledge?as_of=2025-05-08"),
    "people": Shot("people", f"{_CHANNEL}/people"),
    "person": Shot("person", f"{_CHANNEL}/person/dermer"),
    "merge": Shot("merge", f"{_LABOUR}/person/vogt/merge"),
    "split": Shot("split", f"{_CHANNEL}/person/bahbah/split"),
    "undo": Shot("undo", f"{_LABOUR}/person/caller_is_vogt/undo"),
    "caucuses": Shot("caucuses", f"{_LABOUR}/caucus"),
    "caucus": Shot("caucus", f"{_LABOUR}/caucus/union"),
    "scores": Shot("scores", f"{_LABOUR}/scores"),
    "ask": Shot("ask", f"{_LABOUR}/party/employer/ask"),
    "party": Shot("party", _PARTY),
    "told": Shot("party", _PARTY, lead="#told"),
    "rate": Shot("rate", f"{_PARTY}/rate/swing", lead="fieldset.rating"),
    "choose": Shot("choose", f"{_PARTY}/choose", do=_compare),
    "together": Shot("together", f"{_PARTY}/together", do=_join, lead="fieldset.rating"),
    "sheet": Shot("sheet", f"{_PARTY}/sheet"),
    "let": Shot("let", f"{_PARTY}/let"),
    "record": Shot("record", f"{_LABOUR}/record?check=now"),
    "destroy": Shot("destroy", f"{_LABOUR}/destroy?standing=off+the+record&caucus=union"),
    "search": Shot("search", f"{_CHANNEL}/search?q=10+hostages"),
    "entry": Shot("entry", f"{_CHANNEL}/entry/r22"),
    "new": Shot("new", f"{_CHANNEL}/new/exchange"),
    "wrong": Shot("new", f"{_CHANNEL}/new/exchange", do=_fail),
    "showing": Shot("new", f"{_LABOUR}/new/showing", do=_show),
    "correct": Shot("correct", f"{_CHANNEL}/entry/r19/correct"),
    "withdraw": Shot("withdraw", f"{_LABOUR}/entry/rl1/withdraw"),
}


def name_of(shot: str, size: ViewportSize) -> str:
    """The file of a picture."""
    return f"{shot}-{size['width']}.png"


@contextmanager
def standing_house() -> Iterator[str]:
    """Serve the example cases on a morning that stands still; give the address."""
    with tempfile.TemporaryDirectory() as place:
        counter = iter(range(1, 1_000_000))
        house = House.found(
            Path(place) / "house", clock=lambda: MORNING, randomness=lambda size: next(counter).to_bytes(size, "big")
        )
        for case in EXAMPLES:
            name, data = example(case)
            import_case(house, data, name, "the mediator's team")
        with_own_scores(house)
        server = uvicorn.Server(uvicorn.Config(make(house), host="127.0.0.1", port=0, log_config=None, lifespan="off"))
        listening = server.config.bind_socket()
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
            house.close()


def taken(browser: Browser, address: str, shot: Shot, size: ViewportSize) -> bytes:
    """Take one picture, as PNG of few colours."""
    context = browser.new_context(viewport=size, locale="en", reduced_motion="reduce", color_scheme="light")
    page = context.new_page()
    answer = page.goto(f"{address}{shot.address}")
    if answer is None or not answer.ok:
        raise LookupError(f"{shot.address} cannot be pictured: it answers {answer.status if answer else 'nothing'}")
    shot.do(page)
    if shot.lead:
        page.locator(shot.lead).first.evaluate("one => one.scrollIntoView({block: 'start'})")
    picture = Image.open(io.BytesIO(page.screenshot()))
    context.close()
    small = io.BytesIO()
    picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return small.getvalue()


def main(names: list[str]) -> None:
    """Take the pictures that are named, or all."""
    PLACE.mkdir(exist_ok=True)
    with standing_house() as address, chromium() as browser:
        for name in names or SHOTS:
            for size in SIZES:
                data = taken(browser, address, SHOTS[name], size)
                (PLACE / name_of(name, size)).write_bytes(data)
                print(f"docs/guide/pictures/{name_of(name, size)}  {len(data) // 1000} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
