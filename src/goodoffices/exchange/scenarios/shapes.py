# SPDX-License-Identifier: Apache-2.0
"""What may stand where in a scenario file of our own form, and what each key says, in an analyst's words.

The reader walks along these shapes; the reference page and the JSON Schema are made from them.
"""

from __future__ import annotations

from enum import Enum
from typing import Any, Final, NamedTuple

import msgspec


FORM: Final = 1
"""The form of scenario file that this program reads and writes."""


class Kind(Enum):
    """What a value of a key is: how it is called on the reference page, and its JSON Schema."""

    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole number"
    OPTIONS = "list of options"
    WEIGHTS = "a number for each issue"
    VALUES = "for each issue: a number for each option, or points"
    TERMS = "terms"
    TERM_LIST = "list of terms"
    INTERACTIONS = "list of interactions"
    UNSURE = "list of tables"
    PACKAGE = "a term for each issue"
    RESPONSES = "list of responses"
    CHANCE = 'number from 0 to 1, or as `"1 in 4"` or `"25 %"`'


class Key(NamedTuple):
    """One key of a table."""

    kind: Kind
    says: str
    required: bool = False


class Shape(NamedTuple):
    """A kind of table: what it is called in a sentence, what it is for, and its keys."""

    name: str
    purpose: str
    keys: dict[str, Key]


_ID: Final = "a short name of your own, which others use to refer to it"
_TEXT: Final = Key(Kind.TEXT, "the dependency in words, to be shown with what it excludes")

ISSUE: Final = Shape("an issue", "A thing in dispute, with options to choose from or a range.", {
    "id": Key(Kind.TEXT, _ID, required=True),
    "name": Key(Kind.TEXT, "what is in dispute"),
    "unit": Key(Kind.TEXT, "what is counted or measured, such as `EUR`"),
    "options": Key(Kind.OPTIONS, 'the possible terms: `["yes", "no"]`, or `{ id = "two", name = "2 %", amount = 2 }`'),
    "from": Key(Kind.NUMBER, "instead of options: the least of a range"),
    "to": Key(Kind.NUMBER, "the most of the range"),
    "step": Key(Kind.NUMBER, "how far one option of the range is from the next; left out, any number of it is a term"),
})  # fmt: skip
PARTY: Final = Shape("a party", "What matters to one side, and how much.", {
    "id": Key(Kind.TEXT, _ID, required=True),
    "name": Key(Kind.TEXT, "what the side is called"),
    "minimum": Key(Kind.NUMBER, "what no agreement is worth to it: a package has to be worth as much; 0 if left out"),
    "most": Key(Kind.NUMBER, "its greatest score: what a package comes to beyond it counts for nothing"),
    "weights": Key(Kind.WEIGHTS, "by what the values of an issue are multiplied; 1 where none is given"),
    "values": Key(Kind.VALUES, "what each option is worth; 0 where none is given; of a range: points"),
    "unsure": Key(Kind.UNSURE, "between which numbers a weight, or the value of an option, lies"),
    "interaction": Key(Kind.INTERACTIONS, "what terms are worth together, over what each is worth"),
})  # fmt: skip
INTERACTION: Final = Shape("an interaction", "What is added to a party's score when terms hold together.", {
    "together": Key(Kind.TERMS, "the terms", required=True),
    "adds": Key(Kind.NUMBER, "what they add; less than 0 where they take away", required=True),
})  # fmt: skip
UNSURE: Final = Shape("an unsure number", "A number of which a party is unsure.", {
    "issue": Key(Kind.TEXT, "of which issue", required=True),
    "option": Key(Kind.TEXT, "of which option; left out, it is the weight of the issue"),
    "low": Key(Kind.NUMBER, "the least it may be", required=True),
    "high": Key(Kind.NUMBER, "the most it may be", required=True),
})  # fmt: skip
DEPENDENCY: Final = Shape("a dependency", "Which terms go with which, in every package.", {
    "term": Key(Kind.TERMS, "a term that needs others"),
    "only_if": Key(Kind.TERMS, 'all that it needs: `term = { guarantee = "yes" }` only if `{ ceasefire = "yes" }`'),
    "of": Key(Kind.TERM_LIST, 'terms that are counted: `[{ a = "yes" }, { b = "yes" }]`'),
    "exactly": Key(Kind.WHOLE, "just so many of them hold"),
    "at_least": Key(Kind.WHOLE, "so many of them hold, or more"),
    "at_most": Key(Kind.WHOLE, "so many of them hold, or fewer"),
    "both_or_neither": Key(Kind.TERM_LIST, "terms of which all hold or none"),
    "text": _TEXT,
})  # fmt: skip
PACKAGE: Final = Shape("a package", "A draft or an offer that is asked about by its name.", {
    "id": Key(Kind.TEXT, _ID, required=True),
    "name": Key(Kind.TEXT, "what the package is called"),
    "terms": Key(Kind.PACKAGE, 'its terms: `{ pay = "two", roster = "fixed" }`; a number of a range', required=True),
})  # fmt: skip
GESTURE: Final = Shape("a gesture", "A one-sided step now, against the chance of one of several responses later.", {
    "id": Key(Kind.TEXT, _ID, required=True),
    "name": Key(Kind.TEXT, "what the step is"),
    "party": Key(Kind.TEXT, "whose step it is, and in whose points it is counted"),
    "cost": Key(Kind.NUMBER, "what the step costs for certain", required=True),
    "response": Key(Kind.RESPONSES, "what may follow; at most one of them comes, or none", required=True),
})  # fmt: skip
RESPONSE: Final = Shape("a response", "One thing that may follow a gesture, instead of the others.", {
    "name": Key(Kind.TEXT, "what may follow", required=True),
    "worth": Key(Kind.NUMBER, "what it would be worth; no response at all is worth 0", required=True),
    "low": Key(Kind.CHANCE, "the least its chance may be; left out, nobody knows"),
    "high": Key(Kind.CHANCE, "the most its chance may be; left out, nobody knows"),
})  # fmt: skip

LISTS: Final = {
    "issue": ISSUE, "party": PARTY, "dependency": DEPENDENCY, "package": PACKAGE, "gesture": GESTURE
}  # fmt: skip
"""The tables of a file, each written as `[[issue]]`, by the key under which they stand."""
TOP: Final = {
    "scenario": Key(Kind.WHOLE, "the form of the file: 1", required=True),
    "name": Key(Kind.TEXT, "what the scenario is called"),
}

_NUMBER: Final[dict[str, Any]] = {
    "anyOf": [{"type": "number"}, {"type": "string", "pattern": "^-?[0-9]+(/[0-9]+|\\.[0-9]+)?$"}]
}
_TERM: Final[dict[str, Any]] = {
    "anyOf": [
        {"type": ["string", "number", "boolean"]},
        {"type": "array", "items": {"type": ["string", "number", "boolean"]}},
        {
            "type": "object",
            "properties": {"from": _NUMBER, "to": _NUMBER},
            "additionalProperties": False,
        },
    ]
}
_TERMS: Final[dict[str, Any]] = {"type": "object", "additionalProperties": _TERM, "minProperties": 1}
_POINTS: Final[dict[str, Any]] = {
    "type": "array",
    "minItems": 2,
    "items": {"type": "array", "items": _NUMBER, "minItems": 2, "maxItems": 2},
}
_PLAIN: Final[dict[Kind, dict[str, Any]]] = {
    Kind.TEXT: {"type": "string", "minLength": 1},
    Kind.NUMBER: _NUMBER,
    Kind.WHOLE: {"type": "integer", "minimum": 0},
    Kind.OPTIONS: {
        "type": "array",
        "minItems": 1,
        "items": {
            "anyOf": [
                {"type": ["string", "number", "boolean"]},
                {
                    "type": "object",
                    "properties": {
                        "id": {"type": ["string", "number", "boolean"]},
                        "name": {"type": "string"},
                        "amount": _NUMBER,
                    },
                    "required": ["id"],
                    "additionalProperties": False,
                },
            ]
        },
    },
    Kind.WEIGHTS: {"type": "object", "additionalProperties": _NUMBER},
    Kind.VALUES: {
        "type": "object",
        "additionalProperties": {"anyOf": [{"type": "object", "additionalProperties": _NUMBER}, _POINTS]},
    },
    Kind.TERMS: _TERMS,
    Kind.TERM_LIST: {"type": "array", "items": _TERMS, "minItems": 1},
    Kind.PACKAGE: {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean"]}},
    Kind.CHANCE: {
        "anyOf": [
            {"type": "number", "minimum": 0, "maximum": 1},
            {"type": "string", "pattern": "^[0-9]+( ?(/|in) ?[0-9]+|(\\.[0-9]+)?( ?%)?)$"},
        ]
    },
}


def schema() -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of a scenario file, as a value made of builtins."""
    properties: dict[str, Any] = {
        "scenario": {"const": FORM, "description": "The form of the file."},
        "name": _key(TOP["name"]),
    }
    properties |= {
        heading: {"type": "array", "items": _table(shape), "description": shape.purpose}
        for heading, shape in LISTS.items()
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Scenario file of Good Offices",
        "description": "What is analysed; docs/reference/scenario-file.md says how it is written.",
        "type": "object",
        "properties": properties,
        "required": ["scenario", "issue", "party"],
        "additionalProperties": False,
    }


def _table(shape: Shape) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {name: _key(key) for name, key in shape.keys.items()},
        "required": [name for name, key in shape.keys.items() if key.required],
        "additionalProperties": False,
        "description": shape.purpose,
    }


def _key(key: Key) -> dict[str, Any]:
    inner = {Kind.INTERACTIONS: INTERACTION, Kind.UNSURE: UNSURE, Kind.RESPONSES: RESPONSE}.get(key.kind)
    plain = {"type": "array", "items": _table(inner)} if inner else _PLAIN[key.kind]
    return {**plain, "description": f"{key.says[0].upper()}{key.says[1:]}."}


def text() -> str:
    """Give the schema as the text of a file."""
    return msgspec.json.format(msgspec.json.encode(schema()), indent=2).decode() + "\n"


def tables() -> str:
    """Give the tables of keys for the reference page, one below a heading for each kind of table."""
    lines: list[str] = []
    headings = {
        "`[[issue]]`": ISSUE,
        "`[[party]]`": PARTY,
        "`[[party.interaction]]`": INTERACTION,
        "A table of `unsure`": UNSURE,
        "`[[dependency]]`": DEPENDENCY,
        "`[[package]]`": PACKAGE,
        "`[[gesture]]`": GESTURE,
        "`[[gesture.response]]`": RESPONSE,
    }
    for heading, shape in headings.items():
        lines += [f"### {heading}", "", shape.purpose, "", "| key | what it says | it is |", "|---|---|---|"]
        lines += [
            f"| `{name}`{' (required)' if key.required else ''} | {key.says} | {key.kind.value} |"
            for name, key in shape.keys.items()
        ]
        lines.append("")
    return "\n".join(lines)
