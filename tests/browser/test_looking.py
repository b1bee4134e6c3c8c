# SPDX-License-Identifier: Apache-2.0
"""The looks that the walk takes find what is wrong with a page, so that a walk that finds nothing says something."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser import looking
from tests.browser.looking import Listener


if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page


@pytest.fixture(name="page")
def _page(browser: Browser) -> Iterator[Page]:
    context = looking.seat(browser)
    yield context.new_page()
    context.close()


def shown(page: Page, body: str, style: str = "") -> None:
    page.set_content(
        f'<!doctype html><html lang="en"><head><title>A page</title><style>{style}</style></head>'
        f"<body><main><h1>A page</h1>{body}</main></body></html>"
    )


def test_a_page_in_order_has_no_faults(page: Page) -> None:
    shown(page, '<p>Words <a href="/">a link</a></p><label>Name <input name="name"></label>')
    for look in (looking.accessibility(page), looking.layout(page), looking.keyboard(page)):
        assert list(look) == []
    assert list(looking.paper(page, whole=True)) == []


@pytest.mark.parametrize(
    ("body", "style", "expected"),
    [
        ("<img src='data:,'>", "", "image-alt"),
        ("<p class='pale'>Words</p>", ".pale { color: #ccc }", "color-contrast"),
        ("<details><summary>More</summary><input></details>", "", "label"),
    ],
)
def test_axe_is_heard(page: Page, body: str, style: str, expected: str) -> None:
    shown(page, body, style)
    assert any(fault.startswith(expected) for _number, fault in looking.accessibility(page))


@pytest.mark.parametrize(
    "style",
    [
        ".other { background: #999 }",
        ".other { opacity: 0.6 }",
        ".other p { color: #aaa }",
        ".other { position: absolute; inset-block-start: 9em } .below { background: #999; block-size: 20em }",
        ".other { transform: translateY(4em) } .below { background: #999; block-size: 20em }",
    ],
)
def test_a_text_like_one_that_is_dark_enough_is_measured_where_it_stands_otherwise(page: Page, style: str) -> None:
    alike = "<p class='ink'>Words</p>"
    for body, expected in (
        (alike, []),
        (f"<div class='other'>{alike}</div><div class='below'></div>", ["color-contrast"]),
    ):
        shown(page, f"{alike}{body}", f".ink {{ color: #666 }} {style}")
        assert [fault.partition(" ")[0] for _number, fault in looking.accessibility(page)] == expected


def test_of_several_pages_examined_at_once_each_has_its_own_faults(browser: Browser) -> None:
    contexts = [looking.seat(browser), looking.seat(browser), looking.seat(browser, colours="dark")]
    pages = [context.new_page() for context in contexts]
    night = "<p class='night'>Words</p>"
    for page, body in zip(pages, (night, "<input>", night), strict=True):
        shown(page, body, "@media (prefers-color-scheme: dark) { .night { color: #ddd } }")
    found = [(number, fault.partition(" (")[0]) for number, fault in looking.accessibility(*pages)]
    assert found == [(1, "label"), (2, "color-contrast")]
    for context in contexts:
        context.close()


def test_what_a_whole_page_needs_is_asked_for(page: Page) -> None:
    page.set_content("<p>Words</p>")
    faults = {fault.partition(" ")[0] for _number, fault in looking.accessibility(page)}
    assert {"document-title", "html-has-lang", "landmark-one-main", "page-has-heading-one"} <= faults


def test_menus_are_examined_open_and_do_not_hide_what_is_below(page: Page) -> None:
    below = "<p><button>Below</button></p>"
    for menu, expected in (("<input>", ["label"]), ("<p>Words</p>", [])):
        page.set_content(
            '<!doctype html><html lang="en"><head><title>A page</title><style>'
            "details { position: relative } details > * { position: absolute; background: #fff; inset: 1em 0 }"
            f"</style></head><body><header><details><summary>Menu</summary>{menu}</details></header>"
            f"<main><h1>A page</h1>{below}</main></body></html>"
        )
        assert list(looking.accessibility(page)) == []
        assert [fault.partition(" ")[0] for _number, fault in looking.accessibility(page, part="header")] == expected


@pytest.mark.parametrize("widest", [400, 1500])
def test_what_is_too_wide_is_named(page: Page, widest: int) -> None:
    shown(page, f"<div class='wide' style='width: {widest}px'>Words</div>")
    faults = list(looking.layout(page))
    assert len(faults) == (2 if widest > 1440 else 1)
    assert 'class="wide"' in faults[0]


def test_what_is_wide_within_a_frame_of_its_own_is_let_be(page: Page) -> None:
    shown(page, "<div style='overflow-x: auto' tabindex='0'><div style='width: 2000px'>Words</div></div>")
    assert list(looking.layout(page)) == []


@pytest.mark.parametrize(
    ("body", "style", "expected"),
    [
        ("<a href='/'>one</a> <a href='/' tabindex='3'>two</a>", "", "has a tabindex of its own"),
        ("<a href='/'>one</a> <a href='/' tabindex='3'>two</a>", "", "Tab 1 leads to stop 1"),
        ("<input onkeydown='event.preventDefault()'> <a href='/'>one</a>", "", "Tab leads to 1 stops where 2"),
        ("<input onfocus='this.blur()'> <a href='/'>one</a>", "", "cannot be focused"),
        ("<a href='/' class='still'>one</a>", ".still { outline: none }", "focus does not show"),
    ],
)
def test_what_the_keyboard_cannot_use_is_named(page: Page, body: str, style: str, expected: str) -> None:
    shown(page, body, style)
    assert any(fault.startswith(expected) for fault in looking.keyboard(page))


def test_what_does_not_belong_on_paper_is_named(page: Page) -> None:
    shown(page, "<nav>Ways</nav>")
    assert any("<nav>" in fault for fault in looking.paper(page, whole=False))
    shown(page, "<p>Words</p>", "@media print { main { visibility: hidden } }")
    assert "nothing would be printed" in list(looking.paper(page, whole=False))


def test_what_a_page_asks_for_and_complains_of_is_heard(page: Page) -> None:
    listener = Listener(page, "http://127.0.0.1:1")
    page.route("**/*", lambda route: route.fulfill(body="", content_type="text/html"))
    page.goto("http://127.0.0.1:1/")
    assert list(listener.faults()) == []
    page.evaluate("() => { console.error('a complaint'); alert('a dialog'); }")
    page.goto("http://127.0.0.1:2/elsewhere")
    heard = list(listener.faults())
    assert heard == ["error: a complaint", "dialog: a dialog", "asked for http://127.0.0.1:2/elsewhere"]
    assert list(listener.faults()) == []


def test_what_a_script_changes_is_named(browser: Browser) -> None:
    silent = browser.new_context(java_script_enabled=False)
    page, mute = browser.new_page(), silent.new_page()
    for body, expected in (
        ("<output></output><script>document.querySelector('output').textContent = '7 May'</script>", []),
        ("<p>Words</p><script>document.querySelector('p').textContent += ' more'</script>", ["'' became 'more'"]),
        ("<p>Words</p><script>document.querySelector('p').remove()</script>", ["'A page' became ''"]),
    ):
        page.goto(f"data:text/html,<p>A page</p>{body}")
        assert list(looking.scripts(page, mute)) == expected
    page.close()
    silent.close()
