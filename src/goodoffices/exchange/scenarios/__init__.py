# SPDX-License-Identifier: Apache-2.0
"""Scenarios as files: our own form, and the forms of the field.

`read_scenario` finds out what files are and reads them; what was done to their numbers comes with the scenario.
"""

from __future__ import annotations

from goodoffices.exchange.scenarios.beside import Gesture, NamedPackage
from goodoffices.exchange.scenarios.detecting import ENDINGS, read_scenario
from goodoffices.exchange.scenarios.own_reading import read_own
from goodoffices.exchange.scenarios.own_writing import write_own
from goodoffices.exchange.scenarios.reading import Reading
from goodoffices.exchange.scenarios.sheet_writing import write_sheet_scenario


__all__ = [
    "ENDINGS",
    "Gesture",
    "NamedPackage",
    "Reading",
    "read_own",
    "read_scenario",
    "write_own",
    "write_sheet_scenario",
]
