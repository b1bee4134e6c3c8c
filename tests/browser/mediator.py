# SPDX-License-Identifier: Apache-2.0
"""A mediator at the pages: what somebody does and sees there, in their own words, by what is written on the screen.

Nothing here knows of addresses, classes or ids of the markup. Each click, each field filled in, each choice is counted
as one action.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect


if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


class Mediator:
    """Whoever sits before the browser: goes from page to page, fills in forms, reads."""

    def __init__(self, page: Page, desk: str) -> None:
        """Take an open page to the desk at this address."""
        self.page = page
        self.main = page.get_by_role("main")
        self.actions = 0
        page.goto(desk)

    # Steps

    def goes_to(self, name: str) -> None:
        """Take one of the ways that stand at the top of every page."""
        self._act()
        self.page.get_by_role("navigation").get_by_role("link", name=name, exact=True).click()
        expect(self.page.get_by_role("navigation").get_by_role("link", name=name, exact=True)).to_have_attribute(
            "aria-current", "page"
        )

    def adds(self, kind: str) -> None:
        """Open the menu that stands on every page, and take what is to be added from it."""
        self._act(2)
        self.page.get_by_text("Add", exact=True).click()
        self.page.get_by_role("banner").get_by_role("link", name=kind, exact=True).click()
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(kind.lower())

    def follows(self, link: str, within: Locator | None = None) -> None:
        """Follow the first link of that name."""
        self._act()
        (within or self.main).get_by_role("link", name=link, exact=True).first.click()

    def fills(self, field: str, words: str) -> None:
        """Write into a field, by the label beside it; what was there is replaced."""
        self._act()
        self.main.get_by_label(re.compile(rf"^\s*{re.escape(field)}(\s*\(optional\))?\s*$")).first.fill(words)

    def rates(self, issue: str, weight: str, points: list[str]) -> None:
        """Say how good each term of an issue is, in its order, and what the issue weighs."""
        group = self.main.get_by_role("group", name=issue, exact=True)
        fields = group.get_by_role("textbox")
        expect(fields).to_have_count(len(points) + 1)
        self._act(len(points) + 1)
        for field, number in zip(fields.all(), (*points, weight), strict=True):
            field.fill(number)

    def unfolds(self, heading: str) -> None:
        """Open what is folded away under a heading."""
        self._act()
        self.main.get_by_text(heading, exact=True).first.click()

    def chooses(self, field: str, choice: str) -> None:
        """Choose from a list, by the label beside it."""
        self._act()
        self.main.get_by_label(field, exact=True).select_option(label=choice)

    def marks(self, choice: str) -> None:
        """Choose one of several that stand side by side."""
        self._act()
        self.main.get_by_label(choice, exact=True).check()

    def presses(self, button: str) -> None:
        """Press a button, and wait for the page that follows."""
        self._act()
        self.main.get_by_role("button", name=button, exact=True).click()

    def presses_first(self, button: str) -> None:
        """Press the first button that begins with these words."""
        self._act()
        self.main.get_by_role("button", name=re.compile(f"^{re.escape(button)}")).first.click()

    def notes(self, line: str) -> None:
        """Write a line of words on the desk or in a caucus, and record it."""
        quick = self.main.get_by_role("form", name="Quick entry")
        self._act(2)
        quick.get_by_label("Quick entry", exact=True).fill(line)
        quick.get_by_role("button", name="Record", exact=True).click()

    def searches(self, words: str) -> None:
        """Search from whatever page is open."""
        self._act(2)
        form = self.page.get_by_role("search", name="Everything in this mediation")
        form.get_by_role("searchbox").fill(words)
        form.get_by_role("button", name="Search").click()
        expect(self.page.get_by_role("heading", level=1, name="Search")).to_be_visible()

    # What is seen

    def sees(self, *words: str) -> None:
        """See these words on the page."""
        for some in words:
            expect(self.main).to_contain_text(some)

    def does_not_see(self, *words: str) -> None:
        """See them nowhere on the page."""
        for some in words:
            expect(self.main).not_to_contain_text(some)

    def row(self, words: str) -> Locator:
        """The first row of a list that has these words in it."""
        found = self.main.get_by_role("listitem").filter(has_text=words).first
        expect(found).to_be_visible()
        return found

    def line(self, heading: str) -> Locator:
        """The line of a table that begins with this heading."""
        return self.main.get_by_role("row").filter(has=self.page.get_by_role("rowheader", name=heading, exact=True))

    def knows(self, who: str) -> dict[str, str]:
        """What the table of who knows says of somebody: for each subject they know of, the cell."""
        table = self.main.get_by_role("table")
        heads = [head.get_by_role("link").inner_text() for head in table.get_by_role("columnheader").all()[1:]]
        row = table.get_by_role("row").filter(has=self.page.get_by_role("rowheader", name=who, exact=True))
        expect(row).to_be_visible()
        cells = [
            "" if cell.get_attribute("class") == "none" else " ".join(cell.inner_text().split())
            for cell in row.get_by_role("cell").all()
        ]
        return {head: cell for head, cell in zip(heads, cells, strict=True) if cell}

    def knowers(self, subject: str) -> dict[str, str]:
        """Who knows of a subject, by the table: for each of them, the cell."""
        names = [name.strip() for name in self.main.get_by_role("rowheader").all_inner_texts()]
        known = {name: self.knows(name) for name in names}
        return {name: cells[subject] for name, cells in known.items() if subject in cells}

    def recorded(self) -> str:
        """The id of what was just put on the record, as the page says."""
        said = self.page.get_by_role("status").filter(has_text="On the record:").get_by_role("link").first
        expect(said).to_be_visible()
        return said.inner_text()

    def _act(self, times: int = 1) -> None:
        self.actions += times
