# SPDX-License-Identifier: Apache-2.0
"""The languages besides English: our sentences from the catalogues in `goodoffices/locale`, months from the CLDR.

A catalogue is read as its translators write it, when a page is first asked for in its language; no compiled copy of it
exists that could be stale. The only user of Babel.
"""

from __future__ import annotations

from collections.abc import Callable
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import Final

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from msgspec.structs import replace

from goodoffices.times import ENGLISH, Unit, Wording
from goodoffices.web.languages import Speech
from goodoffices.web.vocabulary import COUNTED, COUNTED_WITHIN, SO_MANY, SO_MANY_WITHIN, TIMES


PLACE: Final = Path(__file__).parents[1] / "locale"

PLURALS: Final = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "fr": "nplurals=2; plural=(n > 1);",
    "he": "nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
}
"""Which form goes with which number. Babel's own rule for Arabic says "hundreds" where all others say "the rest"."""


def catalogue(tag: str) -> Path:
    """Give the file that holds our sentences in a language."""
    return PLACE / tag / "LC_MESSAGES" / "goodoffices.po"


def speak(tag: str) -> Speech:
    """Read the catalogue of a language. What is missing in it is said in English."""
    with catalogue(tag).open("rb") as file:
        messages = read_po(file, locale=tag)
    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    found = GNUTranslations(compiled)
    locale = Locale.parse(tag)
    return Speech(
        gettext=lambda sentence: found.gettext(sentence) if sentence else "",
        ngettext=found.ngettext,
        pgettext=found.pgettext,
        times=_times(found, locale),
        number=lambda number: str(format_decimal(number, locale=locale, numbering_system="latn")),
    )


def _zone(locale: Locale, zone: str) -> str:
    """Call a time zone by its city: as the CLDR has it in the language, or else as the database of zones has it."""
    found = locale.time_zones.get(zone, {})
    return str(found["city"]) if "city" in found else zone.rpartition("/")[2].replace("_", " ")


def _times(found: GNUTranslations, locale: Locale) -> Wording:
    """Collect how a language says times: patterns from the catalogue, months from the CLDR."""

    months = tuple(str(locale.months["format"]["wide"][number]) for number in range(1, 13))
    alone = months
    if locale.language in _OWN_ALONE:
        alone = tuple(str(locale.months["stand-alone"]["wide"][number]) for number in range(1, 13))
    patterns = {field: found.pgettext(context, getattr(ENGLISH, field)) for field, context in TIMES.items()}
    return replace(
        ENGLISH,
        months=months,
        alone=alone,
        count=_count(found),
        zone_name=lambda zone: _zone(locale, zone),
        **patterns,
    )


_OWN_ALONE: Final = frozenset({"ru"})
"""Languages in which a month by itself has another form. For others Babel 2.18 may give another language's."""


def _count(found: GNUTranslations) -> Callable[[int | None, Unit, bool], str]:
    def counted(count: int | None, unit: Unit, within: bool) -> str:  # noqa: FBT001 - as `Wording.count` is called
        several = str(unit)
        if count is None:
            return found.pgettext(SO_MANY_WITHIN if within else SO_MANY, several)
        one = several.removesuffix("s")
        context = COUNTED_WITHIN if within else COUNTED
        return found.npgettext(context, f"{{count}} {one}", f"{{count}} {several}", count).format(count=count)

    return counted
