# SPDX-License-Identifier: Apache-2.0
"""Scenarios made of bytes, each answer held to what looking at every package says: `tests/settlement/agreement.py`.

The first byte chooses what is looked at: scenarios of issues with options, most of the time; the roads that are taken
where packages are too many to look at; continuous terms of two parties; and scenarios of that many packages. If
it is odd, the other bytes are the chance from which the scenario is made, so that what the fuzzer changes is what
comes of it; if it is even they are a seed, so that all is well mixed. Whatever is raised is a finding.
"""

from __future__ import annotations

from fuzz.harness import run, watch


with watch():
    from goodoffices import settlement

from tests.settlement.agreement import everything, of_roads, of_wide
from tests.settlement.agreement_ranges import of_ranges
from tests.settlement.instances import Bytes, cut_off, mixed_of, often, scenario_of, seeded, wide_of
from tests.settlement.plain import Plain


def target(data: bytes) -> None:
    """Make a scenario and hold the answers to the oracle."""
    what, rest = (data[0], data[1:]) if data else (0, b"")
    chance = Bytes(rest) if what % 2 else seeded(rest)
    if what < 160:  # noqa: PLR2004 - most of the time
        scenario = scenario_of(chance)
        for _ in everything(chance, cut_off(chance, scenario) if often(chance, 1, 4) else scenario):
            pass
    elif what < 200:  # noqa: PLR2004
        of_ranges(mixed_of(chance))
    elif what < 250:  # noqa: PLR2004
        of_roads(chance, Plain(scenario_of(chance)))
    else:
        of_wide(wide_of(chance), tuple(settlement.Concept))


if __name__ == "__main__":
    run(target)
