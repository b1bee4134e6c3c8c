# SPDX-License-Identifier: Apache-2.0
"""A scenario file is read whole or refused with every mistake by its line; what is written reads the same."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given

from goodoffices.errors import RefusedError
from goodoffices.exchange.scenarios import read_own, write_own
from goodoffices.settlement import Count, Holds, OnlyIf, Scenario, allowed, package
from goodoffices.settlement.checks import mistakes
from tests.scenario_strategies import scenarios


SMALL = """\
scenario = 1
name = "Trams"

[[issue]]
id = "pay"
name = "Rise"
unit = "%"
from = 2
to = 4
step = 0.5

[[issue]]
id = "peace"
options = [true, false]

[[issue]]
id = "lump"
from = 0
to = 900

[[party]]
id = "union"
minimum = "7/2"
weights = { pay = 2, lump = 0.1 }

[party.values]
pay = [[2, 0], [3, 10], [4, 12]]
peace = { no = 3 }
lump = [[0, 0], [900, 1]]

[[party.interaction]]
together = { pay = { from = 3 }, peace = true }
adds = -1

[[dependency]]
term = { peace = true }
only_if = { pay = [3, 3.5, 4] }
text = "No peace below 3 %."
"""


def refused(text: str) -> list[str]:
    with pytest.raises(RefusedError) as error:
        read_own(text.encode(), "trams.toml")
    return [str(mistake) for mistake in error.value.mistakes]


def the_only(text: str) -> str:
    (mistake,) = refused(text)
    return mistake


def test_what_people_write_is_met_half_way_and_read_exactly() -> None:
    scenario = read_own(SMALL.encode(), "trams.toml").scenario
    pay, peace, lump = scenario.issues
    assert [option.id for option in pay.options] == ["2", "2.5", "3", "3.5", "4"]
    assert [option.id for option in peace.options] == ["yes", "no"]
    assert lump.between == (Fraction(0), Fraction(900))
    (union,) = scenario.parties
    assert union.minimum == Fraction(7, 2)
    assert union.values["pay"]["2.5"] == 5
    assert union.interactions[0].together[0].options == {"3", "3.5", "4"}
    assert package(scenario, (2, 0, Fraction(450))).scores == (20 + Fraction(1, 20) - 1,)
    assert not allowed(scenario, (1, 0, Fraction(0)))
    assert scenario.dependencies[0].text == "No peace below 3 %."


@given(scenarios(mosts=True))
def test_a_scenario_written_out_reads_the_same(scenario: Scenario) -> None:
    if not any(mistakes(scenario)):
        assert read_own(write_own(scenario), "written.toml").scenario == scenario


def test_a_scenario_with_a_range_and_curves_written_out_reads_the_same() -> None:
    scenario = read_own(SMALL.encode(), "trams.toml").scenario
    assert read_own(write_own(scenario), "written.toml").scenario == scenario


@pytest.mark.parametrize(
    ("wrong", "right", "mistake"),
    [
        ('id = "lump"', 'id = "pay"', 'trams.toml, line 16, issue[3]: "pay" is the id of issue[1] already'),
        ("options = [true, false]", "options = []", "line 14, issue[2].options: this issue has no options"),
        ("options = [true, false]", 'options = ["a", "a"]', '"a" is the id of issue[2].options[1]'),
        ("to = 900", "to = -1", "its range from 0 to -1 is empty"),
        ("step = 0.5", "step = 0.000000001", "has too many steps"),
        ("step = 0.5", "step = 0", "the step has to be more than 0"),
        ("options = [true, false]", 'options = [{ name = "a" }]', 'line 14, issue[2].options[1]: "id" is missing'),
        ('minimum = "7/2"', "minimum = true", 'party[1].minimum: "yes" is not a number'),
        ('minimum = "7/2"', "most = 9", "party[1].most: there is none beside a range without steps"),
        ("lump = 0.1", "lump = nan", 'line 24, party[1].weights.lump: "nan" is not a number'),
        ("lump = 0.1", "lump = -1", "the weight -1 is negative"),
        ("lump = 0.1", "lump = 1000000000", "party[1].weights.lump: this number has ten digits or more"),
        ("lump = 0.1", "lamp = 1", 'there is no issue "lamp"; did you mean "lump"?'),
        ("peace = { no = 3 }", "peace = { non = 3 }", "party[1].values.peace.non: there is no option of"),
        ("lump = [[0, 0], [900, 1]]", "lump = [[0, 0], [800, 1]]", "the points do not go from 0 to 900"),
        ("lump = [[0, 0], [900, 1]]", "lump = [[0, 0], [0, 1], [900, 1]]", "the points are not in order"),
        ("pay = [[2, 0], [3, 10], [4, 12]]", "pay = [[3, 0], [3, 10], [4, 12]]", "the points are not in order"),
        ("pay = [[2, 0], [3, 10], [4, 12]]", "pay = [[2, 0], [4, 12], [3, 10]]", "the points are not in order"),
        ("pay = [[2, 0], [3, 10], [4, 12]]", "pay = [[2, 0], [3, 10]]", "the points do not reach 3.5"),
        ("pay = [[2, 0], [3, 10], [4, 12]]", "pay = [[2, 0], [3], [4, 12]]", "values.pay[2]: must be a point"),
        ("lump = [[0, 0], [900, 1]]", "lump = { a = 1 }", "this issue is continuous and has no options"),
        ("peace = true }\nadds", "peach = true }\nadds", 'there is no issue "peach"; did you mean "peace"?'),
        ("adds = -1", "ads = -1", 'line 33, party[1].interaction[1].ads: there is no "ads" in an interaction'),
        ("only_if = { pay = [3, 3.5, 4] }", "only_if = { pay = 5 }", "line 37, dependency[1].only_if.pay: there is"),
        ("only_if = { pay = [3, 3.5, 4] }", "only_if = { peace = false }", "cannot hold together"),
        ("only_if = { pay = [3, 3.5, 4] }", "only_if = { pay = {} }", "pay: must be an option, a list of options, or"),
        ("scenario = 1", "scenario = 2", '"2" is no form that is read; write scenario = 1'),
        ("scenario = 1", "goodoffices = 1", '"scenario" is missing'),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line_and_what_to_do(wrong: str, right: str, mistake: str) -> None:
    assert wrong in SMALL
    assert any(mistake in each for each in refused(SMALL.replace(wrong, right, 1)))


@pytest.mark.parametrize("place", ["Rise", "union", "lump", "Trams"])
def test_names_have_up_to_400_letters(place: str) -> None:
    longest = read_own(SMALL.replace(place, "x" * 400).encode(), "trams.toml").scenario
    assert "x" * 400 in str(longest)
    assert any("has 401 characters; at most 400 fit" in each for each in refused(SMALL.replace(place, "x" * 401)))


def test_every_mistake_of_a_file_is_named_at_once() -> None:
    text = SMALL.replace('minimum = "7/2"', "minimum = much").replace("minimum = much", 'minimum = "much"')
    found = refused(text.replace("adds = -1", 'adds = "some"').replace("unit", "unite"))
    assert len(found) == 3


def test_weights_that_come_to_another_sum_are_told_with_their_place_and_count_as_they_stand() -> None:
    text = SMALL.replace("weights = { pay = 2, lump = 0.1 }", "weights = { pay = 62, lump = 28, peace = 20 }")
    reading = read_own(text.encode(), "trams.toml")
    place = "trams.toml, line 24, party[1].weights"
    assert reading.conventions == (f"{place}: the weights come to 110 and count as they stand.",)
    assert reading.scenario.parties[0].weights["pay"] == Fraction(62)
    right = text.replace("pay = 62, lump = 28, peace = 20", "pay = 62, lump = 28, peace = 10")
    for silent in (SMALL, right, right.replace("62, lump = 28, peace = 10", "0.62, lump = 0.28, peace = 0.1")):
        assert not read_own(silent.encode(), "trams.toml").conventions


def test_an_option_without_a_name_of_its_own_is_one_mistake() -> None:
    assert "issue[2].options[1].id: is empty" in the_only(SMALL.replace("options = [true, false]", 'options = [""]'))


def test_what_only_follows_from_an_issue_that_could_not_be_read_is_not_reported() -> None:
    assert "must be a list" in the_only(SMALL.replace("options = [true, false]", "options = 3"))


def test_a_circle_of_only_if_is_named_and_both_or_neither_offered() -> None:
    text = SMALL + "\n[[dependency]]\nterm = { pay = [3, 3.5, 4] }\nonly_if = { peace = true }\n"
    found = the_only(text)
    assert 'peace is "yes" only if pay is "3" or "3.5" or "4" only if peace is "yes"' in found
    assert "both_or_neither = [{ peace = … }, { pay = … }]" in found
    assert ", dependency[1]: " in found


def test_both_or_neither_holds_of_three_terms_together_or_of_none() -> None:
    text = SMALL[: SMALL.index("[[dependency]]")] + (
        "[[dependency]]\nboth_or_neither = [{ peace = true }, { pay = 4 }, { pay = [3.5, 4] }]\n"
    )
    scenario = read_own(text.encode(), "trams.toml").scenario
    kept = [(rise, peace) for rise in range(5) for peace in (0, 1) if allowed(scenario, (rise, peace, Fraction(0)))]
    assert kept == [(0, 1), (1, 1), (2, 1), (4, 0)]


def test_so_many_of_several_are_read() -> None:
    text = SMALL + "\n[[dependency]]\nof = [{ peace = true }, { pay = 4 }]\nat_least = 1\n"
    (first, second) = read_own(text.encode(), "trams.toml").scenario.dependencies
    assert isinstance(first, OnlyIf)
    terms = (Holds(issue="peace", options=frozenset({"yes"})), Holds(issue="pay", options=frozenset({"4"})))
    assert second == Count(of=terms, least=1)
    assert "at most 1 can hold together" in the_only(
        text.replace("{ peace = true }, { pay = 4 }", "{ pay = 3 }, { pay = 4 }").replace("at_least = 1", "exactly = 2")
    )


def test_a_case_file_is_told_from_a_scenario() -> None:
    assert "this is a case file" in the_only('goodoffices = 1\n[mediation]\nid = "m"\n')


BESIDE = """
[[package]]
id = "draft"
name = "The draft of Monday"
terms = { pay = 3, peace = true, lump = 450 }

[[gesture]]
id = "release"
name = "The firm drops its claim"
party = "union"
cost = 4

[[gesture.response]]
name = "thanks"
worth = 2
high = "1 in 4"

[[gesture.response]]
name = "an earlier date"
worth = 16
low = "5 %"
high = 0.5
"""


def test_packages_and_gestures_stand_beside_the_scenario_and_are_read_exactly() -> None:
    reading = read_own((SMALL + BESIDE).encode(), "trams.toml")
    assert reading.scenario == read_own(SMALL.encode(), "trams.toml").scenario
    (draft,) = reading.packages
    assert (draft.id, draft.name, draft.terms) == ("draft", "The draft of Monday", (2, 0, Fraction(450)))
    (gesture,) = reading.gestures
    assert gesture.party == "union"
    assert gesture.cost == 4
    assert [(each.low, each.high) for each in gesture.responses] == [
        (Fraction(0), Fraction(1, 4)),
        (Fraction(1, 20), Fraction(1, 2)),
    ]
    written = read_own(write_own(reading.scenario, reading.packages, reading.gestures), "written.toml")
    assert written == reading


@pytest.mark.parametrize(
    ("wrong", "right", "mistake"),
    [
        ("pay = 3, peace", "pay = 9, peace", 'line 43, package[1].terms.pay: there is no option of "pay" "9"'),
        ("pay = 3, peace", "peace", "package[1].terms: there is no term for pay; give one for each issue"),
        ("pay = 3, peace", "pya = 3, peace", 'package[1].terms.pya: there is no issue "pya"; did you mean "pay"?'),
        ("lump = 450", "lump = 950", "package[1].terms.lump: 950 does not lie from 0 to 900"),
        ('party = "union"', 'party = "onion"', 'line 48, gesture[1].party: there is no party "onion"'),
        ("cost = 4", "cost = -4", "gesture[1].cost: what the step costs is not negative"),
        ('"1 in 4"', '"4 in 1"', 'line 54, gesture[1].response[1].high: "4 in 1" is no chance'),
        ('"1 in 4"', '"3 in 2"', '"3 in 2" is no chance; write it from 0 to 1'),
        ('"1 in 4"', '"1 in 0"', '"1 in 0" is no chance'),
        ('"1 in 4"', '"101 %"', '"101 %" is no chance'),
        ('"1 in 4"', '"often"', 'gesture[1].response[1].high: "often" is not a number'),
        ('low = "5 %"', 'low = "60 %"', "gesture[1].response[2]: its least chance"),
        ('high = "1 in 4"', 'low = "96 %"', "gesture[1]: the least chances come to more than certainty"),
        ("worth = 2", "wroth = 2", 'gesture[1].response[1].wroth: there is no "wroth" in a response; did you mean'),
        ("cost = 4", "cots = 4", 'gesture[1]: "cost" is missing'),
    ],
)
def test_a_mistake_in_a_package_or_a_gesture_is_named_with_its_line(wrong: str, right: str, mistake: str) -> None:
    assert wrong in BESIDE
    found = refused(SMALL + BESIDE.replace(wrong, right, 1))
    assert any(mistake in each for each in found), found


def test_two_packages_or_gestures_of_one_id_are_refused() -> None:
    found = refused(SMALL + BESIDE + BESIDE)
    assert any('"draft" is the id of another package already' in each for each in found)
    assert any('"release" is the id of another gesture already' in each for each in found)
