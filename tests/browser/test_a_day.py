# SPDX-License-Identifier: Apache-2.0
"""Tasks of a mediator's day, in the mediator's words, done at the pages by the real program."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from goodoffices.exchange.case_file import read_case


if TYPE_CHECKING:
    from tests.browser.mediator import Mediator


def test_log_a_call_in_under_five_actions(envoy: Mediator) -> None:
    envoy.notes("call with al-Hayya, 20 minutes, he said that they will answer by Sunday")
    entry = envoy.recorded()
    assert envoy.actions < 5

    envoy.follows(entry, envoy.page.get_by_role("status"))
    envoy.sees("Khalil al-Hayya", "they will answer by Sunday", "20")


def test_which_proposals_did_the_envoy_see_before_8_may(reader: Mediator) -> None:
    reader.goes_to("Who knows")
    reader.fills("As of", "2025-05-07")
    reader.presses("Show")

    seen = reader.knows("Steve Witkoff")
    assert {"Witkoff's proposal", "The comprehensive proposal", "The gesture"} <= seen.keys()
    assert "perhaps only later" not in seen["The comprehensive proposal"]
    assert "perhaps only later" in seen["The gesture"]
    assert "The conditional offer" not in seen
    assert "The Boehler talks" not in seen


def test_who_knew_of_the_channel_on_8_may_and_how(reader: Mediator) -> None:
    reader.goes_to("Who knows")
    reader.fills("As of", "2025-05-08")
    reader.presses("Show")

    how = reader.knowers("The channel between Hamas and Witkoff through Bahbah")
    assert "took part" in how["Hamas"]
    assert "took part" in how["Bishara Bahbah"]
    assert "took part" in how["Steve Witkoff"]
    assert "took part" in how["Qatar"]
    assert "overheard" in how["Government of Israel"]
    assert "asked" in how["Ron Dermer"]
    assert not how.keys() & {"The public", "Alexander's parents", "Benjamin Netanyahu"}


def test_what_did_we_believe_on_12_may_about_the_conditional_offer(envoy: Mediator) -> None:
    envoy.goes_to("Chronology")
    envoy.fills("As believed on", "2025-05-12")
    envoy.presses("Show")
    envoy.sees("This is what the record held by")
    envoy.does_not_see("70 to 90 days")  # the report of 13 May was the first that anybody here heard of it

    envoy.fills("As believed on", "2025-05-13")
    envoy.presses("Show")
    offer = envoy.row("70 to 90 days")
    for words in ("a Palestinian official", "unconfirmed"):
        assert words in offer.inner_text()


def test_compare_the_conditional_offer_with_the_witkoff_proposal(reader: Mediator) -> None:
    reader.goes_to("Proposals")
    reader.chooses("Compare", "p2 · Witkoff's proposal")
    reader.chooses("with", "p5 · The conditional offer")
    reader.presses("Compare")

    reader.sees("p2 and p5 compared", "differences")
    assert "70 to 90 days" in reader.row("Only p5 says: 70 to 90 days").inner_text()
    reader.row("The gesture: if Alexander is released")
    reader.row("Only p2 says")


def test_add_the_next_draft_of_a_proposal_and_see_the_difference(envoy: Mediator) -> None:
    envoy.goes_to("Proposals")
    envoy.follows("p5 The conditional offer")
    envoy.follows("As recorded")
    envoy.follows("Write the next draft")
    envoy.fills("Ceasefire", "60 to 90 days")
    envoy.presses("Record")
    draft = envoy.recorded()

    envoy.goes_to("Proposals")
    envoy.chooses("Compare", "p5 · The conditional offer")
    envoy.chooses("with", f"{draft} · The conditional offer")
    envoy.presses("Compare")
    difference = envoy.row("Ceasefire:").inner_text()
    assert "p5 says: 70 to 90 days" in difference
    assert f"{draft} says: 60 to 90 days" in difference


def test_find_ten_hostages_and_a_person_by_a_misspelt_name(reader: Mediator) -> None:
    reader.searches("10 hostages")
    reader.sees("2 entries found")
    for found in ("p5", "r20"):
        result = reader.row(found).inner_text()
        assert "10 hostages" in result
        assert "unconfirmed" in result

    reader.searches("Witkov")
    reader.sees("Steve Witkoff")
    reader.row("telephoned Alexander's parents")


def test_correct_a_mistake_and_see_what_was_believed_before(envoy: Mediator) -> None:
    envoy.searches("r19")
    envoy.follows("r19")
    envoy.follows("Correct it")
    envoy.unfolds("More")
    envoy.fills("Where", "Doha")
    envoy.presses("Record the correction")
    envoy.sees("Nothing is recorded yet")  # nobody corrects without saying why

    envoy.fills("Why it is corrected", "I had mixed up the two towns")
    envoy.presses("Record the correction")
    assert envoy.recorded() == "r19"
    history = envoy.main.get_by_role("region", name="History")
    for words in ("I had mixed up the two towns", "Muscat"):
        assert words in history.inner_text()
    envoy.goes_to("Record")
    assert "Doha" in envoy.row("I had mixed up the two towns").inner_text()


def test_be_stopped_before_a_seal_is_broken_and_go_on_with_a_reason(conciliator: Mediator) -> None:
    conciliator.adds("Showing")
    conciliator.fills("Before whom", "Hollenfurt Tramways")
    conciliator.fills("The exact words", "It is not the money that brought people out on the street, it is the nights.")
    conciliator.chooses("How it reached them", "meeting")
    conciliator.presses("See what they would learn")
    conciliator.sees("It goes beyond what was released")

    conciliator.presses("Record it regardless")
    conciliator.sees("Nothing is recorded yet")
    conciliator.fills("Why it is shown regardless", "Ms Demirel asked me by telephone to say so")
    conciliator.presses("Record it regardless")
    showing = conciliator.recorded()
    conciliator.searches(showing)
    conciliator.row("out on the street")


def test_destroy_what_a_caucus_said_off_the_record_and_verify(conciliator: Mediator) -> None:
    conciliator.goes_to("Caucuses")
    conciliator.follows("Union of Tram and Depot Workers")
    conciliator.sees("off the record")

    conciliator.goes_to("Record")
    conciliator.follows("Destroy entries")
    conciliator.chooses("Statements of this standing", "off the record")
    conciliator.chooses("In the caucus of", "Union of Tram and Depot Workers")
    conciliator.presses("See what would be gone")
    conciliator.sees("This would be gone", "s2", "This would stay, and refers to it")

    conciliator.fills("Why", "Ms Demirel asked for it")
    word = conciliator.main.get_by_text("To go on, type the word").get_by_role("strong").inner_text()
    conciliator.fills(f"To go on, type the word {word}", word)
    conciliator.presses("Destroy for good")
    conciliator.sees("destroyed", "Ms Demirel asked for it")

    conciliator.presses("Check the record now")
    conciliator.sees("Yes.", "fit the chain", "Destroyed:")
    conciliator.goes_to("Caucuses")
    conciliator.follows("Union of Tram and Depot Workers")
    conciliator.does_not_see("it is the nights")


def test_from_what_matters_to_both_sides_to_a_draft_that_is_better_for_both(beginner: Mediator) -> None:
    said = {
        "Union of Tram and Depot Workers": (
            "45",
            (
                ("Rise in pay", "28", "0 35 50 65 100"),
                ("One-off payment to each employee", "6", "0 60 80 100"),
                ("Most night shifts for one person", "20", "100 70 0"),
                ("Notice of the roster", "14", "0 40 100"),
                ("Day from which the rise is paid", "6", "100 60 0"),
                ("Shape of the roster", "12", "100 0 80"),
                ("No strike while the agreement runs", "2", "0 100"),
                ("Dismissed drivers who are taken back", "12", "0 50 80 100"),
            ),
        ),
        "Hollenfurt Tramways": (
            "40",
            (
                ("Rise in pay", "34", "100 75 60 45 0"),
                ("One-off payment to each employee", "4", "100 50 25 0"),
                ("Most night shifts for one person", "10", "0 60 100"),
                ("Notice of the roster", "12", "100 70 0"),
                ("Day from which the rise is paid", "8", "0 60 100"),
                ("Shape of the roster", "10", "0 100 70"),
                ("No strike while the agreement runs", "16", "100 0"),
                ("Dismissed drivers who are taken back", "6", "100 80 50 0"),
            ),
        ),
    }
    for party, (minimum, ratings) in said.items():
        beginner.goes_to("Scores")
        beginner.follows("Ask it what matters to it", beginner.line(party))
        beginner.presses("Put it before them and record that")
        beginner.follows("Rate the terms")
        for issue, weight, points in ratings:
            beginner.rates(issue, weight, points.split())
        beginner.fills("Your minimum, in points of 100", minimum)
        beginner.presses("Record")
        beginner.sees("Nobody else sees or uses these scores.")
        beginner.follows("Let the mediator use them")
        beginner.presses("Let the mediator use them")
        beginner.sees("The mediator may use these scores.")
        beginner.does_not_see(*(other for other in said if other != party))
        beginner.follows("Back to the mediator's pages", beginner.page.locator("body"))

    beginner.goes_to("Settlement")
    beginner.sees("Is there a package that all could take?", "Yes.", "This is proven.")
    beginner.chooses("Compare with the draft", "draft3 · Single text")
    beginner.presses("Compare")
    beginner.sees("What would improve on draft3", "What may be said to a party, without numbers")
    beginner.presses_first("Put package")
    draft = beginner.recorded()

    beginner.goes_to("Proposals")
    beginner.sees(draft, "draft 4", "mediator's proposal")
    beginner.goes_to("Settlement")
    offer = beginner.row(f"{draft} Single text").inner_text()
    for party in said:
        assert party in offer
    assert offer.count("over its minimum") == len(said)


def test_write_out_the_case(reader: Mediator) -> None:
    reader.goes_to("Record")
    with reader.page.expect_download() as downloading:
        reader.follows("Write out the case file")
    data = downloading.value.path().read_bytes()
    assert downloading.value.suggested_filename.endswith(".toml")
    assert tomllib.loads(data.decode())["mediation"]["id"] == "channel-2025"
    assert read_case(data, "channel-2025.toml").mediation.title == "The reported channel of spring 2025"
