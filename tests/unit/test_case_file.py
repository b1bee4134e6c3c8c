# SPDX-License-Identifier: Apache-2.0
"""Case files: every kind of mistake is named in a sentence with its place, and all of them at once."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from goodoffices.domain.decisions import Destroy, decide
from goodoffices.domain.destruction import Rule
from goodoffices.domain.state import State, fold
from goodoffices.domain.statements import Standing
from goodoffices.errors import RefusedError
from goodoffices.exchange.case_file import case_of, check_case, read_case, to_command, write_case
from goodoffices.times import Instant


NOW = Instant.read("2026-01-01T00:00:00Z")

GOOD = """\
goodoffices = 1

[mediation]
id = "talks"
title = "Talks"
zone = "Asia/Qatar"

[[delegation]]
id = "hamas"
name = "Hamas"
side = "party"

[[person]]
id = "witkoff"
name = "Steve Witkoff"
spellings = ["Witkov"]

[[issue]]
id = "ceasefire"
name = "Ceasefire"
kind = "duration"

[[exchange]]
id = "r1"
when = "2025-05-11"
kind = "call"
from = ["witkoff"]
to = ["hamas"]
text = "A call."

[[proposal]]
id = "p1"
title = "An offer"
kind = "offer"
when = "after r1"
terms = { ceasefire = "70 to 90 days" }
"""


def refused(text: str | bytes, *, state: State | None = None, why: str | None = None) -> list[str]:
    """The sentences with which a file is refused."""
    data = text.encode() if isinstance(text, str) else text
    with pytest.raises(RefusedError) as caught:
        check_case(data, "case.toml", state, why)
    return [str(mistake) for mistake in caught.value.mistakes]


def test_a_right_file_is_read() -> None:
    case = check_case(GOOD.encode(), "case.toml")
    assert [fact.id for fact in case.facts()] == ["talks", "hamas", "witkoff", "ceasefire", "r1", "p1"]


@dataclass(frozen=True)
class Slip:
    """What is changed in the right file, and the one sentence that follows."""

    said: str
    old: str
    new: str

    @property
    def text(self) -> str:
        assert GOOD.count(self.old) == 1, self.old
        return GOOD.replace(self.old, self.new)


WORDS = (
    '"call", "text message", "messages", "meeting", "paper", "contact", "public statement", "interception", "leak", '
    '"publication"'
)

SLIPS = (
    Slip(
        'exchange[1].when (r1, line 25): "11 Mai" is not a time; write 2025-05-11 or "about 2025-05"',
        'when = "2025-05-11"',
        'when = "11 Mai"',
    ),
    Slip(
        'exchange[1].when (r1, line 25): "22:00:00" is not a time; write 2025-05-11, 2025-05, "about 2025-05", '
        '"before 2025-05-11", "after" and an id, or "unknown"',
        'when = "2025-05-11"',
        "when = 22:00:00",
    ),
    Slip(
        'exchange[1].when (r1, line 25): must be a time; write 2025-05-11 or "about 2025-05"',
        'when = "2025-05-11"',
        'when = ["2025-05-11"]',
    ),
    Slip(
        'exchange[1] (r1, line 23): "when" is missing; add when = "unknown" if the time is not known',
        'when = "2025-05-11"\n',
        "",
    ),
    Slip(
        'exchange[1].wenn (r1, line 26): there is no "wenn" in an exchange; did you mean "when"?',
        'kind = "call"',
        'wenn = "2025"\nkind = "call"',
    ),
    Slip(
        'exchange[1].zzz (r1, line 26): there is no "zzz" in an exchange; it can have attribution, status, also, id, '
        "when, kind, from, to, through, place, count, minutes, text, about, recorded",
        'kind = "call"',
        'zzz = "2025"\nkind = "call"',
    ),
    Slip(
        f'exchange[1].kind (r1, line 26): "cal" is none of the words for this; did you mean "call"? one of {WORDS}',
        'kind = "call"',
        'kind = "cal"',
    ),
    Slip(f"exchange[1].kind (r1, line 26): must be one of {WORDS}", 'kind = "call"', "kind = 1"),
    Slip(
        f'exchange[1] (r1, line 23): "kind" is missing; add kind = …, one of {WORDS}',
        'kind = "call"\n',
        "",
    ),
    Slip('exchange[1].to (r1, line 28): must be a list; write ["hamas"]', 'to = ["hamas"]', 'to = "hamas"'),
    Slip("exchange[1].to (r1, line 28): must be a list; write [ … ]", 'to = ["hamas"]', "to = 3"),
    Slip(
        'exchange[1].to[1] (r1, line 28): there is no person, body or delegation with the id "hams"; '
        'did you mean "hamas"?',
        'to = ["hamas"]',
        'to = ["hams"]',
    ),
    Slip(
        'exchange[1].to[1] (r1, line 28): "Witkov" is not an id; did you mean "witkoff"?',
        'to = ["hamas"]',
        'to = ["Witkov"]',
    ),
    Slip(
        'exchange[1].to[2] (r1, line 28): must be a text; put it between quotation marks: "5"',
        'to = ["hamas"]',
        'to = ["hamas", 5]',
    ),
    Slip(
        'exchange[1].to[1] (r1, line 28): "p1" is a proposal, and a person, body or delegation is needed here',
        'to = ["hamas"]',
        'to = ["p1"]',
    ),
    Slip(
        'exchange[1].text (r1, line 29): must be one text and not a list; write "A call."',
        'text = "A call."',
        'text = ["A call."]',
    ),
    Slip(
        'exchange[1].text (r1, line 29): must be a text and not a table; write it between quotation marks: "…"',
        'text = "A call."',
        'text = { a = "b" }',
    ),
    Slip("exchange[1].text (r1, line 29): is empty; write something, or leave it out", "A call.", ""),
    Slip("exchange[1].text (r1, line 29): holds a control character (U+0007); remove it", "A call.", "A \\u0007 call."),
    Slip('exchange[1] (r1, line 23): "text" is missing; add text = "…"', 'text = "A call."\n', ""),
    Slip(
        "exchange[1].place (r1, line 30): has 1001 characters, and at most 1000 fit; shorten it",
        'text = "A call."\n',
        f'text = "A call."\nplace = "{"x" * 1001}"\n',
    ),
    Slip(
        "exchange[1].minutes (r1, line 30): must be a whole number; write 20, without quotation marks",
        'text = "A call."\n',
        'text = "A call."\nminutes = "20"\n',
    ),
    Slip(
        "exchange[1].minutes (r1, line 30): must be a whole number; write it in digits, without quotation marks",
        'text = "A call."\n',
        'text = "A call."\nminutes = 2.5\n',
    ),
    Slip(
        "exchange[1].minutes (r1, line 30): must be 0 or more",
        'text = "A call."\n',
        'text = "A call."\nminutes = -5\n',
    ),
    Slip(
        "exchange[1].minutes (r1, line 30): is too large a number",
        'text = "A call."\n',
        f'text = "A call."\nminutes = {2**53}\n',
    ),
    Slip(
        "exchange[1].also (r1, line 30): must be a list of tables; write [[exchange.also]] with two brackets",
        'text = "A call."\n',
        'text = "A call."\nalso = { attribution = "x", status = "denied" }\n',
    ),
    Slip(
        "exchange[1].also[1] (r1, line 30): must be a table; write { attribution = …, status = … }",
        'text = "A call."\n',
        'text = "A call."\nalso = ["nobody"]\n',
    ),
    Slip(
        'exchange[1] (r1, line 23): "outlet << officials" has an empty place in its chain; write it like '
        '"outlet < agency < officials"',
        'text = "A call."\n',
        'text = "A call."\nattribution = "outlet << officials"\n',
    ),
    Slip(
        'exchange[1].recorded (r1, line 30): "2025-05-11" is not a moment in UTC; write it in UTC to the second, such '
        "as 2025-05-13T09:00:00Z",
        'text = "A call."\n',
        'text = "A call."\nrecorded = 2025-05-11\n',
    ),
    Slip(
        'person[1].id (Steve W., line 14): "Steve W." is not an id; an id has small letters a-z, digits, - and _, and '
        'begins with a letter, such as "steve_w"',
        'id = "witkoff"',
        'id = "Steve W."',
    ),
    Slip(
        'proposal[1].terms.ceasefire (p1, line 36): "long" is not a duration; write "42 days", "70 to 90 days" or '
        '"at least 6 months", in whole units',
        '"70 to 90 days"',
        '"long"',
    ),
    Slip(
        'proposal[1].terms.ceasfire (p1, line 36): there is no issue with the id "ceasfire"; did you mean "ceasefire"?',
        "{ ceasefire =",
        "{ ceasfire =",
    ),
    Slip(
        'proposal[1].terms (p1, line 36): must be a table; write { issue = "term" }, such as '
        '{ ceasefire = "70 to 90 days" }',
        '{ ceasefire = "70 to 90 days" }',
        '"70 to 90 days"',
    ),
    Slip(
        'proposal[1].when (p1, line 35): there is no entry with the id "r11"; did you mean "r1"?',
        "after r1",
        "after r11",
    ),
    Slip(
        'proposal[1].id (talks, line 32): "talks" is already the id of mediation; give it another id',
        'id = "p1"',
        'id = "talks"',
    ),
    Slip(
        'issue[1] (ceasefire, line 18): money needs a currency of three capital letters, such as currency = "EUR"',
        'kind = "duration"',
        'kind = "money"',
    ),
    Slip(
        'mediation.zone (talks, line 6): "Asia/Quatar" is not a time zone; did you mean "Asia/Qatar"?',
        "Asia/Qatar",
        "Asia/Quatar",
    ),
    Slip(
        'mediation (line 3): "id" is missing; add id = "…"',
        'id = "talks"\n',
        "",
    ),
    Slip(
        'persons (line 13): there is no "persons" in a case file; did you mean "person"?',
        "[[person]]",
        "[[persons]]",
    ),
    Slip(
        "delegation (hamas, line 8): must be a list; write [[delegation]] with two brackets",
        "[[delegation]]",
        "[delegation]",
    ),
    Slip(
        "destruction (line 38): a case file cannot destroy anything; leave it out; entries are destroyed in the house "
        "itself",
        'terms = { ceasefire = "70 to 90 days" }\n',
        'terms = { ceasefire = "70 to 90 days" }\n\n[[destruction]]\nid = "d"\n',
    ),
    Slip(
        'case.toml, goodoffices: "2" is not a form of case file that can be read here; use the newer Good Offices that '
        "wrote it",
        "goodoffices = 1",
        "goodoffices = 2",
    ),
    Slip(
        'case.toml, goodoffices: "yes" is not a form of case file that can be read here; write goodoffices = 1',
        "goodoffices = 1",
        "goodoffices = true",
    ),
    Slip(
        'case.toml: "goodoffices" is missing; add goodoffices = 1 at the top; it says how the file is to be read',
        "goodoffices = 1\n",
        "",
    ),
)


@pytest.mark.parametrize("slip", SLIPS, ids=range(len(SLIPS)))
def test_each_mistake_is_named_with_its_place_and_what_to_write(slip: Slip) -> None:
    said = refused(slip.text)
    if slip.new == "[[persons]]":  # whoever stands under the wrong heading is not in the case
        assert said[-1].startswith("exchange[1].from[1]")
        said = said[:-1]
    assert said == [slip.said]


BROKEN = (
    ("title = Talks", 'what stands after = is not a value; put text between quotation marks, as in title = "Talks"'),
    (
        'title = "Talks',
        'a text in quotation marks does not end on its line; write texts of several lines between """ and """',
    ),
    ("title", 'a key is not followed by =; write key = "value", and keys with other letters than a-z in quotes'),
    ("title = 2025-02-30", "there is no such date or time; write it as 2025-05-11"),
    (
        'title = "a\\q"',
        r"a \ in a text stands for a special character; write \\ for the sign itself, or use single quotes",
    ),
    ('é = "x"', 'a line cannot begin like this; write key = "value", or a heading such as [[person]]'),
    ('title = "a" "b"', "something follows that does not belong here; put one key = value on each line"),
    ('title = "a\x01"', "a text holds a control character; remove it"),
    ("[others", "a heading does not end with ]; write it like [mediation]"),
    (
        "[mediation]",
        "this heading stands in the file already, or its name is taken; use [[…]] for several of a kind",
    ),
)


@pytest.mark.parametrize(("line", "sentence"), BROKEN)
def test_what_is_no_toml_is_named_with_its_line(line: str, sentence: str) -> None:
    assert refused(GOOD.replace('title = "Talks"', line)) == [f"case.toml, line 5: {sentence}"]


def test_what_only_shows_at_the_end_of_the_file_is_named_too() -> None:
    opened = 'a quotation mark is opened and never closed; end the text with " or, if it has several lines, """'
    assert refused(GOOD + 'note = "') == [f"case.toml, line 37: {opened}"]
    assert refused(GOOD + "about = [1") == [
        "case.toml, line 37: a list is opened with [ and never closed; end it with ]"
    ]


def test_bytes_that_are_no_text_and_files_that_are_too_much_are_refused() -> None:
    assert refused(GOOD.encode() + b"\xff") == ["case.toml, line 37: this is not UTF-8 text; save the file as UTF-8"]
    assert refused(b"#" * (20 * 1024 * 1024 + 1)) == [
        "case.toml: the file has 20 MiB; a case file has at most 20 MiB; check that this is the right file"
    ]
    assert refused("x = " + "[" * 100_000) == [
        "case.toml: lists or tables stand too deeply within each other; write them flatter"
    ]
    assert refused("x = " + "9" * 5000) == ["case.toml: a number in it is too large; put it between quotation marks"]


def test_a_file_without_a_mediation_is_refused() -> None:
    assert refused("goodoffices = 1") == [
        'mediation: the file has no mediation; begin with [mediation], id = "…" and title = "…"'
    ]


def test_every_mistake_is_named_at_once_in_the_order_of_the_lines() -> None:
    text = GOOD
    for slip in (SLIPS[0], SLIPS[6], SLIPS[9]):
        text = text.replace(slip.old, slip.new)
    text = text.replace('"70 to 90 days"', '"long"').replace('kind = "offer"', 'kind = "offer"\nby = ["nobody"]')
    assert [said.split(":")[0] for said in refused(text)] == [
        "exchange[1].when (r1, line 25)",
        "exchange[1].kind (r1, line 26)",
        "exchange[1].to (r1, line 28)",
        "proposal[1].by[1] (p1, line 35)",
        "proposal[1].terms.ceasefire (p1, line 37)",
    ]


def test_what_refers_to_an_item_that_could_not_be_read_is_not_blamed_for_it() -> None:
    assert len(refused(GOOD.replace('id = "witkoff"\nname = "Steve Witkoff"', 'id = "witkoff"\nname = 5'))) == 1
    assert len(refused(GOOD.replace('id = "witkoff"', 'id = "Witkoff"'))) == 1
    assert len(refused(GOOD.replace('id = "hamas"\n', ""))) == 1


def test_an_id_is_taken_even_by_an_item_that_could_not_be_read() -> None:
    text = GOOD.replace('id = "p1"', 'id = "r1"').replace('kind = "call"', 'kind = "cal"')
    assert 'proposal[1].id (r1, line 32): "r1" is already the id of exchange[1]; give it another id' in refused(text)


def test_what_a_showing_goes_beyond_is_held_back_while_a_release_could_not_be_read() -> None:
    text = CAUCUS.replace('text = "Fewer days may do."', 'text = "Between us, fifty days would do."')
    assert "goes beyond what was released" in refused(text)[0]
    said = refused(text.replace('form = "paraphrase"', 'form = "parafrase"'))
    assert [one.partition(" (")[0] for one in said] == ["release[1].form"]


def test_what_no_entry_can_hold_is_refused_before_anything_is_recorded() -> None:
    rules = ", ".join(f'"{number}{"x" * 99_990}"' for number in range(11))
    said = refused(GOOD.replace('zone = "Asia/Qatar"', f'zone = "Asia/Qatar"\nground_rules = [{rules}]'))
    assert len(said) == 1
    assert said[0].startswith("mediation (talks, line 3): this cannot be recorded: ")


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


CAUCUS = (
    GOOD
    + """
[[statement]]
id = "secret"
delegation = "hamas"
when = "2025-05-01"
medium = "telephone"
standing = "off the record"
text = "Between us, fifty days would do."

[[release]]
id = "free"
statement = "secret"
to = ["witkoff"]
form = "paraphrase"
when = "after secret"

[[showing]]
id = "shown"
to = ["witkoff"]
when = "days later than secret"
medium = "meeting"
text = "Fewer days may do."
releases = ["free"]
about = ["secret", "p1"]
"""
)


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
