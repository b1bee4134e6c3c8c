# SPDX-License-Identifier: Apache-2.0
"""The scorable games of six and seven players: our answers, beside those of counting every deal, and those published.

The games are of the family of Harborco, a role play in which six parties negotiate five issues of a new harbour, as
made for experiments by Abdelnabi and others (2023, arXiv 2309.17234; MIT licence). They are not copied here:
GOODOFFICES_GAMES names the folder `games_descriptions` of a clone of
<https://github.com/S-Abdelnabi/LLM-Deliberation>; without it nothing is read. Each player's minimum is the
disagreement point. The figures are counts of disagreements;
`GOODOFFICES_GAMES=FOLDER python -m benchmarks.settlement_games` prints the table.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod
from pathlib import Path
from typing import Final

from benchmarks.figures import Figure, Unit
from goodoffices.settlement import (
    Concept,
    Finding,
    Issue,
    Option,
    Preferences,
    Scenario,
    acceptable,
    check,
    every_package,
    frontier,
    solve,
)


FOLDER: Final = "GOODOFFICES_GAMES"
WHERE: Final = "git clone https://github.com/S-Abdelnabi/LLM-Deliberation"
CONCEPTS: Final = (Concept.NASH, Concept.KALAI_SMORODINSKY, Concept.EGALITARIAN, Concept.LEXIMIN, Concept.UTILITARIAN)

PUBLISHED: Final = {"base_7players": 52}
"""How many deals all players accept, where the authors' own notebook (`evaluation/adjust_games.ipynb`) prints it."""


@dataclass(frozen=True)
class Counted:
    """What is known of one game."""

    acceptable: int
    """How many deals reach every minimum."""
    efficient: int
    """How many deals no other betters, whether acceptable or not."""
    nash: Fraction
    """The largest product of the gains over the minimums."""
    least: Fraction
    """The largest smallest gain."""
    leximin: tuple[Fraction, ...]
    """The gains from the smallest up, as large as can be in that order."""
    shares: tuple[Fraction, ...]
    """The same of gains as shares of the ideal gains."""
    most: Fraction
    """The largest sum of scores of an acceptable deal."""


@dataclass(frozen=True)
class Game:
    """One game, answered twice."""

    name: str
    scenario: Scenario
    ours: Counted
    plain: Counted
    nash_deals: tuple[tuple[str, ...], ...]
    checked: int
    """How many of the answers the checker confirmed."""

    @property
    def differing(self) -> int:
        """In how many of the figures we do not say what counting says."""
        return sum(getattr(self.ours, each) != getattr(self.plain, each) for each in Counted.__dataclass_fields__)


def run() -> list[Figure]:
    """The counts of disagreements, and how many deals there are."""
    found = list(games())
    if not found:
        return []
    figures = len(Counted.__dataclass_fields__)
    known = [each for each in found if each.name in PUBLISHED]
    return [
        Figure(name="scorable games of six and seven players, with their deals", value=len(found), unit=Unit.COUNT),
        Figure(
            name=f"figures of these ({figures} each) that differ from counting every deal",
            value=sum(each.differing for each in found),
            unit=Unit.COUNT,
            bound=0,
        ),
        Figure(
            name="games of which the authors print how many deals all accept, and we say otherwise",
            value=sum(each.ours.acceptable != PUBLISHED[each.name] for each in known),
            unit=Unit.COUNT,
            bound=0,
        ),
        Figure(
            name=f"answers ({len(CONCEPTS)} a game) that the checker does not confirm",
            value=sum(len(CONCEPTS) - each.checked for each in found),
            unit=Unit.COUNT,
            bound=0,
        ),
    ]


def games() -> Iterator[Game]:
    """Read and answer every game below the folder."""
    folder = os.environ.get(FOLDER)
    if not folder or not Path(folder).is_dir():
        print(f"Set {FOLDER} to the folder games_descriptions of a clone: {WHERE}", file=sys.stderr)
        return
    for path in sorted(Path(folder).iterdir()):
        if (path / "scores_files").is_dir():
            yield _answered(path.name, read(path))


def read(path: Path) -> Scenario:
    """Read a game: a file for each player, a line of scores for each issue, the last line its minimum."""
    players = {file.stem: _lines(file) for file in sorted((path / "scores_files").glob("*.txt"))}
    first = next(iter(players.values()))
    issues = tuple(
        Issue(id=chr(ord("A") + place), options=tuple(Option(id=str(number + 1)) for number in range(len(line))))
        for place, line in enumerate(first[:-1])
    )
    parties = tuple(
        Preferences(
            id=name,
            values={
                issue.id: dict(zip((option.id for option in issue.options), line, strict=True))
                for issue, line in zip(issues, lines[:-1], strict=True)
            },
            minimum=lines[-1][0],
        )
        for name, lines in players.items()
    )
    return Scenario(issues=issues, parties=parties, name=path.name)


def _lines(file: Path) -> list[list[Fraction]]:
    rows = file.read_text(encoding="utf-8").splitlines()
    return [[Fraction(number.strip()) for number in row.split(",")] for row in rows if row.strip()]


def _answered(name: str, scenario: Scenario) -> Game:
    answers = {concept: solve(scenario, concept) for concept in CONCEPTS}
    value = {concept: answer.certificate.value for concept, answer in answers.items()}
    ours = Counted(
        acceptable=sum(acceptable(scenario, each) for each in every_package(scenario)),
        efficient=sum(frontier(scenario).counts),
        nash=value[Concept.NASH][0],
        least=value[Concept.EGALITARIAN][0],
        leximin=value[Concept.LEXIMIN],
        shares=value[Concept.KALAI_SMORODINSKY],
        most=value[Concept.UTILITARIAN][0],
    )
    deals = tuple(
        tuple(issue.id + issue.options[int(term)].id for issue, term in zip(scenario.issues, each.terms, strict=True))
        for each in answers[Concept.NASH].packages
    )
    confirmed = sum(check(scenario, answer).finding is Finding.CHECKED for answer in answers.values())
    return Game(name, scenario, ours, counted(scenario), deals, confirmed)


def counted(scenario: Scenario) -> Counted:
    """Look at every deal in plain Python, without anything of ours but the scores as read: whole numbers."""
    tables = [
        [[int(party.values[issue.id][option.id]) for option in issue.options] for issue in scenario.issues]
        for party in scenario.parties
    ]
    minimums = [int(party.minimum) for party in scenario.parties]
    deals = [
        tuple(sum(table[issue][term] for issue, term in enumerate(terms)) for table in tables)
        for terms in product(*(range(len(line)) for line in tables[0]))
    ]
    inside = [each for each in deals if all(score >= low for score, low in zip(each, minimums, strict=True))]
    gains = [tuple(score - low for score, low in zip(each, minimums, strict=True)) for each in inside]
    ideals = [max(column) for column in zip(*gains, strict=True)]
    return Counted(
        acceptable=len(inside),
        efficient=sum(not any(_betters(other, each) for other in deals) for each in deals),
        nash=Fraction(max(map(prod, gains))),
        least=Fraction(max(map(min, gains))),
        leximin=tuple(map(Fraction, max(sorted(each) for each in gains))),
        shares=tuple(max(sorted(Fraction(g, most) for g, most in zip(each, ideals, strict=True)) for each in gains)),
        most=Fraction(max(map(sum, inside))),
    )


def _betters(one: Sequence[int], other: Sequence[int]) -> bool:
    return one != other and all(a >= b for a, b in zip(one, other, strict=True))


def main() -> None:
    """Print the table: ours, and in brackets what counting every deal gives where it is something else."""
    print(
        "| game | players | deals | all accept | efficient | Nash product | Nash deal | largest least gain |"
        " leximin gains | checked |\n|---|---|---|---|---|---|---|---|---|---|"
    )
    for each in games():
        both: Mapping[str, str] = {
            name: _shown(getattr(each.ours, name), getattr(each.plain, name)) for name in Counted.__dataclass_fields__
        }
        print(
            f"| {each.name} | {len(each.scenario.parties)} | {each.scenario.outcomes:,} | {both['acceptable']} |"
            f" {both['efficient']} | {both['nash']} | {'; '.join(' '.join(deal) for deal in each.nash_deals)} |"
            f" {both['least']} | {both['leximin']} | {each.checked} of {len(CONCEPTS)} |",
            flush=True,
        )


def _shown(ours: object, plain: object) -> str:
    def told(what: object) -> str:
        if isinstance(what, tuple):
            return ", ".join(map(str, what))
        return f"{int(what):,}" if isinstance(what, int | Fraction) and what == int(what) else str(what)

    return told(ours) if ours == plain else f"{told(ours)} ({told(plain)})"


if __name__ == "__main__":
    main()
