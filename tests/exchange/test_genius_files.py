# SPDX-License-Identifier: Apache-2.0
"""Scenarios of GENIUS are read with the conventions of GENIUS, and what was done to their numbers is said."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest

from goodoffices.errors import RefusedError
from goodoffices.exchange.scenarios import Reading, read_scenario
from goodoffices.settlement import package


def domain(issues: str) -> tuple[str, bytes]:
    text = f'<negotiation_template><utility_space><objective index="0">{issues}</objective></utility_space>'
    return "domain.xml", f"{text}</negotiation_template>".encode()


def profile(inside: str, beside: str = "", name: str = "one.xml") -> tuple[str, bytes]:
    return name, f'<utility_space><objective index="0">{inside}</objective>{beside}</utility_space>'.encode()


def scores(reading: Reading) -> list[Fraction]:
    issue = reading.scenario.issues[0]
    return [package(reading.scenario, (place,)).scores[0] for place in range(len(issue.options))]


COLOURS = '<issue index="1" name="colour"><item value="red"/><item value="green"/></issue>'


VALUED = '<issue index="1"><item value="green" evaluation="8"/><item value="red" evaluation="3"/></issue>'


def test_discrete_evaluations_are_divided_by_the_largest_of_their_issue() -> None:
    valued = '<issue index="1"><item value="green" evaluation="8"/><item value="red" evaluation="3"/></issue>'
    reading = read_scenario([profile(f'<weight index="1" value="0.5"/>{valued}'), domain(COLOURS)])
    assert scores(reading) == [Fraction(3, 16), Fraction(1, 2)]
    assert reading.form == "GENIUS XML"
    assert "Evaluations are divided by the largest of their issue." in reading.conventions
    assert "The weights come to 0.5 and are taken as they stand, as in GENIUS." in reading.conventions


def test_an_evaluation_given_twice_counts_as_it_was_given_last() -> None:
    items = '<item value="red" evaluation="0"/><item value="red" evaluation="2"/><item value="green" evaluation="4"/>'
    valued = f'<issue index="1">{items}</issue><weight index="1" value="1"/>'
    reading = read_scenario([domain(COLOURS), profile(valued)])
    assert scores(reading) == [Fraction(1, 2), 1]
    assert any("evaluates red twice" in sentence for sentence in reading.conventions)


def test_a_line_over_whole_numbers_begins_at_the_lower_bound_and_is_held_between_0_and_1() -> None:
    issue = '<issue index="1" name="price" type="integer" lowerbound="-2" upperbound="2">{}</issue>'
    line = '<evaluator ftype="linear" slope="0.4" offset="-0.2"/>'
    reading = read_scenario([domain(issue.format("")), profile(issue.format(line) + '<weight index="1" value="1"/>')])
    assert scores(reading) == [0, Fraction(1, 5), Fraction(3, 5), 1, 1]


def test_a_line_over_a_range_is_held_between_0_and_1_with_a_bend_where_it_reaches_them() -> None:
    issue = '<issue index="1" name="share" type="real"><range lowerbound="0" upperbound="10"/>{}</issue>'
    line = '<evaluator ftype="linear" parameter0="-0.5" parameter1="0.25"/>'
    reading = read_scenario([domain(issue.format("")), profile(issue.format(line) + '<weight index="1" value="1"/>')])
    assert reading.scenario.issues[0].between == (Fraction(0), Fraction(10))
    assert reading.scenario.parties[0].curves["share"] == tuple(
        (Fraction(number), Fraction(value)) for number, value in ((0, 0), (2, 0), (6, 1), (10, 1))
    )


def weighed(weights: list[str], steps: int = 3) -> list[tuple[str, bytes]]:
    """A domain whose issues have as many options, evaluated from 0 up in even steps."""
    items = "".join(f'<item value="{step}" evaluation="{step}"/>' for step in range(steps))
    issues = "".join(f'<issue index="{n}" name="i{n}">{items}</issue>' for n, _ in enumerate(weights, start=1))
    given = "".join(f'<weight index="{n}" value="{weight}"/>' for n, weight in enumerate(weights, start=1))
    return [domain(issues), profile(issues + given)]


def test_what_is_worth_more_than_1_counts_1_and_everything_else_as_it_is() -> None:
    weights = ["0.7", "0.4", "0.3"]
    reading = read_scenario(weighed(weights))
    for terms in product(range(3), repeat=3):
        whole = sum(
            (Fraction(weight) * Fraction(term, 2) for weight, term in zip(weights, terms, strict=True)), start=0
        )
        assert package(reading.scenario, terms).scores == (min(whole, Fraction(1)),)
    said = "A package that would be worth more than 1, at the most 1.4, counts 1, as in GENIUS."
    assert said in reading.conventions


def test_however_many_packages_come_to_more_than_1_each_counts_1() -> None:
    (party,) = read_scenario(weighed(["1"] * 6, steps=7)).scenario.parties
    assert party.most == 1
    assert not party.interactions


def test_a_sum_of_hyper_rectangles_above_1_counts_1_unless_it_is_asked_for_uncut() -> None:
    inside = '<hyperRectangle utility="{}"><INCLUDES index="1" min="{}" max="{}"/></hyperRectangle>'
    boxes = inside.format(6, 1, 2) + inside.format(5, 2, 3)
    utility = f'<utility maxutility="10"><ufun aggregation="sum">{boxes}</ufun></utility>'
    files = [domain(NUMBERS.format(1)), profile(NUMBERS.format(1) + utility)]
    cut, uncut = read_scenario(files), read_scenario(files, uncut=True)
    assert [10 * score for score in scores(cut)] == [0, 6, 10, 5]
    assert [10 * score for score in scores(uncut)] == [0, 6, 11, 5]
    assert "A sum of hyper-rectangles above 1 counts 1, as in GENIUS." in cut.conventions
    assert (
        "A sum of hyper-rectangles counts as it is, also above 1, as in early versions of GENIUS." in uncut.conventions
    )
    with pytest.raises(RefusedError) as refused:
        read_scenario([("talks.toml", b"scenario = 1")], uncut=True)
    assert "no GENIUS XML" in str(refused.value.mistakes[0])


def test_what_is_beyond_1_by_no_more_than_the_rounding_of_binary_fractions_stays() -> None:
    reading = read_scenario(weighed(["0.3333333333333334", "0.6666666666666667"]))
    assert package(reading.scenario, (2, 2)).scores == (Fraction("1.0000000000000001"),)
    assert reading.scenario.parties[0].most is None
    assert not any("counts 1" in sentence for sentence in reading.conventions)


def test_what_cannot_be_cut_off_is_refused_and_not_read_otherwise() -> None:
    line = '<evaluator ftype="linear" parameter0="0" parameter1="0.1"/><range lowerbound="0" upperbound="10"/>'
    issue = f'<issue index="1" name="share" type="real">{line}</issue>'
    with pytest.raises(RefusedError) as refused:
        read_scenario([profile(issue + '<weight index="1" value="1.5"/>')])
    assert str(refused.value.mistakes[0]).count("which is not read where there are ranges") == 1
    assert refused.value.mistakes[0].hint == "divide the weights by what they come to"


def test_a_triangle_over_a_range_begins_within_it_and_a_constant_is_level() -> None:
    issue = '<issue index="1" name="share" type="real"><range lowerbound="1" upperbound="10"/>{}</issue>'
    evaluators = (
        '<evaluator ftype="triangular" parameter0="0" parameter1="8" parameter2="4"/>',
        '<evaluator ftype="constant" parameter0="0.5"/>',
    )
    inside = [issue.format(each) + '<weight index="1" value="1"/>' for each in evaluators]
    profiles = [profile(each, name=f"{place}.xml") for place, each in enumerate(inside)]
    reading = read_scenario([domain(issue.format("")), *profiles])
    assert [dict(party.curves["share"]) for party in reading.scenario.parties] == [
        {1: Fraction(1, 4), 4: 1, 8: 0, 10: 0},
        {1: Fraction(1, 2), 10: Fraction(1, 2)},
    ]
    assert not any("weights" in sentence for sentence in reading.conventions)


NUMBERS = '<issue index="{0}" name="n{0}" type="integer" lowerbound="0" upperbound="3"/>'


def test_a_rectangle_includes_both_its_ends_and_excludes_counts_outside() -> None:
    rectangles = (
        '<hyperRectangle utility="6"><INCLUDES index="1" min="1" max="2"/></hyperRectangle>'
        '<hyperRectangle utility="4"><EXCLUDES index="1" min="2" max="3"/></hyperRectangle>'
        '<hyperRectangle utility="1" weight="2"/>'
    )
    utility = f'<utility maxutility="20"><ufun weight="9" aggregation="sum">{rectangles}</ufun></utility>'
    reading = read_scenario([domain(NUMBERS.format(1)), profile(NUMBERS.format(1) + utility)])
    assert [20 * score for score in scores(reading)] == [6, 12, 8, 2]
    assert any("divided by the maxutility of the profile, 20" in sentence for sentence in reading.conventions)


def test_a_declaration_behind_comments_is_read_as_genius_reads_it() -> None:
    name, bare = profile('<weight index="1" value="1"/>' + VALUED)
    led = b'\n<!-- the profile of one side -->\n<?xml version="1.0" encoding="utf-8" ?>\n' + bare
    for begun in (led, b"\xef\xbb\xbf" + led):
        assert scores(read_scenario([domain(COLOURS), (name, begun)])) == scores(
            read_scenario([domain(COLOURS), (name, bare)])
        )
    with pytest.raises(RefusedError, match="1 mistake") as error:
        read_scenario([domain(COLOURS), (name, led.replace(b"<objective", b"<objektive", 1))])
    assert "one.xml, line 4" in str(error.value.mistakes[0])


def test_an_option_listed_twice_counts_once_and_a_second_issue_of_a_name_is_told_apart_by_its_index() -> None:
    second = COLOURS.replace('index="1"', 'index="2"').replace("</issue>", '<item value="red"/></issue>')
    valued = VALUED + VALUED.replace('index="1"', 'index="2"')
    weights = '<weight index="1" value="0.5"/><weight index="2" value="0.5"/>'
    reading = read_scenario([domain(COLOURS + second), profile(weights + valued)])
    assert [(each.id, each.name) for each in reading.scenario.issues] == [
        ("colour", "colour"),
        ("colour (2)", "colour"),
    ]
    assert [[option.id for option in each.options] for each in reading.scenario.issues] == [["red", "green"]] * 2
    assert 'The option "red" of "colour (2)" is listed twice and counts once.' in reading.conventions


def test_the_reservation_value_is_the_minimum_and_a_discount_is_left_out_and_said() -> None:
    valued = '<issue index="1"><item value="green" evaluation="8"/><item value="red" evaluation="3"/></issue>'
    beside = '<reservation value="0.25"/><discount_factor value="0.9"/>'
    reading = read_scenario([domain(COLOURS), profile(f'<weight index="1" value="1"/>{valued}', beside)])
    assert reading.scenario.parties[0].minimum == Fraction(1, 4)
    assert any("the discount factor 0.9 is left out" in sentence.lower() for sentence in reading.conventions)


def test_parties_stand_in_the_order_of_their_files_and_are_called_as_they_are() -> None:
    valued = '<issue index="1"><item value="green" evaluation="8"/><item value="red" evaluation="3"/></issue>'
    inside = f'<weight index="1" value="1"/>{valued}'
    reading = read_scenario([profile(inside, name="b.xml"), domain(COLOURS), profile(inside, name="a.xml")])
    assert [party.id for party in reading.scenario.parties] == ["b", "a"]


@pytest.mark.parametrize(
    ("files", "mistake"),
    [
        ([domain(COLOURS)], "there is no profile"),
        ([domain(COLOURS), profile('<issue index="1"/>')], 'one.xml, issue 1: "colour" has no weight'),
        ([domain(COLOURS), profile("")], 'one.xml: "colour" (index 1) is missing'),
        (
            [domain(COLOURS), profile('<issue index="7"/>')],
            "one.xml, issue 7: the domain has no issue with the index 7",
        ),
        (
            [domain(COLOURS), profile('<weight index="1" value="NaN"/><issue index="1"><item value="red"/></issue>')],
            'one.xml, weight 1, value: "NaN" is not a number',
        ),
        (
            [domain(COLOURS), profile('<weight index="1" value="1"/><issue index="1"><item value="red"/></issue>')],
            '"green" has no evaluation',
        ),
        ([domain('<issue index="1" name="a"/>'), profile("")], "this issue has no options"),
        (
            [domain('<issue index="1" name="a"/>'), profile(f'<weight index="1" value="1"/>{VALUED}')],
            "domain.xml, issue[1]: this issue has no options",
        ),
        (
            [domain(NUMBERS.format(1).replace('"3"', '"1000000000"')), profile("")],
            "has 1000000001 options; at most 10000 are read",
        ),
        (
            [domain(""), profile('<utility maxutility="9"><ufun><hyperRectangle utility="6"/></ufun></utility>')],
            "one.xml, utility: the domain has no issue with options that this could count for",
        ),
        (
            [
                domain(NUMBERS.format(1)),
                profile(
                    NUMBERS.format(1).replace("/>", '><evaluator slope="1"/></issue><weight index="1" value="1"/>')
                ),
            ],
            'one.xml, issue 1 "n1": "offset" is missing',
        ),
        (
            [domain(COLOURS), ("second.xml", domain(COLOURS)[1]), profile("")],
            "second.xml: this is a second domain beside domain.xml",
        ),
        ([domain(COLOURS), profile('<utility maxutility="9"/>')], "one.xml, utility: there is no ufun in it"),
        (
            [domain(COLOURS), profile('<utility maxutility="0"><ufun/></utility>')],
            "one.xml, utility: maxutility has to be more than 0",
        ),
        ([("domain.xml", b"<negotiation_template/>"), profile("")], "domain.xml: there is no issue in it"),
        (
            [domain(COLOURS.replace("</issue>", "<item/></issue>")), profile("")],
            "domain.xml, issue 1, item 3: has no value",
        ),
        ([domain(COLOURS * 2), profile("")], "domain.xml, issue 2: the index 1 is taken already"),
        ([("one.xml", b"<utility_space><objective>")], "one.xml, line 1: this is not well-formed XML"),
        ([("one.xml", b"<html/>")], "<html> is neither a domain nor a profile of GENIUS"),
        (
            [("bomb.xml", b'<!DOCTYPE a [<!ENTITY b "cc">]><utility_space>&b;&b;</utility_space>')],
            "bomb.xml: this XML declares entities or refers to other files",
        ),
        (
            [("one.xml", b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><utility_space/>')],
            "this XML declares entities or refers to other files",
        ),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(files: list[tuple[str, bytes]], mistake: str) -> None:
    with pytest.raises(RefusedError) as error:
        read_scenario(files)
    assert any(mistake in str(each) for each in error.value.mistakes), error.value.mistakes
