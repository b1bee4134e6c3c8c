# SPDX-License-Identifier: Apache-2.0
"""Searching a mediation of 100,000 entries: how long an answer takes, what the index costs, how much memory it takes.

Texts are made of 60,000 words that occur as often as words of a language do (Zipf), 30 words or about 240 characters a
text; two in five texts are in Arabic, Hebrew or Cyrillic letters. So there are words that stand in half of all entries
and words that stand in one. The queries are of every sort that the page answers: one word, a part of one, several,
phrases, names well and badly spelt, ids, days, what is nowhere. They are asked of a process of its own that opened the
house from its file, and answered as the page is: the rows of the first page with their excerpts; of three times, the
best counts. Memory is the most that this process held at any time, from its start.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import accumulate, pairwise
from pathlib import Path
from random import Random
from statistics import median

import msgspec

from benchmarks._record import BATCH, entry, house
from benchmarks.figures import Figure, Unit
from goodoffices.app.mediation import OpenMediation
from goodoffices.domain.entries import Entry
from goodoffices.domain.reports import Exchange


ENTRIES = 100_000
WORDS = 60_000
LATIN, ELSE = 36_000, 8_000
LENGTH = 30
ROUNDS = 3
SCRIPTS = ("etaoinshrdlucmfwypvbgkjqxz", "ايلمنوترعبدسقهفكحجشصطخ", "יוהלארתבמנדשכקחפעצגסטז", "оеаинтсрвлкмдпуяыьгзбч")
SHARES = (9, 2, 2, 2)
"""How many texts are in each script, out of fifteen."""
MEGABYTE = 1_000_000


def run() -> list[Figure]:
    """Measure on a record of 100,000 entries."""
    vocabulary = words()
    with house() as made:
        fill(made.begin(), vocabulary)
        asked = subprocess.run(
            [sys.executable, "-m", "benchmarks.search", str(made.directory)],
            input=json.dumps(queries(vocabulary)),
            check=True,
            capture_output=True,
            text=True,
            cwd=Path(__file__).resolve().parents[1],
        )
    found = json.loads(asked.stdout)
    times = found["milliseconds"]
    return [
        Figure(
            name=f"the slowest of {len(times)} searches over {ENTRIES:,} entries",
            value=max(times),
            unit=Unit.MILLISECONDS,
            bound=50,
        ),
        Figure(name="a search, median", value=median(times), unit=Unit.MILLISECONDS),
        Figure(name="make the index / open and fold the record", value=found["indexed"] / found["folded"]),
        Figure(
            name=f"memory of a process that opens {ENTRIES:,} entries and searches them, at most",
            value=found["peak"],
            unit=Unit.MEGABYTES,
            bound=250,
        ),
        Figure(name="of that, the index", value=found["index"], unit=Unit.MEGABYTES),
    ]


def words() -> list[list[str]]:
    """Make the words of each script, most frequent first; the frequent ones are short."""
    random = Random(583)  # noqa: S311 - the same words at every run
    scripts: list[list[str]] = []
    for script in SCRIPTS:
        weights = range(len(script), 0, -1)
        made: dict[str, None] = {}
        while len(made) < (ELSE if scripts else LATIN):
            length = 2 + min(len(made) // 40, random.randrange(1, 8))
            made["".join(random.choices(script, weights=weights, k=length))] = None
        scripts.append(list(made))
    return scripts


def fill(mediation: OpenMediation, vocabulary: list[list[str]]) -> None:
    """Record the entries: the opening, then exchanges with texts of their own."""
    random = Random(15)  # noqa: S311 - the same texts at every run
    frequencies = [list(accumulate(1 / (rank + 3) for rank in range(len(words)))) for words in vocabulary]
    for first in range(0, ENTRIES, BATCH):
        with mediation.record.writing() as writing:
            made = []
            for number in range(first, first + BATCH):
                (script,) = random.choices(range(len(SCRIPTS)), weights=SHARES)
                chosen = random.choices(vocabulary[script], cum_weights=frequencies[script], k=LENGTH)
                made.append(_entry(number, " ".join(chosen)))
            writing.append(made)


def _entry(number: int, text: str) -> Entry:
    plain = entry(number)
    if not isinstance(plain.fact, Exchange):
        return plain
    fact = msgspec.structs.replace(plain.fact, text=f"{text}.", from_=(), to=("omar",) if number % 3 else ("anna",))
    return msgspec.structs.replace(plain, fact=fact)


def queries(vocabulary: list[list[str]]) -> list[str]:
    """Fifty queries of every sort."""
    latin, arabic, hebrew, cyrillic = vocabulary
    often, now_and_then, seldom = latin[:8], latin[500:510], latin[30_000:30_010]
    return [
        *often,
        *now_and_then[:3],
        *seldom[:3],
        *(word[: max(3, len(word) - 2)] for word in (*now_and_then[4:7], *seldom[4:7])),
        *(word for others in (arabic, hebrew, cyrillic) for word in (others[50], others[5_000][:4])),
        *(f"{one} {other}" for one, other in zip(often, now_and_then, strict=False)),
        *(f'"{one} {other}"' for one, other in pairwise(often[:6])),
        "Berger",
        "Haddad",
        f"Hadad {often[0]}",
        '"Anna Berger"',
        "e5000",
        "2024-03-05",
        "2024-03",
        "ent",
        "qqqqqq",
        " ".join(latin[:12]),
        " ".join(arabic[:12]),
    ]


def answer(directory: str, asked: list[str]) -> Iterator[tuple[str, object]]:
    """Open the house in this process, search it, and say what that took."""
    from goodoffices.app.house import House  # noqa: PLC0415 - the process that measures pays for all of it
    from goodoffices.app.views.search import search_view  # noqa: PLC0415
    from goodoffices.times import now  # noqa: PLC0415
    from goodoffices.web.application import make  # noqa: PLC0415

    opened = House.open(Path(directory), clock=now, randomness=bytes, ask=str)
    make(opened)
    mediation = opened.mediation()
    start = time.process_time()
    assert len(mediation.state()) == ENTRIES
    folded = time.process_time()
    before = _resident()
    index = mediation.index()
    yield "folded", folded - start
    yield "indexed", time.process_time() - folded
    yield "index", _resident() - before
    milliseconds = []
    total = 0
    for query in asked:
        took = []
        for _ in range(ROUNDS):
            begun = time.process_time()
            found = search_view(mediation.index(), query)
            took.append(time.process_time() - begun)
            assert found is not None
            total += found.count
        milliseconds.append(min(took) * 1000)
    assert index.state is mediation.state()
    assert total > ROUNDS * ENTRIES
    yield "milliseconds", milliseconds
    yield "peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MEGABYTE
    opened.close()


def _resident() -> float:
    """Megabytes of this process that are in memory."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / MEGABYTE


if __name__ == "__main__":
    print(json.dumps(dict(answer(sys.argv[1], json.load(sys.stdin)))))
