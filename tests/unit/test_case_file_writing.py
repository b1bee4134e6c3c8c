# SPDX-License-Identifier: Apache-2.0
"""Case files: what stands is written out for reading, holds nothing destroyed, and keeps to one spelling."""

from __future__ import annotations

import pytest

from goodoffices.domain.decisions import Destroy, decide
from goodoffices.domain.destruction import Rule
from goodoffices.domain.state import State, fold
from goodoffices.domain.statements import Standing
from goodoffices.errors import RefusedError
from goodoffices.exchange.case_file import case_of, check_case, read_case, to_command, write_case
from tests.small_file import CAUCUS, GOOD, NOW, refused


def test_a_written_file_is_laid_out_for_reading() -> None:
    written = write_case(read_case(LAID_OUT.encode(), "case.toml")).decode()
    assert written.partition("\n\n")[2] == LAID_OUT


LAID_OUT = """\
goodoffices = 1
recorded = "2025-05-13T09:00:00Z"

[mediation]
id = "talks"
title = "Talks"
ground_rules = ["One rule."]

[[person]]
id = "a"
name = "A"
ties = [{ to = "b", what = "sister of" }]

[[exchange]]
id = "r1"
when = "2025-05-11"
kind = "call"
from = ["a"]
to = ["b"]
text = \"\"\"
First line.
Second line.\"\"\"
attribution = "outlet < agency"
status = "reported"
recorded = "2025-05-12T09:00:00Z"

[[exchange.also]]
attribution = "a minister"
status = "denied"
text = \"\"\"
No.
Never.\"\"\"

[[proposal]]
id = "p1"
title = "An offer"
kind = "offer"
when = "after r1"
terms = { ceasefire = "70 to 90 days" }

[[proposal.phases]]
name = "First"
lasts = "a phase whose words are so many that they do not fit on one line with the others"
terms = { ceasefire = "70 days" }
"""


def test_a_showing_beyond_its_releases_is_refused_and_named() -> None:
    words = "We would settle for fifty days and not a day less."
    said = refused(
        GOOD
        + f"""
[[delegation]]
id = "us"
name = "US"
side = "party"

[[statement]]
id = "s1"
delegation = "hamas"
when = "2025-05-01"
medium = "telephone"
text = "{words}"

[[showing]]
id = "sh1"
to = ["us"]
when = "2025-05-02"
medium = "telephone"
text = "{words}"
"""
    )
    assert len(said) == 1
    assert said[0].startswith("showing[1].releases (sh1, line 50): this showing goes beyond what was released")


def test_a_file_is_held_against_what_is_recorded_already() -> None:
    state = recorded(GOOD)
    said = refused(GOOD, state=state)
    assert len(said) == 6
    assert said[0].startswith('mediation.id (talks, line 4): "talks" is already recorded (entry 1); ')
    corrected = check_case(GOOD.replace("A call.", "A short call.").encode(), "case.toml", state, "brought in again")
    assert corrected.exchanges[0].text == "A short call."


def recorded(text: str) -> State:
    case = check_case(text.encode(), "case.toml")
    command, place = to_command(case, "mediator")
    return fold(enumerate(decide(State(), command, NOW, place).entries, start=1))


def test_places_in_the_command_are_those_of_the_file() -> None:
    command, place = to_command(read_case(GOOD.encode(), "case.toml"), "mediator")
    number = [fact.id for fact in command.facts].index("r1")
    assert place(number, command.facts[number], "to[1]") == "exchange[1].to[1] (r1)"
    assert place(0, command.facts[0], "title") == "mediation.title (talks)"


def test_what_people_type_is_kept_in_its_one_spelling() -> None:
    text = GOOD.replace('"70 to 90 days"', '"70–90 Days"').replace('when = "2025-05-11"', "when = 2025-05-11T22:00:00")
    case = check_case(text.encode(), "case.toml")
    assert case.proposals[0].terms == {"ceasefire": "70 to 90 days"}
    assert str(case.exchanges[0].when) == "2025-05-11 22:00"
    assert str(check_case(GOOD.replace('"2025-05-11"', "2025-05-11").encode(), "x").exchanges[0].when) == "2025-05-11"
    assert str(check_case(GOOD.replace('"2025-05-11"', "2025").encode(), "x").exchanges[0].when) == "2025"


def test_a_number_a_date_or_yes_can_stand_as_a_term_without_quotation_marks() -> None:
    for kind, typed, kept in (
        ('"integer"', "50", "50"),
        ('"yes or no"', "true", "yes"),
        ('"date"', "2025-06-01", "2025-06-01"),
        ('"quantity"\nunit = "km"', '"3.5"', "3.5 km"),
        ('"quantity"\nunit = "km"', "3.5", "3.5 km"),
    ):
        text = GOOD.replace('"duration"', kind).replace('"70 to 90 days"', typed)
        assert check_case(text.encode(), "case.toml").proposals[0].terms == {"ceasefire": kept}


def test_text_is_kept_in_nfc_and_windows_line_ends_do_no_harm() -> None:
    text = GOOD.replace("A call.", "Cafe\u0301").replace("\n", "\r\n")
    case = check_case(b"\xef\xbb\xbf" + text.encode(), "case.toml")
    assert case.exchanges[0].text == "Caf\u00e9"


def test_a_time_that_the_clocks_of_the_mediation_skipped_is_refused() -> None:
    text = GOOD.replace("Asia/Qatar", "Asia/Jerusalem").replace("2025-05-11", "2026-03-27 02:30")
    assert refused(text)[0].startswith('exchange[1].when (r1, line 25): "2026-03-27 02:30" is not a time; ')


def test_items_are_noted_when_the_file_says_and_otherwise_when_it_is_brought_in() -> None:
    text = GOOD.replace("goodoffices = 1", 'goodoffices = 1\nrecorded = "2025-05-13T09:00:00Z"')
    text = text.replace('text = "A call."', 'text = "A call."\nrecorded = 2025-05-12T08:00:00Z')
    held = recorded(text).held("r1")
    other = recorded(text).held("p1")
    plain = recorded(GOOD).held("r1")
    assert held is not None
    assert other is not None
    assert plain is not None
    assert str(held.entry.believed) == "2025-05-12T08:00:00Z"
    assert str(other.entry.believed) == "2025-05-13T09:00:00Z"
    assert plain.entry.believed == NOW
    assert write_case(case_of(recorded(text))).decode().count("recorded = ") == 2


def test_what_was_destroyed_is_not_in_the_file_and_neither_is_its_id() -> None:
    state = recorded(CAUCUS)
    decision = decide(state, Destroy(rule=Rule(standing=Standing.OFF_THE_RECORD), by="mediator"), NOW)
    state = fold(enumerate(decision.entries, start=state.sequence + 1), state)
    data = write_case(case_of(state))
    assert b"secret" not in data
    assert b"fifty" not in data
    assert data.decode().split("\n")[1:3] == [
        "# 1 entry of this record was destroyed. No item below names what it held.",
        "# 1 item that says nothing without it is left out too.",
    ]
    again = check_case(data, "export.toml")
    assert list(again.facts()) == list(case_of(state).facts())
    assert again.showings[0].about == ("p1",)
    assert str(again.showings[0].when) == "unknown"
    assert not again.releases


def test_one_who_is_two_only_in_a_destroyed_entry_is_not_made_one_with_the_other_everywhere() -> None:
    state = recorded(
        CAUCUS
        + """
[[identification]]
id = "split"
of = "hamas"
is = "witkoff"
in = ["secret"]
"""
    )
    decision = decide(state, Destroy(rule=Rule(ids=("secret",)), by="mediator"), NOW)
    state = fold(enumerate(decision.entries, start=state.sequence + 1), state)
    assert not case_of(state).identifications


def test_a_record_without_a_mediation_cannot_be_written_out() -> None:
    with pytest.raises(RefusedError) as caught:
        case_of(State())
    assert str(caught.value.mistakes[0]) == "mediation: there is nothing to write out yet; record a mediation first"
