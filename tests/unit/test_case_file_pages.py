# SPDX-License-Identifier: Apache-2.0
"""What is said of case files is true: the page's examples are read, and the schema knows what the reader knows."""

from __future__ import annotations

import json
import tomllib
from datetime import date, datetime

import jsonschema
import pytest

from goodoffices.errors import RefusedError
from goodoffices.exchange import case_schema
from goodoffices.exchange.case import KINDS
from goodoffices.exchange.case_file import check_case, read_case
from goodoffices.exchange.case_reading import fields_of
from goodoffices.exchange.case_words import WORDS
from tests.docs.pages import ROOT, blocks


PAGE = ROOT / "docs" / "reference" / "case-file.md"
EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))
WHOLE, *PARTS = [block.text for block in blocks(PAGE) if block.info == "toml"]
SCHEMA = json.loads((PAGE.parent / "case-file.schema.json").read_text(encoding="utf-8"))
CHECK = jsonschema.Draft202012Validator(SCHEMA)


def as_json(text: str) -> object:
    """A TOML file as JSON has it: dates and times as text."""
    return json.loads(json.dumps(tomllib.loads(text), default=_as_text))


def _as_text(value: object) -> str:
    assert isinstance(value, date)
    return value.isoformat().replace("+00:00", "Z") if isinstance(value, datetime) else str(value)


def test_the_whole_example_of_the_page_can_be_brought_in() -> None:
    case = check_case(WHOLE.encode(), "page.toml")
    assert len(list(case.facts())) == 11


@pytest.mark.parametrize("part", PARTS)
def test_the_parts_that_the_page_shows_can_stand_in_the_whole(part: str) -> None:
    assert part.startswith("# in an exchange\n")
    check_case(WHOLE.replace('place = "Quay 3"\n', f'place = "Quay 3"\n{part}').encode(), "page.toml")


def test_the_mistakes_that_the_page_shows_are_said_like_that() -> None:
    said = [line for block in blocks(PAGE) if block.info == "text" for line in block.text.splitlines()]
    changes = {
        "exchange[3].when": ("when = 2024-09-10", 'when = "11 Mai"'),
        "person[2].spelings": ("spellings = [", "spelings = ["),
        "exchange[4].to": ('to = ["salgado"]', 'to = "hamas"'),
        "proposal[1].by[1]": ('by = ["port"]', 'by = ["hams"]'),
    }
    assert len(said) == len(changes)
    for line, (place, (old, new)) in zip(said, changes.items(), strict=True):
        assert line.startswith(f"{place} (")
        with pytest.raises(RefusedError) as caught:
            check_case(WHOLE.replace(old, new).replace('"fishers"', '"hamas"').encode(), "page.toml")
        assert line.partition("): ")[2] in {str(mistake).partition("): ")[2] for mistake in caught.value.mistakes}


def test_every_field_of_every_kind_is_explained_and_no_other() -> None:
    assert set(KINDS) < set(WORDS)
    for kind, words in WORDS.items():
        assert {field.encode_name for field in fields_of(kind)} == set(words.fields), kind
        assert words.purpose.endswith(".")


def test_the_schema_is_one_and_is_up_to_date() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert case_schema.text() == (PAGE.parent / "case-file.schema.json").read_text(encoding="utf-8"), "run `make docs`"


TEXTS = [WHOLE, *(path.read_text(encoding="utf-8") for path in EXAMPLES)]


@pytest.mark.parametrize("text", TEXTS, ids=["page", "channel", "labour"])
def test_right_files_follow_the_schema(text: str) -> None:
    assert [error.message for error in CHECK.iter_errors(as_json(text))] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("goodoffices = 1", "goodoffices = 2"),
        ("goodoffices = 1\n", ""),
        ("[[exchange]]", "[[exchanges]]"),
        ('title = "Berths at the old harbour"\n', ""),
        ('spellings = ["Ines Salgado"]', 'spelings = ["Ines Salgado"]'),
        ('spellings = ["Ines Salgado"]', 'spellings = "Ines Salgado"'),
        ('kind = "meeting"', 'kind = "meating"'),
        ('id = "visit"', 'id = "Visit"'),
        ('place = "Quay 3"', 'place = ""'),
        ('place = "Quay 3"', "place = 3"),
        ('place = "Quay 3"', "minutes = 2.5"),
        ('recorded = "2024-09-12T16:00:00Z"', 'recorded = "yesterday"'),
        ('terms = { berths = "12", time = "6 to 9 months" }', "terms = { Berths = 12 }"),
        ('place = "Quay 3"', 'type = "exchange"'),
    ],
)
def test_what_the_schema_refuses_is_refused_by_the_reader_too(old: str, new: str) -> None:
    assert WHOLE.count(old) == 1
    text = WHOLE.replace(old, new)
    assert list(CHECK.iter_errors(as_json(text)))
    with pytest.raises(RefusedError):
        read_case(text.encode(), "page.toml")


def test_the_page_names_both_examples() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert EXAMPLES
    assert all(f"../../examples/{path.name}" in page for path in EXAMPLES)
