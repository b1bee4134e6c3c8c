# SPDX-License-Identifier: Apache-2.0
"""Names: whoever is meant is found, and whoever could be meant is asked about."""

from __future__ import annotations

import pytest

from goodoffices.domain.names import Found, How, Names, Unclear, Unknown, fold, nearest, sounds


CASE = (
    ("hamas", "Hamas", ("the movement",)),
    ("us", "the Trump team", ("Trump administration", "US side", "White House")),
    ("israel", "Government of Israel", ("Israeli government",)),
    ("bahbah", "Bishara Bahbah", ("Bahbah", "Bishara")),
    ("witkoff", "Steve Witkoff", ()),
    ("trump", "Donald Trump", ("Trump",)),
    ("boehler", "Adam Boehler", ()),
    ("alhayya", "Khalil al-Hayya", ("خليل الحية",)),
    ("hamas_official", "a Hamas official outside Gaza", ()),
    ("netanyahu", "Benjamin Netanyahu", ("בנימין נתניהו",)),
    ("althani", "Mohammed bin Abdulrahman Al Thani", ("Al Thani",)),
    ("alexander", "Edan Alexander", ("Aidan Alexander", "Alexander")),
    ("family", "Alexander's parents", ()),
)


@pytest.mark.parametrize(
    ("text", "identifier", "how"),
    [
        ("Witkoff", "witkoff", How.PART),
        ("Witkov", "witkoff", How.NEAR),
        ("Steve Witkov", "witkoff", How.NEAR),
        ("STEVE  WITKOFF", "witkoff", How.SPELLING),
        ("witkoff", "witkoff", How.ID),
        ("@witkoff", "witkoff", How.ID),
        ("Hamas", "hamas", How.SPELLING),
        ("Trump", "trump", How.SPELLING),
        ("the White House", "us", How.PART),
        ("Böhler", "boehler", How.NEAR),
        ("Al-Hayya", "alhayya", How.PART),
        ("al Hayya", "alhayya", How.PART),
        ("al-Haya", "alhayya", How.NEAR),
        ("Khalil Alhayya", "alhayya", How.NEAR),
        ("الحيّة", "alhayya", How.PART),
        ("خليل الحيه", "alhayya", How.SPELLING),
        ("נְתַנְיָהוּ", "netanyahu", How.PART),
        ("Netanjahu", "netanyahu", How.NEAR),
        ("Mohamed bin Abdulrahman Al Thani", "althani", How.NEAR),
        ("Alexander", "alexander", How.SPELLING),
        ("Edan Aleksander", "alexander", How.NEAR),
        ("Wit\u200bkoff", "witkoff", How.PART),
        ("\u202eWitkoff", "witkoff", How.PART),
    ],
)
def test_whoever_is_meant_is_found_and_how_is_said(text: str, identifier: str, how: How) -> None:
    assert Names(CASE).find(text) == Found(identifier, how)


@pytest.mark.parametrize(
    "text", ["", " ", "of", "the", "Nobody", "Wit", "Adam Alexander", "Kim", "r22", "\u202e", "بن"]
)
def test_nobody_is_found_where_nobody_is_meant(text: str) -> None:
    assert isinstance(Names(CASE).find(text), Unknown)


def test_a_name_that_could_be_two_people_is_never_decided() -> None:
    names = Names(CASE)
    names.add("peter", "Peter Alexander")
    assert names.find("Alexander") == Unclear(("alexander", "peter"))
    assert names.find("Aleksander") == Unclear(("alexander", "family", "peter"))
    assert names.find("Peter Alexander") == Found("peter", How.SPELLING)
    assert names.find("alexander") == Found("alexander", How.ID)
    names.add("another", "Trump", ())
    assert names.find("Trump") == Unclear(("trump", "another"))


def test_numbers_are_never_nearly_the_same() -> None:
    names = Names([("one", "Brigade 1401", ()), ("two", "Brigade 1402", ())])
    assert names.find("Brigade 1401") == Found("one", How.SPELLING)
    assert isinstance(names.find("Brigade 1403"), Unknown)


def test_who_is_least_unlike_is_suggested() -> None:
    assert Names(CASE).find("Ada Boehler") == Unknown(("boehler",))


def test_a_new_spelling_takes_the_place_of_the_old_ones() -> None:
    names = Names([("a", "Anna Meier", ("Nuschi",))])
    names.add("a", "Anna Huber", ())
    assert names.find("Huber") == Found("a", How.PART)
    assert names.find("Nuschi") == Unknown(())
    assert isinstance(names.find("Meier"), Unknown)
    names.remove("a")
    names.remove("a")
    assert names.find("Anna Huber") == Unknown(())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sana'a", "Sanaa"),
        ("Sana’a", "SANAA"),
        ("ʿAbd al-Raḥmān", "Abd el Rahman"),
        ("أحمد", "احمد"),
        ("يحيى", "يحيي"),
        ("مكّة", "مكه"),
        ("محـــمد", "محمد"),
        ("שָׁלוֹם", "שלום"),
        ("Łódź", "Lodz"),
        ("Straße", "STRASSE"),
        ("Jean-Luc", "Jean Luc"),
        ("Ｆｕｌｌ", "full"),
        ("İstanbul", "istanbul"),
    ],
)
def test_what_only_looks_different_is_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other) != ""


def test_the_nearest_word_is_suggested_when_one_is_near() -> None:
    assert nearest("spelings", ["name", "spellings", "role"]) == "spellings"
    assert nearest("Witkof", ["witkoff", "trump"]) == "witkoff"
    assert nearest("zzz", ["name", "spellings"]) is None
    assert nearest("x", []) is None


def test_an_article_that_stands_last_is_a_name() -> None:
    assert fold("Al") == "al"
    assert fold("Bader El") == "bader el"
    assert fold("al-Hayya") == fold("Hayya")


@pytest.mark.parametrize(
    ("one", "other"),
    [("khalil", "halil"), ("ghassan", "hassan"), ("witkoff", "vitkov"), ("yusuf", "jousouf"), ("qassem", "kasem")],
)
def test_transliterations_of_one_name_sound_alike(one: str, other: str) -> None:
    assert sounds(one) == sounds(other)
