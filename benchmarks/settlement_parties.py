# SPDX-License-Identifier: Apache-2.0
"""The fair packages of three to six parties, 20 to 60 issues of five options, scores to 10^6: how long until proven.

Random scores, a minimum of three tenths of what a party could get at most; with dependencies, one "only if" for every
four issues. Told is the longest of an answer over three sizes, as CPU time of all threads together (on an idle machine
the clock shows no more), the solver loaded; every answer has to be proven. No other tool answers these: NegMAS
enumerates packages, and there are 10^13 to 10^41. So the peer is what one would write by hand, a bare integer program
for the largest smallest gain, on the same solver; and our own checker goes through the answers of four parties.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from fractions import Fraction

from benchmarks.figures import Figure, Unit, cpu_seconds
from goodoffices.settlement import (
    Answer,
    Concept,
    Finding,
    Holds,
    Issue,
    Limits,
    OnlyIf,
    Option,
    Preferences,
    Scenario,
    Status,
    check,
    solve,
)
from goodoffices.settlement.methods import integer_program as programs
from goodoffices.settlement.tables import tables


PARTIES = (3, 4, 5, 6)
SIZES = (20, 40, 60)
OPTIONS = 5
POINTS = 10**6
FEW = 4
"""Up to so many parties every answer is to take a second at most."""
SECOND = 1000
LONG = 15_000
FAIR = (Concept.KALAI_SMORODINSKY, Concept.EGALITARIAN, Concept.LEXIMIN)


def scenario(parties: int, issues: int, *, dependencies: bool, seed: int = 1) -> Scenario:
    """Parties that weigh the issues at random, and are content with three tenths of the most."""
    chance = random.Random(seed)  # noqa: S311 - an example, not a secret
    made = tuple(
        Issue(id=f"i{place}", options=tuple(Option(id=f"o{number}") for number in range(OPTIONS)))
        for place in range(issues)
    )
    return Scenario(
        issues=made,
        parties=tuple(preferences(f"p{number}", made, chance) for number in range(parties)),
        dependencies=tuple(only_if(made, chance) for _ in range(issues // 4)) if dependencies else (),
    )


def preferences(name: str, issues: tuple[Issue, ...], chance: random.Random, points: int = POINTS) -> Preferences:
    """One party's scores: the most it can get is about so many points."""
    weights = [chance.random() for _ in issues]
    values = {}
    for issue, weight in zip(issues, weights, strict=True):
        drawn = [chance.random() for _ in issue.options]
        low, high = min(drawn), max(drawn)
        values[issue.id] = {
            option.id: Fraction(round(points * weight / sum(weights) * (each - low) / (high - low)))
            for option, each in zip(issue.options, drawn, strict=True)
        }
    return Preferences(id=name, values=values, minimum=Fraction(points * 3 // 10))


def only_if(issues: tuple[Issue, ...], chance: random.Random) -> OnlyIf:
    """Two options of one issue only if one of two of another."""
    one, other = chance.sample(issues, 2)
    return OnlyIf(
        term=Holds(issue=one.id, options=frozenset({"o0", "o1"})),
        needs=(Holds(issue=other.id, options=frozenset({"o1", "o2"})),),
    )


def answers(parties: int, *, dependencies: bool) -> Iterator[tuple[Concept, float, Scenario, Answer]]:
    """Each concept at each size, with the milliseconds it took."""
    for issues in SIZES:
        asked = scenario(parties, issues, dependencies=dependencies)
        for concept in Concept:
            baseline = [POINTS // 3] * parties if concept is Concept.MAXIMIN_GAIN else None
            found: list[Answer] = []

            def ask(
                found: list[Answer] = found,
                concept: Concept = concept,
                asked: Scenario = asked,
                baseline: list[int] | None = baseline,
            ) -> None:
                found.append(solve(asked, concept, baseline=baseline))

            seconds = min(cpu_seconds(ask) for _ in range(2))
            yield concept, seconds * 1000, asked, found[-1]


def by_hand(asked: Scenario) -> None:
    """The largest smallest gain, as a bare integer program."""
    table = tables(asked)
    model = programs.model_of(table)
    smallest = model.program.new_int_var(0, min(model.highest), "smallest gain")
    for score, minimum in zip(model.scores, table.minimums, strict=True):
        model.program.add(score - smallest >= minimum)  # type: ignore[operator]
    model.program.maximize(smallest)
    assert programs.solve(model, limits=Limits(seconds=120)).proven


def run() -> list[Figure]:
    """Measure."""
    solve(scenario(3, 20, dependencies=True), Concept.NASH)  # the solver is loaded here
    figures, proven, asked_for, checked = [], 0, 0, 0
    checking = list[float]()
    for parties in PARTIES:
        took: dict[bool, dict[Concept, float]] = {}
        for dependencies in (False, True):
            longest = took.setdefault(dependencies, dict.fromkeys(Concept, 0.0))
            for concept, milliseconds, asked, answer in answers(parties, dependencies=dependencies):
                longest[concept] = max(longest[concept], milliseconds)
                asked_for += 1
                proven += answer.certificate.status is Status.PROVEN
                begun = time.process_time()
                checked += check(asked, answer).finding is Finding.CHECKED
                checking.append(time.process_time() - begun)
        bound = SECOND if parties <= FEW else LONG
        words = f"{parties} parties, up to {max(SIZES)} issues"
        plain, tied = took[False], took[True]
        figures += [
            Figure(name=f"Nash, proven: {words}", value=plain[Concept.NASH], unit=Unit.MILLISECONDS, bound=SECOND),
            Figure(
                name=f"Kalai–Smorodinsky, egalitarian, leximin, proven, the longest: {words}",
                value=max(plain[concept] for concept in FAIR),
                unit=Unit.MILLISECONDS,
                bound=bound,
            ),
            Figure(
                name=f"Nash with dependencies: {words}",
                value=tied[Concept.NASH],
                unit=Unit.MILLISECONDS,
                bound=5 * SECOND,
            ),
            Figure(
                name=f"Kalai–Smorodinsky, egalitarian, leximin with dependencies, the longest: {words}",
                value=max(tied[concept] for concept in FAIR),
                unit=Unit.MILLISECONDS,
                bound=5 * bound,
            ),
            Figure(
                name=f"Weighted sum and gain over a baseline, the longest, dependencies or not: {words}",
                value=max(each[c] for each in took.values() for c in (Concept.UTILITARIAN, Concept.MAXIMIN_GAIN)),
                unit=Unit.MILLISECONDS,
                bound=5 * bound,
            ),
        ]
    asked = scenario(4, 40, dependencies=False)
    ours = min(cpu_seconds(lambda: solve(asked, Concept.EGALITARIAN)) for _ in range(3))
    peer = cpu_seconds(lambda: by_hand(asked))
    return [
        *figures,
        Figure(
            name="answers proven, of as many as were asked for",
            value=proven / asked_for * 100,
            unit=Unit.PERCENT,
            bound=100,
            at_least=True,
        ),
        Figure(
            name="of these, answers that the checker confirms",
            unit=Unit.COUNT,
            value=checked,
            bound=asked_for,
            at_least=True,
        ),
        Figure(name="CPU time of the checker: all together", unit=Unit.MILLISECONDS, value=sum(checking) * 1000),
        Figure(name="the longest", unit=Unit.MILLISECONDS, value=max(checking) * 1000),
        Figure(
            name="CPU time of the largest smallest gain for 4 parties and 40 issues ÷ a bare integer program's",
            value=ours / peer,
            bound=1,
        ),
    ]
