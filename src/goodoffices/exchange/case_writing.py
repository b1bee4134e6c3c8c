# SPDX-License-Identifier: Apache-2.0
"""From a record to a case file: what stands now, written so that a person can read it and a program reads it back.

Every value is spelt by the TOML writer; this module only lays the file out. An item begins with its id, short lists
stay on one line, text of several lines is written as such, and tables come last, because TOML wants it so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, cast

import msgspec
import tomli_w

from goodoffices.domain.entries import Destruction, Fact, kind_of
from goodoffices.domain.people import Mediation
from goodoffices.domain.reports import Attributed
from goodoffices.domain.state import State
from goodoffices.domain.values import encode_hook
from goodoffices.errors import Mistake, RefusedError
from goodoffices.exchange.case import Case, make_case
from goodoffices.exchange.case_holes import without
from goodoffices.record.progress import Seen, counted
from goodoffices.times import Instant


_WIDTH: Final = 110
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_TAG: Final = "type"


def case_of(state: State) -> Case:
    """Give the case that stands now, as a file would hold it, withdrawals included.

    Destroyed entries are left out, with every mention of them, and so is what says nothing without them. Raises
    RefusedError when the record holds no mediation yet.
    """
    if state.mediation is None:
        raise RefusedError((Mistake("mediation", "there is nothing to write out yet", "record a mediation first"),))
    standing = [
        held
        for held in state.everything()
        if not isinstance(held.fact, Destruction) and held.sequence not in state.holes
    ]
    kept = without({held.fact.id for held in standing}, [held.fact for held in standing])
    believed = {held.fact.id: held.entry.believed for held in standing}
    recorded = _most_common(believed[fact.id] for fact in kept)
    facts: dict[type[Fact], list[Fact]] = {}
    for fact in kept:
        facts.setdefault(type(fact), []).append(fact)
    case = make_case(facts, recorded, {fact.id: believed[fact.id] for fact in kept})
    return msgspec.structs.replace(case, remarks=_remarks(len(state.holes), len(standing) - len(kept)))


def _most_common(moments: Iterable[Instant]) -> Instant:
    counted = Counter(moments)
    most = max(counted.values())
    return min(moment for moment, count in counted.items() if count == most)


def _remarks(destroyed: int, lost: int) -> tuple[str, ...]:
    """Say what is not in the file, without saying what it was."""
    if not destroyed:
        return ()
    one = destroyed == 1
    entries = "1 entry of this record was" if one else f"{destroyed} entries of this record were"
    remarks = [f"{entries} destroyed. No item below names what {'it' if one else 'they'} held."]
    if lost:
        items = "1 item that says" if lost == 1 else f"{lost} items that say"
        remarks.append(
            f"{items} nothing without {'it' if one else 'them'} {'is' if lost == 1 else 'are'} left out too."
        )
    return tuple(remarks)


def write_case(case: Case, seen: Seen | None = None) -> bytes:
    """Write a case file; reading it gives the same case. The case's remarks become comments at the top.

    `seen` is told how many items are written.
    """
    return "\n".join(_document(case, seen)).encode()


def _document(case: Case, seen: Seen | None) -> Iterator[str]:
    yield "# A case file of Good Offices; docs/reference/case-file.md says how it is written."
    for remark in case.remarks:
        yield f"# {remark}"
    yield ""
    yield f"goodoffices = {case.goodoffices}"
    if case.recorded is not None:
        yield f"recorded = {_literal(str(case.recorded))}"
    facts = tuple(case.facts())
    for fact in counted(facts, len(facts), seen):
        heading = kind_of(fact)
        yield ""
        yield f"[{heading}]" if isinstance(fact, Mediation) else f"[[{heading}]]"
        yield from _fields(_ordered(fact, case.noted.get(fact.id)), heading)
    yield ""


def _ordered(fact: Fact, noted: Instant | None) -> dict[str, object]:
    """Give the fields of a fact as they are written: its own first, the id before all, then where it is from."""
    written = cast("dict[str, object]", msgspec.to_builtins(fact, enc_hook=encode_hook))
    del written[_TAG]
    last = Attributed.__struct_fields__ if isinstance(fact, Attributed) else ()
    own = {key: value for key, value in written.items() if key not in last}
    recorded = {} if noted is None else {"recorded": str(noted)}
    return {"id": fact.id} | own | {key: written[key] for key in last if key in written} | recorded


def _fields(table: Mapping[str, object], heading: str) -> Iterator[str]:
    below: list[tuple[str, str]] = []
    for key, value in table.items():
        line = f"{key_of(key)} = {inline(value)}"
        if isinstance(value, Mapping) and (len(line) > _WIDTH or "\n" in line):
            below += (
                (f"[{heading}.{key_of(key)}]", text)
                for text in ("\n".join(_fields(value, f"{heading}.{key_of(key)}")),)
            )
        elif _is_tables(value) and any(_is_long(one) for one in cast("Sequence[Mapping[str, object]]", value)):
            name = f"{heading}.{key_of(key)}"
            below += (
                (f"[[{name}]]", "\n".join(_fields(one, name))) for one in cast("Sequence[Mapping[str, object]]", value)
            )
        elif isinstance(value, Sequence) and not isinstance(value, str) and (len(line) > _WIDTH or "\n" in line):
            yield f"{key_of(key)} = ["
            yield from (f"    {inline(one)}," for one in value)
            yield "]"
        elif isinstance(value, str):
            yield f"{key_of(key)} = {_literal(value)}"
        else:
            yield line
    for title, text in below:
        yield ""
        yield title
        yield text


def _is_tables(value: object) -> bool:
    return isinstance(value, Sequence) and bool(value) and all(isinstance(one, Mapping) for one in value)


def _is_long(table: Mapping[str, object]) -> bool:
    return len(inline(table)) > _WIDTH or any(isinstance(value, str) and "\n" in value for value in table.values())


def inline(value: object) -> str:
    """Write a value on one line."""
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{key_of(key)} = {inline(one)}' for key, one in value.items())} }}" if value else "{}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(inline(one) for one in value)}]"
    return _spelt(value, several_lines=False)


def _literal(text: str) -> str:
    return _spelt(text, several_lines=True)


def _spelt(value: object, *, several_lines: bool) -> str:
    """Have the TOML writer spell one value."""
    table: dict[str, Any] = {"x": value}
    return tomli_w.dumps(table, multiline_strings=several_lines).removeprefix("x = ").removesuffix("\n")


def key_of(key: str) -> str:
    """Write a key, in quotation marks where it needs them."""
    return key if _BARE.fullmatch(key) else _spelt(key, several_lines=False)
