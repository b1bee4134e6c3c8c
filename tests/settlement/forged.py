# SPDX-License-Identifier: Apache-2.0
"""Answers that were changed in one place, and answers that claim something else throughout."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import Any, TypeVar

from hypothesis import strategies as st

from goodoffices.settlement import Answer, Concept, Frontier, Package, Scenario, Status, Zone, package
from goodoffices.settlement.writing import Result
from goodoffices.settlement.zone import Concession
from tests.settlement.claims import claimed


Each = TypeVar("Each")


class Chance:
    """What hypothesis draws."""

    def __init__(self, data: st.DataObject) -> None:
        self._data = data

    def one_of(self, each: Sequence[Each]) -> Each:
        """One of several."""
        return self._data.draw(st.sampled_from(each))

    def either(self) -> bool:
        """Yes or no."""
        return self._data.draw(st.booleans())


def altered(plain: Any, chance: Chance) -> Any:  # noqa: ANN401 - plain data of any shape
    """The same with one thing in it that is no longer what it was."""
    if isinstance(plain, dict):
        key = chance.one_of(sorted(plain))
        return {**plain, key: altered(plain[key], chance)}
    if isinstance(plain, list):
        place = chance.one_of(range(len(plain) + 1))
        if place == len(plain):
            return [*plain, *(plain[:1] or ["1"])]
        return [*plain[:place], altered(plain[place], chance), *plain[place + 1 :]]
    if not isinstance(plain, str):
        return plain + 1 if type(plain) is int else not plain
    if re.fullmatch(r"-?[0-9/]+", plain):
        return str(Fraction(plain) + chance.one_of((-1, 1)))
    return chance.one_of(("proven", "none", "best found", *Concept, plain + " "))


def forged(scenario: Scenario, found: Result, chance: Chance) -> Result:
    """An answer that claims something else, with all that it says in keeping with that."""
    every = product(*(range(len(issue.options)) for issue in scenario.issues))
    other = chance.one_of([package(scenario, terms) for terms in every])
    match found:
        case Answer():
            return _answer(found, other, chance)
        case Frontier():
            return _frontier(found, other, chance)
        case Zone():
            return _zone(scenario, found, other, chance)
    raise AssertionError(found)


def _answer(found: Answer, other: Package, chance: Chance) -> Answer:
    told = found.certificate
    if not found.packages or chance.one_of((True, False, False)):
        nothing = replace(told, status=chance.one_of(list(Status)), value=(), bound=())
        return replace(found, packages=chance.one_of(((), (other,))), certificate=nothing)
    if chance.either():
        return replace(found, packages=chance.one_of((found.packages[1:], (*found.packages, other), (other,))))
    worse = claimed(found, chance.one_of((other, *found.packages)))
    certificate = replace(
        worse.certificate,
        status=chance.one_of((Status.PROVEN, Status.BEST_FOUND)),
        bound=chance.one_of((told.value, told.bound[:1], worse.certificate.bound)),
        ideals=chance.one_of((told.ideals, (*told.ideals[:-1], other))) if told.ideals else (),
    )
    return replace(worse, certificate=certificate, complete=chance.either())


def _frontier(found: Frontier, other: Package, chance: Chance) -> Frontier:
    pairs, change = (
        list(zip(found.packages, found.counts, strict=True)),
        chance.one_of(["more", "fewer", "twice", "counts"]),
    )
    if change == "more" or not pairs:
        pairs.append((other, 1))
    else:
        place = chance.one_of(range(len(pairs)))
        one, times = pairs[place]
        pairs[place : place + 1] = {"fewer": [], "twice": [pairs[place]] * 2, "counts": [(one, times + 1)]}[change]
    pairs.sort(key=lambda pair: pair[0].scores, reverse=True)
    return replace(
        found,
        packages=tuple(one for one, _times in pairs),
        counts=tuple(times for _one, times in pairs),
        status=chance.one_of((found.status, Status.BEST_FOUND)),
        counted=found.counted and chance.either(),
    )


def _zone(scenario: Scenario, found: Zone, other: Package, chance: Chance) -> Zone:
    conflict = found.conflict
    if conflict is None or chance.one_of((True, False, False)):
        return replace(found, status=Status.PROVEN, package=other)
    if chance.either():
        fewer = replace(conflict, minimums=conflict.minimums[1:], without=conflict.without[1:])
        without = tuple(chance.one_of((each, other.terms)) for each in conflict.without)
        return replace(found, conflict=chance.one_of((fewer, replace(conflict, without=without))))
    lows = zip((party.minimum for party in scenario.parties), other.scores, strict=True)
    each = tuple(max(low - score, Fraction(0)) for low, score in lows)
    dearer = Concession(package=other, each=chance.one_of((each, each[::-1])), proven=True)
    return replace(found, least_total=chance.one_of((found.least_total, dearer)), least_largest=dearer)
