# SPDX-License-Identifier: Apache-2.0
"""Which scenarios of the competitions are read otherwise here than by NegMAS, by how much, and why.

GENIUS files are read here as GENIUS reads them; NegMAS, the usual tool in Python, reads several of them otherwise. Both
are asked what each option is worth. NegMAS runs as a program of its own, in the Python that GOODOFFICES_NEGMAS names,
over the scenarios below the folder that GOODOFFICES_SCENARIOS names; without them nothing is compared. The figures are
counts; `python -m benchmarks.settlement_readings` prints the list: each scenario, the reason, and the Nash packages.

GENIUS cuts utilities off at 1, and so are they here. A second list says in which profiles a package comes to more,
which one, and to how much, exactly. `--above` prints that list alone.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from benchmarks.figures import Figure, Unit
from goodoffices.errors import RefusedError
from goodoffices.exchange.scenarios import read_scenario
from goodoffices.exchange.scenarios.reading import several
from goodoffices.settlement import (
    Concept,
    Holds,
    Interaction,
    Limits,
    Package,
    Preferences,
    Scenario,
    frontier,
    package,
    solve,
)
from goodoffices.settlement.methods.supported import best_of_one
from goodoffices.settlement.packages import uncut
from goodoffices.settlement.tables import tables


FOLDER: Final = "GOODOFFICES_SCENARIOS"
NEGMAS: Final = "GOODOFFICES_NEGMAS"
PATIENCE: Final = 1800
MOST_PARTIES: Final = 2
"""Frontiers and Nash packages are compared of two parties; readings of any number."""

PEER: Final = r"""
import json, sys, warnings
warnings.simplefilter("ignore")
from pathlib import Path
from negmas.inout import Scenario
for line in sys.stdin:
    asked = json.loads(line)
    try:
        scenario = Scenario.load(Path(asked["folder"]))
        issues = [list(issue.all) for issue in scenario.outcome_space.issues]
        known = [{str(value): value for value in values} for values in issues]
        told = []
        for package, places in asked["packages"]:
            skipped = len(issues) - len(package)
            parts = zip(known[skipped:], issues[skipped:], package, places, strict=True)
            outcome = tuple(listed[0] for listed in issues[:skipped])
            outcome += tuple(values.get(term, listed[place]) for values, listed, term, place in parts)
            told.append([float(function(outcome)) for function in scenario.ufuns])
        answer = {"worth": told, "added": skipped}
    except Exception as error:
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), flush=True)
"""


@dataclass(frozen=True)
class Compared:
    """One scenario read twice."""

    name: str
    reasons: tuple[str, ...]
    """Why the readings differ; none where they are alike."""
    ours: Package | None = None
    """The Nash package as read here, of two parties with additive scores."""
    theirs: Package | None = None
    """The Nash package by the numbers of NegMAS, with what it is worth by those of GENIUS."""
    frontier_differs: bool = False
    example: str = ""
    """The package on which the two differ most, and what it is worth to whom by each."""

    @property
    def nash_differs(self) -> bool:
        """Whether another package is Nash's."""
        return self.ours is not None and self.theirs is not None and self.ours.terms != self.theirs.terms


def run() -> list[Figure]:
    """The counts; nothing is promised of them."""
    found = list(compared())
    differing = [each for each in found if each.reasons]
    figures = [Figure(name="scenarios read here and by NegMAS", value=len(found), unit=Unit.COUNT)]
    high = list(above())
    for additive, name in (
        (True, "additive profiles with sums above 1, cut off there as by GENIUS"),
        (False, "profiles of hyper-rectangles with sums above 1, cut off there as by GENIUS"),
    ):
        figures.append(Figure(name=name, value=sum(each.additive is additive for each in high), unit=Unit.COUNT))
    for name, value in (
        ("of these, read otherwise by NegMAS", len(differing)),
        ("of these, with another frontier (two parties, additive)", sum(e.frontier_differs for e in differing)),
        ("of these, with another Nash package (two parties, additive)", sum(e.nash_differs for e in differing)),
    ):
        figures.append(Figure(name=name, value=value, unit=Unit.COUNT))
    return figures


@dataclass(frozen=True)
class Above:
    """A profile by which a package comes to more than 1 before anything is cut off."""

    name: str
    additive: bool
    most: Fraction
    package: str


def above() -> Iterator[Above]:
    """Find for each profile the package that comes to most, and give those that come to more than 1."""
    folder = os.environ.get(FOLDER)
    for path in sorted({file.parent for file in Path(folder).rglob("*.xml")}) if folder else []:
        read = _ours(path)
        if read is None:
            continue
        scenario = read[0]
        for party in scenario.parties:
            if party.most is None:
                continue
            alone = uncut(replace(scenario, parties=(party,)))
            terms = best_of_one(tables(alone), [], Limits())
            assert terms is not None, "not proven"
            most = package(alone, terms).scores[0]
            if most > 1:
                named = [issue.options[t].id for issue, t in zip(scenario.issues, terms, strict=True)]
                yield Above(f"{path.name}, {party.id}", _is_additive(party), most, ", ".join(named))


def _is_additive(party: Preferences) -> bool:
    """Of hyper-rectangles no weights are read."""
    return bool(party.weights)


def compared() -> Iterator[Compared]:
    """Compare every scenario below the folder that both can read."""
    folder, python = os.environ.get(FOLDER), os.environ.get(NEGMAS)
    if not folder or not python:
        print(f"Set {FOLDER} to a folder of scenarios, {NEGMAS} to a Python that has NegMAS.", file=sys.stderr)
        return
    with subprocess.Popen([python, "-c", PEER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as peer:
        for path in sorted({file.parent for file in Path(folder).rglob("*.xml")}):
            read = _ours(path)
            if read is not None and (one := _compare(path, *read, peer)) is not None:
                yield one
        peer.stdin.close()  # type: ignore[union-attr] # it is a pipe


def _ours(path: Path) -> tuple[Scenario, bytes] | None:
    files = [(file.name, file.read_bytes()) for file in sorted(path.glob("*.xml"))]
    try:
        scenario = read_scenario(files, folder=True).scenario
    except RefusedError as error:
        print(f"{path.name}: not read: {error.mistakes[0]}", file=sys.stderr)
        return None
    if any(issue.continuous for issue in scenario.issues):
        print(f"{path.name}: left out, it has ranges", file=sys.stderr)
        return None
    return scenario, b"".join(data for _, data in files)


def _compare(path: Path, scenario: Scenario, data: bytes, peer: subprocess.Popen[str]) -> Compared | None:
    asked = _packages(scenario)
    ids = [[i.options[t].id for i, t in zip(scenario.issues, each, strict=True)] for each in asked]
    answer = _ask(peer, path, list(zip(ids, asked, strict=True)))
    if "error" in answer or len(answer["worth"][0]) != len(scenario.parties):
        print(f"{path.name}: NegMAS: {answer.get('error', 'other parties')}", file=sys.stderr)
        return None
    worth = [[Fraction(repr(number)) for number in row] for row in answer["worth"]]
    added = ("an issue of one option is put before the others",) if answer["added"] else ()
    sums = uncut(scenario)
    reasons = tuple(dict.fromkeys((*_reasons(sums, data, asked, worth), *_of_cuts(scenario, asked, worth), *added)))
    if not reasons:
        return Compared(path.name, ())
    example = _example(scenario, asked, worth)
    if len(scenario.parties) > MOST_PARTIES or any(party.interactions for party in scenario.parties):
        return Compared(path.name, reasons, example=example)
    other = _by_their_numbers(sums, asked, worth)
    both = [solve(each, Concept.NASH).packages for each in (scenario, other)]
    return Compared(
        path.name,
        reasons,
        ours=both[0][0] if both[0] else None,
        theirs=package(scenario, both[1][0].terms) if both[1] else None,
        frontier_differs=_other_frontier(scenario, other),
        example=example,
    )


def _other_frontier(one: Scenario, other: Scenario) -> bool:
    """Whether some package is efficient by the one numbers and not by the other."""
    fronts = [frontier(each) for each in (one, other)]
    if all(each.counted for each in fronts) and sum(fronts[0].counts) != sum(fronts[1].counts):
        return True
    vectors = [{each.scores for each in front.packages} for front in fronts]
    return any(
        package(scenario, each.terms).scores not in vectors[1 - number]
        for number, scenario in enumerate((other, one))
        for each in fronts[number].packages
    )


def _packages(scenario: Scenario) -> list[tuple[int, ...]]:
    """The first package, and each that differs from it in one term; and some that differ in all."""
    base = (0,) * len(scenario.issues)
    single = [
        (*base[:place], option, *base[place + 1 :])
        for place, issue in enumerate(scenario.issues)
        for option in range(1, len(issue.options))
    ]
    mixed = [
        tuple((step * (place + 3) + place) % len(issue.options) for place, issue in enumerate(scenario.issues))
        for step in range(40)
    ]
    return [base, *single, *mixed]


def _ask(
    peer: subprocess.Popen[str], path: Path, packages: Sequence[tuple[Sequence[str], Sequence[int]]]
) -> Mapping[str, Any]:
    assert peer.stdin is not None
    assert peer.stdout is not None
    peer.stdin.write(json.dumps({"folder": str(path.resolve()), "packages": packages}) + "\n")
    peer.stdin.flush()
    answer: dict[str, Any] = json.loads(peer.stdout.readline())
    return answer


def _close(one: Fraction, other: Fraction) -> bool:
    return abs(one - other) <= Fraction(1, 10**9) * max(abs(one), abs(other), Fraction(1))


def _reasons(
    scenario: Scenario, data: bytes, asked: Sequence[tuple[int, ...]], worth: Sequence[Sequence[Fraction]]
) -> Iterator[str]:
    """Say in what the readings differ; nothing where they are alike."""
    ours = [package(scenario, terms).scores for terms in asked]
    if all(_close(a, b) for row, other in zip(ours, worth, strict=True) for a, b in zip(row, other, strict=True)):
        return
    if any(party.interactions for party in scenario.parties):
        yield from _of_rectangles(scenario, data, asked, worth)
        return
    known = False
    for place, issue in enumerate(scenario.issues):
        rows = [row for row, terms in enumerate(asked) if _only(terms, place)]
        for party in range(len(scenario.parties)):
            pairs = [(ours[row][party] - ours[0][party], worth[row][party] - worth[0][party]) for row in rows]
            if all(_close(a, b) for a, b in pairs):
                continue
            known = True
            if issue.options[0].amount is not None:
                yield "integer evaluators are neither counted from their lower bound nor held between 0 and 1"
            elif _proportional(pairs):
                yield "evaluations are not divided by the largest of their issue"
            else:
                yield "single evaluations are read otherwise"
    if not known:
        yield "integer evaluators are not counted from their lower bound"


def _of_cuts(
    scenario: Scenario, asked: Sequence[tuple[int, ...]], worth: Sequence[Sequence[Fraction]]
) -> Iterator[str]:
    """Whether a package that is asked about is worth more than 1 by the numbers of NegMAS, and 1 by those of GENIUS."""
    for place, party in enumerate(scenario.parties):
        if _is_additive(party) and party.most is not None:
            scores = [package(scenario, terms).scores[place] for terms in asked]
            if any(ours == 1 and row[place] > 1 + Fraction(1, 10**9) for ours, row in zip(scores, worth, strict=True)):
                yield "utilities above 1 are not cut off"


def _of_rectangles(
    scenario: Scenario, data: bytes, asked: Sequence[tuple[int, ...]], worth: Sequence[Sequence[Fraction]]
) -> Iterator[str]:
    """Try whether rectangles without their ends, and exclusions as inclusions, give the numbers of NegMAS."""
    other = replace(scenario, parties=tuple(_without_ends(party) for party in scenario.parties))
    rows = [package(other, terms).scores for terms in asked]
    for party in range(len(scenario.parties)):
        pairs = [(row[party], told[party]) for row, told in zip(rows, worth, strict=True)]
        if not _proportional(pairs):
            yield "hyper-rectangles are read otherwise"
            return
    if b"EXCLUDES" in data:
        yield "EXCLUDES is read as INCLUDES"
    yield "both ends of each side of a hyper-rectangle are left out"


def _without_ends(party: Preferences) -> Preferences:
    rectangles = tuple(
        Interaction(
            together=tuple(
                Holds(issue=each.issue, options=frozenset(sorted(each.options, key=int)[1:-1])) for each in one.together
            ),
            adds=abs(one.adds),
        )
        for one in party.interactions
    )
    return replace(party, values={}, interactions=rectangles)


def _proportional(pairs: Sequence[tuple[Fraction, Fraction]]) -> bool:
    """Whether the second numbers are the first times one factor, but for the noise of floats."""
    most = max(pairs, key=lambda pair: abs(pair[0]))
    return all(_close(b * most[0], a * most[1]) for a, b in pairs)


def _only(terms: Sequence[int], place: int) -> bool:
    return any(terms) and not any(term for other, term in enumerate(terms) if other != place)


def _example(scenario: Scenario, asked: Sequence[tuple[int, ...]], worth: Sequence[Sequence[Fraction]]) -> str:
    ours = [package(scenario, terms).scores for terms in asked]
    row = max(range(len(asked)), key=lambda r: max(abs(a - b) for a, b in zip(ours[r], worth[r], strict=True)))
    terms = ", ".join(issue.options[t].id for issue, t in zip(scenario.issues[:4], asked[row][:4], strict=True))
    more = ", …" if len(scenario.issues) > 4 else ""  # noqa: PLR2004 - enough to find it again
    pairs = [f"{float(a):.4g} / {float(b):.4g}" for a, b in zip(ours[row], worth[row], strict=True)]
    return f"({terms}{more}): {several(pairs, most=3)}"


def _by_their_numbers(
    scenario: Scenario, asked: Sequence[tuple[int, ...]], worth: Sequence[Sequence[Fraction]]
) -> Scenario:
    """The scenario with what NegMAS says that each option is worth; the minimums stay as the files say."""
    found = dict(zip(asked, worth, strict=True))
    base = (0,) * len(scenario.issues)
    parties = []
    for number, party in enumerate(scenario.parties):
        values = {}
        for place, issue in enumerate(scenario.issues):
            start = found[base][number] if place == 0 else Fraction(0)
            values[issue.id] = {
                option.id: start + found[(*base[:place], t, *base[place + 1 :])][number] - found[base][number]
                for t, option in enumerate(issue.options)
            }
        parties.append(replace(party, weights={}, values=values))
    return replace(scenario, parties=tuple(parties))


def main() -> None:
    """Print the lists as tables."""
    print("| profile | scores | comes to | package |\n|---|---|---|---|")
    for high in above():
        read = "additive" if high.additive else "hyper-rectangles"
        print(f"| {high.name} | {read} | {high.most} = {float(high.most):.6g} | {high.package} |", flush=True)
    if "--above" in sys.argv:
        return
    print()
    print(
        "| scenario | NegMAS: | most different package: GENIUS / NegMAS, by party | Nash as GENIUS reads | by NegMAS |"
    )
    print("|---|---|---|---|---|")
    for each in compared():
        if each.reasons:
            nash = [_told(each.ours), _told(each.theirs) if each.nash_differs else "the same" if each.theirs else ""]
            print(f"| {each.name} | {'; '.join(each.reasons)} | {each.example} | {' | '.join(nash)} |", flush=True)


def _told(found: Package | None) -> str:
    return "" if found is None else ", ".join(f"{float(score):.4f}" for score in found.scores)


if __name__ == "__main__":
    main()
