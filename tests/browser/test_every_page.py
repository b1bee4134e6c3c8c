# SPDX-License-Identifier: Apache-2.0
"""What holds of every page in a browser. The walk goes over the route table, so that a new page cannot escape it.

Each page is opened once in each language, in English in light and in Arabic in dark, and of each kind one once more
without scripts; the tests ask what was seen there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

import pytest

from tests.browser import looking
from tests.browser.looking import Listener
from tests.browser.walk import addresses, routes


if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.browser.conftest import Examples
    from tests.browser.looking import Colours


DIRECTIONS = {"en": "ltr", "ar": "rtl"}
FIRST = "en"
"""The language in which is looked at what no language changes: keyboard, paper, scripts."""
COLOURS: Final[dict[str, Colours]] = {"en": "light", "ar": "dark"}
"""In which colours the pages are looked at in each language: no language has its own (tests/web/test_look.py)."""
_TOP: Final = """() => {
    const top = document.querySelector("header").cloneNode(true);
    for (const kept of top.querySelectorAll("[type=hidden]")) kept.remove();
    for (const link of top.querySelectorAll("[href]")) link.removeAttribute("href");
    return top.outerHTML.replace(/\\s+/g, " ");
}"""
"""The top of a page as it is shown: without where its links lead and what its forms carry along."""

Faults = dict[str, list[str]]


@pytest.fixture(scope="session", name="pages")
def _pages(examples: Examples, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str]]:
    return list(addresses(routes(tmp_path_factory.mktemp("routes") / "house"), examples.states))


@pytest.fixture(scope="session", name="walk")
def _walk(browser: Browser, examples: Examples, pages: list[tuple[str, str]]) -> Faults:
    """What is wrong with the pages, by what was looked at; each fault with the page that has it."""
    contexts = [looking.seat(browser, language, COLOURS[language]) for language in DIRECTIONS]
    silent = browser.new_context(locale=FIRST, java_script_enabled=False)
    faults: Faults = {}
    for language, look, place, fault in _seen(contexts, silent, examples.served.address, pages):
        faults.setdefault(look, []).append(f"{language} {place}: {fault}")
    for context in (*contexts, silent):
        context.close()
    return faults


def _seen(
    contexts: list[BrowserContext], silent: BrowserContext, origin: str, places: list[tuple[str, str]]
) -> Iterator[tuple[str, str, str, str]]:
    """Open every page in every language; give each fault with the language, the look that found it, and the place."""
    languages = list(DIRECTIONS)
    pages = [context.new_page() for context in contexts]
    listeners = [Listener(page, origin) for page in pages]
    mute = silent.new_page()
    met: set[str] = set()
    for route, place in places:
        is_new = route not in met
        met.add(route)
        for listener in listeners:
            list(listener.faults())  # what the examination of the page before set off is not the page's
        # One page is made while the other is shown.
        responses = [page.goto(f"{origin}{place}", wait_until="commit") for page in pages]
        for language, page, listener, response in zip(languages, pages, listeners, responses, strict=True):
            page.wait_for_load_state()
            assert response is not None
            if response.status not in {200, 400} and route != "refused":
                yield language, "answer", place, f"{response.status}"
            looks = {"policy": looking.policy(response), "language": _language(page, language)}
            if language == FIRST:
                looks["script"] = looking.scripts(page, mute) if is_new else iter(())
                looks["paper"] = looking.paper(page, whole=is_new)
                looks["keyboard"] = looking.keyboard(page)
            looks["layout"] = looking.layout(page)
            looks["quiet"] = listener.faults()
            yield from ((language, look, place, fault) for look, faults in looks.items() for fault in faults)
        top = cast("str", pages[0].evaluate(_TOP))
        for part in ("html",) if top in met else ("html", "header"):
            for number, fault in looking.accessibility(*pages, part=part):
                yield languages[number], "axe", place, fault
        met.add(top)


def _language(page: Page, language: str) -> Iterator[str]:
    found = page.evaluate("[document.documentElement.lang, document.documentElement.dir]")
    if found != [language, DIRECTIONS[language]]:
        yield f"it says that it is {found}"


def assert_nothing(walk: Faults, look: str) -> None:
    faults = walk.get(look, [])
    assert not faults, "\n".join([f"{len(faults)} faults", *faults[:40]])


def test_every_page_is_there(walk: Faults, pages: list[tuple[str, str]]) -> None:
    assert_nothing(walk, "answer")
    assert len(pages) > 20


def test_axe_finds_nothing_wrong_in_light_and_in_dark(walk: Faults) -> None:
    assert_nothing(walk, "axe")


def test_no_page_is_wider_than_a_telephone_or_a_screen(walk: Faults) -> None:
    assert_nothing(walk, "layout")


def test_a_page_says_which_language_it_is_in_and_which_way_it_is_read(walk: Faults) -> None:
    assert_nothing(walk, "language")


def test_a_page_says_the_same_without_scripts(walk: Faults) -> None:
    assert_nothing(walk, "script")


def test_nothing_comes_from_outside_and_nothing_is_complained_of(walk: Faults) -> None:
    assert_nothing(walk, "quiet")


def test_every_page_has_the_policy_that_keeps_other_scripts_out(walk: Faults) -> None:
    assert_nothing(walk, "policy")


def test_the_keyboard_reaches_everything_in_order_and_the_focus_shows(walk: Faults) -> None:
    assert_nothing(walk, "keyboard")


def test_every_page_can_be_put_on_paper_without_what_only_a_screen_needs(walk: Faults) -> None:
    assert_nothing(walk, "paper")
