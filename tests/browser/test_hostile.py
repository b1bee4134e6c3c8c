# SPDX-License-Identifier: Apache-2.0
"""Cases that mean no good, and cases with next to nothing, in a real browser: nothing runs, and the layout holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from goodoffices.web.forms.layout import ADDED
from tests.browser import looking
from tests.browser.looking import Listener
from tests.browser.program import found, served
from tests.browser.walk import addresses, routes
from tests.web.conftest import HOSTILE


if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


EMPTY = 'goodoffices = 1\n[mediation]\nid = "water"\ntitle = "Nothing yet"\n'
ONE = f'{EMPTY}[[person]]\nid = "khalil"\nname = "خليل الحداد"\n'
SPELLED = f"""{EMPTY}
[[person]]
id = "khalil"
name = "Khalil"
spellings = [{", ".join(f'"Khalil {number:04} ibn Khalil al-Haddad"' for number in range(1000))}]
[[exchange]]
id = "e1"
when = "2025-05-01"
kind = "call"
from = ["khalil"]
text = "He asks for water."
"""
WORDS = HOSTILE.replace("LONGWORD", "x" * 10_000).replace("LONGNAME", "W" * 1_000)
CASES = {"empty": EMPTY, "one": ONE, "spelled": SPELLED, "hostile": WORDS}


@pytest.mark.parametrize("case", CASES)
def test_nothing_runs_and_the_layout_holds(case: str, browser: Browser, tmp_path: Path) -> None:
    states = found(tmp_path / "house", ("water.toml", CASES[case].encode()))
    # All forms of a case are made the same way; one that means no good gets to see all of them.
    kinds = ADDED if case == "hostile" else ("exchange", "proposal")
    places = addresses(routes(tmp_path / "routes"), states, kinds)
    faults = []
    context = browser.new_context(reduced_motion="reduce")
    with served(tmp_path / "house") as running:
        page = context.new_page()
        listener = Listener(page, running.address)
        for route, place in places:
            response = page.goto(f"{running.address}{place}")
            assert response is not None
            if response.status not in {200, 400} and route != "refused":
                faults.append(f"{place}: {response.status}")
            faults += [f"{place}: {fault}" for fault in (*looking.layout(page), *looking.policy(response))]
            if page.title().find("Good Offices") < 0:
                faults.append(f"{place}: the title is {page.title()!r}")
            faults += [f"{place}: {fault}" for fault in listener.faults()]
    context.close()
    assert not faults, "\n".join(faults)


def test_a_house_with_no_mediation_says_so(browser: Browser, tmp_path: Path) -> None:
    found(tmp_path / "house")
    with served(tmp_path / "house") as running:
        for colours in ("light", "dark"):
            context = looking.seat(browser, colours=colours)
            page = context.new_page()
            page.goto(running.address)
            page.get_by_text("goodoffices import case.toml").wait_for()
            assert list(looking.layout(page)) == []
            assert list(looking.accessibility(page)) == []
            context.close()
