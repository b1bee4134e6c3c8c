# SPDX-License-Identifier: Apache-2.0
"""In which language sentences are printed that are to be passed on: the one asked for, or that of the environment.

The command line itself is English. The catalogues are those of the pages; nothing of them is loaded for English.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from goodoffices.errors import Said


TAGS: Final = ("ar", "en", "fr", "he", "ru")
"""The languages that there are, as `goodoffices.web.languages` has them; stated here so that help loads none of it."""
SOURCE: Final = "en"
_NAMES: Final = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def language_of(environment: Mapping[str, str]) -> str:
    """Find out which language an environment asks for, as gettext does; English where it is none of ours.

    >>> language_of({"LANGUAGE": "de:fr", "LANG": "ar_EG.UTF-8"}), language_of({"LC_MESSAGES": "ar_EG.UTF-8"})
    ('fr', 'ar')
    >>> language_of({"LC_ALL": "C.UTF-8", "LANG": "fr_FR"}), language_of({})
    ('en', 'en')
    """
    wanted = next((environment[name] for name in _NAMES if environment.get(name)), "")
    tags = (each.replace("_", ".").replace("@", ".").partition(".")[0].casefold() for each in wanted.split(":"))
    return next((tag for tag in tags if tag in TAGS), SOURCE)


def spoken(sentences: Iterable[Said], tag: str) -> list[str]:
    """Say sentences of ours in a language, by its tag."""
    if tag == SOURCE:
        return [str(each) for each in sentences]
    from goodoffices.web.languages import LANGUAGES, spoken_in
    from goodoffices.web.wording import sentence

    with spoken_in(LANGUAGES[tag]):
        return [sentence(each) for each in sentences]
