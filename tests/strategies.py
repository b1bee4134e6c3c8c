# SPDX-License-Identifier: Apache-2.0
"""What hypothesis makes examples of: the values that all of the program is made of."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeVar

from hypothesis import strategies as st
from msgspec.structs import replace

from goodoffices.domain.issues import Issue, IssueKind, Option
from goodoffices.domain.terms import (
    All,
    Amount,
    Between,
    Duration,
    Exactly,
    Group,
    Named,
    Open,
    Persons,
    Term,
    compared,
    write_term,
)
from goodoffices.domain.values import normal
from goodoffices.errors import TimeError
from goodoffices.times import Instant, Unit, When
from goodoffices.times.calendar import LAST_YEAR, local_number


T = TypeVar("T")

ZONES = (
    "UTC",
    "Asia/Qatar",
    "Asia/Jerusalem",
    "America/New_York",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "America/Havana",
    "Asia/Beirut",
    "Pacific/Kiritimati",
    "Europe/Dublin",
)
"""Zones that are unlike each other: no summer time, one at midnight, one of half an hour, a day that was left out."""


def zones() -> st.SearchStrategy[str]:
    """IANA names of time zones."""
    return st.sampled_from(ZONES)


def instants(first: int = local_number(1), last: int = local_number(LAST_YEAR + 1) - 1) -> st.SearchStrategy[Instant]:
    """Instants, by default of all years; `first` and `last` are epoch seconds."""
    return st.integers(first, last).map(Instant)


def identifiers() -> st.SearchStrategy[str]:
    """Ids as case files have them."""
    return st.from_regex(r"[a-z][a-z0-9_-]{0,12}", fullmatch=True)


def _days(first_year: int, last_year: int) -> st.SearchStrategy[str]:
    return st.dates().filter(lambda day: first_year <= day.year <= last_year).map(str)


@st.composite
def points(draw: st.DrawFn, first_year: int = 1900, last_year: int = 2100) -> str:
    """Canonical texts of a year, a part of one, a month, a part of one, a day, or a time on a clock."""
    year = draw(st.integers(first_year, last_year))
    month = draw(st.integers(1, 12))
    day = draw(st.integers(1, 28 if month == 2 else 30))
    part = draw(st.sampled_from(["", "early ", "mid ", "late "]))
    date = f"{year:04}-{month:02}-{day:02}"
    clock = f"{draw(st.integers(0, 23)):02}:{draw(st.integers(0, 59)):02}"
    zone = draw(st.sampled_from(["", *(f" {name}" for name in ZONES)]))
    second = draw(st.sampled_from(["", f":{draw(st.integers(0, 59)):02}"]))
    return draw(
        st.sampled_from([f"{part}{year:04}", f"{part}{year:04}-{month:02}", date, f"{date} {clock}{second}{zone}"])
    )


def _typed_or_none(text: str) -> When | None:
    try:
        return When.typed(text)
    except TimeError:  # skipped or repeated by its zone, or a range that runs backwards
        return None


def _known(texts: st.SearchStrategy[str]) -> st.SearchStrategy[When]:
    return texts.map(_typed_or_none).filter(lambda when: when is not None).map(_present)


def _present(value: T | None) -> T:
    assert value is not None
    return value


def plain_whens(first_year: int = 1900, last_year: int = 2100) -> st.SearchStrategy[When]:
    """Times that hang on no other fact and are known."""
    point = points(first_year, last_year)
    ranges = st.tuples(point, point).map(" to ".join)
    worded = st.tuples(st.sampled_from(["about", "before", "after"]), point).map(" ".join)
    return _known(st.one_of(point, point, worded, ranges, ranges.map(lambda text: f"about {text}")))


@st.composite
def relative_whens(draw: st.DrawFn, references: st.SearchStrategy[str]) -> When:
    """Times that hang on another fact, whose id is drawn from `references`."""
    reference = draw(references)
    form = draw(st.sampled_from(["after", "before", "same time as", "later than", "before so many"]))
    if form in ("after", "before", "same time as"):
        return When.read(f"{form} {reference}")
    unit = draw(st.sampled_from(list(Unit)))
    count = draw(st.none() | st.integers(1, 400))
    counted = str(unit) if count is None else f"{count} {unit.removesuffix('s') if count == 1 else unit}"
    about = draw(st.sampled_from(["", "about "]))
    return When.read(f"{about}{counted} {'later than' if form == 'later than' else 'before'} {reference}")


def whens(references: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[When]:
    """Times of every form; with `references`, ids that they may hang on (by default any id)."""
    hanging = relative_whens(identifiers() if references is None else references)
    return st.one_of(plain_whens(), hanging, st.just(When.read("unknown")))


def lines(max_size: int = 60) -> st.SearchStrategy[str]:
    """Single lines of text in any script, in NFC, without what cannot be seen."""
    letters = st.characters(exclude_categories=["C", "Z"])
    spaced = st.lists(st.text(letters, min_size=1, max_size=12), min_size=1, max_size=6).map(" ".join)
    return spaced.map(lambda text: normal(text[:max_size]).strip()).filter(bool)


def names() -> st.SearchStrategy[str]:
    """Names of people, in several scripts."""
    letters = "abcdefghijklmnopqrstuvwxyzäéøłşìאבגדהוזחטיכךלמםابةجحخدذسشصضطكلمنهويىабвгдёжз"
    word = st.text(letters, min_size=3, max_size=10).map(str.capitalize)
    return st.lists(word, min_size=1, max_size=3).map(" ".join)


@st.composite
def issues(draw: st.DrawFn, kinds: tuple[IssueKind, ...] = tuple(IssueKind)) -> Issue:
    """Issues of every kind."""
    kind = draw(st.sampled_from(kinds))
    options: tuple[Option, ...] = ()
    if kind is IssueKind.CHOICE:
        option_ids = draw(st.lists(identifiers(), min_size=1, max_size=4, unique=True))
        reserved = {"open", "all"}
        options = tuple(
            Option(id=f"{name}x" if name in reserved else name, name=f"Option {name}") for name in option_ids
        )
    unit = ""
    if kind is IssueKind.QUANTITY or (kind is IssueKind.INTEGER and draw(st.booleans())):
        unit = draw(
            st.sampled_from(["km", "trucks a day", "%", "t"] if kind is IssueKind.QUANTITY else ["trucks a day"])
        )
    currency = draw(st.sampled_from(["EUR", "USD", "KWD"])) if kind is IssueKind.MONEY else ""
    issue = Issue(id=draw(identifiers()), name=draw(lines()), kind=kind, options=options, unit=unit, currency=currency)
    if kind in (IssueKind.CHOICE, IssueKind.YES_OR_NO):
        return issue
    steps = st.one_of(st.just(All()), _definite(issue)).filter(lambda term: not isinstance(term, Between))
    written = draw(st.lists(steps.map(lambda term: write_term(issue, term)), max_size=3, unique=True))
    return replace(issue, steps=tuple(written))


def exact_numbers() -> st.SearchStrategy[str]:
    """Numbers as scores hold them: whole, with a point, as a fraction."""
    whole = st.integers(-(10**6), 10**6).map(str)
    pointed = st.decimals(-1000, 1000, places=3, allow_nan=False).map(lambda number: f"{number:f}")
    return st.one_of(whole, pointed, st.builds(lambda a, b: f"{a}/{b}", st.integers(-99, 99), st.integers(1, 99)))


def durations() -> st.SearchStrategy[Duration]:
    """Lengths of time in every unit."""
    return st.builds(Duration, st.integers(0, 1000), st.sampled_from(list(Unit)))


def amounts(issue: Issue) -> st.SearchStrategy[Amount]:
    """Amounts that an issue of a kind with amounts can have."""
    if issue.kind is IssueKind.DURATION:
        return durations()
    if issue.kind is IssueKind.INTEGER:
        return st.integers(-(10**12), 10**12)
    places = 2 if issue.kind is IssueKind.MONEY else 4
    return st.decimals(Decimal(-(10**12)), Decimal(10**12), places=places, allow_nan=False).map(
        lambda x: x or Decimal(0)
    )


@st.composite
def ranges(draw: st.DrawFn, ends: st.SearchStrategy[Amount]) -> Between | Exactly:
    """Ranges with one end or two, in order."""
    low, high = draw(ends), draw(ends)
    open_end = draw(st.sampled_from(["", "low", "high"]))
    if open_end:
        return Between(None, high) if open_end == "low" else Between(low, None)
    order = compared(low, high)
    if order == 0:
        return Exactly(low)
    return Between(high, low) if order == 1 else Between(low, high)


@st.composite
def persons(draw: st.DrawFn) -> Persons:
    """Lists of named persons and of groups."""
    named = draw(st.lists(identifiers(), max_size=3, unique=True))
    categories = draw(
        st.lists(st.sampled_from(["hostages", "sick prisoners", "أسرى", "women and children"]), unique=True)
    )
    how_many = st.integers(0, 10_000)
    count = st.one_of(how_many.map(Exactly), ranges(how_many), st.just(All()))
    members: list[Named | Group] = [Named(name) for name in named]
    members += [Group(draw(count), category) for category in categories]
    return Persons(tuple(draw(st.permutations(members or [Named("someone")]))))


def terms(issue: Issue) -> st.SearchStrategy[Term]:
    """Terms of an issue: open, all, values, ranges."""
    return st.one_of(st.just(Open()), st.just(All()), _definite(issue))


def _definite(issue: Issue) -> st.SearchStrategy[Exactly | Between | Persons]:
    match issue.kind:
        case IssueKind.CHOICE:
            return st.sampled_from([Exactly(option.id) for option in issue.options])
        case IssueKind.YES_OR_NO:
            return st.booleans().map(Exactly)
        case IssueKind.DATE:
            return plain_whens().map(Exactly)
        case IssueKind.PERSONS:
            return persons()
        case IssueKind.TEXT:
            return lines().filter(lambda text: text.casefold() not in ("open", "all")).map(Exactly)
        case _:
            return st.one_of(amounts(issue).map(Exactly), ranges(amounts(issue)))
