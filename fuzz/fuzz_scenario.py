# SPDX-License-Identifier: Apache-2.0
"""Any bytes are either a scenario, which then reads the same when written as a scenario file, or refused."""

from __future__ import annotations

from fuzz.harness import run, watch


with watch():
    from goodoffices.errors import RefusedError
    from goodoffices.exchange.scenarios import read_own, read_scenario, write_own

NAMES = ("scenario.toml", "scenario.xml", "scenario.json", "scenario.yaml", "scenario.csv")


def target(data: bytes) -> None:
    """Read, under a name that the first byte chooses; several files are parted by a zero byte."""
    name = NAMES[data[0] % len(NAMES)] if data else NAMES[0]
    files = [(f"{number}{name}", part) for number, part in enumerate(data[1:].split(b"\0"))]
    try:
        reading = read_scenario(files)
    except RefusedError:
        return
    assert read_own(write_own(reading.scenario), "written.toml").scenario == reading.scenario


if __name__ == "__main__":
    run(target)
