# SPDX-License-Identifier: Apache-2.0
"""What the mediator's page works out: of fine scores too, within the time given, and further when asked to go on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from math import prod
from random import Random

from goodoffices import settlement
from goodoffices.app.views.analysis import AT_A_GLANCE, about, analyse, glanced, joined, steadiness, together
from goodoffices.app.views.kept_analysis import KeptAnalysis
from goodoffices.app.views.scenario import Ready, scenario_of
from goodoffices.settlement import Concept, Issue, Limits, Option, Preferences, Scenario, Status
from goodoffices.settlement.coarse import coarse
from goodoffices.settlement.methods.integer_program import fits
from goodoffices.settlement.tables import tables
from tests.app.weighed import EMPLOYER, UNION, scores, weighed


def never(_seconds: float) -> Callable[[], bool]:
    return lambda: False


def at_once(_seconds: float) -> Callable[[], bool]:
    return lambda: True


def rated(parties: int, issues: int) -> Scenario:
    """Ratings as people type them, each on a scale of its own, so that the numbers have no common measure."""
    random = Random(7)  # noqa: S311 - the same scenario each time
    asked = tuple(Issue(id=f"i{n}", options=tuple(Option(id=f"o{k}") for k in range(4))) for n in range(issues))
    made = []
    for party in range(parties):
        weights = {issue.id: Fraction(random.randint(1, 100)) for issue in asked}
        total = sum(weights.values())
        values = {}
        for issue in asked:
            typed = [random.randint(0, 97) for _ in issue.options]
            low, span = min(typed), max(typed) - min(typed) or 1
            values[issue.id] = {
                option.id: Fraction(each - low, span) for option, each in zip(issue.options, typed, strict=True)
            }
        weights = {issue: weight * 100 / total for issue, weight in weights.items()}
        made.append(Preferences(id=f"p{party}", weights=weights, values=values))
    return Scenario(issues=asked, parties=tuple(made))


def plain(parties: int, issues: int) -> Scenario:
    """Points from 0 to 9, with which everything is soon proven where there is any time at all."""
    random = Random(7)  # noqa: S311 - the same scenario each time
    asked = tuple(Issue(id=f"i{n}", options=tuple(Option(id=f"o{k}") for k in range(4))) for n in range(issues))
    return Scenario(
        issues=asked,
        parties=tuple(
            Preferences(
                id=f"p{party}",
                values={
                    issue.id: {option.id: Fraction(random.randint(0, 9)) for option in issue.options} for issue in asked
                },
            )
            for party in range(parties)
        ),
    )


def test_scores_that_are_too_fine_for_whole_numbers_are_rounded_by_less_than_anybody_means() -> None:
    fine = rated(3, 14)
    assert not fits(tables(fine))
    made = coarse(fine)
    assert fits(tables(made))
    terms = tuple(n % 4 for n in range(14))
    for before, after in zip(
        settlement.package(fine, terms).scores, settlement.package(made, terms).scores, strict=True
    ):
        assert abs(before - after) < Fraction(1, 100_000)
    assert coarse(made) is made


def test_the_page_says_whose_scores_it_rounded_and_answers_every_concept() -> None:
    awkward = scores(
        "v1",
        "union",
        nights={"weight": "1/99999999999999999", "7 days": "0", "14 days": "1/99999999977", "28 days": "1"},
        pay={"weight": "1/99999999999999997", "2 %": "0", "3 %": "1/99999999907", "5 %": "1"},
        shape={"weight": "1/99999999999999994", "fixed": "0", "rolling": "1"},
    )
    found = scenario_of(weighed(awkward, EMPLOYER).state)
    assert isinstance(found, Ready)
    assert found.left_out == ("the last digits of the scores of Transport Union, which were too fine and are rounded",)
    assert {answer.concept for answer in analyse(found.scenario, (0, 0, 0), never).answers} == set(Concept)
    exact = scenario_of(weighed(UNION, EMPLOYER).state)
    assert isinstance(exact, Ready)
    assert exact.left_out == ()


def test_how_far_a_package_holds_is_drawn_of_fine_scores_too() -> None:
    scenario = coarse(rated(2, 14))
    best = settlement.solve(scenario, Concept.EGALITARIAN).packages[0]
    found = steadiness(scenario, tuple(map(int, best.terms)), Concept.EGALITARIAN, never)
    assert found.draws == 100
    assert found.concept is Concept.EGALITARIAN
    assert found.best is not None
    assert 0 <= found.best.low <= found.best.high <= 1
    assert steadiness(scenario, tuple(map(int, best.terms)), None, at_once).best is None


def test_a_slice_of_a_frontier_is_as_full_for_fine_scores_as_for_whole_ones() -> None:
    scenario = coarse(rated(4, 14))
    limits = Limits(points=500)
    found = settlement.frontier(scenario, limits=limits)
    assert found.status is Status.BEST_FOUND
    whole = replace(
        scenario,
        parties=tuple(
            replace(
                party,
                weights={},
                values={
                    issue: {term: Fraction(round(party.weights[issue] * value)) for term, value in values.items()}
                    for issue, values in party.values.items()
                },
            )
            for party in scenario.parties
        ),
    )
    assert len(found.packages) > len(settlement.frontier(whole, limits=limits).packages) // 2


def test_what_is_not_proven_in_the_time_given_says_so_and_going_on_proves_it() -> None:
    scenario = plain(3, 9)
    cut = analyse(scenario, None, at_once)
    assert not cut.is_whole
    gone_on = analyse(scenario, None, never, longer=1)
    assert gone_on.is_whole
    assert [answer.concept for answer in gone_on.answers] == [
        each for each in Concept if each is not Concept.MAXIMIN_GAIN
    ]
    assert all(answer.certificate.status is Status.PROVEN for answer in gone_on.answers)


def test_the_best_over_a_draft_is_proven_though_the_frontier_is_only_a_slice() -> None:
    scenario = plain(4, 9)
    known = glanced(scenario, at_once)
    assert known.status is Status.BEST_FOUND
    found = together(scenario, known, never)
    draft = tuple(0 for _ in scenario.issues)
    better = about(scenario, draft, found, never)
    best = better.improvements.fairest
    assert best is not None
    assert better.answer is not None
    assert best.scores == better.answer.packages[0].scores
    assert best.scores == better.improvements.efficient[0].scores
    again = about(scenario, tuple(map(int, best.terms)), found, never)
    assert again.improvements.is_efficient
    assert again.improvements.fairest is None


def test_an_answer_is_worked_out_once_and_going_on_keeps_what_was_proven() -> None:
    kept = KeptAnalysis(plain(3, 6), never)
    draft = (0, 0, 0, 0, 0, 0)
    first = kept.analysis(draft, 0)
    assert kept.analysis(draft, 0).draft is first.draft
    other = kept.analysis((1, 1, 1, 1, 1, 1), 0)
    assert other.together is first.together, "what depends on no draft is shared"
    whole = kept.listed(0)
    assert whole.status is Status.PROVEN
    assert kept.listed(1) is whole
    assert kept.analysis(draft, 1).together.answers == first.together.answers
    assert kept.order(0) is kept.order(0)


def test_going_on_loses_no_package_and_says_of_no_more_that_it_is_missing() -> None:
    scenario = plain(5, 12)
    first = settlement.frontier(scenario, limits=Limits(points=100, weights=40))
    second = settlement.frontier(scenario, limits=Limits(points=400, weights=10))
    assert first.missing is not None
    assert second.missing is not None
    assert first.missing != second.missing
    for both in (joined(first, second), joined(second, first)):
        assert {*both.packages} >= {each for each in first.packages if each.scores not in scores_of(second)}
        assert scores_of(both) == scores_of(first) | scores_of(second)
        assert [each.scores for each in both.packages] == sorted(scores_of(both), reverse=True)
        assert len(both.counts) == len(both.packages)
        assert both.missing == min(first.missing, second.missing)
        assert both.remainder.startswith(
            f"The frontier is too large to list. Each of the {len(both.packages)} packages"
        )


def test_with_no_time_no_package_of_the_page_is_fairer_than_the_one_that_is_called_so() -> None:
    kept = KeptAnalysis(plain(4, 16), at_once)
    kept.analysis((), 0)
    kept.listed(0)  # more of the frontier, with packages that were not known when the page was first asked for
    found = kept.analysis((3,) * 16, 0)
    gains = [
        sorted(each.scores)
        for each in (
            *found.together.frontier.packages,
            *(each for answer in found.answers for each in answer.packages),
            *([found.together.zone.package] if found.together.zone.package is not None else []),
        )
    ]
    of = {answer.concept: answer.certificate for answer in found.answers}
    assert Status.BEST_FOUND in {each.status for each in of.values()}
    assert list(of[Concept.LEXIMIN].value) == max(gains)
    assert list(of[Concept.EGALITARIAN].value) == max(gains)[:1]
    assert list(of[Concept.NASH].value) == [max(map(prod, gains))]
    assert list(of[Concept.UTILITARIAN].value) == [max(map(sum, gains))]


def scores_of(found: settlement.Frontier) -> set[tuple[Fraction, ...]]:
    return {each.scores for each in found.packages}


def test_what_is_whole_takes_the_place_of_a_slice_and_no_slice_that_of_what_is_whole() -> None:
    scenario = plain(3, 5)
    whole, part = settlement.frontier(scenario), settlement.frontier(scenario, limits=Limits(points=3))
    assert whole.status is Status.PROVEN
    assert part.status is Status.BEST_FOUND
    assert joined(part, whole) is whole
    assert joined(whole, part) is whole


def test_more_of_the_frontier_is_listed_only_when_it_is_asked_for() -> None:
    kept = KeptAnalysis(rated(4, 14), at_once)
    glance = kept.listed(AT_A_GLANCE)
    assert kept.analysis((), 0).together.frontier is glance, "both pages stand on the same"
    assert kept.order(AT_A_GLANCE)
    assert kept.listed(AT_A_GLANCE) is glance
