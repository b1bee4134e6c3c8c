# SPDX-License-Identifier: Apache-2.0
"""Which options some allowed package has, and tables of these alone.

A dependency can leave an option without any package: then nothing hangs on what it would be worth. Issues that
dependencies tie together are listed where they are few; of many, an integer program finds packages, each with as many
options that were not met so far as there can be, until it is proven that no more are met.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import prod

from goodoffices.settlement.answers import Limits
from goodoffices.settlement.methods.integer_program import model_of, solve
from goodoffices.settlement.methods.listing import FEW, every, keeping
from goodoffices.settlement.methods.pieces import part, together
from goodoffices.settlement.tables import Tables


Kept = tuple[tuple[int, ...], ...]
"""For each issue the places of options, in order."""


def possible(table: Tables, *, limits: Limits, few: int = FEW) -> tuple[Kept, bool]:
    """Give the options of each issue that some package has which keeps the dependencies; all, where there is none.

    And whether that is proven; otherwise options may be among them that no package has.
    """
    everything = tuple(tuple(range(size)) for size in table.sizes)
    found, proven = [list(each) for each in everything], True
    plain = replace(table, bonuses=(), mosts=())
    for issues in together(plain):
        own = part(plain, issues)
        if not own.bounds:
            continue
        met = _listed(own) if prod(own.sizes) <= few else None
        if met is None:
            met, known = _met(own, limits)
            proven = proven and known
        if not all(met):
            return everything, proven
        for issue, options in zip(issues, met, strict=True):
            found[issue] = sorted(options)
    return tuple(map(tuple, found)), proven


def of_these(table: Tables, kept: Kept) -> Tables:
    """Give the tables with these options alone, and without the dependencies."""
    new = [{option: place for place, option in enumerate(options)} for options in kept]
    return replace(
        table,
        sizes=tuple(map(len, kept)),
        scores=tuple(
            tuple(scores[option] for option in options) for scores, options in zip(table.scores, kept, strict=True)
        ),
        bonuses=tuple(
            replace(
                bonus,
                together=tuple(
                    (issue, frozenset(new[issue][option] for option in options if option in new[issue]))
                    for issue, options in bonus.together
                ),
            )
            for bonus in table.bonuses
        ),
        bounds=(),
    )


def _listed(own: Tables) -> list[set[int]]:
    terms = every(own)
    return [set(column) for column in terms[keeping(terms, own.bounds)].T.tolist()]


def _met(own: Tables, limits: Limits) -> tuple[list[set[int]], bool]:
    """By integer programs; where one is not solved in time, all options are held to be possible."""
    nothing = tuple(tuple((0,) * own.parties for _ in options) for options in own.scores)
    model = model_of(replace(own, scores=nothing))
    met = [set[int]() for _ in own.sizes]
    while True:
        new = [
            literal
            for literals, known in zip(model.taken, met, strict=True)
            for option, literal in enumerate(literals)
            if option not in known
        ]
        model.program.maximize(sum(new))
        solved = solve(model, limits=limits)
        if solved.terms is None and not solved.proven:
            return _all_of(own.sizes), False
        if solved.terms is None or not any(_new(solved.terms, met)):
            return (met, True) if solved.proven else (_all_of(own.sizes), False)
        for known, option in zip(met, solved.terms, strict=True):
            known.add(option)


def _new(terms: Sequence[int], met: Sequence[set[int]]) -> list[bool]:
    return [option not in known for option, known in zip(terms, met, strict=True)]


def _all_of(sizes: Sequence[int]) -> list[set[int]]:
    return [set(range(size)) for size in sizes]
