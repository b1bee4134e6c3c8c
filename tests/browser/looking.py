# SPDX-License-Identifier: Apache-2.0
"""What can be seen of a page in a browser. Each look gives what is wrong, in words, and nothing if nothing is."""

from __future__ import annotations

import difflib
import json
from typing import TYPE_CHECKING, Final, cast

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import ViewportSize


if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import ConsoleMessage, Dialog, Page, Request, Response


NARROW: Final = ViewportSize(width=360, height=740)
WIDE: Final = ViewportSize(width=1440, height=900)
RULES: Final = ("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice")
COLOUR_RULES: Final = ("color-contrast", "link-in-text-block")
"""The rules whose outcome depends on the colours; all others say the same of a page in light and in dark."""
POLICY: Final = ("default-src 'none'", "trusted-types 'none'", "require-trusted-types-for 'script'")
STOPS: Final = 30
"""How many times the Tab key is pressed on one page; that all the rest can be reached is told from the document."""

_BEGIN: Final = """([part, kind, names, left]) => {
    const rules = Object.fromEntries(left.map(name => [name, {enabled: false}]));
    window.examined = axe.run(part, {runOnly: {type: kind, values: names}, rules, resultTypes: ["violations"]});
}"""
_END: Final = """async () => (await window.examined).violations.map(({id, nodes}) =>
    `${id} (${nodes.length}): ${nodes[0].html.slice(0, 160)} ${nodes[0].failureSummary}`)"""
_UNFOLD: Final = """menus => {
    for (const one of document.querySelectorAll("details")) one.open = menus || !one.closest("header");
}"""
# Whatever takes the keyboard and can be seen, in the order of the document.
_REACHED: Final = """
    const reached = [...document.querySelectorAll(
        "a[href], button, input, select, textarea, summary, [tabindex]"
    )].filter(one => one.tabIndex >= 0 && !one.disabled && one.type !== "hidden"
        && one.checkVisibility({visibilityProperty: true}) && one.getClientRects().length
    ).filter((one, place, all) => {
        if (one.type !== "radio") return true;
        // Of the buttons of one choice the Tab key stops at what is chosen, or at the first.
        const choice = all.filter(other => other.type === "radio" && other.name === one.name);
        return one === (choice.find(other => other.checked) ?? choice[0]);
    });
    const named = one =>
        `<${one.tagName.toLowerCase()}> ${(one.id || one.name || one.textContent || "").trim().slice(0, 50)}`;
"""
_ORDER: Final = f"""() => {{ {_REACHED}
    window.reachedInOrder = reached;
    return [reached.length, reached.filter(one => one.tabIndex > 0).map(named)];
}}"""
_PLACE: Final = """() => window.reachedInOrder.indexOf(document.activeElement)"""
_FOCUS: Final = f"""() => {{ {_REACHED}
    const look = one => {{
        const style = getComputedStyle(one);
        const outline = style.outlineStyle === "none" ? "" : style.outlineWidth + style.outlineColor;
        const box = [outline, style.boxShadow, style.borderColor, style.backgroundColor, style.textDecoration];
        return [...box, style.stroke, style.strokeWidth, style.fill, style.opacity].join();
    }};
    const marks = one => [one, one.parentElement, ...one.querySelectorAll("*")].map(look).join();
    const unseen = [];
    const alike = new Map();
    for (const one of reached) {{
        // Links that are marked up alike show the focus alike: a few of each are enough.
        const outwards = [one, one.parentElement, one.parentElement.parentElement];
        const sort = outwards.map(up => up.tagName + up.getAttribute("class")).join();
        alike.set(sort, (alike.get(sort) ?? 0) + 1);
        if (alike.get(sort) > 2) continue;
        document.activeElement?.blur();
        const before = marks(one);
        one.focus();
        if (document.activeElement !== one) unseen.push("cannot be focused: " + named(one));
        else if (marks(one) === before) unseen.push("focus does not show: " + named(one));
    }}
    return unseen;
}}"""
_WIDER: Final = """() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const out = one => {
        const {left, right} = one.getBoundingClientRect();
        return right > root.clientWidth + 1 || left < -1;
    };
    const inside = one => {
        for (let up = one.parentElement; up && up !== root; up = up.parentElement)
            if (getComputedStyle(up).overflowX !== "visible") return true;
        return false;
    };
    const who = [...document.body.querySelectorAll("*")].filter(one => out(one) && !inside(one)).slice(0, 3);
    return [`${root.scrollWidth} > ${root.clientWidth}: ` + who.map(one => one.outerHTML.slice(0, 90)).join(" | ")];
}"""
_PRINTED: Final = """() => [...document.querySelectorAll("nav, .skip, main button")]
    .filter(one => one.getClientRects().length && getComputedStyle(one).visibility === "visible")
    .map(one => "would be printed: " + one.outerHTML.slice(0, 80))"""


class Listener:
    """Listens to what a page asks for and says while it is open."""

    def __init__(self, page: Page, origin: str) -> None:
        """Begin to listen; only what is asked of `origin` is in order."""
        self._origin = origin
        self.outside: list[str] = []
        self.said: list[str] = []
        page.on("request", self._asked)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        page.on("dialog", self._dialog)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(f"{self._origin}/"):
            self.outside.append(request.url)

    def _console(self, message: ConsoleMessage) -> None:
        # A page that says what is wrong has a status that the browser tells its console of.
        if message.type in {"error", "warning"} and not message.text.startswith("Failed to load resource"):
            self.said.append(f"{message.type}: {message.text}")

    def _dialog(self, dialog: Dialog) -> None:
        if dialog.type == "beforeunload":
            dialog.accept()
            return
        self.said.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def faults(self) -> Iterator[str]:
        """What it heard since it was last asked."""
        heard = self.said + [f"asked for {url}" for url in self.outside]
        self.said, self.outside = [], []
        yield from heard


def unfold(page: Page, *, menus: bool) -> None:
    """Open whatever is folded, so that it is looked at too; the `menus` at the top, which lie over it, if asked."""
    page.evaluate(_UNFOLD, menus)


def accessibility(*pages: Page, part: str = "html") -> Iterator[tuple[int, str]]:
    """Let axe examine pages in light, by all rules, and in dark, by those whose outcome depends on the colours.

    Gives each fault with the number of the page that has it. The pages are examined at the same time, since each has a
    process of its own, and the first by all rules: the others, the same page in other languages, have its colours.
    """
    for page in pages:
        unfold(page, menus=part == "header")
        page.emulate_media(color_scheme="light")
        page.evaluate(AXE_SCRIPT)
        page.evaluate(_BEGIN, [part, "tag", RULES, () if page is pages[0] else COLOUR_RULES])
    for number, page in enumerate(pages):
        yield from ((number, fault) for fault in page.evaluate(_END))
        page.emulate_media(color_scheme="dark")
        page.evaluate(_BEGIN, [part, "rule", COLOUR_RULES, ()])
    for number, page in enumerate(pages):
        yield from ((number, f"dark: {fault}") for fault in page.evaluate(_END))
        page.emulate_media(color_scheme="light")


def layout(page: Page) -> Iterator[str]:
    """See that nothing, unfolded, makes the document wider than a telephone or a desk's screen."""
    unfold(page, menus=True)
    for size in (NARROW, WIDE):
        page.set_viewport_size(size)
        for fault in cast("list[str]", page.evaluate(_WIDER)):
            yield f"{size['width']} px: {fault}"


def keyboard(page: Page) -> Iterator[str]:
    """See that the Tab key goes through a page in the order of the document, and that the focus shows at each stop."""
    page.evaluate("() => { document.activeElement?.blur(); window.scrollTo(0, 0); }")
    count, jumping = page.evaluate(_ORDER)
    yield from (f"has a tabindex of its own: {named}" for named in jumping)
    for expected in range(min(count, STOPS)):
        page.keyboard.press("Tab")
        place = page.evaluate(_PLACE)
        if place != expected:
            yield f"Tab {expected + 1} leads to stop {place}: {page.evaluate('document.activeElement.outerHTML')[:120]}"
            break
    yield from cast("list[str]", page.evaluate(_FOCUS))


def paper(page: Page, *, whole: bool) -> Iterator[str]:
    """See that the way through the pages stays off paper and what they say does not; print it if `whole`."""
    page.emulate_media(media="print")
    yield from cast("list[str]", page.evaluate(_PRINTED))
    if not page.locator("main").inner_text().strip():
        yield "nothing would be printed"
    if whole and not page.pdf().startswith(b"%PDF"):
        yield "cannot be printed"
    page.emulate_media(media="screen")


def policy(response: Response | None) -> Iterator[str]:
    """See that an answer keeps the browser from running or fetching anything that is not ours."""
    assert response is not None
    said = response.headers.get("content-security-policy", "")
    for part in POLICY:
        if part not in said:
            yield f"no {part} in {json.dumps(said)}"


def scripts(page: Page, mute: Page) -> Iterator[str]:
    """See that a page says the same to a browser that runs no scripts, `mute`, as in `page`.

    All that a script may add are the words of an `output`, such as where a slider stands.
    """
    mute.goto(page.url)
    if _words(mute) != _words(page):
        page.reload()  # a minute may have begun between the two
        mute.goto(page.url)
    without, within = _words(mute), _words(page)
    added = " ".join(page.locator("output").all_inner_texts())
    for _sort, first, last, begin, end in difflib.SequenceMatcher(None, without, within, autojunk=False).get_opcodes():
        gone, new = " ".join(without[first:last]), " ".join(within[begin:end])
        if gone != new and (gone or new not in added):
            yield f"{gone!r} became {new!r}"


def _words(page: Page) -> list[str]:
    return page.locator("body").inner_text().split()
