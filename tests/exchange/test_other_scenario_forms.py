# SPDX-License-Identifier: Apache-2.0
"""Scenarios of NegMAS and GeniusWeb and tables in CSV are read as their makers mean them, or refused with the place."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.errors import RefusedError
from goodoffices.exchange.scenarios import Reading, read_scenario, write_sheet_scenario
from goodoffices.settlement import Issue, Option, Preferences, Scenario, Unsure, every_package, package
from goodoffices.settlement.checks import mistakes
from tests.scenario_strategies import scenarios


def refused(*files: tuple[str, str | bytes], folder: bool = False) -> str:
    with pytest.raises(RefusedError) as error:
        read(*files, folder=folder)
    return "\n".join(map(str, error.value.mistakes))


def read(*files: tuple[str, str | bytes], folder: bool = False) -> Reading:
    written = [(name, data.encode() if isinstance(data, str) else data) for name, data in files]
    return read_scenario(written, folder=folder)


def scores(reading: Reading, *terms: int) -> list[Fraction]:
    return list(package(reading.scenario, terms).scores)


SPACE = """\
type: CartesianOutcomeSpace
name: camera
issues:
- {name: maker, type: CategoricalIssue, values: [north, south]}
- {name: zoom, type: ContiguousIssue, values: [0, 3]}
"""
BUYER = """\
type: LinearAdditiveUtilityFunction
name: buyer
weights: [2, 0.5]
values:
- {type: TableFun, mapping: {north: 0.25, south: 1}}
- {type: AffineFun, slope: 2, bias: 1}
reserved_value: 0.75
"""


def test_an_outcome_space_and_additive_functions_of_negmas_are_read() -> None:
    reading = read(("buyer.yaml", BUYER), ("camera.yaml", SPACE))
    assert reading.form == "NegMAS"
    assert scores(reading, 0, 3) == [Fraction(1, 2) + Fraction(7, 2)]
    assert reading.scenario.parties[0].minimum == Fraction(3, 4)


def test_negmas_in_json_is_the_same_as_in_yaml() -> None:
    files = [(name, json.dumps(yaml.safe_load(text))) for name, text in (("camera.json", SPACE), ("buyer.json", BUYER))]
    assert read(*files).scenario == read(("camera.yaml", SPACE), ("buyer.yaml", BUYER)).scenario


def test_without_weights_each_issue_of_negmas_weighs_one() -> None:
    assert scores(read(("s.yaml", SPACE), ("b.yaml", BUYER.replace("weights: [2, 0.5]\n", ""))), 0, 3) == [
        Fraction(1, 4) + 7
    ]


def test_a_discount_of_negmas_is_left_out_and_said_and_without_reserved_value_nothing_is_refused() -> None:
    inner = "\n".join(f"  {line}" for line in BUYER.splitlines() if "reserved" not in line)
    reading = read(
        ("s.yaml", SPACE),
        ("b.yaml", f"type: ExpDiscountedUFun\ndiscount: 0.9\nreserved_value: -.inf\nufun:\n{inner}\n"),
    )
    assert reading.scenario.parties[0].minimum == Fraction(1)
    assert any("discount is left out" in sentence for sentence in reading.conventions)


def test_hyper_rectangles_of_negmas_include_both_ends() -> None:
    function = {
        "type": "HyperRectangleUtilityFunction",
        "outcome_ranges": [{"1": [1, 2]}, {"0": ["north"], "1": [0.0, 0.0]}, None],
        "utilities": [4, 2, 1],
        "weights": [1, 0.5, 1],
        "bias": 3,
        "reserved_value": 0,
    }
    reading = read(("s.yaml", SPACE), ("b.json", json.dumps(function)))
    assert [scores(reading, 0, zoom)[0] for zoom in range(4)] == [5, 8, 8, 4]
    assert scores(reading, 1, 0) == [4]
    worthless = json.dumps({**function, "utilities": [4, None, 1]})
    assert "b.json, utilities 2: " in refused(("s.yaml", SPACE), ("b.json", worthless))


@pytest.mark.parametrize(
    ("was", "becomes", "mistake"),
    [
        ("south: 1", "sout: 1", 'there is no option of "maker" "sout"; did you mean "south"?'),
        ("0.25", ".nan", 'north: "nan" is not a number'),
        ("AffineFun", "CosFun", '"CosFun" is no value function that is read'),
        ("AffineFun", "TriangularFun, start: 2, middle: 2, end: 3", "does not lie between its ends"),
        ("LinearAdditiveUtilityFunction", "MappingUtilityFunction", "is no utility function that is read"),
        ("weights: [2, 0.5]", "weights: [2]", "must give one for each of the 2 issues"),
        ("name: buyer", "weights: [1, 1]", "stands twice in one table"),
        ("name: buyer", "name: !!python/object/apply:os.system [ls]", "line 2: this is not YAML that can be read"),
    ],
)
def test_what_is_wrong_in_a_function_of_negmas_is_named(was: str, becomes: str, mistake: str) -> None:
    assert was in BUYER
    assert mistake in refused(("camera.yaml", SPACE), ("buyer.yaml", BUYER.replace(was, becomes)))


def test_what_is_wrong_with_an_outcome_space_of_negmas_is_named() -> None:
    listed = SPACE.replace("- {name: zoom", "- zoom\n- {name: zoom")
    assert "camera.yaml, issue 2: must be a table" in refused(("camera.yaml", listed), ("buyer.yaml", BUYER))
    assert "buyer.yaml: there is no outcome space" in refused(("buyer.yaml", BUYER))
    assert "a.yaml, b.yaml: there is more than one" in refused(("a.yaml", SPACE), ("b.yaml", SPACE), ("c.yaml", BUYER))
    assert "camera.yaml: there is no utility function" in refused(("camera.yaml", SPACE))


def test_triangles_of_negmas_are_bent_at_their_ends_and_top_over_a_range_and_over_counts() -> None:
    space = SPACE + "- {name: share, type: ContinuousIssue, values: [0, 12]}\n"
    triangle = "- {type: TriangularFun, start: %d, middle: %d, end: %d, bias: 1, scale: 4}\n"
    buyer = BUYER.replace("- {type: AffineFun, slope: 2, bias: 1}\n", triangle % (0, 2, 3) + triangle % (2, 5, 20))
    reading = read(("s.yaml", space), ("b.yaml", buyer.replace("0.5]", "0.5, 1]")))
    assert reading.scenario.parties[0].values["zoom"] == {"0": 1, "1": 3, "2": 5, "3": 1}
    assert reading.scenario.parties[0].curves["share"] == (
        *((Fraction(number), Fraction(value)) for number, value in ((0, 1), (2, 1), (5, 5))),
        (Fraction(12), 1 + 4 * Fraction(20 - 12, 20 - 5)),
    )


def test_references_that_would_grow_are_refused() -> None:
    laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)
    )
    assert "references in it repeat too much" in refused(("laughs.yaml", laughs))
    assert "references in it repeat too much" in refused(("self.yaml", "a: &a [*a]\n"))


DOMAIN = {"name": "party", "issuesValues": {"food": {"values": ["chips", "soup"]}, "guests": {"range": [10, 30, "10"]}}}
LINEAR = {
    "LinearAdditiveUtilitySpace": {
        "name": "host",
        "domain": DOMAIN,
        "issueWeights": {"food": 0.25, "guests": 0.75},
        "issueUtilities": {
            "food": {"discreteutils": {"valueUtilities": {"chips": 0.4, "soup": 1}}},
            "guests": {"numberutils": {"lowValue": 10, "lowUtility": 1, "highValue": 30, "highUtility": 0}},
        },
        "reservationBid": {"issuevalues": {"food": "chips", "guests": 30}},
    }
}
GROUPS = {
    "SumOfGroupsUtilitySpace": {
        "name": "guest",
        "domain": DOMAIN,
        "partUtilities": {
            "all": {
                "partsutils": {
                    "issues": ["food", "guests"],
                    "utilslist": [{"values": ["soup", 10], "util": 0.3}, {"values": ["chips", "20"], "util": 0.9}],
                }
            }
        },
    }
}


def test_profiles_of_geniusweb_are_read_and_a_reservation_bid_is_worth_its_utility() -> None:
    reading = read(("host.json", json.dumps(LINEAR)), ("guest.json", json.dumps(GROUPS)))
    assert reading.form == "GeniusWeb JSON"
    assert reading.scenario.name == "party"
    assert scores(reading, 0, 1) == [Fraction(1, 10) + Fraction(3, 8), Fraction(9, 10)]
    assert scores(reading, 1, 0) == [1, Fraction(3, 10)]
    for wrong in ('"values": ["soup"]', '"values": ["soup", 11]'):
        text = json.dumps(GROUPS).replace('"values": ["soup", 10]', wrong)
        assert "guest.json, partUtilities" in refused(("guest.json", text))
        assert "utilslist 1: " in refused(("guest.json", text))
    assert [party.minimum for party in reading.scenario.parties] == [Fraction(1, 10), 0]


@pytest.mark.parametrize(
    ("was", "becomes", "mistake"),
    [
        ('"guests": 0.75', '"guests": 0.65', "the weights come to 0.9; GeniusWeb wants them to come to 1"),
        ('"chips": 0.4', '"chips": 1.4', "1.4 does not lie between 0 and 1"),
        ('"chips": 0.4', '"chip": 0.4', '"chips" has no utility'),
        ('"chips": 0.4', '"chips": 0.4, "chips": 1', 'the key "chips" stands twice'),
        ('"chips": 0.4', '"chips": NaN', '"NaN" is not a number'),
        ('"guests": 30}', '"guests": 35}', "cannot be"),
        ('"range": [10, 30, "10"]', '"range": [0, 1000000000, 1]', "more than 10000 steps"),
        ('"values": ["chips", "soup"]', '"values": []', "this issue has no options"),
        ('"values": ["chips", "soup"]', '"values": ["chips", ""]', 'host.json, issue "food": is empty'),
        ('"range": [10, 30, "10"]', '"range": [10, 10, "0"]', "its range is empty"),
        ('"range": [10, 30, "10"]', '"range": [10, 9, 1]', "its range is empty"),
        ('"range": [10, 30, "10"]', '"range": [10, 30]', "has neither values nor a range"),
    ],
)
def test_what_is_wrong_in_a_profile_of_geniusweb_is_named(was: str, becomes: str, mistake: str) -> None:
    text = json.dumps(LINEAR)
    assert was in text
    assert mistake in refused(("host.json", text.replace(was, becomes, 1)))


TABLE = """\
issue;option;union;firm
pay;;2;1
pay;two;0;"1.200,5"
pay;three;10;1/3
roster;fixed;3;0
minimum;;4;1
"""


def test_a_table_gives_values_weights_and_minimums() -> None:
    reading = read(("talks.csv", TABLE))
    assert scores(reading, 1, 0) == [23, Fraction(1, 3)]
    assert reading.scenario.parties[1].values["pay"]["two"] == Fraction(12005, 10)
    assert [party.minimum for party in reading.scenario.parties] == [4, 1]


def test_rows_in_which_nothing_stands_are_passed_over_and_counted() -> None:
    spaced = TABLE.replace("roster;", ";;;\n\nroster;").replace("minimum;", ";;;\nminimum;") + ";;;\n"
    assert read(("talks.csv", spaced)).scenario == read(("talks.csv", TABLE)).scenario
    assert "talks.csv, row 7, firm: a number is missing" in refused(
        ("talks.csv", spaced.replace("fixed;3;0", "fixed;3"))
    )


@pytest.mark.parametrize(
    ("was", "becomes", "mistake"),
    [
        ("three", "three " * 80, "its name has 479 characters; at most 400 fit; shorten it"),
        ("three", "two", 'talks.csv, row 4: "two" is an option of "pay" already'),
        ("1/3", "a third", 'talks.csv, row 4, firm: "a third" is not a number'),
        ("fixed;3;0", "fixed;3", "talks.csv, row 5, firm: a number is missing"),
        ("1/3", "1,250", "talks.csv, row 4, firm: this number could be 1250 or 1.25"),
        ("union;firm", "union;union", '"union" has a column already'),
        ("union;firm", "union;", "talks.csv, row 1, column 4: this column has no party in its heading; name one"),
        ("roster;fixed;3", ";fixed;3", "talks.csv, row 5: this row has no issue; write its issue in each row"),
    ],
)
def test_what_is_wrong_in_a_table_is_named_by_row_and_column(was: str, becomes: str, mistake: str) -> None:
    assert was in TABLE
    assert mistake in refused(("talks.csv", TABLE.replace(was, becomes, 1)))


@settings(max_examples=40)
@given(scenarios(dependencies=False), st.data())
def test_a_table_written_out_reads_as_the_same_scores(scenario: Scenario, data: st.DataObject) -> None:
    places = [(issue.id, option) for issue in scenario.issues for option in (None, *(o.id for o in issue.options))]
    scenario = replace(
        scenario,
        parties=tuple(
            replace(
                party,
                unsure=tuple(
                    Unsure(issue=issue, option=option, low=low, high=low + data.draw(st.integers(0, 3)))
                    for issue, option in data.draw(st.lists(st.sampled_from(places), unique=True, max_size=3))
                    for low in [data.draw(st.integers(0, 5).map(Fraction))]
                ),
            )
            for party in scenario.parties
        ),
    )
    if any(mistakes(scenario)):
        return
    again = read(("t.csv", write_sheet_scenario(scenario))).scenario
    for each in every_package(scenario):
        assert package(again, each.terms).scores == each.scores
    for before, after in zip(scenario.parties, again.parties, strict=True):
        assert after.minimum == before.minimum
        assert set(after.unsure) == set(before.unsure)


JOINED = """\
issue;option;union;firm;union at least;union at most;Together
pay;;2;1;1,5;3;
pay;two;0;12;;;
pay;three;10;3;8;11;
roster;fixed;3;0;;;
roster;free;0;2;;;
minimum;;4;1;;;
pay;three;5;-2;;;1
roster;fixed;;;;;1
pay;two;;4;;;b
pay;three;;;;;b
roster;free;;;;;b
"""


def test_a_table_says_where_a_party_is_unsure_and_what_terms_are_worth_together() -> None:
    reading = read(("talks.csv", JOINED))
    union, firm = reading.scenario.parties
    assert [(each.issue, each.option, each.low, each.high) for each in union.unsure] == [
        ("pay", None, Fraction(3, 2), Fraction(3)),
        ("pay", "three", Fraction(8), Fraction(11)),
    ]
    assert not firm.unsure
    assert scores(reading, 1, 0) == [2 * 10 + 3 + 5, 3 - 2]
    assert scores(reading, 0, 1) == [0, 12 + 2 + 4]
    assert scores(reading, 1, 1) == [2 * 10, 3 + 2 + 4]


@pytest.mark.parametrize(
    ("was", "becomes", "mistake"),
    [
        ("1,5;3", "3;1,5", "talks.csv, row 2, union at least: the most is less than the least"),
        ("1,5;3", "1,5;", "talks.csv, row 2, union at most: a number is missing"),
        ("minimum;;4;1;;", "minimum;;4;1;3;5", "row 7, union at least: a minimum is one number"),
        ("union at most", "firm at most", "row 1: only one of union at least and union at most has a column"),
        ("roster;fixed;;;;;1", "roster;fixed;2;;;;1", "row 9, union: what these add stands above already"),
        ("roster;fixed;;;;;1", "roster;fixd;;;;;1", 'there is no option of "roster" "fixd"; did you mean "fixed"?'),
        ("roster;fixed;;;;;1", "roster;;;;;;1", "row 9: this row has no option"),
        ("pay;two;;4;;;b", "pay;two;;;;;b", "row 10: a number is missing; say what these terms add for a party"),
    ],
)
def test_what_is_wrong_in_these_columns_is_named(was: str, becomes: str, mistake: str) -> None:
    assert was in JOINED
    assert mistake in refused(("talks.csv", JOINED.replace(was, becomes, 1)))


def test_an_issue_may_be_called_like_the_row_of_minimums() -> None:
    rows = "minimum;none;0;3;0;2\nminimum;some;2;0;;\nminimum;;2;1;;\n"
    reading = read(("talks.csv", "issue;option;union;firm;union at least;union at most\n" + rows))
    union, firm = reading.scenario.parties
    assert [option.id for option in reading.scenario.issues[0].options] == ["none", "some"]
    assert union.weights == {"minimum": 2}
    assert union.values == {"minimum": {"none": 0, "some": 2}}
    assert union.minimum == 0
    assert union.unsure == (Unsure(issue="minimum", option="none", low=Fraction(0), high=Fraction(2)),)
    assert firm.minimum == 0


def test_a_table_has_no_column_for_a_party_that_is_called_like_one() -> None:
    issue = Issue(id="pay", options=(Option(id="two"), Option(id="three")))
    for named in ("Together", "a at least"):
        with pytest.raises(RefusedError, match="mistake"):
            write_sheet_scenario(Scenario(issues=(issue,), parties=(Preferences(id="a"), Preferences(id=named))))


def test_of_a_folder_what_is_no_part_of_a_scenario_is_passed_over() -> None:
    files = [
        ("camera.yaml", SPACE),
        ("buyer.yaml", BUYER),
        ("_info.yaml", "a: 1"),
        ("stats.json", "{}"),
        ("read.me", "<b>"),
    ]
    assert read(*files, folder=True).scenario == read(*files[:2]).scenario
    assert "there is no scenario to read" in refused(("read.me", "hello"), folder=True)


def test_what_is_no_scenario_at_all_is_said_to_be_none() -> None:
    assert "this is no scenario that is read" in refused(("a.json", "{}"))
    assert "a.json, line 2: this is not JSON" in refused(("a.json", "{\n]"))
    assert "other.json" in refused(("host.json", json.dumps(LINEAR)), ("other.json", "{}"))
    for name in ("a.toml", "a.json", "a.yaml", "a.csv"):
        assert f"{name}: the file has more than 20 MiB" in refused((name, b" " * (20 << 20) + b"{"))
    assert "a.xml: the file has more than 20 MiB" in refused(("a.xml", b"<" * ((20 << 20) + 1)))
    assert "this is a second scenario" in refused(("a.csv", TABLE), ("b.csv", TABLE))
    assert "this is not UTF-8 text" in refused(("a.json", b"{\xff}"))
    assert "stand too deeply within each other" in refused(("a.json", '{"a":' * 100_000))
