# SPDX-License-Identifier: Apache-2.0
"""What holds of every case file: it is read as it was written and can be recorded, and a wrong one is refused."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.domain.decisions import decide
from goodoffices.domain.entries import kind_of
from goodoffices.domain.state import State, fold
from goodoffices.errors import Mistake, RefusedError
from goodoffices.exchange.case_file import KINDS, Case, case_of, check_case, read_case, to_command, write_case
from goodoffices.exchange.case_toml import lines
from goodoffices.times import Instant
from tests.case_strategies import LATER_THAN_ALL, cases


FOLDER = Path(__file__).parents[2] / "examples"
EXAMPLES = sorted(path.name for path in FOLDER.glob("*.toml"))


def recorded(case: Case, now: Instant) -> State:
    command, place = to_command(case, "conciliator")
    return fold(enumerate(decide(State(), command, now, place).entries, start=1))


@settings(max_examples=60)
@given(cases())
def test_a_case_file_is_read_as_it_was_written(case: Case) -> None:
    data = write_case(case)
    assert read_case(data, "case.toml") == case
    finds_every_item(case, data.decode())


def finds_every_item(case: Case, text: str) -> None:
    """The lines of the items are found whatever their texts look like."""
    found = lines(text)
    written = text.split("\n")
    for kind in KINDS:
        heading = kind_of(kind)
        places = {place for place in found if re.fullmatch(rf"{heading}\[\d+\]", place)}
        assert places == {f"{heading}[{number}]" for number in range(1, len(case.of(kind)) + 1)}
        assert all(written[found[place] - 1] == f"[[{heading}]]" for place in places)


@settings(max_examples=40)
@given(cases())
def test_bringing_in_what_was_written_out_gives_an_equal_case(case: Case) -> None:
    first = case_of(recorded(check_case(write_case(case), "case.toml"), LATER_THAN_ALL))
    second = case_of(recorded(check_case(write_case(first), "export.toml"), LATER_THAN_ALL))
    assert second == first
    assert list(first.facts()) == list(case.facts())
    for fact in case.facts():
        assert first.noted_of(fact.id) == (case.noted_of(fact.id) or LATER_THAN_ALL)


def refuses_or_reads(data: bytes) -> None:
    mistakes: tuple[Mistake, ...] = (Mistake("nothing", "it was read"),)
    try:
        check_case(data, "case.toml")
    except RefusedError as error:
        mistakes = error.mistakes
    assert mistakes
    for mistake in mistakes:
        assert mistake.place
        assert mistake.sentence
        assert str(mistake).isprintable()


@settings(max_examples=300)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode(errors="surrogatepass")))
def test_bytes_of_any_kind_are_refused_with_a_sentence_or_read(data: bytes) -> None:
    refuses_or_reads(data)


@settings(max_examples=200)
@given(st.data())
def test_a_damaged_file_is_refused_with_sentences_or_read(data: st.DataObject) -> None:
    file = (FOLDER / data.draw(st.sampled_from(EXAMPLES))).read_bytes()
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(file)))
        end = start + data.draw(st.sampled_from([0, 1, 1, 2, 7, 40]))
        new = data.draw(
            st.binary(max_size=3) | st.sampled_from([b'"', b"[", b"]]", b"\n", b" = ", b"1", b"{", b"2025-01-01"])
        )
        file = file[:start] + new + file[end:]
    refuses_or_reads(file)


SIMPLE = ('"x"', '""', "1", "-1", "1.5", "true", "2025-01-01", "22:00:00", "2025-01-01T10:00:00Z", "nan", "[]", "{}")
VALUES = (
    *SIMPLE,
    *(f"[{value}]" for value in SIMPLE),
    *(f"{{ {key} = {value} }}" for key in ("id", "x") for value in SIMPLE),
)


@settings(max_examples=100)
@given(st.data())
def test_any_value_in_any_field_is_refused_with_a_sentence_or_read(data: st.DataObject) -> None:
    file = (FOLDER / data.draw(st.sampled_from(EXAMPLES))).read_text(encoding="utf-8").split("\n")
    fields = [number for number, line in enumerate(file) if " = " in line and not line.endswith(('"""', "[", ","))]
    for number in data.draw(st.lists(st.sampled_from(fields), min_size=1, max_size=5)):
        file[number] = f"{file[number].partition(' = ')[0]} = {data.draw(st.sampled_from(VALUES))}"
    refuses_or_reads("\n".join(file).encode())
