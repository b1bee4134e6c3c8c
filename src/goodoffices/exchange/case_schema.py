# SPDX-License-Identifier: Apache-2.0
"""The JSON Schema of case files, made from the types of the facts.

Editors that know it complete keys and mark mistakes while a file is written. It says what a file may look like; whether
a text is a time or a term, and whether an id is in the case, only reading the file tells.
"""

from __future__ import annotations

from typing import Any, Final, TypeAlias

import msgspec

from goodoffices.domain.entries import kind_of
from goodoffices.domain.people import Mediation
from goodoffices.exchange.case import FORMAT, KINDS, Case
from goodoffices.exchange.case_words import RECORDED, WORDS
from goodoffices.times import Instant, When


_Schema: TypeAlias = dict[str, Any]

WHEN: Final[_Schema] = {
    "title": "Time",
    "type": "string",
    "minLength": 1,
    "maxLength": 200,
    "description": "A time as exact as it is known, in the zone of the mediation unless it names one.",
    "examples": [
        "unknown",
        "2025",
        "2025-03",
        "early 2025-05",
        "2025-05-11",
        "2025-05-11 22:00",
        "2025-05-11 22:00 Asia/Qatar",
        "about 2025-05",
        "before 2025-05-08",
        "after r22",
        "same time as r13",
        "4 days later than r10",
        "2025-04-27 to 2025-05-11",
    ],
}
INSTANT: Final[_Schema] = {
    "title": "Moment",
    "type": "string",
    "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$",
    "description": "A moment in UTC, to the second.",
    "examples": ["2025-05-13T09:00:00Z"],
}


def schema() -> _Schema:
    """Give the JSON Schema (2020-12) of a case file, as a value made of builtins."""
    _, components = msgspec.json.schema_components([Case], schema_hook=_of_times, ref_template="#/$defs/{name}")
    whole = _plain(components.pop(Case.__name__))
    components |= {When.__name__: WHEN, Instant.__name__: INSTANT}
    for kind, words in WORDS.items():
        _describe(components[kind.__name__], words.purpose, words.fields)
    for kind in (Mediation, *KINDS):
        _as_item(components[kind.__name__])
    _describe_file(whole)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **whole,
        "title": "Case file of Good Offices",
        "description": "A mediation written by hand as TOML; docs/reference/case-file.md says how.",
        "$defs": {name: _plain(component) for name, component in sorted(components.items())},
    }


def text() -> str:
    """Give the schema as the text of a file."""
    return msgspec.json.format(msgspec.json.encode(schema()), indent=2).decode() + "\n"


def _of_times(kind: type) -> _Schema:
    if kind in (When, Instant):
        return {"$ref": f"#/$defs/{kind.__name__}"}
    raise NotImplementedError(kind.__name__)


def _describe(component: _Schema, purpose: str, fields: dict[str, str]) -> None:
    component["description"] = purpose
    for name, said in fields.items():
        component["properties"][name]["description"] = _sentence(said)


def _sentence(said: str) -> str:
    return f"{said[0].upper()}{said[1:]}."


def _as_item(component: _Schema) -> None:
    """Take away the tag, which the heading stands for, and add what every item may have."""
    del component["properties"]["type"]
    component["required"].remove("type")
    component["properties"]["recorded"] = {"$ref": "#/$defs/Instant", "description": _sentence(RECORDED)}


def _describe_file(whole: _Schema) -> None:
    properties = whole["properties"]
    for inner in ("noted", "remarks"):
        del properties[inner]
    properties["goodoffices"] = {"const": FORMAT, "description": "The form of the file."}
    properties["recorded"]["description"] = "When the items were first noted, unless an item says otherwise."
    properties["mediation"]["description"] = WORDS[Mediation].purpose
    for kind in KINDS:
        properties[kind_of(kind)]["description"] = WORDS[kind].purpose
    whole["required"] = ["goodoffices", *whole["required"]]


def _plain(value: Any) -> Any:  # noqa: ANN401 - a schema is made of whatever JSON is made of
    """Take away what TOML has no word for (null), and defaults that say nothing."""
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if not isinstance(value, dict):
        return value
    found = {key: _plain(one) for key, one in value.items() if key != "default" or one or one is False}
    choices = [choice for choice in found.get("anyOf", ()) if choice != {"type": "null"}]
    if "anyOf" in found and len(choices) == 1:
        del found["anyOf"]
        found = {**choices[0], **found}
    return found
