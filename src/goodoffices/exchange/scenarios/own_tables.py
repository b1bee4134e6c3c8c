# SPDX-License-Identifier: Apache-2.0
"""Reading the tables of a scenario file: which keys belong, which are missing, and what the plain ones hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from goodoffices.domain.names import nearest
from goodoffices.exchange.case_reading import shown, visible
from goodoffices.exchange.scenarios.own_terms import Known, written
from goodoffices.exchange.scenarios.shapes import Shape


class TableReader(Known):
    """Reads tables and notes mistakes; places are those of the file, without its name."""

    def listed(
        self, tables: Mapping[str, object], heading: str, within: str = ""
    ) -> Iterator[tuple[str, dict[str, object]]]:
        """Give the tables of a list, each with its place; what is no table is noted."""
        listed = tables.get(heading, [])
        here = f"{within}.{heading}" if within else heading
        if not isinstance(listed, list):
            self.wrong(here, "must be a list of tables", f"write [[{heading}]] with two brackets")
            return
        for number, table in enumerate(listed, start=1):
            place = f"{here}[{number}]"
            if isinstance(table, dict):
                yield place, table
            else:
                self.wrong(place, "must be a table", "write { key = value }")

    def shape(self, place: str, table: Mapping[str, object], shape: Shape) -> bool:
        """Note keys that do not belong and keys that are missing; say whether none is missing."""
        self.unknown_keys(table, place, tuple(shape.keys), shape.name)
        missing = [key for key, what in shape.keys.items() if what.required and key not in table]
        for key in missing:
            self.wrong(place, f'"{key}" is missing', f"add {key} = …")
        return not missing

    def unknown_keys(self, table: Mapping[str, object], place: str, valid: tuple[str, ...], what: str) -> None:
        """Note keys that do not belong, with the nearest that does."""
        for key in table:
            if key not in valid:
                near = nearest(key, valid)
                hint = f'did you mean "{near}"?' if near else f"it can have {', '.join(valid)}"
                where = f"{place}.{visible(key)}" if place else visible(key)
                self.wrong(where, f"there is no {shown(key)} in {what}", hint)

    def text_of(self, table: Mapping[str, object], place: str, key: str) -> str | None:
        """Read the text of a key; None where there is none or it is wrong, which is noted."""
        if key not in table:
            return None
        return self.text(written(table[key]), f"{place}.{key}" if place else key)

    def number_of(self, table: Mapping[str, object], place: str, key: str) -> Fraction | None:
        """Read the number of a key; None where there is none or it is wrong, which is noted."""
        return self.number(table[key], f"{place}.{key}") if key in table else None
