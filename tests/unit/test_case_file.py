# SPDX-License-Identifier: Apache-2.0
"""Case files: every kind of mistake is named in a sentence with its place, and all of them at once."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from goodoffices.domain.state import State
from goodoffices.exchange.case_file import check_case
from tests.small_file import CAUCUS, GOOD, refused


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


def test_one_mistake_in_an_item_hides_no_other_in_it() -> None:
    text = GOOD.replace('kind = "offer"', 'kind = "ofer"\nby = ["nobody"]\nattribution = "Axios < < officials"')
    text = text.replace('"after r1"', '"after p1"').replace('"70 to 90 days"', '"90 to 70 days", truce = "yes"')
    assert [said.partition(" (")[0] + ":" + said.partition("):")[2].partition(";")[0] for said in refused(text)] == [
        'proposal[1]: "Axios < < officials" has an empty place in its chain',
        'proposal[1].kind: "ofer" is none of the words for this',
        'proposal[1].by[1]: there is no person, body or delegation with the id "nobody"',
        'proposal[1].when: "p1" refers to itself',
        'proposal[1].terms.truce: there is no issue with the id "truce"',
        'proposal[1].terms.ceasefire: "90 to 70 days" is not a duration',
    ]


def test_whom_a_term_names_has_to_be_in_the_case() -> None:
    persons = '[[issue]]\nid = "freed"\nname = "Who is freed"\nkind = "persons"\n\n[[exchange]]'
    text = GOOD.replace("[[exchange]]", persons).replace('days" }', 'days", freed = "@witkof, 3 others" }')
    missing = (
        'proposal[1].terms.freed (p1, line 41): there is no person, body or delegation with the id "witkof"; '
        'did you mean "witkoff"?'
    )
    assert refused(text) == [missing]
    assert missing in refused(text.replace('kind = "offer"', 'kind = "ofer"'))
    unread = text.replace('id = "witkoff"', 'id = "Witkof"').replace('from = ["witkoff"]', 'from = ["hamas"]')
    assert [said.partition(" (")[0] for said in refused(unread)] == ["person[1].id"], "it may be who is meant"
    assert len(refused(unread.replace('kind = "offer"', 'kind = "ofer"'))) == 2
    check_case(text.replace("@witkof,", "@witkoff,").encode(), "case.toml", State())


WEIGHED = """
[[issue]]
id = "freed"
name = "Who is freed"
kind = "persons"
steps = ["@witkoff", "@witkof, 3 others"]

[[dependency]]
id = "d1"
text = "Somebody is freed"
kind = "so many of"
of = [{ issue = "freed", terms = ["@witkoff", "@witkofff"] }]
least = 1

[[scores]]
id = "w1"
delegation = "hamas"
when = "2025-05"
issues = [{ issue = "freed", values = [{ term = "@witkoff", value = "1" }, { term = "@hamass", value = "2" }] }]
together = [{ terms = [{ issue = "freed", terms = ["@nobody-here"] }], adds = "1" }]
unsure = [{ issue = "freed", term = "@witkof", low = "1", high = "2" }]
"""


def test_whom_a_term_that_is_weighed_names_has_to_be_in_the_case() -> None:
    named = {
        "issue[2].steps[2]": ("witkof", "witkoff"),
        "dependency[1].of[1].terms[2]": ("witkofff", "witkoff"),
        "scores[1].issues[1].values[2].term": ("hamass", "hamas"),
        "scores[1].together[1].terms[1].terms[1]": ("nobody-here", None),
        "scores[1].unsure[1].term": ("witkof", "witkoff"),
    }
    assert {said.partition(" (")[0]: said.partition(": ")[2] for said in refused(GOOD + WEIGHED)} == {
        place: f'there is no person, body or delegation with the id "{identifier}"'
        + (f'; did you mean "{near}"?' if near else "")
        for place, (identifier, near) in named.items()
    }
    unread = (
        (GOOD + WEIGHED).replace('id = "witkoff"', 'id = "Witkof"').replace('from = ["witkoff"]', 'from = ["hamas"]')
    )
    assert [said.partition(" (")[0] for said in refused(unread)] == [
        "person[1].id",
        *(place for place, (identifier, _near) in named.items() if not identifier.startswith("witkof")),
    ], "who could not be read may be who is meant"


def test_an_id_to_be_mended_hides_no_reference_to_somebody_else() -> None:
    text = GOOD.replace('id = "witkoff"', 'id = "Witkoff"').replace('to = ["hamas"]', 'to = ["hammas"]')
    assert [said.partition(" (")[0] for said in refused(text)] == ["person[1].id", "exchange[1].to[1]"]


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
