# SPDX-License-Identifier: Apache-2.0
"""Scores go out as a spreadsheet and come back the same; what does not fit is named with its row."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.errors import RefusedError
from goodoffices.exchange.scores_sheet import read_sheet, write_csv, write_workbook
from goodoffices.settlement import Holds, Interaction, Issue, Option, Preferences, Unsure
from tests.scenario_strategies import fractions


names = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), max_size=12).map(lambda text: text.strip())


@st.composite
def scored(draw: st.DrawFn) -> tuple[tuple[Issue, ...], Preferences]:
    issues = tuple(
        Issue(
            id=f"i{place}",
            name=draw(st.one_of(names, st.just("=1+1"), st.just("'-@"))),
            options=tuple(Option(id=f"o{n}", name=draw(names)) for n in range(draw(st.integers(1, 4)))),
        )
        for place in range(draw(st.integers(1, 4)))
    )
    joined = [issue for issue in issues if draw(st.booleans())]
    ends = sorted((draw(fractions()), draw(fractions())))
    return issues, Preferences(
        id="a",
        weights={issue.id: abs(draw(fractions())) for issue in issues},
        values={issue.id: {option.id: draw(fractions()) for option in issue.options} for issue in issues},
        minimum=draw(fractions()),
        interactions=tuple(
            Interaction(
                together=tuple(
                    Holds(
                        issue=issue.id,
                        options=draw(
                            st.sets(st.sampled_from([each.id for each in issue.options]), min_size=1).map(frozenset)
                        ),
                    )
                    for issue in joined
                ),
                adds=draw(fractions()),
            )
            for _ in range(draw(st.integers(0, 2)) if len(joined) > 1 else 0)
        ),
        unsure=tuple(
            Unsure(issue=issue.id, option=option, low=ends[0], high=ends[1])
            for issue in issues
            for option in (None, *(each.id for each in issue.options))
            if draw(st.booleans())
        ),
    )


@settings(max_examples=40)
@given(scored())
def test_what_goes_out_comes_back(case: tuple[tuple[Issue, ...], Preferences]) -> None:
    issues, preferences = case
    for write in (write_csv, write_workbook):
        assert read_sheet(write(issues, preferences), "scores", issues, Preferences(id="a"), preferences) == preferences


def test_no_cell_is_a_fraction_that_a_spreadsheet_program_would_take_for_a_date() -> None:
    third = Preferences(
        id="a",
        weights={"days": Fraction(1, 3), "aid": Fraction(2, 3)},
        values={
            "days": {"d70": Fraction(7, 20), "d90": Fraction(1)},
            "aid": {"yes": Fraction(1, 7), "no": Fraction(0)},
        },
    )
    sheet = write_csv(ISSUES, third)
    assert b"/" not in sheet
    assert b"0.333333333," in sheet
    assert read_sheet(sheet, "scores.csv", ISSUES, Preferences(id="a"), third) == third
    changed = read_sheet(sheet.replace(b"0.35", b"0.36"), "scores.csv", ISSUES, Preferences(id="a"), third)
    assert changed.values["days"]["d70"] == Fraction(36, 100)
    assert changed.weights == third.weights


ISSUES = (
    Issue(id="days", name="Ceasefire", options=(Option(id="d70"), Option(id="d90"))),
    Issue(id="aid", name="Aid", options=(Option(id="yes"), Option(id="no"))),
)


def read(text: str) -> Preferences:
    return read_sheet(text.encode(), "scores.csv", ISSUES, Preferences(id="a", minimum=Fraction(40)))


def test_a_sheet_saved_by_a_spreadsheet_program_of_another_country_is_read() -> None:
    found = read(
        "issue;weight;term;value\ndays;60;d70;0\ndays;;d90;٠٫٥\naid;40;yes;1\naid;;no;0,25\n\nminimum;;;35,5\n"
    )
    assert found.weights == {"days": 60, "aid": 40}
    assert found.values == {
        "days": {"d70": Fraction(0), "d90": Fraction(1, 2)},
        "aid": {"yes": Fraction(1), "no": Fraction(1, 4)},
    }
    assert found.minimum == Fraction(71, 2)


def test_every_mistake_is_named_with_its_row() -> None:
    sheet = 'issue,weight,term,value\ndyas,60,d70,0\ndays,-1,d90,much\naid,40,yes,\naid,41,yes,NaN\naid,,no,"1,250"\n'
    with pytest.raises(RefusedError) as refused:
        read(sheet)
    assert [str(mistake) for mistake in refused.value.mistakes] == [
        'scores.csv, row 2, issue: "dyas" is not one of this sheet; did you mean "days"?',
        "scores.csv, row 3, weight: a weight is not negative",
        "scores.csv, row 3, value: this is not a number",
        "scores.csv, row 4, value: a number is missing",
        "scores.csv, row 5, weight: this issue has another weight above",
        "scores.csv, row 5, value: this is not a number",
        "scores.csv, row 6, value: this number could be 1250 or 1.25",
    ]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "the sheet is empty"),
        (b"\xff\xfe\x00", "not text in UTF-8"),
        (b"PK\x03\x04 broken", "not a workbook"),
        (b"issue,term,value\n", "no column called weight"),
        (b"issue,weight,term,value\ndays,1,d70,1\n", "d90 has no value"),
        (b"issue,weight,term,value\ndays,,d70,1\ndays,,d90,1\n", "days: this issue has no weight"),
        (b"x" * 2_000_001, "larger than any sheet"),
    ],
)
def test_what_is_no_sheet_is_refused_whole(data: bytes, sentence: str) -> None:
    with pytest.raises(RefusedError) as refused:
        read_sheet(data, "sheet", ISSUES, Preferences(id="a"))
    assert sentence in str(refused.value.mistakes[0])


def test_what_is_said_of_terms_together_is_read_by_the_number_of_its_rows() -> None:
    found = read(
        "issue,weight,term,value,weight at least,weight at most,together,adds\n"
        "days,60,d70,0,50,70,,\ndays,,d90,1,,,,\naid,40,yes,1,,,,\naid,,no,0,,,,\nminimum,,,35,,,,\n"
        "days,,d70,,,,1,-7\ndays,,d90,,,,1,\naid,,yes,,,,1,\n"
    )
    together = (
        Holds(issue="days", options=frozenset({"d70", "d90"})),
        Holds(issue="aid", options=frozenset({"yes"})),
    )
    assert found.interactions == (Interaction(together=together, adds=Fraction(-7)),)
    assert found.unsure == (Unsure(issue="days", low=Fraction(50), high=Fraction(70)),)


def test_what_is_wrong_with_terms_together_and_with_ranges_is_named_with_its_row() -> None:
    heading = "issue,weight,term,value,value at least,value at most,together,adds\n"
    whole = "days,60,d70,0,,,,\ndays,,d90,1,,,,\naid,40,yes,1,,,,\naid,,no,0,,,,\n"
    wrong = {
        "days,,d70,,,,1,5\n": "scores.csv, row 6, together: terms are worth something together only "
        "across two issues or more",
        "days,,d70,,,,1,\naid,,no,,,,1,\n": "scores.csv, row 6, adds: a number is missing",
        "days,,d70,,,,1,5\naid,,no,,,,1,5\n": "scores.csv, row 7, adds: what these add stands above already",
        "days,,d07,,,,1,5\naid,,no,,,,1,\n": 'scores.csv, row 6, term: "d07" is not one of this sheet; '
        'did you mean "d70"?',
    }
    for rows, mistake in wrong.items():
        with pytest.raises(RefusedError) as refused:
            read(heading + whole + rows)
        assert [str(each) for each in refused.value.mistakes] == [mistake]
    for ends, mistake in {
        "0.5,": "scores.csv, row 2, value at most: a number is missing",
        "2,1": "scores.csv, row 2, value at most: the most is less than the least",
    }.items():
        with pytest.raises(RefusedError) as refused:
            read(heading + whole.replace("days,60,d70,0,,", f"days,60,d70,0,{ends}"))
        assert [str(each) for each in refused.value.mistakes] == [mistake]
