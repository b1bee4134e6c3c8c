# SPDX-License-Identifier: Apache-2.0
"""A party is asked, says what matters to it, sees what offers are worth to it, and decides who may use that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect


if TYPE_CHECKING:
    from tests.browser.mediator import Mediator

SWINGS = {"Rise in pay": "100", "No strike while the agreement runs": "60"}


def test_an_employer_goes_from_nothing_to_scores_that_the_mediator_uses_and_back(conciliator: Mediator) -> None:
    page, main = conciliator.page, conciliator.main
    conciliator.goes_to("Scores")
    conciliator.follows("Ask it what matters to it")
    expect(main).not_to_contain_text("How night work is reviewed")
    expect(main).to_contain_text("Rise in pay: 2.5 %; 3.4 %; 3.8 %; 4.2 %; 6 %")
    conciliator.presses("Put it before them and record that")
    expect(main).to_contain_text("Nothing is said yet")

    conciliator.follows("Weigh the changes")
    for issue in main.get_by_role("group").all():
        name = issue.locator("legend").inner_text()
        terms = issue.get_by_role("textbox").all()
        for place, term in enumerate(terms[:-1]):
            term.fill(str(100 - place * 25))
        terms[-1].fill(SWINGS.get(name, "30"))
    conciliator.fills("Your minimum, in points of 100", "lots")
    conciliator.presses("Record")
    expect(page.get_by_role("alert")).to_contain_text("This is no number")
    expect(main.get_by_label("Your minimum, in points of 100")).to_have_value("lots")
    conciliator.fills("Your minimum, in points of 100", "45")
    conciliator.presses("Record")

    expect(main).to_contain_text("Nobody else sees or uses these scores.")
    expect(main).to_contain_text("Your minimum: 45 points.")
    expect(main.get_by_role("row").filter(has_text="your own")).to_contain_text("reaches it")
    conciliator.follows("Let the mediator use them")
    conciliator.presses("Let the mediator use them")
    expect(main).to_contain_text("The mediator may use these scores.")
    conciliator.follows("Who may use it")
    conciliator.presses("Take it back")
    expect(main).to_contain_text("Nobody else sees or uses these scores.")
    conciliator.follows("Back to the mediator's pages")
    expect(main.get_by_role("row").filter(has_text="Hollenfurt Tramways")).to_contain_text("no")
