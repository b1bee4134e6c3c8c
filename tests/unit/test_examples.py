# SPDX-License-Identifier: Apache-2.0
"""The example cases: the channel says what the report says and no more, and the labour case shows every part."""

from __future__ import annotations

import re
from functools import cache

import pytest

from goodoffices.domain.agreements import Grade
from goodoffices.domain.chronology import Calendar, chronology
from goodoffices.domain.decisions import decide
from goodoffices.domain.entries import Fact
from goodoffices.domain.issues import Issue, IssueKind
from goodoffices.domain.knowledge import Detail, How, Knowledge
from goodoffices.domain.names import Found
from goodoffices.domain.proposals import Answer, Proposal, brackets
from goodoffices.domain.reports import Exchange, Report, Status
from goodoffices.domain.state import State, fold
from goodoffices.domain.statements import Form, Standing
from goodoffices.errors import RefusedError
from goodoffices.exchange.case_file import KINDS, Case, case_of, check_case, to_command, write_case
from goodoffices.times import Instant, days_apart
from tests.docs.pages import ROOT


NOW = Instant.read("2026-01-01T00:00:00Z")


@cache
def case(name: str) -> Case:
    return check_case((ROOT / "examples" / name).read_bytes(), name)


def state(name: str) -> State:
    command, place = to_command(case(name), "mediator")
    return fold(enumerate(decide(State(), command, NOW, place).entries, start=1))


@pytest.mark.parametrize("name", ["channel-2025.toml", "labour-2024.toml"])
def test_an_example_can_be_brought_in_written_out_and_brought_in_again(name: str) -> None:
    written = write_case(case_of(state(name)))
    assert check_case(written, name) == case(name)


ROWS: dict[str, tuple[str, str | None, str]] = {
    "r1": ("2025-03", "outlet < Axios", "reported"),
    "r2": ("2025-03", "outlet < Axios", "reported"),
    "r3": ("2025-03", "outlet < Axios", "reported"),
    "r4": ("3 hours before address", "outlet < Axios", "reported"),
    "r5": ("after r4", "outlet < Axios < Trump's advisers", "belief"),
    "r6": ("2025-03", "outlet < Axios", "reported"),
    "r7": ("weeks later than r6", "outlet", "reported"),
    "r8": ("2025-04-22", "officials", "reported"),
    "r9": ("2025-04-22", "officials", "reported"),
    "r10": ("after 2025-04-22", "officials", "reported"),
    "r11": ("days later than r10", "outlet < Axios < Israeli, Palestinian and US officials", "reported"),
    "r12": ("after r11", "Axios < a senior Israeli official", "reported"),
    "r13": ("about 2025-04-27 to 2025-05-11", "Axios < officials", "reported"),
    "r14": ("same time as r13", "Axios < an informed source", "reported"),
    "r15": ("unknown", "Bahbah", "no comment"),
    "r16": ("same time as r13", "Axios", "reported"),
    "r17": ("2025-05-08", "Axios < Israeli officials", "reported"),
    "r18": ("before 2025-05-08", "Axios < Israeli officials", "reported"),
    "r19": ("2025-05-11", "Axios", "reported"),
    "r20": ("before r22", "Axios < a Palestinian official", "unconfirmed"),
    "r21": ("same time as r20", "Axios < a Palestinian official", "unconfirmed"),
    "r22": ("about 2025-05-11 22:00 Asia/Qatar", "Axios", "reported"),
    "r23": ("after r22", "Axios", "reported"),
    "r24": ("after r22", "Axios < the father", "confirmed"),
    "r25": ("2025-05-12", "Axios < Israeli officials", "reported"),
    "r26": ("unknown", "a senior US official", "downplayed"),
    "r27": ("unknown", "an Israeli official", "reported"),
    "r28": ("unknown", "another Israeli official", "assessment"),
    "r29": ("unknown", "experts", "assessment"),
    "r30": ("2025-05-13", "outlet", "reported"),
    "r31": ("unknown", "Israeli officials", "assessment"),
    "r32": ("unknown", "an Israeli official", "reported"),
    "r33": ("2025-05-13", "Axios", "confirmed"),
}
"""When, from whom and how far confirmed, for each row of the report."""


def channel_rows() -> dict[str, Exchange | Report]:
    rows: list[Exchange | Report] = [*case("channel-2025.toml").exchanges, *case("channel-2025.toml").reports]
    return {row.id: row for row in rows}


def test_every_row_of_the_report_stands_with_its_time_its_sources_and_its_status() -> None:
    rows = channel_rows()
    assert rows.keys() == ROWS.keys() | {"address"}
    assert {key: (str(row.when), row.attribution, row.status) for key, row in rows.items() if key != "address"} == ROWS


def test_accounts_that_differ_stand_side_by_side() -> None:
    (other,) = channel_rows()["r25"].also
    assert other.status is Status.NO_COMMENT
    assert other.attribution == "Axios < a US official with knowledge of the call"


def test_the_chronology_reads_as_the_report_does_where_its_times_say_so() -> None:
    order = [held.fact.id for held in chronology(state("channel-2025.toml"))]
    dated = [
        "r1",
        "r2",
        "r3",
        "r4",
        "r5",
        "r6",
        "r7",
        "r8",
        "r9",
        "r10",
        "r11",
        "r12",
        "r13",
        "r14",
        "r16",
        "r18",
        "r17",
        "r19",
        "r20",
        "r21",
        "r22",
        "r23",
        "r24",
        "r25",
    ]
    assert [row for row in order if row in dated] == dated
    assert set(order[-9:-7]) == {"r30", "r33"}
    assert set(order[-7:]) == {"r15", "r26", "r27", "r28", "r29", "r31", "r32"}


def test_the_five_proposals_have_the_terms_of_the_report() -> None:
    held = state("channel-2025.toml")
    assert {proposal.id: proposal.terms for proposal in held.of(Proposal)} == {
        "p1": {"release": "@alexander", "prisoners": "250 prisoners"},
        "p2": {"release": "@alexander", "public_call": "yes"},
        "p3": {"release": "all hostages", "end_of_war": "yes"},
        "p4": {"release": "@alexander", "in_return": "nothing"},
        "p5": {"release": "10 hostages", "ceasefire": "70 to 90 days", "final_talks": "yes", "no_resumption": "yes"},
    }
    assert {(answer.proposal, answer.by, str(answer.kind)) for answer in held.of(Answer)} == {
        ("p2", "hamas", "reject"),
        ("p3", "us", "counter"),
        ("p4", "hamas", "accept"),
    }
    conditional = held.get("p5", Proposal)
    assert conditional is not None
    assert conditional.status is Status.UNCONFIRMED
    assert [condition.on for condition in conditional.conditions] == ["p4"]
    assert conditional.guarantors == ("us", "qatar", "egypt")


def test_who_knew_of_the_channel_stands_as_in_the_report() -> None:
    noted = state("channel-2025.toml").of(Knowledge)
    rows = {(knowledge.who, str(knowledge.since), knowledge.how, knowledge.detail) for knowledge in noted}
    assert rows == {
        (("hamas", "bahbah", "witkoff"), "late 2025-04", How.TOOK_PART, Detail.SUBSTANCE),
        (("qatar",), "late 2025-04 to early 2025-05", How.TOOK_PART, Detail.SUBSTANCE),
        (("israel",), "before 2025-05-08", How.OVERHEARD, Detail.SOME_SUBSTANCE),
        (("dermer",), "2025-05-08", How.ASKED, Detail.SOME_SUBSTANCE),
        (("netanyahu", "dermer"), "2025-05-11", How.TOLD, Detail.SUBSTANCE),
        (("family",), "2025-05-11", How.TOLD, Detail.SUBSTANCE),
        (("public",), "2025-05-13", How.PUBLISHED, Detail.SOME_SUBSTANCE),
    }


def test_583_days_are_counted_and_the_parents_come_first() -> None:
    held = state("channel-2025.toml")
    calendar = Calendar(held)
    clock = next(clock for clock in case("channel-2025.toml").clocks if clock.id == "held")
    assert clock.since is not None
    assert clock.until is not None
    assert days_apart(calendar.interval(clock.since), calendar.interval(clock.until), held.zone) == (583, 583)
    notices = sorted(case("channel-2025.toml").notices, key=lambda notice: notice.place)
    assert [(notice.to, str(notice.told)) for notice in notices] == [
        ("family", "same time as r24"),
        ("netanyahu", "same time as r23"),
        ("dermer", "same time as r23"),
    ]


def test_the_spellings_of_the_report_are_recognised_as_one() -> None:
    names = state("channel-2025.toml").names
    for spelling, identifier in (
        ("Witkov", "witkoff"),
        ("Aidan Alexander", "alexander"),
        ("the movement", "hamas"),
        ("White House", "us"),
        ("Qatari officials", "qatar"),
        ("Bishara", "bahbah"),
        ("Al Thani", "althani"),
    ):
        found = names.find(spelling)
        assert isinstance(found, Found)
        assert found.id == identifier


def test_no_day_is_named_that_the_report_does_not_name() -> None:
    text = (ROOT / "examples" / "channel-2025.toml").read_text(encoding="utf-8")
    body = text[text.index("[mediation]") :]
    assert set(re.findall(r"\b20\d\d-\d\d-\d\d\b", body)) == {
        "2025-04-22",
        "2025-04-27",
        "2025-05-08",
        "2025-05-11",
        "2025-05-12",
        "2025-05-13",
    }


def kinds_of(name: str) -> set[type[Fact]]:
    return {type(fact) for fact in case(name).facts()}


def test_the_labour_case_shows_every_kind_of_fact_and_of_issue() -> None:
    assert kinds_of("labour-2024.toml") >= set(KINDS)
    assert {issue.kind for issue in state("labour-2024.toml").of(Issue)} == set(IssueKind)


def test_the_single_text_loses_its_brackets_draft_by_draft() -> None:
    drafts = [proposal for proposal in case("labour-2024.toml").proposals if proposal.title == "Single text"]
    assert [draft.draft for draft in drafts] == [1, 2, 3]
    counts = [len(brackets(draft.text or "")) for draft in drafts]
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] == 0
    assert len(set(counts)) == 3


def test_the_caucuses_of_the_labour_case_show_what_is_let_go_and_what_goes_on_regardless() -> None:
    labour = case("labour-2024.toml")
    assert {statement.standing for statement in labour.statements} == set(Standing)
    assert {release.form for release in labour.releases} == set(Form)
    assert [withdrawal.of for withdrawal in labour.withdrawals] == ["rl7"]
    assert len([showing for showing in labour.showings if showing.regardless]) == 1
    assert {Grade.MET, Grade.PARTIAL, Grade.DISPUTED} <= {done.grade for done in labour.performances}
    assert 6 <= len(labour.obligations) <= 8


def test_without_its_reason_the_showing_that_went_on_regardless_would_be_refused() -> None:
    text = (ROOT / "examples" / "labour-2024.toml").read_text(encoding="utf-8")
    without = re.sub(r'regardless = """.*?"""\n', "", text, flags=re.DOTALL)
    assert without != text
    with pytest.raises(RefusedError) as caught:
        check_case(without.encode(), "labour-2024.toml")
    (mistake,) = caught.value.mistakes
    assert mistake.place.startswith("showing[6].releases (sh6, line ")
