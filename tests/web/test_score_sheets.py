# SPDX-License-Identifier: Apache-2.0
"""A party's scores go out as a spreadsheet in its language, and come back whole or not at all."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from goodoffices.domain.scores import FoundBy, Scores
from goodoffices.exchange.scores_sheet import ENGLISH
from goodoffices.web.sheet_words import all_words
from tests.asking import asked
from tests.web.conftest import OURS
from tests.web.forms import post
from tests.web.reading import Page
from tests.web.test_score_pages import SAID, UNION, filled, party_state, qualified


if TYPE_CHECKING:
    from httpx2 import Response
    from starlette.testclient import TestClient

    from goodoffices.app.house import House


@pytest.fixture(name="_put")
def _put(labour: House) -> None:
    asked(labour, "hollenfurt", "union")


def upload(ask: TestClient, name: str, data: bytes) -> Response:
    """Send a file as a browser does."""
    head = f'--edge\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
    return ask.post(
        f"{UNION}/sheet",
        content=head + data + b"\r\n--edge--\r\n",
        headers={**OURS, "Content-Type": "multipart/form-data; boundary=edge"},
    )


@pytest.mark.usefixtures("_put")
def test_a_sheet_goes_out_and_comes_back_the_same(labour: House, ask: TestClient) -> None:
    post(ask, f"{UNION}/rate/swing", filled(ask))
    for form in ("csv", "xlsx"):
        answer = ask.get(f"{UNION}/sheet/{form}")
        assert answer.headers["content-disposition"] == f'attachment; filename="scores.{form}"'
        assert upload(ask, f"scores.{form}", answer.content).status_code == 303
    first, *others = party_state(labour).of(Scores)
    assert [scores.found_by for scores in others] == [FoundBy.SPREADSHEET], "the second sheet said the same"
    assert others[0].issues == first.issues
    assert others[0].minimum == first.minimum
    post(ask, f"{UNION}/together", qualified(ask, **SAID))
    said = list(party_state(labour).of(Scores))[-1]
    for form in ("csv", "xlsx"):
        assert upload(ask, f"scores.{form}", ask.get(f"{UNION}/sheet/{form}").content).status_code == 303
    last = list(party_state(labour).of(Scores))[-1]
    assert last.found_by is FoundBy.SPREADSHEET
    assert last.together == said.together
    assert {(each.issue, each.term, each.low, each.high) for each in last.unsure} == {
        (each.issue, each.term, each.low, each.high) for each in said.unsure
    }
    sheet = load_workbook(io.BytesIO(ask.get(f"{UNION}/sheet/xlsx").content)).worksheets[0]
    assert [cell.value for cell in sheet[2]][3:] == ["2.5 %", "2.5 %", 0, None, None, 20, 40, None, None]


@pytest.mark.usefixtures("_put")
def test_a_sheet_is_written_in_the_readers_language_and_read_back_by_a_reader_of_any(
    labour: House, ask: TestClient
) -> None:
    post(ask, f"{UNION}/rate/swing", filled(ask))
    post(ask, f"{UNION}/together", qualified(ask, **SAID))
    said = list(party_state(labour).of(Scores))[-1]
    english = load_workbook(io.BytesIO(ask.get(f"{UNION}/sheet/xlsx?lang=en").content)).worksheets[0]
    for written, heading, read in (
        ("ar", "المسألة", "fr"),
        ("he", "סוגיה", "ar"),
        ("fr", "enjeu", "ru"),
        ("ru", "", "he"),
    ):
        book = ask.get(f"{UNION}/sheet/xlsx?lang={written}").content
        sheet = load_workbook(io.BytesIO(book)).worksheets[0]
        first = [str(cell.value) for cell in sheet[1]]
        assert first[0].startswith(heading)
        assert not {cell.value for cell in english[1]} & set(first), "no heading is left in English"
        assert len(set(first)) == len(first)
        assert bool(sheet.sheet_view.rightToLeft) is (written in {"ar", "he"})
        for form, content in (("xlsx", book), ("csv", ask.get(f"{UNION}/sheet/csv?lang={written}").content)):
            ask.get(f"{UNION}/sheet?lang={read}")
            assert upload(ask, f"scores.{form}", content).status_code == 303, (written, form)
            last = list(party_state(labour).of(Scores))[-1]
            assert (last.issues, last.minimum, last.together) == (said.issues, said.minimum, said.together)
            assert {(each.issue, each.term, each.low) for each in last.unsure} == {
                (each.issue, each.term, each.low) for each in said.unsure
            }


@pytest.mark.usefixtures("_put")
def test_a_mistake_of_a_sheet_names_the_column_as_the_sheet_does_and_one_that_is_missing_as_the_reader_does(
    ask: TestClient,
) -> None:
    lines = ask.get(f"{UNION}/sheet/csv?lang=fr").content.split(b"\r\n")
    wrong = [lines[0], lines[1].replace(b"pay,", b"pey,", 1), *lines[2:]]
    ask.get(f"{UNION}/sheet?lang=fr")
    assert "mine.csv, ligne 2, enjeu" in Page(upload(ask, "mine.csv", b"\r\n".join(wrong)).text).text
    ask.get(f"{UNION}/sheet?lang=en")
    assert "mine.csv, row 2, enjeu:" in Page(upload(ask, "mine.csv", b"\r\n".join(wrong)).text).text
    lines[0] = lines[0].replace(b"poids,", b"masse,", 1)
    assert "there is no column called weight" in Page(upload(ask, "mine.csv", b"\r\n".join(lines)).text).text
    ask.get(f"{UNION}/sheet?lang=fr")
    assert "poids" in Page(upload(ask, "mine.csv", b"\r\n".join(lines)).text).text


def test_no_word_for_a_column_means_another_column_in_another_language() -> None:
    meant: dict[str, set[str]] = {}
    for words in all_words():
        for column, called in words.called.items():
            meant.setdefault(called.casefold(), set()).add(column)
    assert [called for called, columns in meant.items() if len(columns) > 1] == []
    assert len(meant) > 4 * len(ENGLISH.called)


@pytest.mark.usefixtures("_put")
def test_every_mistake_of_a_sheet_is_named_by_its_row_and_nothing_is_recorded(labour: House, ask: TestClient) -> None:
    post(ask, f"{UNION}/rate/swing", filled(ask))
    lines = ask.get(f"{UNION}/sheet/csv").content.split(b"\r\n")
    lines[2] = lines[2].replace(b"3.4 %,3.4 %,", b"3.4 %,3.4 %,much")
    lines[4] = lines[4].replace(b"pay,", b"pey,", 1)
    answer = upload(ask, "mine.csv", b"\r\n".join(lines))
    assert answer.status_code == 400
    text = Page(answer.text).text
    assert "mine.csv, row 3, value: this is not a number" in text
    assert 'mine.csv, row 5, issue: "pey" is not one of this sheet; did you mean "pay"?' in text
    assert upload(ask, "mine.xlsx", b"PK\x03\x04 broken").status_code == 400
    assert party_state(labour).count(Scores) == 1


def test_a_file_is_taken_by_the_page_that_asks_for_one_and_by_no_other(ask: TestClient, labour: House) -> None:
    asked(labour, "hollenfurt", "union")
    assert post(ask, f"{UNION}/sheet", {"file": "x"}).status_code == 415
    headers = {**OURS, "Content-Type": "multipart/form-data; boundary=edge"}
    body = b'--edge\r\nContent-Disposition: form-data; name="what"\r\n\r\nlet\r\n--edge--\r\n'
    assert ask.post(f"{UNION}/let", content=body, headers=headers).status_code == 415
    assert ask.post(f"{UNION}/sheet", content=body, headers=headers).status_code == 400
