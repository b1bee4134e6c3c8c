# SPDX-License-Identifier: Apache-2.0
"""Each answer held to the oracle: what is said of a scenario has to be just what looking at every package says.

A function for each answer; each raises AssertionError where the two part. `everything` asks for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import product

import pytest

from goodoffices.settlement import (
    Answer,
    Concept,
    Finding,
    Frontier,
    Limits,
    Package,
    Scenario,
    Status,
    Zone,
    adjusted_winner,
    check,
    equivalents,
    frontier,
    improvements,
    points_of,
    robustness,
    single_terms,
    solve,
    trades,
    zone,
)
from goodoffices.settlement.concepts import _aim, _by_programs, _near_optimum
from goodoffices.settlement.methods import gathering, near_optimum, pieces
from goodoffices.settlement.packages import is_cut
from goodoffices.settlement.robustness import drawn
from goodoffices.settlement.tables import tables
from tests.settlement.agreement_ordering import of_ordering
from tests.settlement.agreement_weights import of_region
from tests.settlement.instances import KINDS, Chance, one_of, opposed, seeded, weight
from tests.settlement.plain import (
    Each,
    Number,
    Plain,
    Terms,
    Vector,
    best,
    betters,
    changed,
    efficient,
    kept,
    whole,
    winner,
)
from tests.settlement.plain import trades as plain_trades


def is_package(plain: Plain, given: Package) -> Terms:
    """A package given out keeps the dependencies and is worth what is said; its terms."""
    terms = tuple(map(int, given.terms))
    assert plain.allowed(terms)
    assert given.scores == plain.scores(terms)
    return terms


# Whether there is a zone, and what stands in its way.


def of_zone(plain: Plain) -> None:
    """The zone, the conflict and how far apart the demands are."""
    found = zone(plain.scenario)
    if plain.acceptable:
        assert found.status is Status.PROVEN
        assert found.package is not None
        assert is_package(plain, found.package) in {each.terms for each in plain.acceptable}
        assert found.conflict is None
        assert found.least_total is found.least_largest is None
        return
    assert found.status is Status.NONE
    assert found.package is None
    of_conflict(plain, found)
    of_distance(plain, found, [each.scores for each in plain.packages])


def demands(plain: Plain, each: Each) -> frozenset[tuple[str, int]]:
    """Which demands a package meets: minimums and dependencies, by their places."""
    named = plain.named(each.terms)
    return frozenset(
        [("minimum", n) for n, (s, low) in enumerate(zip(each.scores, plain.minimums, strict=True)) if s >= low]
        + [("dependency", n) for n, one in enumerate(plain.scenario.dependencies) if kept(one, named)]
    )


def of_conflict(plain: Plain, found: Zone) -> None:
    """The demands named cannot be met together, and all but any one of them can: by the package given."""
    conflict = found.conflict
    assert conflict is not None
    assert conflict.minimal
    ids = [party.id for party in plain.scenario.parties]
    named = [("minimum", ids.index(each)) for each in conflict.minimums]
    named += [("dependency", each) for each in conflict.dependencies]
    met = {each.terms: demands(plain, each) for each in plain.every}
    assert not any(set(named) <= each for each in met.values())
    assert len(named) == len(conflict.without)
    for left_out, terms in zip(named, conflict.without, strict=True):
        assert terms is not None
        assert set(named) - {left_out} <= met[tuple(map(int, terms))]


def of_distance(plain: Plain, found: Zone, vectors: Sequence[Vector]) -> None:
    """What would have to be given up is as little as it can be."""
    if not vectors:
        assert found.least_total is found.least_largest is None
        return
    lacking = [[max(low - s, 0) for s, low in zip(scores, plain.minimums, strict=True)] for scores in vectors]
    for concession in (found.least_total, found.least_largest):
        assert concession is not None
        assert concession.proven
        terms = is_package(plain, concession.package)
        assert concession.each == tuple(
            max(low - s, 0) for s, low in zip(plain.scores(terms), plain.minimums, strict=True)
        )
    assert found.least_total is not None
    assert found.least_largest is not None
    assert found.least_total.total == min(map(sum, lacking))
    assert found.least_largest.largest == min(map(max, lacking))


# The frontier.


def of_frontier(plain: Plain) -> None:
    """All efficient vectors, each with a package, and how many packages have it."""
    for acceptable in (False, True):
        found = frontier(plain.scenario, acceptable=acceptable)
        assert found.status is not Status.BEST_FOUND
        assert found.counted or is_cut(plain.scenario)
        of_vectors(plain, found, [v for v in plain.frontier if not acceptable or plain.reaches(v)])
        assert not found.counted or list(found.counts) == [plain.counts[each.scores] for each in found.packages]


def of_checker(chance: Chance, plain: Plain) -> None:
    """The second program confirms an answer that the oracle has found right, whichever is asked for."""
    concept = one_of(chance, tuple(Concept))
    given = asked(chance, plain, concept)[2]
    answer = solve(plain.scenario, concept, **given)  # type: ignore[arg-type] # as it takes them
    for each in (answer, zone(plain.scenario) if chance.randrange(2) else frontier(plain.scenario)):
        assert check(plain.scenario, each).finding is Finding.CHECKED


def of_vectors(plain: Plain, found: Frontier, meant: Sequence[Vector]) -> None:
    """A frontier has just these vectors, the best for the first party first."""
    assert [each.scores for each in found.packages] == list(meant)
    assert (found.status is Status.NONE) is (not meant)
    for each in found.packages:
        is_package(plain, each)


# The concepts.


def _of_many(*asked: object) -> Answer | None:
    """As where beginnings are many: issues tied, alike ones merged, the relaxation asked, few followed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pieces, "LISTED", 1)
        patch.setattr(gathering, "MERGED", 1)
        patch.setattr(gathering, "ASKED", 4)
        patch.setattr(near_optimum, "FOLLOWED", 3)
        return _near_optimum(*asked)  # type: ignore[arg-type]


ROADS: dict[str, Callable[..., Answer | None]] = {
    "integer programs": _by_programs,
    "near the relaxation's optimum": _near_optimum,
    "near the relaxation's optimum, of many beginnings": _of_many,
}
"""The ways in which an answer is found when packages are too many to look at."""


def asked(chance: Chance, plain: Plain, concept: Concept) -> tuple[Vector, Vector, dict[str, object]]:
    """The baseline and the weights with which a concept is asked for, and as `solve` takes them."""
    base: Vector = plain.minimums
    weights: Vector = (1,) * len(base)
    given: dict[str, object] = {}
    if concept is Concept.MAXIMIN_GAIN:
        some = one_of(chance, plain.every).scores
        base = some if chance.randrange(2) else tuple(score + Fraction(1, 2) for score in some)
        given["baseline"] = [Fraction(each) for each in base]
    if concept is Concept.UTILITARIAN and chance.randrange(2):
        drawn_ = tuple(weight(chance, "fractions") for _ in weights)
        weights = drawn_ if any(drawn_) else weights
        ids = (party.id for party in plain.scenario.parties)
        given["party_weights"] = {i: Fraction(w) for i, w in zip(ids, weights, strict=True)}
    return base, weights, given


def of_concepts(chance: Chance, plain: Plain, concepts: Sequence[Concept] = tuple(Concept)) -> None:
    """Each concept's packages are those of its definition, all of them where the answer says so."""
    for concept in concepts:
        base, weights, given = asked(chance, plain, concept)
        answer = solve(plain.scenario, concept, **given)  # type: ignore[arg-type] # as it takes them
        of_answer(plain, answer, base, weights, [each.scores for each in plain.acceptable])
        meant = best(concept, [each.scores for each in plain.acceptable], base, weights)[0]
        level = {each.terms for each in plain.acceptable if each.scores in meant}
        assert {each.terms for each in answer.packages} <= level
        assert not answer.complete or len(answer.packages) == len(level)
        assert answer.complete is (len(level) <= 20)


def of_answer(
    plain: Plain, answer: Answer, base: Sequence[Number], weights: Sequence[Number], acceptable: Sequence[Vector]
) -> None:
    """An answer is proven, its packages are among the best, and its certificate says what they measure."""
    meant, value = best(answer.concept, acceptable, base, weights)
    assert answer.certificate.status is (Status.PROVEN if meant else Status.NONE), answer
    assert answer.baseline == tuple(base)
    assert len({each.terms for each in answer.packages}) == len(answer.packages)
    assert bool(answer.packages) == bool(meant)
    for each in answer.packages:
        is_package(plain, each)
        assert each.scores in meant, (answer, meant)
    assert answer.certificate.value == answer.certificate.bound == value, (answer, value)
    if answer.concept is Concept.KALAI_SMORODINSKY and meant:
        for place, ideal in enumerate(answer.certificate.ideals):
            is_package(plain, ideal)
            assert plain.reaches(ideal.scores)
            assert ideal.scores[place] == max(each[place] for each in acceptable)


def of_roads(chance: Chance, plain: Plain, roads: Sequence[str] = tuple(ROADS)) -> None:
    """The same of what is found where packages are too many to look at, by one road after the other."""
    table = tables(plain.scenario)
    acceptable = [each.scores for each in plain.acceptable]
    for concept in Concept:
        base, weights, given = asked(chance, plain, concept)
        aim = _aim(plain.scenario, table, concept, given.get("baseline"), given.get("party_weights"))  # type: ignore[arg-type]
        for road in roads:
            answer = ROADS[road](plain.scenario, table, aim, Limits())
            if answer is None:
                assert road != "integer programs"
                continue
            of_answer(plain, answer, base, weights, acceptable)
            meant = best(concept, acceptable, base, weights)[0]
            level = [each for each in plain.acceptable if each.scores in meant]
            assert not answer.complete or len(answer.packages) == len(level)


# From one package.


def of_equivalents(chance: Chance, plain: Plain) -> None:
    """All packages of one value to a party, those first that are efficient for the others."""
    if not plain.packages:
        return
    like = one_of(chance, plain.packages)
    place = chance.randrange(len(like.scores))
    given = Package(like.terms, tuple(map(Fraction, like.scores)))
    found = equivalents(plain.scenario, plain.scenario.parties[place].id, given)
    level = [each for each in plain.packages if each.scores[place] == like.scores[place]]
    others = {each.terms: each.scores[:place] + each.scores[place + 1 :] for each in level}
    good = set(efficient(list(others.values())))
    terms = [is_package(plain, each) for each in found.packages]
    assert sorted(terms) == sorted(others)
    assert found.missing == 0
    assert found.status is Status.PROVEN
    assert [others[each] in good for each in terms] == [True] * found.efficient + [False] * (
        len(terms) - found.efficient
    )
    for part in (terms[: found.efficient], terms[found.efficient :]):
        assert [others[each] for each in part] == sorted((others[each] for each in part), reverse=True)


def of_improvements(chance: Chance, plain: Plain) -> None:
    """The efficient packages that hurt nobody and are better for somebody; the fairest of them stays near."""
    terms = one_of(chance, plain.every).terms
    found = improvements(plain.scenario, terms)
    own = plain.scores(terms)
    better = [vector for vector in plain.frontier if betters(vector, own)]
    assert found.baseline.scores == own
    assert [each.scores for each in found.efficient] == better
    assert found.status is (Status.PROVEN if better else Status.NONE)
    assert found.is_efficient is (not better)
    for each in found.efficient:
        is_package(plain, each)
    if not better:
        assert found.fairest is None
        return
    assert found.fairest is not None
    nearer = is_package(plain, found.fairest)
    gains = {vector: sorted(a - b for a, b in zip(vector, own, strict=True)) for vector in better}
    assert gains[found.fairest.scores] == max(gains.values())
    for issue, (there, here) in enumerate(zip(nearer, terms, strict=True)):
        back = changed(nearer, [(issue, here)])
        assert there == here or not plain.allowed(back) or plain.scores(back) != found.fairest.scores


def of_trades(chance: Chance, plain: Plain) -> None:
    """The best trade between every two issues (or three), ranked by what the one who gains least gains."""
    if plain.packages:
        of_trades_here(chance, plain)
        of_trades_here(chance, Plain(opposed(plain.scenario)))


def of_trades_here(chance: Chance, plain: Plain) -> None:
    """The same from one package."""
    terms, of = one_of(chance, plain.packages).terms, one_of(chance, (2, 2, 3))
    ends = [
        plain.cut(
            sum(end(option[place] for option in issue) for issue in plain.options)
            + sum(end(whole(each.adds), 0) for each in party.interactions)
            for place, party in enumerate(plain.scenario.parties)
        )
        for end in (max, min)
    ]
    spans = [high - low for high, low in zip(*ends, strict=True)]

    def shares(gains: Sequence[Number]) -> list[Fraction]:
        return sorted(Fraction(gain) / (span or 1) for gain, span in zip(gains, spans, strict=True))

    meant = {issues: max(map(shares, gains)) for issues, gains in plain_trades(plain, terms, of).items()}
    found = trades(plain.scenario, terms, most=99, of=of)
    assert {tuple(move.issue for move in each.moves): shares(each.gains) for each in found} == meant
    assert [shares(each.gains) for each in found] == sorted(meant.values(), reverse=True)
    before = plain.scores(terms)
    for each in found:
        after = changed(terms, [(move.issue, int(move.end)) for move in each.moves])
        assert plain.allowed(after)
        assert all(move.start == terms[move.issue] for move in each.moves)
        assert each.gains == tuple(a - b for a, b in zip(plain.scores(after), before, strict=True))
        assert each.alone == tuple(
            tuple(a - b for a, b in zip(plain.scores(changed(terms, [(m.issue, int(m.end))])), before, strict=True))
            for m in each.moves
        )
    assert trades(plain.scenario, terms, most=1, of=of) == found[:1]


def of_single_terms(chance: Chance, plain: Plain) -> None:
    """The nearest move on each issue, each way, by which a party would come to its minimum."""
    if not plain.packages:
        return
    terms = one_of(chance, plain.packages).terms
    own = plain.scores(terms)
    for place, least in enumerate(plain.minimums):
        found = single_terms(plain.scenario, terms, plain.scenario.parties[place].id)
        lacking = max(least - own[place], 0)
        assert found.lacking == lacking
        moved = {
            (issue, end): plain.scores(changed(terms, [(issue, end)]))
            for issue, each in enumerate(plain.scenario.issues)
            for end in range(len(each.options))
            if end != terms[issue] and plain.allowed(changed(terms, [(issue, end)]))
        }
        enough = {key for key, scores in moved.items() if scores[place] >= least} if lacking else set()
        nearest = {
            (issue, end)
            for issue, end in enough
            if not any(
                also == issue
                and abs(other - terms[issue]) < abs(end - terms[issue])
                and (other > terms[issue]) is (end > terms[issue])
                for also, other in enough
            )
        }
        assert {(each.move.issue, each.move.end) for each in found.sufficient} == nearest
        ranks = []
        for each in found.sufficient:
            scores = moved[each.move.issue, int(each.move.end)]
            assert each.changes == tuple(a - b for a, b in zip(scores, own, strict=True))
            willing = tuple(n for n, (s, low) in enumerate(zip(scores, plain.minimums, strict=True)) if s >= low)
            assert each.accepted_by == willing
            cost = min((change for n, change in enumerate(each.changes) if n != place), default=0)
            ranks.append((len(willing) != len(plain.minimums), -cost))
            options = plain.scenario.issues[each.move.issue].options
            start, end = options[terms[each.move.issue]].amount, options[int(each.move.end)].amount
            assert each.distance == (None if start is None or end is None else end - start)
        assert ranks == sorted(ranks)
        if not lacking or enough:
            assert found.still_lacking == 0
            assert found.nearest is None
        else:
            most = max((scores[place] for scores in moved.values()), default=own[place])
            assert found.still_lacking == least - max(most, own[place])
            assert (found.nearest is None) is (most <= own[place])


# How wrong the scores may be.


def of_robustness(chance: Chance, plain: Plain) -> None:
    """How often a package stays best, efficient, acceptable, over a few draws, each looked at in plain."""
    if not plain.packages:
        return
    terms = one_of(chance, plain.packages).terms
    concept, seed = one_of(chance, tuple(Concept)), chance.randrange(1000)
    spread = one_of(chance, (Fraction(0), Fraction(1, 10), Fraction(1, 2)))
    base = one_of(chance, plain.packages).terms if concept is Concept.MAXIMIN_GAIN else None
    found = robustness(plain.scenario, terms, concept, random=seeded(seed), baseline=base, draws=2, spread=spread)
    again = seeded(seed)
    times = [0, 0, 0]
    for _ in range(2):
        one = Plain(drawn(plain.scenario, again, spread))
        if not KINDS["nearly ten digits"](plain.scenario, plain):  # draws of such are rounded
            of_drawn(plain.scenario, one.scenario, spread)
        own = one.scores(terms)
        start = one.minimums if base is None else one.scores(base)
        meant = best(concept, [each.scores for each in one.acceptable], start, (1,) * len(own))[0]
        times = [
            before + now
            for before, now in zip(times, (own in set(one.frontier), one.reaches(own), own in meant), strict=True)
        ]
    assert [found.efficient.times, found.acceptable.times, found.best.times] == times
    assert found.draws == 2
    assert found.efficient.undecided == found.best.undecided == 0
    assert sum(each.times for each in found.rivals) <= 2 - found.best.times


def of_drawn(given: Scenario, one: Scenario, spread: Fraction) -> None:
    """What is drawn lies in the interval a party gave, or within the spread; all else is as it was."""
    for before, after in zip(given.parties, one.parties, strict=True):
        said = {(each.issue, each.option): (each.low, each.high) for each in before.unsure}
        for issue in given.issues:
            weight_ = before.weights.get(issue.id, Fraction(1))
            low, high = said.get((issue.id, None), (weight_ * (1 - spread), weight_ * (1 + spread)))
            assert low <= after.weights[issue.id] <= high
            for option in issue.options:
                value = before.values.get(issue.id, {}).get(option.id, Fraction(0))
                low, high = said.get((issue.id, option.id), (value, value))
                assert low <= after.values[issue.id].get(option.id, Fraction(0)) <= high
        assert after.interactions == before.interactions
        assert after.minimum == before.minimum
    assert one.dependencies == given.dependencies


# Two parties who can divide.


def of_winner(plain: Plain) -> None:
    """Adjusted winner: the largest smallest share, level unless nothing can be passed on, one issue divided at most."""
    if len(plain.minimums) != 2:
        return
    points = points_of(plain.scenario)
    assert points == tuple(
        tuple(max(o[p] for o in issue) - min(o[p] for o in issue) for p in (0, 1)) for issue in plain.options
    )
    found = adjusted_winner(points)
    assert found.points == (
        sum((s * a for s, (a, _) in zip(found.shares, points, strict=True)), Fraction(0)),
        sum(((1 - s) * b for s, (_, b) in zip(found.shares, points, strict=True)), Fraction(0)),
    )
    assert all(0 <= share <= 1 for share in found.shares)
    assert min(found.points) == winner(points)
    divided = [place for place, share in enumerate(found.shares) if 0 < share < 1]
    assert divided == ([] if found.divided is None else [found.divided])
    first, second = found.points
    ahead = 0 if first > second else 1
    for (one, other), share in zip(points, found.shares, strict=True):
        # Nothing is held by who has no use for it while the other has, and what could still level them is passed on.
        assert one or not other or share == 0
        assert other or not one or share == 1
        assert first == second or not (one, other)[1 - ahead] or share == ahead
    for place, also in product(range(len(points)), repeat=2):
        if (
            found.shares[place] > 0 and found.shares[also] < 1
        ):  # to swap a part of one for a part of another helps nobody
            assert points[place][0] * points[also][1] >= points[also][0] * points[place][1]


EVERYTHING: dict[str, Callable[[Chance, Plain], None]] = {
    "zone": lambda _chance, plain: of_zone(plain),
    "frontier": lambda _chance, plain: of_frontier(plain),
    "concepts": of_concepts,
    "checker": of_checker,
    "equivalents": of_equivalents,
    "improvements": of_improvements,
    "trades": of_trades,
    "single terms": of_single_terms,
    "ordering": lambda _chance, plain: of_ordering(plain),
    "region": of_region,
    "robustness": of_robustness,
    "adjusted winner": lambda _chance, plain: of_winner(plain),
}
"""Every answer that is given of issues with options, and how it is held to the oracle."""


def everything(chance: Chance, scenario: Scenario) -> Iterator[str]:
    """Hold every answer to the oracle, and say which was."""
    plain = Plain(scenario)
    for name, held in EVERYTHING.items():
        held(chance, plain)
        yield name


# More packages than are looked at one by one.


def of_wide(scenario: Scenario, concepts: Sequence[Concept]) -> None:
    """Where score vectors are few and packages many: the frontier with its counts, the zone, and some concepts."""
    plain, counts = Plain(scenario), Plain.sums(scenario)
    vectors = list(counts)
    found = frontier(scenario)
    assert found.status is not Status.BEST_FOUND
    of_vectors(plain, found, efficient(vectors))
    if found.counted:
        assert list(found.counts) == [counts[each.scores] for each in found.packages]
    acceptable = [each for each in vectors if plain.reaches(each)]
    ground = zone(scenario)
    assert ground.status is (Status.PROVEN if acceptable else Status.NONE)
    if acceptable:
        assert ground.package is not None
        assert plain.reaches(plain.scores(is_package(plain, ground.package)))
    else:
        of_distance(plain, ground, vectors)
    for concept in concepts:
        baseline = [Fraction(each) for each in plain.minimums] if concept is Concept.MAXIMIN_GAIN else None
        answer = solve(scenario, concept, baseline=baseline)
        of_answer(plain, answer, plain.minimums, (1,) * len(plain.minimums), acceptable)
        if answer.complete:
            meant = best(concept, acceptable, plain.minimums, (1,) * len(plain.minimums))[0]
            assert len(answer.packages) == sum(counts[each] for each in meant)
