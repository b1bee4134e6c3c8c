# SPDX-License-Identifier: Apache-2.0
"""Whatever bytes are given as a scenario, they are read or refused with their mistakes; nothing else comes out."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.errors import RefusedError
from goodoffices.exchange.scenarios import read_own, read_scenario, write_own
from tests.exchange.test_genius_files import COLOURS, NUMBERS, domain, profile
from tests.exchange.test_other_scenario_forms import BUYER, GROUPS, LINEAR, SPACE, TABLE
from tests.exchange.test_scenario_files import SMALL


RECTANGLES = '<hyperRectangle utility="6"><INCLUDES index="1" min="1" max="2"/></hyperRectangle>'
VALUED = '<issue index="1"><item value="green" evaluation="8"/><item value="red" evaluation="3"/></issue>'
UTILITY = f'<utility maxutility="20"><ufun weight="9" aggregation="sum">{RECTANGLES}</ufun></utility>'
FILES = (
    [("small.toml", SMALL.encode())],
    [("table.csv", TABLE.encode())],
    [("space.yaml", SPACE.encode()), ("buyer.yaml", BUYER.encode())],
    [
        ("linear.json", repr(LINEAR).replace("'", '"').encode()),
        ("groups.json", repr(GROUPS).replace("'", '"').encode()),
    ],
    [domain(COLOURS), profile(f'<weight index="1" value="0.5"/>{VALUED}<reservation value="0.1"/>')],
    [domain(NUMBERS.format(1)), profile(NUMBERS.format(1) + UTILITY)],
)
PIECES = (b"-1", b"1e9", b"nan", b"1/0", b"9" * 40, b"[]", b"{}", b'""', b"null", b"true", b"\xff", b"&a", b"*a", b"=")
WORDS = (b"", b"<issue/>", b"\n", b'"', b"[[party]]", b"\xd9\xa3", b"0x", b"1e", b"2024-01-01", b"union", b"yes")


@settings(max_examples=300)
@given(st.data())
def test_a_file_with_slips_is_read_or_refused(data: st.DataObject) -> None:
    files = list(data.draw(st.sampled_from(FILES)))
    for _ in range(data.draw(st.integers(1, 3))):
        which = data.draw(st.integers(0, len(files) - 1))
        name, text = files[which]
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 12)))
        files[which] = (name, text[:start] + data.draw(st.sampled_from(PIECES + WORDS)) + text[end:])
    try:
        reading = read_scenario(files)
    except RefusedError:
        return
    assert read_own(write_own(reading.scenario), "written.toml").scenario == reading.scenario


@given(st.binary(max_size=60), st.sampled_from(("a.toml", "a.xml", "a.json", "a.yaml", "a.csv")))
def test_any_bytes_are_refused_or_read(data: bytes, name: str) -> None:
    with suppress(RefusedError):
        read_scenario([(name, data)])
