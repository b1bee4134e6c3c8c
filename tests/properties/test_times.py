# SPDX-License-Identifier: Apache-2.0
"""Laws of times: one spelling each, bounds that hold, an order that never contradicts what was said."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable

import msgspec
from hypothesis import assume, example, given
from hypothesis import strategies as st

from goodoffices.domain.values import decode_hook, encode_hook
from goodoffices.errors import TimeError
from goodoffices.times import (
    UNDATED,
    Instant,
    Interval,
    Order,
    Relation,
    Unit,
    When,
    days_apart,
    days_between,
    length,
    relation,
    shift,
    shown,
)
from goodoffices.times.calendar import civil_from_days, days_from_civil, local_at, moments
from tests.strategies import instants, plain_whens, whens, zones


MODERN = (-(10**9), 4 * 10**9)


@given(instants())
def test_an_instant_is_read_back_as_it_was_written(instant: Instant) -> None:
    assert Instant.read(str(instant)) == instant
    assert Instant.read(str(instant)).seconds == instant.seconds


@given(instants(), instants())
def test_instants_and_their_texts_have_one_order(one: Instant, other: Instant) -> None:
    assert (one < other) == (str(one) < str(other)) == (one.seconds < other.seconds)
    assert (one == other) == (hash(one) == hash(other) and str(one) == str(other))


@given(st.integers(-10_000_000, 10_000_000))
def test_the_calendar_counts_days_without_gaps(days: int) -> None:
    year, month, day = civil_from_days(days)
    assert days_from_civil(year, month, day) == days
    assert (year, month, day) < civil_from_days(days + 1)


@given(whens())
def test_a_time_is_read_back_as_it_was_written(when: When) -> None:
    assert When.read(str(when)) == when
    assert When.read(str(when)).form == when.form
    assert str(When.typed(str(when))) == str(when)


@given(st.one_of(st.text(max_size=40), whens().map(str), whens().map(lambda when: str(when).upper())))
@example("2025-05-11 22:00:60")
@example("about unknown")
@example("before unknown 2025")
@example("2025 to 2025")
def test_whatever_is_accepted_has_one_spelling_and_the_rest_is_refused_with_advice(text: str) -> None:
    typed = accepted(When.typed, text)
    if typed is not None:
        assert When.typed(str(typed)) == typed
        assert When.read(str(typed)) == typed
    read = accepted(When.read, text)
    assert read is None or str(read) == text


def accepted(reader: Callable[[str], When], text: str) -> When | None:
    try:
        return reader(text)
    except TimeError as refused:
        error = refused
    assert str(error).endswith(" is not a time")
    assert error.advice
    return None


@given(whens())
def test_the_codec_writes_a_time_as_its_text(when: When) -> None:
    encoded = msgspec.json.encode(when, enc_hook=encode_hook)
    assert msgspec.json.decode(encoded) == str(when)
    assert msgspec.json.decode(encoded, type=When, dec_hook=decode_hook) == when
    assert pickle.loads(pickle.dumps(when)) == copy.deepcopy(when) == when  # noqa: S301 - our own bytes


@given(plain_whens(), zones())
def test_bounds_are_never_empty(when: When, zone: str) -> None:
    bounds = when.interval(zone, lambda _: None)
    assert bounds.earliest is not None or bounds.latest is not None
    if bounds.earliest is not None and bounds.latest is not None:
        assert bounds.earliest < bounds.latest


@given(plain_whens(1, 9999), st.sampled_from(["Asia/Qatar", "America/New_York", "UTC", "Not/There"]))
def test_every_year_has_bounds_in_every_zone(when: When, zone: str) -> None:
    when.interval(zone, lambda _: None)
    when.order(zone, 0, lambda _: None)
    assert shown(when)


@given(instants(*MODERN), zones())
def test_a_moment_lies_in_its_own_day_and_minute(instant: Instant, zone: str) -> None:
    year, month, day = civil_from_days(local_at(instant.seconds, zone) // 86400)
    bounds = When.read(f"{year:04}-{month:02}-{day:02}").interval(zone, lambda _: None)
    assert bounds.earliest is not None
    assert bounds.latest is not None
    assert bounds.earliest <= instant.seconds < bounds.latest
    first, last = moments(local_at(instant.seconds, zone), zone)
    assert instant.seconds in (first, last)


@given(instants(*MODERN), instants(*MODERN), st.integers(-500, 500), st.sampled_from(list(Unit)), zones())
def test_shifting_keeps_the_order_of_moments_that_are_a_week_apart(
    one: Instant, other: Instant, count: int, unit: Unit, zone: str
) -> None:
    early, late = sorted((one.seconds, other.seconds))
    assert shift(early, count, unit, zone) < shift(late + 7 * 86400, count, unit, zone)


counts = st.tuples(st.integers(1, 400), st.sampled_from(list(Unit)), st.sampled_from(["before", "later than"])).map(
    lambda parts: f"{parts[0]} {parts[1].removesuffix('s') if parts[0] == 1 else parts[1]} {parts[2]} r1"
)


@given(instants(*MODERN), st.integers(1, 100_000), counts, zones())
def test_bounds_that_are_counted_from_a_fact_are_never_empty(
    start: Instant, seconds: int, text: str, zone: str
) -> None:
    when = When.read(text)
    bounds = when.interval(zone, lambda _: Interval(start.seconds, start.seconds + seconds))
    assert bounds.earliest is not None
    assert bounds.latest is not None
    assert bounds.earliest < bounds.latest


@given(instants(*MODERN), st.integers(-5000, 5000), zones())
def test_a_shift_of_days_moves_that_many_days_of_the_calendar(instant: Instant, count: int, zone: str) -> None:
    assume(zone not in ("Pacific/Apia", "Pacific/Kiritimati"))  # which once left out a whole day
    assert days_between(instant.seconds, shift(instant.seconds, count, Unit.DAYS, zone), zone) == count


@given(instants(*MODERN), st.integers(0, 10**8), zones())
def test_a_length_gives_back_its_end_to_the_minute(instant: Instant, seconds: int, zone: str) -> None:
    end = instant.seconds + seconds
    measured = length(instant.seconds, end, zone)
    days_on = shift(instant.seconds, measured.days, Unit.DAYS, zone) if measured.days else instant.seconds
    assert 0 <= end - days_on - measured.hours * 3600 - measured.minutes * 60 < 60


intervals = st.tuples(st.none() | st.integers(-100, 100), st.none() | st.integers(-100, 100)).filter(
    lambda ends: ends[0] is None or ends[1] is None or ends[0] < ends[1]
)


@given(intervals.map(lambda ends: Interval(*ends)), intervals.map(lambda ends: Interval(*ends)), st.data())
def test_what_is_definite_holds_for_all_moments_within(one: Interval, other: Interval, data: st.DataObject) -> None:
    def moment(within: Interval) -> int:
        first = within.earliest if within.earliest is not None else (within.latest or 0) - 300
        return data.draw(st.integers(first, within.latest - 1 if within.latest is not None else first + 300))

    said = relation(one, other)
    mirrored = {Relation.BEFORE: Relation.AFTER, Relation.AFTER: Relation.BEFORE, Relation.UNSURE: Relation.UNSURE}
    assert relation(other, one) is mirrored[said]
    first, second = moment(one), moment(other)
    if said is Relation.BEFORE:
        assert first < second
    if first == second:
        assert said is Relation.UNSURE
    fewest, most = days_apart(one, other, "UTC")
    apart = days_between(first, second, "UTC")
    assert fewest is None or fewest <= apart
    assert most is None or apart <= most


@st.composite
def cases(draw: st.DrawFn) -> list[When]:
    """Facts f0, f1, ... of which each may hang on one before it, or on one that is not there."""
    found: list[When] = []
    for number in range(draw(st.integers(1, 12))):
        references = st.sampled_from([f"f{earlier}" for earlier in range(number)] + ["nowhere"])
        found.append(draw(whens(references)))
    return found


def placed(case: list[When], zone: str) -> list[tuple[Order, Interval]]:
    """Place every fact of a case, as the chronology does."""
    places: dict[str, tuple[Order, Interval]] = {}

    def interval_of(identifier: str) -> Interval | None:
        found = places.get(identifier)
        return found[1] if found else None

    for number, when in enumerate(case):
        places[f"f{number}"] = (when.order(zone, number, places.get), when.interval(zone, interval_of))
    return list(places.values())


@given(cases(), zones())
def test_places_are_all_different_and_never_contradict_before_and_after(case: list[When], zone: str) -> None:
    places = placed(case, zone)
    keys = [place for place, _ in places]
    assert len(set(keys)) == len(keys)
    assert all(key[-1] == 0 for key in keys)
    for number, when in enumerate(case):
        if when.reference is None or when.reference == "nowhere":
            continue
        referred = keys[int(when.reference[1:])]
        words = str(when).removeprefix("about ").split()
        if "before" in words:
            assert keys[number] < referred
        elif words[0] != "same":
            assert keys[number] > referred


@given(cases(), zones())
def test_what_is_not_dated_comes_last_in_the_order_of_recording(case: list[When], zone: str) -> None:
    keys = [place for place, _ in placed(case, zone)]
    undated = [keys[number] for number, when in enumerate(case) if not when.known or when.reference == "nowhere"]
    assert undated == sorted(undated)
    assert all(key[0] == UNDATED for key in undated)
    assert all(
        key[0] < UNDATED for number, key in enumerate(keys) if case[number].reference is None and case[number].known
    )


@given(plain_whens(), plain_whens(), zones(), st.permutations((1, 2)))
@example(When.read("before 2025"), When.read("after 2024"), "UTC", [2, 1])
def test_what_is_definitely_before_is_sorted_before(one: When, other: When, zone: str, numbers: list[int]) -> None:
    bounds, others = (when.interval(zone, lambda _: None) for when in (one, other))
    if relation(bounds, others) is Relation.BEFORE:
        assert one.order(zone, numbers[0], lambda _: None) < other.order(zone, numbers[1], lambda _: None)
