# SPDX-License-Identifier: Apache-2.0
"""The picture of the lanes: well formed whatever is in it, every mark a link and a row, nothing by colour alone."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from msgspec import structs

from goodoffices.app.handlers import import_case
from goodoffices.app.house import House
from goodoffices.app.views.lanes import Lanes, Mark, Said, lanes_view
from goodoffices.domain.decisions import decide
from goodoffices.domain.proposals import AnswerKind
from goodoffices.domain.reports import ExchangeKind
from goodoffices.domain.state import State, fold
from goodoffices.exchange.case_file import Case, to_command
from goodoffices.web.pictures import LanePictures
from goodoffices.web.pictures.lane_legend import legend
from goodoffices.web.pictures.lanes import NARROW, WIDE, Shape, picture
from goodoffices.web.pictures.measuring import BOLD, cut, width, wrap
from goodoffices.web.pictures.svg import element, write
from goodoffices.web.pictures.threads import draw
from tests.case_strategies import LATER_THAN_ALL, cases
from tests.web.conftest import ROOT, client, small
from tests.web.reading import visit


if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.testclient import TestClient

SHAPES = (WIDE, NARROW)


def drawn(lanes: Lanes, shape: Shape, *, rtl: bool = False) -> ET.Element:
    """A picture, read as strictly as XML is."""
    return ET.fromstring(picture(lanes, shape, "/m/case/entry/{}".format, rtl=rtl))  # noqa: S314 - our own words


def pictures(markup: str) -> list[ET.Element]:
    """The pictures of a page, without the samples of the legend."""
    found = [ET.fromstring(svg) for svg in re.findall(r"<svg.*?</svg>", markup, flags=re.DOTALL)]  # noqa: S314
    return [picture for picture in found if "sample" not in picture.get("class", "")]


def marks(picture: ET.Element) -> list[ET.Element]:
    return picture.findall("a")


def title(mark: ET.Element) -> str:
    found = mark.find("title")
    assert found is not None
    assert found.text
    return found.text


def state_of(case: Case) -> State:
    command, place = to_command(case, "conciliator")
    return fold(enumerate(decide(State(), command, LATER_THAN_ALL, place).entries, start=1))


def texts(picture: ET.Element) -> Iterator[tuple[float, float, str]]:
    """Every line of text: where it starts, how long it is at most, and what it says."""
    for line in picture.iter("text"):
        bold = 12 * BOLD
        pieces = [(piece.text or "", bold if piece.get("class") == "what" else 12.0) for piece in line.iter("tspan")]
        if line.get("class") in ("name", "day"):
            pieces = [(words, bold) for words, _size in pieces]
        gaps = sum(abs(float(piece.get("dx", "0"))) for piece in line.iter("tspan"))
        long = sum(width(words, size) for words, size in pieces) + gaps
        yield float(line.get("x", "0")), long, "".join(words for words, _size in pieces)


@pytest.mark.parametrize("example", ["channel-2025", "labour-2024"])
def test_every_exchange_is_a_mark_and_a_row_and_leads_to_its_entry(house: House, example: str) -> None:
    import_case(house, (ROOT / "examples" / f"{example}.toml").read_bytes(), example, "the team")
    reading = next(iter(house.mediations()))
    state = reading.state()
    assert state.mediation is not None
    view = lanes_view(state)
    address = f"/m/{state.mediation.id}"
    markup = client(house).get(address).text
    expected = [f"{address}/entry/{mark.row.id}" for mark in view.marks]
    assert len(expected) > 20
    for svg in pictures(markup):
        assert [mark.get("href") for mark in marks(svg)] == expected
    rows = markup[markup.index("<tbody") : markup.index("</tbody>")].split("<tr")[1:]
    assert len(rows) == len(expected)
    assert all(f'class="id" href="{entry}"' in row for row, entry in zip(rows, expected, strict=True))


def test_a_mark_says_when_what_who_through_whom_and_how_sure(channel: TestClient) -> None:
    wide, narrow = pictures(channel.get("/m/channel-2025").text)
    said = {(mark.get("href") or "").rpartition("/")[2]: title(mark) for mark in marks(wide)}
    assert said == {(mark.get("href") or "").rpartition("/")[2]: title(mark) for mark in marks(narrow)}
    assert said["r16"].startswith(
        "about 27 April to 11 May 2025. Contact. Steve Witkoff to Hamas, through Qatar, Bishara Bahbah. reported. With"
    )
    assert "Hamas, The Trump team with one another, through Bishara Bahbah" in said["r13"]
    assert "Government of Israel listened to Hamas" in said["r2"]
    assert "Government of Israel listened in" in said["r18"]
    assert "p4 accepted" in said["r22"]
    assert "unconfirmed" in said["r20"]
    assert "belief" in said["r5"]


def test_the_picture_has_a_name_a_description_and_nothing_that_hides_its_links(channel: TestClient) -> None:
    page = visit(channel, "/m/channel-2025")
    whole = [svg for svg in page.all("svg") if "sample" not in svg["class"]]
    assert [svg["role"] for svg in whole] == ["group", "group"], "an image would hide the links in it"
    for svg in whole:
        assert {svg["aria-labelledby"], svg["aria-describedby"]} <= set(page.ids)
    assert all(svg["aria-hidden"] == "true" for svg in page.all("svg") if "sample" in svg["class"])
    assert {"lanes", "after-lanes"} <= set(page.ids), "there is a way past the picture"


def test_hostile_names_and_words_stay_words(hostile: TestClient) -> None:
    markup = hostile.get("/m/water").text
    for svg in pictures(markup):
        assert {node.tag for node in svg.iter()} <= {
            *("svg", "title", "desc", "g", "a", "rect", "line", "path", "circle", "text", "tspan")
        }
        names = {name for node in svg.iter() for name in node.keys()}  # noqa: SIM118 - attributes of an element
        assert "style" not in names
        assert not {name for name in names if name.startswith("on")}
        whole = " ".join(svg.itertext())
        assert "\u202e" not in whole
        assert "[U+202E]" in whole
        assert "javascript:alert(1)" in whole
        assert all((mark.get("href") or "").startswith("/m/water/entry/") for mark in marks(svg))


def test_a_time_is_said_once_for_all_that_happened_then(channel: TestClient) -> None:
    wide, _narrow = pictures(channel.get("/m/channel-2025").text)
    times = ["".join(line.itertext()) for line in wide.iter("text") if line.get("class") == "time"]
    assert "".join(times).count("27 April") == 1
    assert times.count("March 2025") == 2, "before and after what has no day of its own"


def test_nothing_yet_is_a_sentence_and_one_entry_is_one_mark(house: House) -> None:
    small(house, "small")
    page = visit(client(house), "/m/small")
    assert "Nobody has been in touch with anybody yet" in page.text
    assert not page.all("svg")
    case = """
        goodoffices = 1
        [mediation]
        id = "one"
        title = "One"
        [[exchange]]
        id = "e1"
        when = "unknown"
        kind = "call"
        text = "Somebody rang."
    """
    import_case(house, case.encode(), "one.toml", "the team")
    for svg in pictures(client(house).get("/m/one").text):
        assert [title(mark) for mark in marks(svg)] == ["time not known. Call. Somebody rang."]


def test_earlier_windows_can_be_reached_and_what_is_no_number_is_the_newest(house: House) -> None:
    calls = "\n".join(
        f'[[exchange]]\nid = "e{number}"\nwhen = "2025-01-{number // 4 + 1:02}"\nkind = "call"\ntext = "Call {number}."'
        for number in range(100)
    )
    case = f'goodoffices = 1\n[mediation]\nid = "many"\ntitle = "Many"\n{calls}'
    import_case(house, case.encode(), "many.toml", "the team")
    ask = client(house)
    addresses = ["/m/many", "/m/many?lanes=1", "/m/many?lanes=2"]
    found: list[str] = []
    for address in addresses:
        shown = pictures(ask.get(address).text)[0]
        found = [title(mark) for mark in marks(shown)] + found
    assert len(found) == 100
    assert [int(re.findall(r"Call (\d+)", words)[0]) for words in found] == list(range(100))
    newest = visit(ask, addresses[0])
    assert "/m/many?lanes=1#lanes" in newest.addresses()
    assert "61 to 100 of 100" in newest.text
    oldest = visit(ask, addresses[2])
    assert {"/m/many?lanes=1#lanes", "/m/many#lanes"} <= set(oldest.addresses())
    assert "/m/many?lanes=3#lanes" not in oldest.addresses()
    for wrong in ("x", "-1", "1e9", "٣", "9" * 5000, ""):
        assert "61 to 100 of 100" in visit(ask, f"/m/many?lanes={wrong}").text


def shape_of(mark: Mark) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """What is drawn, as it looks without colour: elements and places; dots and rings differ by their class."""
    return tuple((item.tag, item.attributes) for item in draw(mark, lambda lane: 20.0 + 60 * lane, 10).elements)


@pytest.fixture(name="plain")
def _plain(channel_house: House) -> Mark:
    state = channel_house.mediation("channel-2025").state()
    mark = next(mark for mark in lanes_view(state).marks if mark.row.id == "r16")
    return structs.replace(mark, sources=(0,), targets=(2,), through=(), answers=(), status=None)


def test_meetings_leaks_interceptions_and_publications_differ_in_shape(plain: Mark) -> None:
    kinds = (
        *(ExchangeKind.CALL, ExchangeKind.MEETING, ExchangeKind.LEAK),
        *(ExchangeKind.INTERCEPTION, ExchangeKind.PUBLICATION),
    )
    for one, other in combinations(kinds, 2):
        first, second = (shape_of(structs.replace(plain, kind=str(kind))) for kind in (one, other))
        places = [[attributes for _tag, attributes in shape] for shape in (first, second)]
        bare = [[[pair for pair in each if pair[0] != "class"] for each in shape] for shape in places]
        assert bare[0] != bare[1], f"{one} and {other} differ in their class only"


def test_whoever_carries_words_is_a_dot_on_the_way_even_from_beyond_both(plain: Mark) -> None:
    def path(mark: Mark) -> str:
        return next(dict(item.attributes)["d"] for item in draw(mark, float, 10).elements if item.tag == "path")

    straight = structs.replace(plain, through=(1,))
    assert path(straight) == "M0 10H2"
    assert ("circle", (("class", "carrier"), ("cx", "1"), ("cy", "10"), ("r", "4.5"))) in [
        (item.tag, item.attributes) for item in draw(straight, float, 10).elements
    ]
    assert path(structs.replace(plain, through=(9,))) == "M0 6H9a4 4 0 0 1 0 8H2"
    assert path(structs.replace(plain, sources=(5,), targets=(3,), through=(1,))) == "M5 6H1a4 4 0 0 0 0 8H3"


def test_an_answer_is_a_diamond_on_the_lane_of_whoever_gave_it(plain: Mark) -> None:
    for kind in AnswerKind:
        mark = structs.replace(plain, answers=(Said(id="a", kind=kind, proposal="p", lane=2),))
        last = draw(mark, float, 10).elements[-1]
        assert dict(last.attributes)["class"] == f"answer {kind}"
        assert dict(last.attributes)["d"].startswith("M2 3.5l6.5 6.5")


def test_what_is_not_confirmed_says_so_beside_its_mark(channel: TestClient) -> None:
    for svg in pictures(channel.get("/m/channel-2025").text):
        unsure = [mark for mark in marks(svg) if (mark.get("class") or "").endswith((" unsure", " believed"))]
        assert {(mark.get("href") or "").rpartition("/")[2] for mark in unsure} == {"r5", "r20", "r21"}
        for mark in unsure:
            words = "".join(piece for line in mark.iter("text") for piece in line.itertext())
            assert "○ unconfirmed" in words or "◇ belief" in words


def test_the_legend_explains_what_occurs_and_nothing_else(channel_house: House) -> None:
    lanes = lanes_view(channel_house.mediation("channel-2025").state())
    assert [sample.words for sample in legend(lanes)] == [
        *("in touch", "through somebody", "meeting", "listened in, at the ring", "leak", "said in public"),
        *("accepted", "rejected", "another answer", "not confirmed", "believed or assessed"),
    ]
    only = structs.replace(lanes, marks=tuple(mark for mark in lanes.marks if mark.kind == ExchangeKind.MEETING))
    assert [sample.words for sample in legend(only)] == ["meeting"]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_page_that_reads_from_the_right_has_the_picture_turned_round(channel_house: House, shape: Shape) -> None:
    lanes = lanes_view(channel_house.mediation("channel-2025").state())
    left, right = drawn(lanes, shape), drawn(lanes, shape, rtl=True)
    assert (left.get("direction"), right.get("direction")) == ("ltr", "rtl")
    for one, other in zip(left.iter("text"), right.iter("text"), strict=True):
        assert float(one.get("x", "0")) + float(other.get("x", "0")) == pytest.approx(shape.width, abs=0.02)
    rails = [
        [float(line.get("x1", "0")) for line in svg.iter("line") if line.get("class") == "rail"]
        for svg in (left, right)
    ]
    assert [shape.width - x for x in rails[0]] == pytest.approx(rails[1], abs=0.02)
    for mark in marks(right):
        group = mark.find("g")
        assert group is not None
        assert group.get("transform") == f"matrix(-1 0 0 1 {shape.width:.0f} 0)"


@settings(max_examples=15)
@given(cases())
def test_any_record_makes_well_formed_pictures_with_a_mark_for_every_row(case: Case) -> None:
    lanes = lanes_view(state_of(case))
    for shape in SHAPES:
        for rtl in (False, True):
            svg = drawn(lanes, shape, rtl=rtl)
            assert [mark.get("href") for mark in marks(svg)] == [f"/m/case/entry/{mark.row.id}" for mark in lanes.marks]
            assert all(title(mark) for mark in marks(svg))
        assert picture(lanes, shape, str) == picture(lanes, shape, str)


@settings(max_examples=15)
@given(cases())
def test_no_line_of_text_reaches_out_of_the_picture(case: Case) -> None:
    lanes = lanes_view(state_of(case))
    for shape in SHAPES:
        svg = drawn(lanes, shape)
        high = float((svg.get("viewBox") or "").split()[3])
        for start, long, words in texts(svg):
            if "[U+" not in words:  # marks made visible take more room than the marks
                assert start + long <= shape.width + 1, words
        for line in svg.iter("text"):
            assert 0 < float(line.get("y", "0")) < high


def test_an_element_takes_no_script_and_no_style() -> None:
    for name in ("style", "onclick", "on_load", 'x="1" y'):
        with pytest.raises(ValueError, match="no place in a picture"):
            element("rect", **{name: "alert(1)"})
    assert write(element("text", '<b> & "', x=1.50, class_="a", hidden=None, y=-0.001)) == (
        '<text x="1.5" class="a" y="0">&lt;b&gt; &amp; &#34;</text>'
    )
    ET.fromstring(write(element("text", "\x00\x0b\ud800\ufffe ok", id="\x01")))  # noqa: S314 - our own words


def test_words_are_cut_and_wrapped_to_the_room_there_is() -> None:
    assert cut("short", 100, 12) == "short"
    assert cut("a very long line of words", 60, 12).endswith("…")
    assert width(cut("w" * 10_000, 100, 12), 12) <= 100
    assert wrap("one two three", (1_000, 1_000), 12) == ("one two three",)
    assert wrap("", (100,), 12) == ()
    two = wrap("some words that need a second line and more than that", (80, 90), 12)
    assert len(two) == 2
    assert two[1].endswith("…")
    assert all(width(line, 12) <= room for line, room in zip(two, (80, 90), strict=True))
    assert wrap("Unbreakable", (10, 200), 12) == ("", "Unbreakable"), "it begins where it fits"


def test_pictures_cost_what_they_show(channel_house: House) -> None:
    lanes = lanes_view(channel_house.mediation("channel-2025").state())
    draws = LanePictures()
    for markup in (draws.wide(lanes, str), draws.narrow(lanes, str)):
        assert len(markup.encode()) < 1_600 * len(lanes.marks)
