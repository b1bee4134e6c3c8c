# SPDX-License-Identifier: Apache-2.0
"""The first page of a house is there soon: what it does not need is not loaded for it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from goodoffices.app.house import House

SLOW = ("babel", "docx", "goodoffices.app.search", "goodoffices.settlement", "numpy", "openpyxl", "rapidfuzz", "rich")

VISIT = """
import os, sys
from pathlib import Path
import goodoffices.cli.server
from goodoffices.app.house import House
from goodoffices.times import now
from goodoffices.web.application import make
from benchmarks._pages import visiting
house = House.open(Path(sys.argv[1]), clock=now, randomness=os.urandom, ask=lambda: "")
with visiting(house) as visitor:
    assert b"Who knows" in visitor.get("/m/channel-2025")
print("\\n".join(sys.modules))
"""


def test_the_first_page_loads_nothing_that_belongs_to_others(channel_house: House) -> None:
    visit = [sys.executable, "-c", VISIT, str(channel_house.directory)]
    loaded = subprocess.run(visit, check=True, capture_output=True, text=True).stdout.split()
    assert "goodoffices.app.views.desk" in loaded
    assert [one for one in loaded if one.startswith(SLOW)] == []
