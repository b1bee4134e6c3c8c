# SPDX-License-Identifier: Apache-2.0
"""Interactions alone: a smaller integer program for scenarios in which the options themselves have no scores.

In the competitions' non-linear scenarios a score is a sum of boxes: each adds something if the terms of some issues lie
within ranges. Ranges of which every two meet have a point in common (Helly 1923, for one dimension). So some boxes can
hold together just if no two of them exclude each other on an issue, and the options need not be in the program at all:
only a literal for each box, and for every two that exclude each other that not both hold. Sets of boxes that all
exclude one another are said in one sentence, which is stronger.
"""

from __future__ import annotations

from itertools import combinations

from goodoffices.settlement.methods.integer_program import Box, Model, cut_off, fits, highest, lowest
from goodoffices.settlement.tables import Tables


def boxes_of(tables: Tables) -> Model | None:
    """Make the smaller program; None where it would not say the same, or the numbers are too large.

    It asks for no dependencies, options without scores of their own (or the same for all options of an issue), and
    interactions that all add and of which each accepts neighbouring options only.
    """
    from ortools.sat.python import cp_model  # noqa: PLC0415 - importing the solver takes half a second; few need it

    added = _boxes(tables)
    if not added or not fits(tables):
        return None
    program = cp_model.CpModel()
    boxes = list(added)
    literals = [program.new_bool_var(f"box {number}") for number in range(len(boxes))]
    for excluding in _families(boxes):
        program.add_at_most_one(literals[number] for number in excluding)
    sums = tuple(
        cp_model.LinearExpr.weighted_sum(literals, [added[box][party] for box in boxes]) + low
        for party, low in enumerate(lowest(tables.uncut))
    )
    together = tuple(zip(boxes, literals, strict=True))
    return Model(program, (), cut_off(program, tables, sums), highest(tables), lowest(tables), together, tables.sizes)


def _boxes(tables: Tables) -> dict[Box, list[int]] | None:
    """What each box adds for each party, boxes that ask the same put together."""
    if tables.bounds or any(len(set(options)) > 1 for options in tables.scores):
        return None
    added: dict[Box, list[int]] = {}
    for bonus in tables.bonuses:
        if bonus.adds < 0:
            return None
        asked: dict[int, frozenset[int]] = {}
        for issue, options in bonus.together:
            if options and max(options) - min(options) >= len(options):
                return None
            asked[issue] = asked.get(issue, options) & options
        if all(asked.values()):
            box = tuple(sorted(asked.items(), key=lambda literal: literal[0]))
            added.setdefault(box, [0] * tables.parties)[bonus.party] += bonus.adds
    return added


def _families(boxes: list[Box]) -> list[list[int]]:
    """Sets of boxes that all exclude one another, so that every two that do are together in one of them."""
    asked = [dict(box) for box in boxes]
    against: list[set[int]] = [set() for _ in boxes]
    for one, other in combinations(range(len(boxes)), 2):
        if any(issue in asked[other] and not options & asked[other][issue] for issue, options in boxes[one]):
            against[one].add(other)
            against[other].add(one)
    left = {(one, other) for one in range(len(boxes)) for other in against[one] if one < other}
    families = []
    for pair in sorted(left):
        if pair not in left:
            continue
        family = list(pair)
        more = against[pair[0]] & against[pair[1]]
        while more:
            best = max(sorted(more), key=lambda each: sum(tuple(sorted((each, other))) in left for other in family))
            family.append(best)
            more &= against[best]
        left -= set(combinations(sorted(family), 2))
        families.append(family)
    return families
