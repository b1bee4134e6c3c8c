# SPDX-License-Identifier: Apache-2.0
"""From what people can say to scores: nothing they said is contradicted, and what contradicts itself is shown."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.settlement import Issue, Option, Preferences, Scenario, package
from goodoffices.settlement.elicitation import (
    Comparison,
    Contradiction,
    Fitted,
    fitted,
    next_question,
    played_back,
    rated,
    swung,
)


def issues_of(*sizes: int) -> tuple[Issue, ...]:
    return tuple(
        Issue(id=f"i{place}", options=tuple(Option(id=f"o{number}") for number in range(size)))
        for place, size in enumerate(sizes)
    )


def worth(issues: tuple[Issue, ...], party: Preferences, terms: tuple[int, ...]) -> Fraction:
    return package(Scenario(issues=issues, parties=(party,)), terms).scores[0]


def ratings_of(issues: tuple[Issue, ...]) -> st.SearchStrategy[dict[str, dict[str, Fraction]]]:
    number = st.integers(-50, 100).map(Fraction)
    return st.fixed_dictionaries(
        {issue.id: st.fixed_dictionaries({option.id: number for option in issue.options}) for issue in issues}
    )


TWO = issues_of(3, 4)


@given(ratings_of(TWO), st.tuples(st.integers(1, 9), st.integers(1, 9)))
def test_the_best_of_everything_is_worth_100_and_the_worst_0(
    ratings: dict[str, dict[str, Fraction]], weights: tuple[int, int]
) -> None:
    given_ = {"i0": Fraction(weights[0]), "i1": Fraction(weights[1])}
    if all(len(set(each.values())) == 1 for each in ratings.values()):
        with pytest.raises(ValueError, match="no issue has any weight"):
            rated("a", TWO, ratings, given_)
        return
    party = rated("a", TWO, ratings, given_)
    scores = [worth(TWO, party, (one, other)) for one in range(3) for other in range(4)]
    assert [min(scores), max(scores)] == [Fraction(0), Fraction(100)]
    for issue in TWO:
        for one, other in combinations(issue.options, 2):
            asked = ratings[issue.id]
            held = party.values[issue.id]
            assert (asked[one.id] > asked[other.id]) is (held[one.id] > held[other.id])


def test_swings_are_weights_beside_the_one_that_comes_first() -> None:
    ratings = {issue.id: {option.id: Fraction(n) for n, option in enumerate(issue.options)} for issue in TWO}
    party = swung("a", TWO, ratings, {"i0": Fraction(100), "i1": Fraction(25)})
    assert party.weights == {"i0": 80, "i1": 20}
    alone = swung("a", TWO, ratings, {"i0": Fraction(100), "i1": Fraction(0)})
    assert alone.weights == {"i0": 100, "i1": 0}


@pytest.mark.parametrize(
    ("swings", "sentence"),
    [
        ({"i0": 100}, "i1: its swing was not given"),
        ({"i0": 100, "i1": 101}, "i1: a swing is between 0 and 100"),
        ({"i0": 100, "i1": -1}, "i1: a swing is between 0 and 100"),
        ({"i0": 90, "i1": 40}, "the issue that you would improve first gets 100"),
    ],
)
def test_swings_that_cannot_be_are_refused(swings: dict[str, int], sentence: str) -> None:
    ratings = {issue.id: {option.id: Fraction(n) for n, option in enumerate(issue.options)} for issue in TWO}
    with pytest.raises(ValueError, match=sentence):
        swung("a", TWO, ratings, {issue: Fraction(swing) for issue, swing in swings.items()})


def test_where_scores_would_have_to_be_finer_than_any_that_are_tried_that_is_said() -> None:
    """Each of many issues is worth twice the one before, so that the last is worth more than there are parts."""
    issues = issues_of(*[3] * 34)

    def terms(**options: int) -> tuple[int, ...]:
        return tuple(options.get(issue.id, 0) for issue in issues)

    comparisons = [Comparison(terms(i0=1), terms())]
    for one, other in zip(issues[::2], issues[1::2], strict=True):
        comparisons += [
            Comparison(terms(**{one.id: 1}), terms(**{other.id: 1}), level=True),
            Comparison(terms(**{one.id: 1, other.id: 1}), terms(**{one.id: 2}), level=True),
        ]
    for one, after in zip(issues[::2], issues[2::2], strict=False):
        comparisons.append(Comparison(terms(**{one.id: 2}), terms(**{after.id: 1}), level=True))
    with pytest.raises(ValueError, match="so little room that no scores were found; leave out the last one"):
        fitted("a", issues, comparisons)


THREE = issues_of(2, 3, 2)
PACKAGES = [(a, b, c) for a in range(2) for b in range(3) for c in range(2)]
pairs = st.tuples(st.sampled_from(PACKAGES), st.sampled_from(PACKAGES)).filter(lambda pair: pair[0] != pair[1])


@settings(max_examples=20)
@given(ratings_of(THREE), st.lists(pairs, min_size=1, max_size=8))
def test_scores_are_found_that_agree_with_whatever_scores_can_say(
    values: dict[str, dict[str, Fraction]], asked: list[tuple[tuple[int, ...], tuple[int, ...]]]
) -> None:
    truth = Preferences(id="t", values=values)
    comparisons = []
    for one, other in asked:
        better, worse = sorted((one, other), key=lambda terms: -worth(THREE, truth, terms))
        level = worth(THREE, truth, better) == worth(THREE, truth, worse)
        comparisons.append(Comparison(better, worse, level))
    if all(comparison.level for comparison in comparisons):
        return
    found = fitted("a", THREE, comparisons)
    assert isinstance(found, Fitted)
    for party in (found.preferences, *found.samples):
        for each in comparisons:
            difference = worth(THREE, party, each.better) - worth(THREE, party, each.worse)
            assert difference == 0 if each.level else difference > 0
        assert sum(party.weights.values()) == 100
    for unsure in found.preferences.unsure:
        assert unsure.low <= found.preferences.weights[unsure.issue] <= unsure.high


@settings(max_examples=20)
@given(st.lists(st.tuples(pairs, st.booleans()), min_size=2, max_size=8))
def test_a_contradiction_is_proven_and_none_of_it_can_be_spared(
    asked: list[tuple[tuple[tuple[int, ...], tuple[int, ...]], bool]],
) -> None:
    comparisons = [Comparison(one, other, level) for (one, other), level in asked]
    if all(comparison.level for comparison in comparisons):
        return
    found = fitted("a", THREE, comparisons)
    if isinstance(found, Fitted):
        return
    chosen = [comparisons[place] for place in found.comparisons]
    for issue, each in enumerate(THREE):
        for option in range(len(each.options)):
            left = sum(
                times * ((comparison.better[issue] == option) - (comparison.worse[issue] == option))
                for times, comparison in zip(found.times, chosen, strict=True)
            )
            assert left == 0
    assert all(times > 0 for times, each in zip(found.times, chosen, strict=True) if not each.level)
    for place in range(len(chosen)):
        without = [*chosen[:place], *chosen[place + 1 :]]
        if any(not comparison.level for comparison in without):
            assert isinstance(fitted("a", THREE, without), Fitted)


def test_a_circle_of_preferences_is_shown_whole() -> None:
    a, b, c, d = (0, 0, 0), (0, 1, 0), (1, 0, 0), (1, 2, 1)
    found = fitted("a", THREE, [Comparison(a, b), Comparison(d, a), Comparison(b, c), Comparison(c, a)])
    assert found == Contradiction((0, 2, 3), (1, 1, 1))


def test_scores_that_have_to_stand_in_thirds_are_found() -> None:
    """Twice the first issue is worth the second, and nothing else is worth anything."""
    issues = issues_of(3, 2)
    comparisons = [
        Comparison((1, 0), (0, 0)),
        Comparison((2, 0), (0, 1), level=True),
        Comparison((2, 0), (1, 1), level=False),
        Comparison((1, 1), (2, 0), level=False),
    ]
    assert fitted("a", issues, comparisons) == Contradiction((2, 3), (1, 1))
    exact_thirds = [
        Comparison((1, 0), (0, 0)),
        Comparison((2, 0), (1, 1), level=True),
        Comparison((1, 0), (0, 1), level=True),
    ]
    found = fitted("a", issues, exact_thirds)
    assert isinstance(found, Fitted)
    assert found.preferences.weights == {"i0": Fraction(200, 3), "i1": Fraction(100, 3)}


def test_that_nothing_makes_a_difference_is_no_ground_for_scores() -> None:
    one = issues_of(2)
    with pytest.raises(ValueError, match="nothing makes a difference"):
        fitted("a", one, [Comparison((0,), (1,), level=True)])
    with pytest.raises(ValueError, match="takes no option"):
        fitted("a", one, [Comparison((0,), (2,))])


def test_questions_and_answers_come_to_the_scores_that_answer_them() -> None:
    truth = Preferences(
        id="t",
        values={
            "i0": {"o0": Fraction(0), "o1": Fraction(50)},
            "i1": {"o0": Fraction(0), "o1": Fraction(20), "o2": Fraction(30)},
            "i2": {"o0": Fraction(20), "o1": Fraction(0)},
        },
    )
    answers = [Comparison((1, 0, 1), (0, 0, 1)), Comparison((0, 2, 1), (0, 1, 1)), Comparison((0, 1, 1), (0, 0, 1))]
    answers.append(Comparison((0, 0, 0), (0, 0, 1)))
    widths = []
    for _ in range(20):
        found = fitted("a", THREE, answers)
        assert isinstance(found, Fitted)
        widths.append(sum(unsure.high - unsure.low for unsure in found.preferences.unsure))
        question = next_question(THREE, found.samples, answers)
        if question is None:
            break
        one, other = worth(THREE, truth, question.one), worth(THREE, truth, question.other)
        better, worse = (question.one, question.other) if one >= other else (question.other, question.one)
        answers.append(Comparison(better, worse, level=one == other))
    else:
        pytest.fail("the questions do not come to an end")
    assert widths[-1] < widths[0] / 2
    order = sorted(PACKAGES, key=lambda terms: worth(THREE, truth, terms))
    worths = [worth(THREE, found.preferences, terms) for terms in order]
    assert worths[0] == min(worths)
    assert worths[-1] == max(worths)


@settings(max_examples=30)
@given(st.lists(ratings_of(TWO), min_size=2, max_size=4))
def test_the_next_question_splits_the_samples_best_and_was_not_asked_yet(
    values: list[dict[str, dict[str, Fraction]]],
) -> None:
    """Asked about are the first option of an issue, the middle one and the last, in packages that differ in both."""
    samples = [Preferences(id=f"s{number}", values=each) for number, each in enumerate(values)]
    marks = [(one, other) for one in (0, 1, 2) for other in (0, 1, 3)]
    left = {
        frozenset((one, other)): [worth(TWO, sample, one) - worth(TWO, sample, other) for sample in samples]
        for one, other in combinations(marks, 2)
        if one[0] != other[0] and one[1] != other[1]
    }
    asked: list[Comparison] = []
    for _ in range(3):
        ranks = {}
        for pair, gains in left.items():
            better, worse = [gain for gain in gains if gain > 0], [-gain for gain in gains if gain < 0]
            if better and worse:
                ranks[pair] = min(len(better), len(worse)), min(sum(better), sum(worse))
        question = next_question(TWO, samples, asked)
        assert (question is None) is (not ranks)
        if question is None:
            return
        pair = frozenset([(question.one[0], question.one[1]), (question.other[0], question.other[1])])
        assert ranks[pair] == max(ranks.values())
        assert sorted(question.split) == sorted(sum(sign * g > 0 for g in left[pair]) for sign in (1, -1))
        assert question.issues == (0, 1)
        del left[pair]
        asked.append(Comparison(question.other, question.one))


@settings(max_examples=50)
@given(ratings_of(THREE))
def test_what_is_played_back_is_what_the_scores_say(values: dict[str, dict[str, Fraction]]) -> None:
    party = Preferences(id="a", values=values)
    found = played_back(THREE, party)
    points = [[*values[issue.id].values()] for issue in THREE]
    swings = [max(each) - min(each) for each in points]
    ranks = [min(swings[each.given.issue], swings[each.gained.issue]) for each in found]
    assert ranks == sorted(ranks, reverse=True)
    assert played_back(THREE, party, most=1) == found[:1]
    steps = [{one - other for one, other in permutations(each, 2)} for each in points]
    spares = {
        (given_, gained): min(
            (up - down for up in steps[gained] for down in steps[given_] if up >= down > 0), default=None
        )
        for given_, gained in permutations(range(3), 2)
    }
    for pair in combinations(range(3), 2):
        ways = [spare for spare in (spares[pair], spares[pair[::-1]]) if spare is not None]
        told = [each for each in found if {each.given.issue, each.gained.issue} == set(pair)]
        assert [each.spare for each in told] == ([min(ways)] if ways else [])
    for exchange in found:
        before, after = [0, 0, 0], [0, 0, 0]
        for move in (exchange.given, exchange.gained):
            before[move.issue], after[move.issue] = move.start, move.end
        gain = worth(THREE, party, tuple(after)) - worth(THREE, party, tuple(before))
        assert gain == exchange.spare >= 0
        assert exchange.level is (gain == 0)
        given_ = values[THREE[exchange.given.issue].id]
        assert given_[f"o{exchange.given.start}"] > given_[f"o{exchange.given.end}"]


def test_ten_days_for_two_more_released() -> None:
    days = Issue(id="days", options=tuple(Option(id=f"d{n}") for n in (70, 80, 90)))
    released = Issue(id="released", options=tuple(Option(id=f"r{n}") for n in (8, 10, 12)))
    party = Preferences(
        id="a",
        values={
            "days": {"d70": Fraction(0), "d80": Fraction(20), "d90": Fraction(30)},
            "released": {"r8": Fraction(0), "r10": Fraction(10), "r12": Fraction(15)},
        },
    )
    (exchange,) = played_back((days, released), party)
    assert (exchange.given.issue, exchange.given.start, exchange.given.end) == (0, 2, 1)
    assert (exchange.gained.issue, exchange.gained.start, exchange.gained.end) == (1, 0, 1)
    assert exchange.level
