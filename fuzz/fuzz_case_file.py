# SPDX-License-Identifier: Apache-2.0
"""Any bytes are either a case file, which then reads the same when written out again, or refused with its mistakes."""

from __future__ import annotations

from fuzz.harness import run, watch


with watch():
    from goodoffices.errors import RefusedError
    from goodoffices.exchange.case_check import read_case
    from goodoffices.exchange.case_writing import write_case


def target(data: bytes) -> None:
    """Read; what is read has to be read back equal from what is written."""
    try:
        case = read_case(data, "case.toml")
    except RefusedError:
        return
    assert read_case(write_case(case), "written.toml") == case


if __name__ == "__main__":
    run(target)
