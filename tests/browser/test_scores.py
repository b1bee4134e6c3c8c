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


def test_a_party_says_what_is_worth_more_together_and_where_it_is_unsure_and_a_draft_follows(
    conciliator: Mediator,
) -> None:
    page, main = conciliator.page, conciliator.main
    conciliator.goes_to("Scores")
    main.get_by_role("row").filter(has_text="Union of Tram").get_by_role("link", name="Its own page").click()
    conciliator.follows("Terms worth more or less together? Not sure of a number?")
    together = main.get_by_role("group", name="Together 1")
    together.get_by_label("This term").select_option("nights.1")
    together.get_by_label("with this").first.select_option("roster.1")
    together.get_by_label("by so many points").fill("6")
    unsure = main.get_by_role("group", name="Not sure 1")
    unsure.get_by_label("Which number").select_option("pay")
    unsure.get_by_label("At least").fill("90")
    unsure.get_by_label("At most").fill("95")
    conciliator.presses("Record")
    expect(page.get_by_role("alert")).to_contain_text("which is not between the two")
    unsure.get_by_label("At least").fill("5")
    conciliator.presses("Record")
    expect(main).to_contain_text("Together they are worth 6 points more to you than each by itself.")
    expect(main).to_contain_text("You are not sure: between 5 and 95 points.")
    expect(main).to_contain_text("The mediator uses scores that you gave before, not these.")
    conciliator.follows("Who may use it")
    conciliator.presses("Let the mediator use these instead")
    conciliator.follows("Back to the mediator's pages")

    conciliator.goes_to("Settlement")
    first = main.get_by_role("region", name="Is there a package that all could take?")
    better = first.get_by_role("listitem").filter(has_text="Worse for nobody than the draft")
    better.get_by_role("button", name="into a draft").click()
    expect(main.get_by_role("heading", level=1)).to_contain_text("Single text")
    expect(main).to_contain_text("draft 4")


def test_comparing_can_stop_at_any_time_and_the_enter_key_records_and_answers_nothing(conciliator: Mediator) -> None:
    main = conciliator.main
    conciliator.goes_to("Scores")
    conciliator.follows("Ask it what matters to it")
    conciliator.presses("Put it before them and record that")
    conciliator.follows("Compare packages")
    for number in range(1, 5):
        expect(main.get_by_role("heading", name=f"Question {number}")).to_be_visible()
        conciliator.presses("Rather the one" if number % 2 else "Both are equally good")
    expect(main).to_contain_text("You may stop at any time and record what follows so far.")
    answers = main.get_by_role("form", name="Your answers")
    expect(answers.get_by_role("button", name="Take it back")).to_have_count(1)
    expect(answers).to_contain_text("3 earlier answers")

    minimum = main.get_by_label("Your minimum, in points of 100")
    minimum.fill("many")
    minimum.press("Enter")
    expect(main).to_contain_text("This is no number")
    expect(main.get_by_role("heading", name="Question 5")).to_be_visible()
    minimum.fill("40")
    minimum.press("Enter")
    expect(main).to_contain_text("Your minimum: 40 points.")


def test_answers_that_are_not_recorded_are_not_left_unasked(conciliator: Mediator) -> None:
    page, main = conciliator.page, conciliator.main
    conciliator.goes_to("Scores")
    main.get_by_role("row").filter(has_text="Union of Tram").get_by_role("link", name="Its own page").click()
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.type))
    page.get_by_role("navigation").get_by_role("link", name="Compare packages").click()
    conciliator.presses("Rather the one")
    conciliator.presses("Rather the other")
    assert asked == []
    page.get_by_role("navigation").get_by_role("link", name="What matters to you").click()
    expect(main.get_by_role("heading", level=1, name="What matters to you")).to_be_visible()
    assert asked == ["beforeunload"]
