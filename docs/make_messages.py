# SPDX-License-Identifier: Apache-2.0
"""Bring the catalogues of the other languages up to date with the sentences of the source: `make messages`.

Sentences come from the templates, from the calls of `_`, `ngettext` and `said` in the source, and from the vocabulary
of the case. What a catalogue holds already stays, word for word; what the source no longer says is dropped; what is
new is left empty, for a translator to fill in. Nothing is guessed. With `--check` nothing is written, and whatever is
missing, superfluous, marked as doubtful or said with another word than the fixed one is printed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from docs.fixed_words import strayed
from goodoffices.web.catalogues import PLURALS, catalogue
from goodoffices.web.vocabulary import vocabulary


SOURCE = Path(__file__).resolve().parents[1] / "src" / "goodoffices"
METHODS = [
    ("web/templates/**.html", "jinja2"),
    ("web/**.py", "python"),
    ("domain/**.py", "python"),
    ("times/**.py", "python"),
    ("app/**.py", "python"),
    ("settlement/**.py", "python"),
    ("exchange/scores_sheet.py", "python"),
    ("exchange/sheet_cells.py", "python"),
    ("errors.py", "python"),
]
OPTIONS = {"web/templates/**.html": {"trim_blocks": "true", "newstyle_gettext": "true"}}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "said": (1,),
}
HEADER = "# SPDX-License-Identifier: Apache-2.0\n# The sentences of Good Offices in LANGUAGE.\n#"

PLACEHOLDERS = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
"""What is filled into a sentence when it is shown."""


class Key(NamedTuple):
    """What tells one message of a catalogue from all others."""

    context: str
    singular: str


def template() -> dict[Key, str]:
    """Give every message of the source, with what it is for several things where it is counted."""
    found: dict[Key, str] = {}
    for _file, _line, message, _comments, context in extract_from_dir(SOURCE, METHODS, OPTIONS, KEYWORDS):
        singular, plural = message if isinstance(message, tuple) else (message, "")
        if singular:
            key = Key(context or "", singular)
            found[key] = found.get(key) or plural
    for word in vocabulary():
        key = Key(word.context, word.singular)
        found[key] = found.get(key) or word.plural
    return found


def read(tag: str) -> Catalog:
    """Read the catalogue of a language; an empty one where there is none yet."""
    place = catalogue(tag)
    if not place.exists():
        return Catalog(locale=tag)
    with place.open("rb") as file:
        return read_po(file, locale=tag)


def messages(held: Catalog) -> dict[Key, Message]:
    """Give the messages of a catalogue by what tells them apart."""
    return {
        Key(message.context or "", message.id if isinstance(message.id, str) else message.id[0]): message
        for message in held
        if message.id
    }


def updated(tag: str, wanted: dict[Key, str]) -> Catalog:
    """Give the catalogue of a language with every message of the source and no other."""
    held = read(tag)
    known = messages(held)
    made = Catalog(
        locale=tag,
        project="Good Offices",
        header_comment=HEADER.replace("LANGUAGE", held.locale.english_name if held.locale else tag),
        creation_date=held.creation_date,
        revision_date=held.revision_date,
        fuzzy=False,
    )
    made.mime_headers = [("Plural-Forms", PLURALS[tag])]
    for key, plural in sorted(wanted.items()):
        before = known.get(key)
        text = before.string if before is not None and isinstance(before.string, str) != bool(plural) else ""
        made.add(
            (key.singular, plural) if plural else key.singular,
            text or (("",) * made.num_plurals if plural else ""),
            context=key.context or None,
            flags=before.flags - {"python-brace-format"} if before is not None else (),
        )
    return made


def faults(tag: str, wanted: dict[Key, str]) -> Iterator[str]:
    """Say what is wrong with a catalogue: every sentence that a reader would not get as it should be."""
    catalog = read(tag)
    if catalog.plural_forms.rstrip(";") != PLURALS[tag].rstrip(";"):
        yield f"{tag}: another plural rule: {catalog.plural_forms}"
    held = messages(catalog)
    yield from (f"{tag}: not in the source any more: {key}" for key in held.keys() - wanted.keys())
    for key, plural in wanted.items():
        message = held.get(key)
        if message is None:
            yield f"{tag}: missing: {key}"
            continue
        texts = _texts(message)
        if message.fuzzy:
            yield f"{tag}: doubtful: {key}"
        if not all(texts):
            yield f"{tag}: empty: {key}"
        elif bool(plural) != (not isinstance(message.string, str)):
            yield f"{tag}: one form for several, or several for one: {key}"
        yield from _placeholders(tag, key, plural, texts)


def texts(tag: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give each translation of a catalogue, in all its forms, with its English."""
    for key, message in messages(read(tag)).items():
        yield key.singular, _texts(message)


def _texts(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def _placeholders(tag: str, key: Key, plural: str, texts: tuple[str, ...]) -> Iterator[str]:
    wanted = set(PLACEHOLDERS.findall(plural or key.singular))
    optional = {"{count}", "%(num)s"} if plural else {"{alone}", "{month}"} if key.context.startswith("time") else set()
    for text in texts:
        used = set(PLACEHOLDERS.findall(text))
        if text and (not wanted - optional <= used or not used <= wanted | optional):
            yield f"{tag}: {sorted(used ^ wanted)} filled in differently: {key}"


def main(arguments: list[str]) -> int:
    """Write the catalogues, or check them; the number of faults decides the exit code of a check."""
    wanted = template()
    found = 0
    for tag in PLURALS:
        if "--check" not in arguments:
            place = catalogue(tag)
            place.parent.mkdir(parents=True, exist_ok=True)
            written = BytesIO()
            write_po(written, updated(tag, wanted), width=120, no_location=True, sort_output=True)
            place.write_bytes(written.getvalue())
        for fault in [*faults(tag, wanted), *strayed(tag, texts(tag))]:
            found += 1
            print(fault)
    print(f"{len(wanted)} messages in {len(PLURALS)} languages, {found} faults")
    return min(found, 1) if "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
