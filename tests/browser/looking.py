# SPDX-License-Identifier: Apache-2.0
"""What can be seen of a page in a browser. Each look gives what is wrong, in words, and nothing if nothing is."""

from __future__ import annotations

import difflib
import json
from typing import TYPE_CHECKING, Final, Literal, cast

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import ViewportSize


if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Request, Response


NARROW: Final = ViewportSize(width=360, height=740)
WIDE: Final = ViewportSize(width=1440, height=900)
Colours = Literal["light", "dark"]
RULES: Final = ("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice")
POLICY: Final = ("default-src 'none'", "trusted-types 'none'", "require-trusted-types-for 'script'")
STOPS: Final = 30
"""How many times the Tab key is pressed on one page; that all the rest can be reached is told from the document."""

# Measuring contrast is what takes axe longest, and most texts of a page look like another. So a text in the flow of the
# page, with no picture behind it, is taken to be readable once one was found to be whose own colours and sizes, and
# those of all that it stands in, are the same.
_ALIKE: Final = """
    const contrast = axe._audit.checks["color-contrast"];
    const measure = contrast.evaluate;
    const same = ["color", "backgroundColor", "opacity", "mixBlendMode", "textShadow", "fontSize", "fontWeight"];
    const unlike = style => style.backgroundImage !== "none" || style.transform !== "none"
        || !["static", "relative"].includes(style.position);
    const sortOf = one => {
        if (!one) return "";
        if (!axe.sorts.has(one)) {
            const around = sortOf(one.parentElement);
            const style = getComputedStyle(one);
            const own = around === null || unlike(style) ? null : [around, ...same.map(name => style[name])].join();
            if (own !== null && !axe.numbers.has(own)) axe.numbers.set(own, `${axe.numbers.size}`);
            axe.sorts.set(one, own === null ? null : axe.numbers.get(own));
        }
        return axe.sorts.get(one);
    };
    contrast.evaluate = function (one, ...more) {
        const sort = sortOf(one);
        if (axe.enough.has(sort)) return true;
        const outcome = measure.call(this, one, ...more);
        if (outcome === true && sort !== null) axe.enough.add(sort);
        return outcome;
    };
"""
_BEGIN: Final = """([part, names]) => {
    Object.assign(axe, {sorts: new Map(), numbers: new Map(), enough: new Set()});
    window.examined = axe.run(part, {runOnly: {type: "tag", values: names}, resultTypes: ["violations"]});
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
    window.stops = [];
    document.addEventListener("focusin", ({{target}}) => window.stops.push([reached.indexOf(target), named(target)]));
    return [reached.length, reached.filter(one => one.tabIndex > 0).map(named)];
}}"""
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


def seat(browser: Browser, language: str = "en", colours: Colours = "light") -> BrowserContext:
    """Where somebody sits who reads pages in this language and in these colours, with axe beside them."""
    context = browser.new_context(viewport=WIDE, locale=language, color_scheme=colours, reduced_motion="reduce")
    context.add_init_script(AXE_SCRIPT + _ALIKE)
    return context


def accessibility(*pages: Page, part: str = "html") -> Iterator[tuple[int, str]]:
    """Let axe examine pages of a `seat` by all rules, in the colours that they are shown in.

    Gives each fault with the number of the page that has it. The pages are examined at the same time, since each has a
    process of its own.
    """
    for page in pages:
        unfold(page, menus=part == "header")
        page.evaluate(_BEGIN, [part, RULES])
    for number, page in enumerate(pages):
        yield from ((number, fault) for fault in page.evaluate(_END))


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
    presses = min(count, STOPS)
    for _stop in range(presses):
        page.keyboard.down("Tab")
    page.keyboard.up("Tab")
    stops = cast("list[tuple[int, str]]", page.evaluate("window.stops"))
    for expected, (place, name) in enumerate(stops):
        if place != expected:
            yield f"Tab {expected + 1} leads to stop {place}: {name}"
            break
    if len(stops) != presses:
        yield f"Tab leads to {len(stops)} stops where {presses} are looked for"
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
