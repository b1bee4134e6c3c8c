# SPDX-License-Identifier: Apache-2.0
"""What views say in English, said in the reader's language: times, kinds, the names of fields, sentences of errors.

Views are made for pages, terminals and programs alike and know no language; it is put in here, where they are shown.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from goodoffices.app.views.shown import Time
from goodoffices.errors import GoodOfficesError, Mistake, Said, TimeError
from goodoffices.times import Unit, When, elsewhere, shown
from goodoffices.web.languages import SOURCE, gettext, pgettext, reader, speech


_DRAFT: Final = re.compile(r"(.+), draft (\d+)", re.DOTALL)
_ABOUT: Final = re.compile(r"about (\d+)")
_COUNTED: Final = re.compile(r"(\d+) (minute|hour|day|week|month|year)s?")
_DECIMAL: Final = re.compile(r"\d+\.\d+")
_NUMBERS: Final = frozenset(
    {"bound", "high", "least", "low", "number", "percents", "points", "product", "sum", "value", "weight"}
)
"""What is filled in as a number and nothing else, wherever it is filled in."""
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d \S+")


def when(time: Time) -> str:
    """Say a time."""
    if reader().language == SOURCE:
        return time.shown
    return _said(When.read(time.meant or time.text), time.named or time.depends_on or "")


def beside(time: Time | str, zone: str) -> str:
    """Say a time by the reader's own clocks, where those differ; `zone` is the mediation's. Empty otherwise.

    Takes a moment as `Instant.in_zone` writes it too.
    """
    own = reader().zone
    there = None
    if own and isinstance(time, Time):
        there = elsewhere(When.read(time.meant or time.text), zone, own)
    elif own and isinstance(time, str) and _MOMENT.fullmatch(time):
        there = elsewhere(_moment(time), zone, own)
    return there.shown(speech().times) if there is not None else ""


def moment(text: str) -> str:
    """Say a moment that `Instant.in_zone` wrote, such as `2025-05-14 09:00 Asia/Qatar`."""
    if reader().language == SOURCE or not _MOMENT.fullmatch(text):
        return text
    return _said(_moment(text), "")


def kind(what: str) -> str:
    """Say what kind of thing something is, as views put it together: `statement, off the record`, `offer, draft 2`."""
    drafted = _DRAFT.fullmatch(what)
    if drafted:
        draft = gettext("draft %(number)s") % {"number": drafted[2]}
        return pgettext("kind", "{kind}, {detail}").format(kind=kind(drafted[1]), detail=draft)
    patterns = {", ": pgettext("kind", "{kind}, {detail}"), ": ": pgettext("kind", "{kind}: {detail}")}
    for between, pattern in patterns.items():
        first, found, following = what.partition(between)
        if found:
            return pattern.format(kind=kind(first), detail=kind(following))
    return gettext(what) if what else ""


def several(count: str) -> str:
    """Say for how many things an entry stands, such as `about 20`."""
    about = _ABOUT.fullmatch(count)
    return gettext("about {number}").format(number=about[1]) if about else count


def heading(what: str) -> str:
    """Say a kind at the beginning of a line."""
    said = kind(what)
    return said[:1].upper() + said[1:]


def count(text: str, *, within: bool = False) -> str:
    """Say a length of time that a view counted, such as `4 days`, by itself or behind another word."""
    counted = _COUNTED.fullmatch(text)
    if counted is None:
        return text
    unit = counted[2] if counted[2].endswith("s") else f"{counted[2]}s"
    return speech().times.count(int(counted[1]), Unit(unit), within)


def field(name: str) -> str:
    """Say the name of a field of a fact; what is no name of a field is left as it is."""
    return pgettext("field", name.replace("_", " ")) if name else ""


def sentence(text: str) -> str:
    """Say a sentence that the domain made; one that was put together in English alone is left as it is."""
    if not isinstance(text, Said):
        return text
    fields = {name: _filled(name, value) for name, value in text.fields.items()}
    return gettext(text.template).format(**fields)


def _filled(name: str, value: object) -> object:
    """Say what is put into a sentence; what somebody typed keeps its own direction in one that runs the other way."""
    if name == "count" and isinstance(value, str):
        return count(value)
    if name == "amount" and isinstance(value, str) and _COUNTED.fullmatch(value):
        return count(value, within=True)
    if name in _NUMBERS and isinstance(value, str) and _DECIMAL.fullmatch(value):
        return value if reader().language == SOURCE else _number(value)
    if isinstance(value, Said):
        return sentence(value)
    if isinstance(value, StrEnum):
        return gettext(str(value))
    return f"\u2068{value}\u2069" if isinstance(value, str) and reader().language.direction == "rtl" else value


def _number(text: str) -> str:
    from decimal import Decimal  # noqa: PLC0415 - only the pages of scores need it

    return speech().number(Decimal(text))


def problem(error: GoodOfficesError) -> str:
    """Say what is wrong and what to do about it."""
    wrong, advice = sentence(error.said), sentence(error.advised)
    return pgettext("what is wrong", "{wrong}; {advice}.").format(wrong=wrong, advice=advice) if advice else wrong


def mistake(wrong: Mistake) -> str:
    """Say one thing that is wrong in what was given, and how to mend it."""
    said, hint = sentence(wrong.sentence), sentence(wrong.hint)
    return pgettext("what is wrong", "{wrong}; {advice}").format(wrong=said, advice=hint) if hint else said


def zone_name(zone: str) -> str:
    """Say what a time zone is called."""
    return speech().times.zone_name(zone)


def _moment(text: str) -> When:
    try:
        return When.read(text)
    except TimeError:  # UTC in a zone that is not known here, or a year of five digits
        return When.typed(text.rpartition(" ")[0])


def _said(time: When, named: str) -> str:
    return shown(time, lambda _identifier: named, speech().times)
