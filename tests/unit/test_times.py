# SPDX-License-Identifier: Apache-2.0
"""Times: what may be written, what is refused and with which advice, where it lies, how it is sorted and shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from goodoffices.errors import TimeError
from goodoffices.times import (
    ANY,
    UNKNOWN,
    Instant,
    Interval,
    Relation,
    Unit,
    When,
    days_apart,
    days_between,
    length,
    now,
    relation,
    shift,
    shown,
    shown_count,
)


PAGE = Path(__file__).parents[2] / "docs" / "reference" / "times.md"
DOHA = "Asia/Qatar"


def seconds(text: str) -> int:
    return Instant.read(text).seconds


def bounds(text: str, zone: str = DOHA, base: Interval = ANY) -> tuple[str | None, str | None]:
    found = When.read(text).interval(zone, lambda _: base)
    first, end = (None if moment is None else str(Instant(moment)) for moment in found)
    return first, end


def examples(kind: str) -> list[tuple[str, str]]:
    blocks = re.findall(rf"^```{kind}\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    pairs = [line.split("=>") for block in blocks for line in block.splitlines()]
    assert pairs
    return [(given.strip(), expected.strip()) for given, expected in pairs]


@pytest.mark.parametrize(("given", "expected"), examples("times"))
def test_what_the_page_says_is_put_right_is_put_right(given: str, expected: str) -> None:
    assert str(When.typed(given)) == expected
    assert str(When.read(expected)) == expected
    with pytest.raises(TimeError) as refused:
        When.read(given)
    assert refused.value.advice == (f'write "{expected}"' if " " in expected else f"write {expected}")


@pytest.mark.parametrize(("given", "expected"), examples("not-times"))
def test_what_the_page_says_is_refused_is_refused_with_that_advice(given: str, expected: str) -> None:
    with pytest.raises(TimeError) as refused:
        When.typed(given)
    assert str(refused.value) == f'"{given}" is not a time'
    assert refused.value.advice == expected


@pytest.mark.parametrize(("given", "expected"), examples("shown"))
def test_what_the_page_says_is_shown_is_shown(given: str, expected: str) -> None:
    assert shown(When.read(given)) == expected


def test_every_time_in_the_tables_of_the_page_is_canonical() -> None:
    rows = [line.split("|")[2] for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    texts = [text for row in rows for text in re.findall(r"`([^`]+)`", row)]
    assert len(texts) > 20
    for text in texts:
        assert str(When.read(text)) == text == str(When.typed(text))


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("12. März 2025 22:00 Asia/Qatar", 'write "2025-03-12 22:00 Asia/Qatar"'),
        ("11 mai 2025 to 13 mai 2025", 'write "2025-05-11 to 2025-05-13"'),
        ("1er mai 2025", "write 2025-05-01"),
        ("11 февраля 2025", "write 2025-02-11"),
        ("22 أبريل 2025", "write 2025-04-22"),
        ("11 Febuary 2025", "write 2025-02-11"),
        ("May 11, 2025 at 9 pm", 'write "2025-05-11 21:00"'),
        ("late April 2025", 'write "late 2025-04"'),
        ("about 11 Mai 2025", 'write "about 2025-05-11"'),
        ("22 April to 11 May 2025", 'write "2025-04-22 to 2025-05-11"'),
        ("Sunday 11 May 2025 about 22:00 (Asia/Qatar)", 'write "about 2025-05-11 22:00 Asia/Qatar"'),
        ("2025-5-1 9:05", 'write "2025-05-01 09:05"'),
        ("13/05/2025", "write 2025-05-13"),
        ("6/2025", "write 2025-06"),
        ("abuot 2025-05", 'write "about 2025-05"'),
        ("2025-13", "there is no month 13; the months are 01 to 12"),
        ("0000-01-01", "there is no year 0000; the years are 0001 to 9999"),
        ("2025-05-11 22:60", "the hours are 00 to 23 and the minutes 00 to 59"),
        ("by 2025-05-01", 'write "before 2025-05-01", or both ends, as in "2025-04-27 to 2025-05-11"'),
        ("2025-05-11 22:00 Asia", 'there is no time zone "Asia"; write one such as Asia/Qatar'),
        ("2025-05-11 22:00+05:00 Asia/Qatar", "the clocks of Asia/Qatar were then at +03:00, not at +05:00"),
        ("2025-05-11 23:00 UTC to 2025-05-12 01:00 Asia/Qatar", "the second time is earlier than the first"),
        ("\u202e2025-05-11", "it holds a character that cannot be seen; type it anew"),
        ("2025-05\u200b-11", "it holds a character that cannot be seen; type it anew"),
        ("2025-05-11\x00", "it holds a character that cannot be seen; type it anew"),
    ],
)
def test_common_slips_are_answered_with_what_to_write(text: str, advice: str) -> None:
    with pytest.raises(TimeError) as refused:
        When.typed(text)
    assert refused.value.advice == advice


@pytest.mark.parametrize(
    "text", ["", " ", "früh", "4 days", "about", "after", "before after r2", "about unknown", "x" * 999]
)
def test_what_cannot_be_guessed_gets_advice_all_the_same(text: str) -> None:
    with pytest.raises(TimeError) as refused:
        When.typed(text)
    assert refused.value.advice
    assert len(str(refused.value)) < 120


def test_what_cannot_be_seen_is_made_visible_in_the_sentence() -> None:
    with pytest.raises(TimeError) as refused:
        When.read("2025\u202e")
    assert str(refused.value) == '"2025\\u202e" is not a time'


@pytest.mark.parametrize(
    "text",
    [
        "2025-05-11T22:00",
        "2025-05-11  22:00",
        " 2025",
        "2025 ",
        "2025\n",
        "Unknown",
        "1 days later than r1",
        "2 day later than r1",
        "04 days later than r1",
        "2025-05-11 22:00-00:00 UTC",
        "2025-05-11 22:00+03:00",
        "２０２５",
        "2025-05-11 22:00 ../etc/passwd",
        "after R22",
        "2025-05-11 to 2025-05-10",
    ],
)
def test_the_record_accepts_no_second_spelling(text: str) -> None:
    with pytest.raises(TimeError):
        When.read(text)


def test_the_record_is_read_whatever_became_of_the_time_zones() -> None:
    for text in (
        "2026-03-27 02:30 Asia/Jerusalem",
        "2025-10-26 01:30 Asia/Jerusalem",
        "2125-01-01 12:00 Mars/Olympus_Mons",
    ):
        when = When.read(text)
        assert when.interval("UTC", lambda _: None).earliest is not None
        with pytest.raises(TimeError):
            When.typed(text)
    assert bounds("2026-03-27 02:30 Asia/Jerusalem") == ("2026-03-27T00:00:00Z", "2026-03-27T00:01:00Z")
    assert bounds("2025-01-01 12:00 Mars/Olympus_Mons") == ("2024-12-31T22:00:00Z", "2025-01-02T00:01:00Z")


def test_an_hour_that_came_twice_is_both_until_it_is_said_which() -> None:
    assert bounds("2025-10-26 01:30", "Asia/Jerusalem") == ("2025-10-25T22:30:00Z", "2025-10-25T23:31:00Z")
    assert bounds("2025-10-26 01:30+03:00 Asia/Jerusalem") == ("2025-10-25T22:30:00Z", "2025-10-25T22:31:00Z")
    assert bounds("2025-10-26 01:30+02:00 Asia/Jerusalem") == ("2025-10-25T23:30:00Z", "2025-10-25T23:31:00Z")


def test_the_zone_of_the_mediation_is_heeded_when_it_is_given() -> None:
    assert str(When.typed("2026-03-27 02:30")) == "2026-03-27 02:30"
    with pytest.raises(TimeError, match="not a time"):
        When.typed("2026-03-27 02:30", "Asia/Jerusalem")
    with pytest.raises(TimeError, match="not a time"):
        When.typed("2025-10-26 01:30", "Asia/Jerusalem")
    with pytest.raises(TimeError):
        When.typed("about 2026-03-27 02:30", "Asia/Jerusalem")


def test_an_offset_that_says_nothing_is_left_out() -> None:
    assert str(When.typed("2025-05-11 22:00+03:00 Asia/Qatar")) == "2025-05-11 22:00 Asia/Qatar"


@pytest.mark.parametrize(
    ("text", "first", "end"),
    [
        ("unknown", None, None),
        ("2025", "2024-12-31T21:00:00Z", "2025-12-31T21:00:00Z"),
        ("2025-02", "2025-01-31T21:00:00Z", "2025-02-28T21:00:00Z"),
        ("2025-05-11", "2025-05-10T21:00:00Z", "2025-05-11T21:00:00Z"),
        ("2025-05-11 22:00", "2025-05-11T19:00:00Z", "2025-05-11T19:01:00Z"),
        ("2025-05-11 22:00:30 UTC", "2025-05-11T22:00:30Z", "2025-05-11T22:00:31Z"),
        ("early 2025-04", "2025-03-31T21:00:00Z", "2025-04-10T21:00:00Z"),
        ("mid 2025-04", "2025-04-10T21:00:00Z", "2025-04-20T21:00:00Z"),
        ("late 2025-04", "2025-04-20T21:00:00Z", "2025-04-30T21:00:00Z"),
        ("late 2025", "2025-08-31T21:00:00Z", "2025-12-31T21:00:00Z"),
        ("about 2025-05-11", "2025-05-10T21:00:00Z", "2025-05-11T21:00:00Z"),
        ("before 2025-05-08", None, "2025-05-07T21:00:00Z"),
        ("after 2025-04-22", "2025-04-22T21:00:00Z", None),
        ("2025-04-27 to 2025-05-11", "2025-04-26T21:00:00Z", "2025-05-11T21:00:00Z"),
        ("about 2025-04-27 to 2025-05-11", "2025-04-26T21:00:00Z", "2025-05-11T21:00:00Z"),
    ],
)
def test_bounds_are_those_of_what_was_said(text: str, first: str | None, end: str | None) -> None:
    assert bounds(text) == (first, end)


@pytest.mark.parametrize(
    ("text", "first", "end"),
    [
        ("after r1", "2025-01-31T10:00:00Z", None),
        ("before r1", None, "2025-01-31T10:01:00Z"),
        ("same time as r1", "2025-01-31T10:00:00Z", "2025-01-31T10:01:00Z"),
        ("1 month later than r1", "2025-02-28T10:00:00Z", "2025-02-28T10:01:00Z"),
        ("3 hours before r1", "2025-01-31T07:00:00Z", "2025-01-31T07:01:00Z"),
        ("about 2 weeks before r1", "2025-01-17T10:00:00Z", "2025-01-17T10:01:00Z"),
        ("days later than r1", "2025-01-31T10:00:00Z", None),
        ("days before r1", None, "2025-01-31T10:01:00Z"),
    ],
)
def test_bounds_beside_another_fact_are_counted_from_its_own(text: str, first: str | None, end: str | None) -> None:
    base = Interval(seconds("2025-01-31T10:00:00Z"), seconds("2025-01-31T10:01:00Z"))
    assert bounds(text, base=base) == (first, end)
    assert When.read(text).interval(DOHA, lambda _: None) == ANY


def test_counting_back_over_a_short_month_leaves_bounds_that_are_not_empty() -> None:
    base = Interval(seconds("1969-12-30T23:59:59Z"), seconds("1969-12-31T00:00:01Z"))
    assert bounds("1 month before r1", "UTC", base) == ("1969-11-30T23:59:59Z", "1969-12-01T00:00:00Z")


def test_midnights_that_were_skipped_begin_the_day_when_the_clocks_went_on() -> None:
    assert bounds("2025-03-30", "Asia/Beirut") == ("2025-03-29T22:00:00Z", "2025-03-30T21:00:00Z")
    assert bounds("2011-12-30", "Pacific/Apia") == ("2011-12-30T10:00:00Z", "2011-12-30T10:00:01Z")


def test_a_time_says_what_it_is() -> None:
    assert When.read("about 4 days later than r10").reference == "r10"
    assert When.read("same time as r13").reference == "r13"
    assert When.read("before 2025").reference is None
    assert not UNKNOWN.known
    assert When.read("after r2").known
    assert [text for text in ("2025-05-11 22:00", "2025-05-11", "about 2025-05-11 22:00") if When.read(text).exact] == [
        "2025-05-11 22:00"
    ]


def test_times_do_not_change() -> None:
    for value in (When.read("2025"), Instant(0)):
        with pytest.raises(AttributeError):
            value.seconds = 1
        with pytest.raises(AttributeError):
            del value.seconds  # type: ignore[union-attr]
    assert repr(When.read("2025")) == "When.read('2025')"
    assert len({When.read("2025"), When.typed(" 2025"), Instant(0), Instant.read("1970-01-01T00:00:00Z")}) == 2


@pytest.mark.parametrize(
    "text",
    [
        "2025-05-13T09:00:00",
        "2025-05-13 09:00:00Z",
        "2025-05-13T09:00Z",
        "2025-02-29T00:00:00Z",
        "2025-05-13T24:00:00Z",
        "",
    ],
)
def test_an_instant_has_one_spelling(text: str) -> None:
    with pytest.raises(TimeError) as refused:
        Instant.read(text)
    assert refused.value.advice == "write it in UTC to the second, such as 2025-05-13T09:00:00Z"


def test_an_instant_is_shown_on_the_clocks_of_a_place() -> None:
    assert Instant.read("2025-05-13T09:00:00Z").in_zone(DOHA) == "2025-05-13 12:00 Asia/Qatar"
    with pytest.raises(ValueError, match="years 1 to 9999"):
        Instant(10**12)
    assert Instant.read("2020-01-01T00:00:00Z") < now()


def test_the_reported_channel_is_sorted_as_it_happened() -> None:
    texts = {
        "r1": "2025-03",
        "address": "2025-03-04 21:00 America/New_York",
        "r4": "3 hours before address",
        "r5": "after r4",
        "r8": "2025-04-22",
        "r10": "after 2025-04-22",
        "r11": "days later than r10",
        "r13": "about 2025-04-27 to 2025-05-11",
        "r14": "same time as r13",
        "r15": "unknown",
        "r17": "2025-05-08",
        "r18": "before 2025-05-08",
        "r22": "about 2025-05-11 22:00 Asia/Qatar",
        "r23": "after r22",
        "r24": "after r22",
        "r25": "2025-05-12",
        "lost": "after nothing",
    }
    numbers = {identifier: number for number, identifier in enumerate(texts)}

    def place(identifier: str) -> tuple[tuple[int, ...], Interval] | None:
        if identifier not in texts:
            return None
        when = When.read(texts[identifier])
        return when.order(DOHA, numbers[identifier], place), when.interval(DOHA, interval)

    def interval(identifier: str) -> Interval | None:
        found = place(identifier)
        return found[1] if found else None

    order = sorted(texts, key=lambda identifier: (place(identifier) or ((),))[0])
    assert " ".join(order) == "r1 r4 r5 address r8 r10 r11 r13 r14 r18 r17 r22 r23 r24 r25 r15 lost"


def test_counting_from_a_month_never_carries_a_fact_to_the_wrong_side() -> None:
    june = (When.read("2025-06").order("UTC", 1, lambda _: None), When.read("2025-06").interval("UTC", lambda _: None))
    second = When.read("40 days later than a")
    second_place = (second.order("UTC", 2, lambda _: june), second.interval("UTC", lambda _: june[1]))
    third = When.read("1 month before b").order("UTC", 3, lambda _: second_place)
    assert june[0] < second_place[0]
    assert third < second_place[0]


def test_days_are_counted_on_the_calendar() -> None:
    held = days_between(seconds("2023-10-07T04:00:00Z"), seconds("2025-05-12T15:00:00Z"), "Asia/Jerusalem")
    assert shown_count(held, Unit.DAYS) == "583 days"
    assert shown_count(1, Unit.DAYS) == "1 day"
    assert shown_count(None, Unit.WEEKS) == "weeks"
    day_before = seconds("2026-03-26T20:00:00Z")
    assert shift(day_before, 1, Unit.DAYS, "Asia/Jerusalem") - day_before == 23 * 3600
    assert shift(day_before, 24, Unit.HOURS, "Asia/Jerusalem") - day_before == 24 * 3600


def test_what_is_left_is_said_in_whole_days_then_hours_then_minutes() -> None:
    start = seconds("2026-03-26T20:00:00Z")
    four_days = shift(start, 4, Unit.DAYS, "Asia/Jerusalem")
    assert length(start, four_days, "Asia/Jerusalem") == (4, 0, 0)
    assert length(start, four_days, "UTC") == (3, 23, 0)
    assert length(start, four_days, "Asia/Jerusalem").shown() == "4 days"
    assert length(start, start + 3 * 3600 + 60, DOHA).shown() == "3 hours"
    assert length(start, start + 59, DOHA).shown() == "0 minutes"
    with pytest.raises(ValueError, match="backwards"):
        length(start, start - 1, DOHA)


def test_days_between_inexact_times_have_a_fewest_and_a_most() -> None:
    april, may_8 = (When.read(text).interval(DOHA, lambda _: None) for text in ("late 2025-04", "2025-05-08"))
    assert days_apart(april, may_8, DOHA) == (8, 17)
    assert days_apart(ANY, may_8, DOHA) == (None, None)
    assert relation(april, may_8) is Relation.BEFORE
    assert relation(may_8, april) is Relation.AFTER
    assert relation(ANY, april) is Relation.UNSURE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-05-11 22:00 Asia/Qatar to 2025-05-11 23:00 Asia/Qatar", "11 May 2025, 22:00 to 23:00 (Asia/Qatar)"),
        ("2024-12-30 to 2025-01-02", "30 December 2024 to 2 January 2025"),
        ("2025-03 to 2025-05", "March to May 2025"),
        ("2025 to 2026", "2025 to 2026"),
        ("days before r1", "days before the offer"),
        ("1 day later than r1", "1 day after the offer"),
        ("same time as r1", "at the same time as the offer"),
        ("before r1", "before the offer"),
        ("after r1", "after the offer"),
        ("after 2025-05-11 22:00:05", "after 11 May 2025, 22:00:05"),
    ],
)
def test_pages_say_as_much_as_is_known(text: str, expected: str) -> None:
    assert shown(When.read(text), lambda _: "the offer") == expected
