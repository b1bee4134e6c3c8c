# SPDX-License-Identifier: Apache-2.0
"""The pages in other languages: whole, well formed, in the reader's direction, with every word of ours translated."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docs.make_messages import faults, template
from goodoffices.app.handlers import import_case
from goodoffices.errors import said
from goodoffices.times import Instant, Unit, When, elsewhere, shown, shown_count
from goodoffices.times.calendar import local_at, moments, zones
from goodoffices.web.catalogues import PLURALS
from goodoffices.web.languages import LANGUAGES, accepted, speech_of, spoken_in
from goodoffices.web.wording import sentence
from tests.web.conftest import ROOT, client, small
from tests.web.reading import VOID, Page
from tests.web.test_every_page import addresses


if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from goodoffices.app.house import House

CASE = "/m/channel-2025"
OTHERS = sorted(PLURALS)
COUNTS = (0, 1, 2, 3, 11, 100, 102)
LATIN = re.compile(r"[A-Za-z]{3,}")
# What is typed into fields, and so is the same in every language; hashes and names of files and zones.
OURS_IN_LATIN = re.compile(
    r"\b(?:about|after|agency|alexander|all|and|at|before|call|day|days|father|goodoffices|doctor|half|he|hostages|km|least|"
    r"minutes|months|more|most|of|officials|open|outlet|prisoners|rl\d|said|than|that|they|to|trucks|unknown|with|agree|"
    r"yesterday|al-Hayya|EUR|PostgreSQL|UTC|Asia/Qatar|Asia/Beirut|[0-9a-f]{16,})\b"
)


def test_every_language_but_the_source_has_a_plural_rule() -> None:
    assert set(OTHERS) == set(LANGUAGES) - {"en"}


@pytest.mark.parametrize("tag", OTHERS)
def test_a_catalogue_says_every_sentence_of_the_source_and_no_other(tag: str) -> None:
    assert list(faults(tag, template())) == [], "run `make messages`, and fill in what it prints"


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("ar", ("0 يوم", "يوم واحد", "يومان", "3 أيام", "11 يومًا", "100 يوم", "102 يوم")),
        ("fr", ("0 jour", "1 jour", "2 jours", "3 jours", "11 jours", "100 jours", "102 jours")),
        ("he", ("0 ימים", "יום אחד", "יומיים", "3 ימים", "11 ימים", "100 ימים", "102 ימים")),
        ("ru", ("0 дней", "1 день", "2 дня", "3 дня", "11 дней", "100 дней", "102 дня")),
    ],
)
def test_numbers_of_things_are_said_as_the_language_counts(tag: str, said: tuple[str, ...]) -> None:
    words = speech_of(tag).times
    assert tuple(shown_count(count, Unit.DAYS, words) for count in COUNTS) == said


@pytest.mark.parametrize(
    ("tag", "text", "said"),
    [
        ("ar", "about 2025-05-11 22:00 Asia/Qatar", "نحو 11 مايو 2025، 22:00 (بتوقيت قطر)"),
        ("ar", "2 days later than r17", "بعد يومين من «r17»"),
        ("he", "2025-05-15 to 2025-05-17", "15 במאי – 17 במאי 2025"),
        ("fr", "before 2025-05-11", "avant le 11 mai 2025"),
        ("fr", "before 2025-05", "avant mai 2025"),
        ("ru", "2025-05", "май 2025 г."),
        ("ru", "before 2025-05", "до мая 2025 г."),
        ("ru", "late 2025-04", "конец апреля 2025 г."),
    ],
)
def test_times_are_said_in_the_case_and_with_the_article_that_they_need(tag: str, text: str, said: str) -> None:
    assert shown(When.read(text), str, speech_of(tag).times) == said


@pytest.mark.parametrize(
    ("tag", "longer", "most"),
    [
        ("en", "2 days longer", "at most 1111.11"),
        ("ar", "أطول بـيومين", "1,111.11"),
        ("fr", "2 jours de plus", "1\u202f111,11"),
        ("he", "יומיים ארוך יותר", "1,111.11"),
        ("ru", "дольше на 2 дня", "1\xa0111,11"),
    ],
)
def test_lengths_and_numbers_within_a_sentence_are_those_of_the_language(tag: str, longer: str, most: str) -> None:
    with spoken_in(LANGUAGES[tag]):
        assert sentence(said("{amount} {way}", amount="2 days", way=said("longer"))) == longer
        told = said("{name} {points}", name="at most", points="1111.11")
        assert sentence(told).endswith(most)


def test_months_are_those_of_the_language_whichever_was_read_before() -> None:
    first = {tag: speech_of(tag).times.months[4] for tag in OTHERS}
    assert first == {"ar": "مايو", "fr": "mai", "he": "מאי", "ru": "мая"}
    assert speech_of("fr").times.alone[4] == "mai"


def test_large_numbers_are_grouped_and_digits_are_the_same_everywhere() -> None:
    assert [speech_of(tag).number(12345) for tag in sorted(LANGUAGES)] == [
        "12,345",
        "12,345",
        "12\u202f345",
        "12,345",
        "12\xa0345",
    ]


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("", []),
        ("ar", ["ar"]),
        ("he-IL,he;q=0.9,en-US;q=0.8,en;q=0.7", ["he", "he", "en", "en"]),
        ("iw", ["he"]),
        ("de, fr;q=0.5, ru;q=0.9", ["ru", "fr"]),
        ("fr;q=0, en", ["en"]),
        ("*", []),
        ("ar;q=2, fr;q=x, ;;;, \x00", []),
    ],
)
def test_the_language_that_a_browser_asks_for_is_found(header: str, wanted: list[str]) -> None:
    assert [language.tag for language in accepted(header)] == wanted


@given(st.text())
def test_whatever_a_browser_sends_as_its_languages_is_read(header: str) -> None:
    assert all(language in LANGUAGES.values() for language in accepted(header))


def test_the_address_decides_before_the_cookie_and_the_cookie_before_the_browser(house: House) -> None:
    small(house, "case")
    ask = client(house)
    asks_for_french = {"Accept-Language": "fr"}
    assert _tongue(ask.get("/m/case").text) == ("en", "ltr")
    assert _tongue(ask.get("/m/case", headers=asks_for_french).text) == ("fr", "ltr")
    chosen = ask.get("/m/case?lang=ar", headers=asks_for_french)
    assert _tongue(chosen.text) == ("ar", "rtl")
    assert chosen.headers["content-language"] == "ar"
    assert chosen.headers["vary"] == "Accept-Language, Cookie"
    cookie = chosen.headers["set-cookie"]
    assert re.fullmatch(r"language=ar; HttpOnly; Max-Age=\d+; Path=/; SameSite=strict", cookie)
    kept = ask.get("/m/case", headers=asks_for_french)
    assert _tongue(kept.text) == ("ar", "rtl")
    assert "set-cookie" not in kept.headers
    odd = ask.get('/m/case?lang=xx"&zone=Nowhere/Land')
    assert _tongue(odd.text) == ("ar", "rtl")
    assert "set-cookie" not in odd.headers


@pytest.mark.parametrize(
    "cookie", ["language=xx", 'language="ar', "language=ar; language=<b>", "zone=..", "=", "x" * 9000]
)
def test_a_wrong_cookie_is_as_none(house: House, cookie: str) -> None:
    small(house, "case")
    answer = client(house).get("/m/case", headers={"Cookie": cookie})
    assert answer.status_code == 200
    assert _tongue(answer.text)[0] in ("en", "ar")


def test_refusals_are_in_the_language_of_the_reader_too(channel: TestClient) -> None:
    for address, headers in [("/nothing", {}), ("/", {"Host": "example.org"})]:
        answer = channel.get(address, headers={"Accept-Language": "he", **headers})
        assert answer.status_code in (404, 421)
        assert _tongue(answer.text) == ("he", "rtl")


def test_the_menu_keeps_what_the_page_was_asked_for(channel: TestClient) -> None:
    markup = channel.get(f"{CASE}/chronology?kind=report&lang=xx&person=%22%3E%3Cb%3E").text
    menu = markup[markup.index('<form class="tongues"') :]
    menu = menu[: menu.index("</form>")]
    assert re.findall(r'name="(\w+)" value="([^"]*)">', menu) == [("kind", "report"), ("person", "&#34;&gt;&lt;b&gt;")]
    assert re.findall(r'name="lang" value="(\w+)"', menu) == list(LANGUAGES)
    assert re.findall(r'value="(\w+)"[^>]*aria-current="true"', menu) == ["en"]


class OurWords(HTMLParser):
    """What a page says outside the words of the case: texts, and attributes that are read out."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        for name in ("aria-label", "placeholder", "alt"):
            self.handle_data(attributes.get(name, ""))
        if tag not in VOID:
            self._open.append((tag, _is_of_the_case(tag, attributes)))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not any(theirs for _, theirs in self._open) and LATIN.search(OURS_IN_LATIN.sub("", data)):
            self.words.append(data.strip())


def _is_of_the_case(tag: str, attributes: dict[str, str]) -> bool:
    """Whether an element holds words of the case: isolated, in a picture (which cuts them), a choice, or a name."""
    kind = attributes.get("class", "").split()
    ours = "time" in kind and tag == "bdi"
    isolated = tag in ("bdi", "code", "option", "title", "desc", "tspan", "text", "caption")
    named = tag == "a" and "time" in kind
    return (
        (isolated and not ours) or attributes.get("dir") == "auto" or named or ("lang" in attributes and tag != "html")
    )


def test_no_page_in_arabic_has_an_english_word_of_ours(channel: TestClient) -> None:
    found: dict[str, str] = {}
    theirs = re.compile(r"Hamas|Qatar|Government of Israel|The Trump team|nobody|odd|11 Mai|<script>")
    for address in addresses(channel.get, "channel-2025"):
        answer = channel.get(address, headers={"Accept-Language": "ar"})
        if answer.headers.get("content-type", "").startswith("text/html"):
            for said in OurWords(answer.text).words:
                if LATIN.search(OURS_IN_LATIN.sub("", theirs.sub("", said))):
                    found[said] = address
    assert found == {}


def test_the_walk_for_english_words_finds_them() -> None:
    assert OurWords("<p>كلمة <b>three words left</b> <bdi>Hamas</bdi></p>").words == ["three words left"]
    assert OurWords('<p aria-label="Newest first"><bdi class="time">about noon</bdi></p>').words == [
        "Newest first",
        "about noon",
    ]


def test_what_two_proposals_say_is_said_in_the_language_of_the_reader(channel: TestClient) -> None:
    text = Page(channel.get(f"{CASE}/proposals/compare?a=p2&b=p5", headers={"Accept-Language": "ar"}).text).text
    for words in (
        "النوع: عرض",
        "متى: يقول p2: مارس 2025؛ يقول p5: قبل «r22»",
        "البداية: \u2068After the gesture\u2069",
    ):
        assert words in text
    assert "March" not in text
    text = Page(channel.get(f"{CASE}/caucus/hamas", headers={"Accept-Language": "ru"}).text).text
    for words in ("Hamas согласие в ответ на The gesture", "Сообщения, около 20"):
        assert words in text


@pytest.mark.parametrize("tag", OTHERS)
def test_the_desk_is_said_in_every_language(channel: TestClient, tag: str) -> None:
    text = Page(channel.get(CASE, headers={"Accept-Language": tag}).text).text
    for word in ("Clocks", "On the table", "Sides", "Newest entries"):
        assert speech_of(tag).gettext(word) in text
        assert word not in text


def test_what_is_wrong_is_said_in_the_language_of_the_reader(channel: TestClient) -> None:
    text = channel.get(f"{CASE}/knowledge?as_of=11+Mai", headers={"Accept-Language": "fr"}).text
    assert "n’est pas un moment\u202f; écrivez 2025-05-11 ou &#34;about 2025-05&#34;." in text
    text = channel.get(f"{CASE}/knowledge?as_of=11+Mai", headers={"Accept-Language": "ar"}).text
    assert "\u2068&#34;11 Mai&#34;\u2069 ليس وقتًا" in text, "what was typed keeps its direction"


def test_terms_read_from_left_to_right_in_a_page_that_does_not(hostile: TestClient) -> None:
    markup = hostile.get("/m/water/proposals?lang=ar").text
    hostile.cookies.clear()
    assert '<span dir="auto">15 km</span>' in markup


def test_a_time_stands_as_recorded_with_the_readers_own_beside_it(house: House) -> None:
    import_case(house, (ROOT / "examples" / "channel-2025.toml").read_bytes(), "channel-2025.toml", "the team")
    ask = client(house)
    before = Page(ask.get(f"{CASE}/entry/r22").text).text
    assert "22:00 (Asia/Qatar) ·" not in before
    chosen = ask.get(f"{CASE}/entry/r22?zone=Europe/Vienna")
    assert "zone=Europe.Vienna; HttpOnly" in chosen.headers["set-cookie"]
    text = Page(chosen.text).text
    assert "about 11 May 2025, 22:00 (Asia/Qatar) · about 21:00 your time" in text
    assert "Your time is that of Europe/Vienna." in text
    far = Page(ask.get(f"{CASE}/entry/r22?zone=Asia/Tokyo").text).text
    assert "about 12 May 2025, 04:00 your time" in far, "another date is said"
    assert "8 May 2025" in Page(ask.get(f"{CASE}/chronology").text).text, "days are not moved"
    again = ask.get(f"{CASE}/entry/r22?zone=")
    assert "Max-Age=0" in again.headers["set-cookie"]
    assert "22:00 (Asia/Qatar) ·" not in Page(again.text).text


@pytest.mark.parametrize(
    "text", ["2025-05-11", "2025-05", "unknown", "after r17", "2025-05-11 to 2025-05-12", "late 2025"]
)
def test_what_is_not_known_to_the_minute_is_never_moved(text: str) -> None:
    assert elsewhere(When.read(text), "Asia/Qatar", "Asia/Tokyo") is None


@given(
    st.integers(2**24, 2**25).map(lambda minute: minute * 60),
    st.sampled_from(sorted(zones())),
    st.sampled_from(sorted(zones())),
)
def test_a_time_elsewhere_is_the_same_moment(moment: int, zone: str, other: str) -> None:
    when = When.read(Instant(moment).in_zone("UTC"))
    there = elsewhere(when, "UTC", zone)
    text = str(when).removesuffix(" UTC") if there is None else str(there.when)
    assert text == Instant(moment).in_zone(zone).removesuffix(f" {zone}")
    onwards = elsewhere(When.read(f"{text} {zone}"), other, "UTC")
    repeated = len(set(moments(local_at(moment, zone), zone))) > 1
    assert repeated or onwards is None or f"{onwards.when} UTC" == str(when)


def test_the_page_of_zones_leads_back_and_nowhere_else(channel: TestClient) -> None:
    page = Page(channel.get(f"/zone?back={CASE}/chronology%3Fkind%3Dreport%26zone%3Dx").text)
    form = page.all("form")[0]
    assert form["action"] == f"{CASE}/chronology"
    for elsewhere_ in ("https://example.org", "//example.org", "/\\example.org", "javascript:x", "x", "/%0d%0aX"):
        page = Page(channel.get("/zone", params={"back": elsewhere_}).text)
        assert page.all("form")[0]["action"] in ("/", "/%0d%0aX")


def _tongue(markup: str) -> tuple[str, str]:
    html = Page(markup).all("html")[0]
    return html["lang"], html["dir"]
