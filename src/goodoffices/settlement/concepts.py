# SPDX-License-Identifier: Apache-2.0
"""The packages that are fair or good in a stated sense: Nash, Kalai–Smorodinsky, egalitarian, leximin, and others.

What `Concept` says is what is computed, exactly. Few packages are all looked at; of two parties the whole frontier is.
Otherwise all packages near the optimum of the linear relaxation are (`near_optimum`), and where that is too much
integer programs find and prove. Each package is counted anew from the scenario before it is given out. References
stand with each concept in `answers`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from operator import gt

import numpy as np

from goodoffices.settlement.answers import Answer, Certificate, Concept, Limits, Status
from goodoffices.settlement.exact import Number, exact
from goodoffices.settlement.known import counting, rank, with_known
from goodoffices.settlement.methods.integer_program import total
from goodoffices.settlement.methods.levels import LISTED, Found, any_acceptable, highest_sum, leximin
from goodoffices.settlement.methods.levels import ideals as ideals_of
from goodoffices.settlement.methods.listing import Listing, listing
from goodoffices.settlement.methods.measures import Aim, best_rows
from goodoffices.settlement.methods.nash import nash
from goodoffices.settlement.methods.near_optimum import METHOD, NearOptimum
from goodoffices.settlement.methods.relaxation import suits
from goodoffices.settlement.packages import Package, Terms, package
from goodoffices.settlement.ranges.edges import corner_scenario
from goodoffices.settlement.scenario import Scenario
from goodoffices.settlement.tables import Tables, tables


def solve(
    scenario: Scenario,
    concept: Concept,
    *,
    baseline: Package | Sequence[Number] | None = None,
    party_weights: Mapping[str, Number] | None = None,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    known: Sequence[Terms] = (),
) -> Answer:
    """Give the packages that are best by a concept, with their certificate.

    `baseline`: the package, or its scores, over which `Concept.MAXIMIN_GAIN` counts gains; `party_weights`: by the
    parties' ids, for `Concept.UTILITARIAN`, 1 for whom none is given. `known`: terms of packages at which the search
    may begin; where the time runs out, none of them that is acceptable is better than what is given (shares of ideals
    are compared once the ideals are proven). Raises ValueError for a baseline or weights that are missing, do not fit
    the parties, or are below 0, a concept that there is not, or known terms that the scenario has not, and
    OverflowError for scores too large for the solver.

    >>> from goodoffices.settlement.example import dispute
    >>> answer = solve(dispute, Concept.NASH)
    >>> answer.packages[0].terms, answer.certificate.status.value, str(answer.certificate.value[0])
    ((0, 1, 1), 'proven', '300')
    """
    concept = Concept(concept)  # its value is as good as itself
    beginnings = counting(scenario, known)
    if any(issue.continuous for issue in scenario.issues):
        from goodoffices.settlement.ranges.concepts import mixed_answer  # noqa: PLC0415 - few need it

        aim = _aim(scenario, tables(corner_scenario(scenario)), concept, baseline, party_weights)
        return with_known(scenario, mixed_answer(scenario, aim, limits=limits), beginnings)
    table = tables(scenario)
    aim = _aim(scenario, table, concept, baseline, party_weights)
    listed = listing(table, limits=limits)
    if listed is not None:
        return _from_list(scenario, table, aim, listed)
    met: list[Answer] = []
    near = _near_optimum(scenario, table, aim, limits, met)
    if near is not None:
        return near
    ideals = next((each.certificate.ideals for each in met), ())
    by_programs = _by_programs(scenario, table, aim, limits, known=beginnings, ideals=ideals)
    return with_known(scenario, _better([by_programs, *met]), beginnings)


def _aim(
    scenario: Scenario,
    table: Tables,
    concept: Concept,
    baseline: Package | Sequence[Number] | None,
    party_weights: Mapping[str, Number] | None,
) -> Aim:
    minimums = tuple(map(Fraction, table.minimums))
    points = tuple(map(Fraction, table.scales))
    if concept is Concept.MAXIMIN_GAIN:
        if baseline is None:
            raise ValueError("a gain over a baseline needs the baseline: a package or its scores")
        scores = baseline.scores if isinstance(baseline, Package) else tuple(map(exact, baseline))
        if len(scores) != table.parties:
            raise ValueError(f"the baseline has {len(scores)} scores for {table.parties} parties")
        base = tuple(score * scale for score, scale in zip(scores, table.scales, strict=True))
        return Aim(concept=concept, base=base, units=points)
    if baseline is not None:
        raise ValueError(f"a baseline means nothing for {concept.value}: it is for {Concept.MAXIMIN_GAIN.value}")
    if concept is Concept.UTILITARIAN:
        given = party_weights or {}
        ids = {party.id for party in scenario.parties}
        if unknown := sorted(set(given) - ids):
            raise ValueError(f'there is no party "{unknown[0]}" to weigh')
        weights = tuple(exact(given.get(party.id, 1)) for party in scenario.parties)
        if min(weights) < 0 or not any(weights):
            raise ValueError("the weights of the parties are 0 or more, and not all 0")
        return Aim(concept=concept, base=minimums, units=points, weights=weights)
    if party_weights is not None:
        raise ValueError(f"weights of the parties mean nothing for {concept.value}")
    return Aim(concept=concept, base=minimums, units=points)


def _from_list(
    scenario: Scenario,
    table: Tables,
    aim: Aim,
    listed: Listing,
    ideals: Sequence[Terms] | None = None,
) -> Answer:
    taken, scores = listed.terms, listed.scores
    reached = np.ones(len(scores), dtype=np.bool_)
    for party, minimum in enumerate(table.minimums):
        reached &= np.asarray(scores[:, party] >= minimum, dtype=np.bool_)
    taken, scores = taken[reached], scores[reached]
    if not len(taken):
        return _answer(scenario, table, aim, Found(terms=(), proven=True), method=listed.method)
    if ideals is None:
        ideals = [tuple(map(int, row)) for row in taken[[int(np.argmax(column)) for column in scores.T]]]
        aim = _with_ideals(aim, [int(most) for most in scores.max(axis=0)])
    rows = best_rows(aim, table, scores)
    terms = [tuple(map(int, row)) for row in taken[rows[:LISTED]]]
    return _answer(
        scenario,
        table,
        aim,
        Found(terms=tuple(terms), proven=True, complete=listed.every and len(rows) <= LISTED),
        method=listed.method,
        ideals=ideals,
    )


def _with_ideals(aim: Aim, most: Sequence[int]) -> Aim:
    if aim.concept is not Concept.KALAI_SMORODINSKY:
        return aim
    return replace(aim, units=tuple(score - base for score, base in zip(most, aim.base, strict=True)))


def _better(found: Sequence[Answer]) -> Answer:
    """Of answers of which only the first may be proven, the best package, and the lowest bound."""
    first = found[0]
    if first.certificate.status is not Status.BEST_FOUND:
        return first
    best = max(found, key=lambda answer: [rank(answer, each) for each in answer.packages[:1]])
    bounds = [answer.certificate.bound for answer in found if answer.certificate.bound]
    if best.concept is Concept.NASH and not all(all(map(gt, each.scores, best.baseline)) for each in best.packages):
        bounds = []  # they are of products in which all gain
    return replace(best, certificate=replace(best.certificate, bound=min(bounds, default=())))


def _near_optimum(
    scenario: Scenario, table: Tables, aim: Aim, limits: Limits, met: list[Answer] | None = None
) -> Answer | None:
    """The answer out of all packages near the optimum of the linear relaxation; None where it does not get there.

    Then the best that it met, if any, is added to what was `met`, with what no package exceeds; of shares of ideals, at
    least the ideals.
    """
    if not suits(table):
        return None
    near = NearOptimum(table, limits=limits)
    ideals: list[tuple[int, ...]] = []
    if (
        aim.concept is Concept.KALAI_SMORODINSKY and table.mosts
    ):  # of many that reach the most that counts, one is enough
        ideals, _proven = ideals_of(table, limits=limits)
        if len(ideals) < table.parties:
            return None
        aim = _with_ideals(aim, [total(table, terms)[party] for party, terms in enumerate(ideals)])
    elif aim.concept is Concept.KALAI_SMORODINSKY:
        for party in range(table.parties):
            listed = near.ideal(party)
            if listed is None or not len(listed.terms):
                return None if listed is None else _from_list(scenario, table, aim, listed)
            ideals.append(tuple(map(int, listed.terms[int(np.argmax(listed.scores[:, party]))])))
        aim = _with_ideals(aim, [total(table, terms)[party] for party, terms in enumerate(ideals)])
    found = near.best(aim)
    if found is not None:
        return _from_list(scenario, table, aim, found, ideals)
    if met is not None:
        met += _met(scenario, table, aim, near, ideals)
    return None


def _met(scenario: Scenario, table: Tables, aim: Aim, near: NearOptimum, ideals: Sequence[Terms]) -> list[Answer]:
    best = _from_list(scenario, table, aim, near.met, ideals) if near.met is not None else None
    if best is not None and best.packages:
        certificate = replace(best.certificate, status=Status.BEST_FOUND, bound=near.bound)
        return [replace(best, packages=best.packages[:1], certificate=certificate, complete=False)]
    nothing = Found(terms=(), proven=False)
    return [_answer(scenario, table, aim, nothing, method=METHOD, ideals=ideals)] if ideals else []


def _by_programs(
    scenario: Scenario,
    table: Tables,
    aim: Aim,
    limits: Limits,
    *,
    known: Sequence[Package] = (),
    ideals: Sequence[Package] = (),
) -> Answer:
    """The answer by integer programs, which begin at what is `known`; the `ideals` where they are proven already."""
    method = "integer program"
    begin = [tuple(map(int, each.terms)) for each in known]
    best = [tuple(map(int, each.terms)) for each in ideals]
    match aim.concept:
        case Concept.NASH:
            found = nash(table, limits=limits, known=begin)
        case Concept.UTILITARIAN:
            found = highest_sum(aim.weights, table, limits=limits, known=begin)
        case Concept.KALAI_SMORODINSKY:
            proven = True
            if not best:
                best, proven = ideals_of(table, limits=limits, known=begin)
            if len(best) < table.parties:
                return _answer(scenario, table, aim, Found(terms=(), proven=proven), method=method)
            aim = _with_ideals(aim, [total(table, terms)[party] for party, terms in enumerate(best)])
            found = leximin(aim, table, limits=limits, known=begin)
        case _:
            found = leximin(aim, table, limits=limits, known=begin)
    if not found.terms and not found.proven:
        # It was stopped before there was anything: an acceptable package is better than none.
        found = replace(found, terms=tuple(begin[:1]) or any_acceptable(table))
    return _answer(scenario, table, aim, found, method=method, ideals=best)


def _answer(
    scenario: Scenario, table: Tables, aim: Aim, found: Found, *, method: str, ideals: Sequence[Terms] = ()
) -> Answer:
    packages = tuple(package(scenario, terms) for terms in found.terms)
    value: tuple[Fraction, ...] = ()
    if packages:
        scores = [int(s * scale) for s, scale in zip(packages[0].scores, table.scales, strict=True)]
        value = aim.value(table, scores)
    status = Status.BEST_FOUND if not found.proven else Status.PROVEN if packages else Status.NONE
    return Answer(
        concept=aim.concept,
        packages=packages,
        certificate=Certificate(
            status=status,
            method=method,
            value=value,
            bound=value if status is Status.PROVEN else found.bound,
            ideals=tuple(package(scenario, terms) for terms in ideals)
            if aim.concept is Concept.KALAI_SMORODINSKY
            else (),
        ),
        baseline=tuple(base / scale for base, scale in zip(aim.base, table.scales, strict=True)),
        party_weights=aim.weights,
        complete=found.proven and (found.complete or not packages),
    )
