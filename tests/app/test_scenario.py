# SPDX-License-Identifier: Apache-2.0
"""From the mediator's record to a scenario and back: exact, with everything said that keeps it from being whole."""

from __future__ import annotations

from fractions import Fraction

from msgspec.structs import replace

from goodoffices import settlement
from goodoffices.app.views.scenario import NotYet, Ready, proposal_terms, scenario_of
from goodoffices.app.views.worth import Weighed, weigh
from goodoffices.domain.issues import Issue
from goodoffices.domain.proposals import Proposal
from tests.app.weighed import BONUS, EMPLOYER, FIXED_ONLY, UNION, scores, weighed
from tests.small_case import Book
from tests.unit.test_examples import state


def ready(book: Book) -> Ready:
    found = scenario_of(book.state)
    assert isinstance(found, Ready), found
    return found


def weighing(terms: dict[str, str], book: Book | None = None) -> Weighed:
    held = weighed(UNION, EMPLOYER, FIXED_ONLY) if book is None else book
    return weigh(held.state, ready(held).scenario, terms)


def test_a_scenario_holds_the_numbers_exactly_as_they_were_given() -> None:
    scenario, left_out = ready(weighed(UNION, EMPLOYER, FIXED_ONLY))
    assert left_out == ()
    assert [issue.id for issue in scenario.issues] == ["nights", "pay", "shape"]
    assert [option.amount for option in scenario.issues[0].options] == [7, 14, 28]
    assert [option.name for option in scenario.issues[2].options] == ["Fixed", "Rolling"]
    assert [party.name for party in scenario.parties] == ["Transport Union", "Harbour Lines"]
    assert scenario.parties[0].weights == {"nights": Fraction(1, 2), "pay": Fraction(3, 10), "shape": Fraction(1, 5)}
    assert scenario.parties[1].minimum == 30
    assert [dependency.text for dependency in scenario.dependencies] == ["Seven days only if the roster is fixed"]


def test_every_package_goes_to_the_terms_of_a_proposal_and_is_worth_the_same_there() -> None:
    book = weighed(replace(UNION, together=(BONUS,)), EMPLOYER, FIXED_ONLY)
    scenario = ready(book).scenario
    packages = list(settlement.every_package(scenario))
    assert len(packages) == 15, "18 without the dependency"
    for package in packages:
        found = weigh(book.state, scenario, proposal_terms(scenario, package.terms))
        assert all(worth.is_exact for worth in found.worth)
        assert tuple(worth.low for worth in found.worth) == package.scores
        assert found.open == found.breaks == ()


def test_without_the_scores_of_two_parties_it_says_whose_are_missing() -> None:
    alone = scenario_of(weighed(UNION).state)
    assert isinstance(alone, NotYet)
    assert alone.reasons == ("Harbour Lines has not let you use its scores",)


def test_scores_that_say_nothing_of_what_another_weighs_are_not_taken_for_nothing() -> None:
    silent = scores("v3", "employer", nights={"7 days": "1", "14 days": "1"})
    found = scenario_of(weighed(UNION, silent).state)
    assert isinstance(found, NotYet)
    assert found.reasons == (
        'Harbour Lines has not said what "28 days" of "Notice for night shifts" is worth to it',
        'Harbour Lines has not said what "Rise in pay" is worth to it',
        'Harbour Lines has not said what "Shape of the roster" is worth to it',
    )


def test_what_is_left_out_is_said() -> None:
    book = weighed(UNION, EMPLOYER)
    pay = book.state.get("pay", Issue)
    assert pay is not None
    book.enter(replace(pay, id="bonus", name="Bonus", steps=()))
    assert ready(book).left_out == ('"Bonus" is left out: it has no steps to weigh',)


def test_what_is_open_makes_a_range_and_what_lies_between_two_steps_a_number() -> None:
    found = weighing({"nights": "21 days", "pay": "3 to 4 %"})
    assert found.open == ("shape",)
    union, employer = found.worth
    assert (union.low, union.high) == (Fraction(75, 2) + 12, Fraction(75, 2) + 21 + 20)
    assert union.reaches is True
    assert (employer.low, employer.high) == (Fraction(26), Fraction(64))
    assert employer.reaches is None
    assert found.beside == ()


def test_what_lies_beyond_the_steps_is_not_weighed_and_never_guessed() -> None:
    found = weighing({"nights": "30 days", "pay": "at least 2 %", "roster": "x", "shape": "all"})
    assert found.worth == ()
    assert found.beside == ("roster",)
    assert found.why_not == (
        '"30 days" of "Notice for night shifts" lies beyond the steps',
        '"all" of "Shape of the roster" is none of the steps',
    )


def test_an_end_left_open_reaches_to_the_last_step() -> None:
    union, _employer = weighing({"nights": "at least 21 days", "pay": "2 %", "shape": "fixed"}).worth
    assert (union.low, union.high) == (Fraction(75, 2), Fraction(50))


def test_a_dependency_that_no_completion_keeps_is_named() -> None:
    assert weighing({"nights": "7 days", "shape": "rolling"}).breaks == ("Seven days only if the roster is fixed",)
    assert weighing({"nights": "7 days"}).breaks == ()


def test_the_example_is_weighed_from_its_first_offer_to_its_last_draft() -> None:
    held = state("labour-2024.toml")
    found = scenario_of(held)
    assert isinstance(found, Ready)
    assert found.left_out == ('"How night work is reviewed" is left out: it has no steps to weigh',)
    worths = {offer.id: weigh(held, found.scenario, offer.terms) for offer in held.of(Proposal)}
    assert [str(worth.low) for worth in worths["draft3"].worth] == ["348/5", "291/5"]
    assert worths["draft3"].beside == ("review",)
    union, employer = worths["draft2"].worth
    assert [str(number) for number in (union.low, union.high)] == ["303/5", "387/5"]
    assert [str(number) for number in (employer.low, employer.high)] == ["491/10", "661/10"]
    assert all(each.worth for each in worths.values())
