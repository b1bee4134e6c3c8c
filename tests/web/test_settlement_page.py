# SPDX-License-Identifier: Apache-2.0
"""The mediator's settlement page: what it says of the scores it may use, and one step from a package to a draft."""

from __future__ import annotations

import re
import subprocess
import sys
from random import Random
from typing import TYPE_CHECKING

from msgspec.structs import replace

from goodoffices.app.handlers import enter
from goodoffices.domain.dependencies import Taken
from goodoffices.domain.destruction import Rule
from goodoffices.domain.issues import Issue, IssueKind, Option
from goodoffices.domain.people import Delegation, Mediation, Side
from goodoffices.domain.proposals import Proposal, ProposalKind
from goodoffices.domain.scores import IssueScores, Scores, TermValue, Together
from goodoffices.times import When
from tests.asking import asked, given, let, some_scores
from tests.web.conftest import client
from tests.web.forms import AT, post, state_of
from tests.web.reading import Page, visit


if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.testclient import TestClient

    from goodoffices.app.house import House
    from goodoffices.domain.entries import Fact


PLACE = f"{AT}/settlement"
PACKAGES = f"{PLACE}/packages"


def test_a_case_without_scores_says_what_would_be_needed_and_computes_nothing(channel: TestClient) -> None:
    page = visit(channel, "/m/channel-2025/settlement")
    assert "What is needed first" in page.text
    assert "The scores of at least two parties" in page.text
    assert "has not let you use its scores" in page.text
    assert not page.all("svg")
    assert "not yet" in page.text
    assert "Ask the parties, and open their pages" in page.text
    assert page.addresses().count("/m/channel-2025/scores") == 3, "at the top, where it is needed, and below"


def test_the_page_says_that_it_is_the_mediators_alone(ask: TestClient) -> None:
    assert "This page is the mediator's alone" in visit(ask, PLACE).text


def test_the_packages_the_offers_and_the_minimums_are_drawn_and_every_mark_is_a_link(ask: TestClient) -> None:
    page = visit(ask, PLACE)
    assert {picture["class"].split()[0] for picture in page.all("svg")} == {"packages"}
    assert "Yes." in page.text
    links = page.addresses()
    for proposal in ("offer1", "offer2", "draft1", "draft3"):
        assert f"{AT}/proposal/{proposal}" in links
    packages = {link for link in links if "package=" in link}
    assert packages
    for link in sorted(packages)[::6]:
        looked = visit(ask, link.partition("#")[0])
        assert "The package you look at" in looked.text
        assert "looked-at" in looked.ids


def test_each_package_that_is_called_fair_says_why_and_that_it_is_proven(ask: TestClient) -> None:
    page = visit(ask, PLACE)
    for concept in ("Nash", "Kalai–Smorodinsky", "egalitarian", "leximin", "utilitarian", "maximin gain"):
        assert f"{concept}:" in page.text
    assert page.text.count("This is proven.") >= 6


def test_the_numbers_are_those_of_the_scores(ask: TestClient, labour: House) -> None:
    page = visit(ask, PLACE)
    scores = {each.delegation: each for each in state_of(labour).of(Scores)}
    draft = state_of(labour).get("draft3", Proposal)
    assert draft is not None
    row = re.search(r"draft3 Single text.*?Hollenfurt Tramways ([0-9.]+)", page.text)
    assert row is not None
    expected = sum(
        float(issue.weight) * float(value.value)
        for issue in scores["employer"].issues
        for value in issue.values
        if draft.terms[issue.issue] == value.term
    )
    assert float(row[1]) == round(expected, 2)


def test_the_package_that_most_concepts_agree_on_stands_first(ask: TestClient) -> None:
    rows = re.findall(r'<li class="package-row[^"]*">.*?</li>', ask.get(f"{PLACE}?draft=draft3").text, re.DOTALL)
    agreed = [len(re.findall('class="tag">', row)) for row in rows if 'class="reasons"' in row]
    assert len(agreed) > 1
    assert agreed == sorted(agreed, reverse=True)
    assert agreed[0] > agreed[-1]


def test_parties_stand_in_the_order_of_the_case_in_the_points_of_their_own_pages(
    ask: TestClient, labour: House
) -> None:
    union, employer = state_of(labour).of(Scores)
    tenfold = tuple(replace(each, weight=f"{each.weight}0") for each in union.issues)
    again = [replace(employer, id="e2"), replace(union, id="u2", issues=tenfold, minimum="450")]
    before = visit(ask, PLACE).text
    enter(labour.mediation(), tuple(again), "the office")
    after = visit(ask, PLACE).text
    for text in (before, after):
        assert "Union of Tram and Depot Workers 69.6, 24.6 over its minimum" in text
        assert text.index("Union of Tram and Depot Workers 69.6") < text.index("Hollenfurt Tramways 58.2")
    assert "A point of one is not a point of another." in after


def test_two_parties_see_the_issues_shared_out_so_that_both_have_equally_many_points(ask: TestClient) -> None:
    shared = visit(ask, PACKAGES).text.partition("If the issues could be divided")[2]
    points = re.search(r"In points: Union of Tram and Depot Workers (\S+), Hollenfurt Tramways (\S+)\.", shared)
    assert points is not None
    assert points[1] == points[2]
    assert "divided" in shared


def test_what_an_issue_can_bring_if_other_terms_suit_is_told_apart_from_what_it_brings(
    ask: TestClient, labour: House
) -> None:
    def first() -> list[str]:
        return re.findall(r'<li><b><bdi>[^<]*</bdi></b> <span class="soft">.*?</li>', ask.get(PACKAGES).text, re.DOTALL)

    if_suited = "of all that is at stake for it, if the other terms suit."
    assert len(first()) > 1
    assert not any(if_suited in each for each in first())
    scores = tuple(state_of(labour).of(Scores))
    pay, other = scores[0].issues[:2]
    pair = tuple(Taken(issue=each.issue, terms=(each.values[0].term,)) for each in (pay, other))
    again = [replace(each, id=f"new-{n}", together=(Together(terms=pair, adds="12"),)) for n, each in enumerate(scores)]
    enter(labour.mediation(), tuple(again), "the office")
    assert sum(if_suited in each for each in first()) in {1, 2}


def test_an_improvement_on_the_draft_leaves_nobody_with_less(ask: TestClient) -> None:
    page = visit(ask, f"{PLACE}?draft=draft3")
    improved = page.text.partition("Worse for nobody than the draft, better for somebody")[2].partition("Compare")[0]
    over = re.findall(r"([+−±][0-9.]+) against the draft .*?([+−±][0-9.]+) against the draft", improved)
    assert over
    assert all("−" not in gain for gains in over for gain in gains)
    assert all(gains != ("±0", "±0") for gains in over)


def test_the_first_thing_on_the_page_is_whether_all_could_agree_on_what_and_what_that_changes_of_the_draft(
    ask: TestClient,
) -> None:
    page = visit(ask, f"{PLACE}?draft=draft3")
    first = page.text.partition("Is there a package that all could take?")[2].partition("The packages and the offers")[
        0
    ]
    assert first.strip().startswith("✓ Yes. 40 efficient packages reach every minimum.")
    fair, _between, better = first.partition("Worse for nobody than the draft, better for somebody")
    assert "No other is fair in more senses: Nash Kalai–Smorodinsky" in fair
    assert "Rise in pay 3.8 % → 3.4 %" in fair
    assert "6 terms as in the draft" in fair
    assert "Union of Tram and Depot Workers 66.6, 21.6 over its minimum, −3 against the draft" in fair
    assert "+0.6 against the draft" in better
    assert "+0.1 against the draft" in better
    assert "Compare with the draft" in better
    for part in (fair, better):
        assert "into a draft" in part
    assert "Dismissed drivers who are taken back open → " in visit(ask, f"{PLACE}?draft=draft1").text


def test_what_is_level_with_what_stands_above_is_not_said_twice(ask: TestClient) -> None:
    page = visit(ask, f"{PLACE}?draft=draft3").text
    first = re.findall(r"Package (\d+) (?:No other is fair|✓ Worse for nobody)", page)
    assert len(first) == len(set(first)) == 2
    for number in first:
        rows = page.partition("What is called fair, and why")[2]
        assert re.search(rf"Package {number} [^.]*Its terms stand at the top\.", rows)


def test_all_efficient_packages_have_a_page_that_says_how_many_there_are_and_that_these_are_all(
    ask: TestClient,
) -> None:
    page = visit(ask, f"{PACKAGES}?draft=draft3")
    told = re.search(r"(\d+) packages are efficient", page.text)
    assert told is not None
    assert "These are all, and that is proven." in page.text
    assert len([row for row in page.all("tr") if row.get("role") == "row"]) == 1 + int(told[1])
    assert any("package=" in link and "draft=draft3" in link for link in page.addresses())
    assert "Shape of the roster" in page.text.partition("Which issue first")[2]
    assert f"{AT}/settlement/packages?draft=draft3" in visit(ask, f"{PLACE}?draft=draft3").addresses()
    assert "Nothing can be worked out yet." not in page.text


def test_the_page_of_all_packages_leads_back_where_nothing_can_be_worked_out(channel: TestClient) -> None:
    page = visit(channel, "/m/channel-2025/settlement/packages")
    assert "Nothing can be worked out yet." in page.text
    assert "/m/channel-2025/settlement" in page.addresses()


def test_what_may_be_said_to_a_party_holds_no_number_of_anybodys(ask: TestClient) -> None:
    told = visit(ask, PLACE).text.rpartition("What may be said to a party, without numbers")[2]
    told = told.partition("Whose scores you may use")[0]
    assert "An arrangement exists that you could both accept." in told
    assert not re.search(r"\d", told)


def test_one_step_puts_a_package_into_the_next_draft_and_only_once(ask: TestClient, labour: House) -> None:
    page = ask.get(f"{PLACE}?draft=draft3").text
    form = re.search(
        r'name="package" value="([0-9-]+)">\s*<input type="hidden" name="draft" value="draft3">\s*'
        r'<input type="hidden" name="_seen" value="(\d+)"',
        page,
    )
    assert form is not None
    sent = {"package": form[1], "draft": "draft3", "_seen": form[2]}
    answer = post(ask, PLACE, sent)
    assert answer.status_code == 303
    assert post(ask, PLACE, sent).headers["location"] == answer.headers["location"]

    drafted = [each for each in state_of(labour).of(Proposal) if each.revises == "draft3"]
    assert [(each.kind, each.draft, each.by, each.to) for each in drafted] == [
        (ProposalKind.MEDIATORS_PROPOSAL, 4, ("office",), ("union", "employer"))
    ]
    draft3 = state_of(labour).get("draft3", Proposal)
    assert draft3 is not None
    assert drafted[0].terms.keys() >= draft3.terms.keys()
    assert drafted[0].terms["review"] == draft3.terms["review"], "what nobody weighed stays as it was"
    assert drafted[0].conditions == draft3.conditions
    assert drafted[0].text is None, "the wording words other terms"
    assert "Single text" in visit(ask, answer.headers["location"]).text
    assert f"{AT}/proposal/{drafted[0].id}" in visit(ask, PLACE).addresses()


def test_a_draft_against_a_partys_offer_is_a_first_one(ask: TestClient, labour: House) -> None:
    package = "-".join("0" * 8)
    answer = post(ask, PLACE, {"package": package, "draft": "offer2", "_seen": "0"})
    assert answer.status_code == 303
    drafted = [each for each in state_of(labour).of(Proposal) if each.revises == "offer2"]
    assert [(each.draft, each.title) for each in drafted] == [(1, "Mediator's proposal")]


def test_what_is_no_package_is_not_put_into_a_draft(ask: TestClient, labour: House) -> None:
    before = state_of(labour).sequence
    breaks = "-".join(["0"] * 6 + ["1", "3"])  # all seven come back, and there may be strikes
    for package in ("", "0", "9-9-9-9-9-9-9-9", breaks, "x", "-".join("0" * 9)):
        assert post(ask, PLACE, {"package": package, "draft": "", "_seen": "0"}).status_code == 409
    assert post(ask, PLACE, {"package": "-".join("0" * 8), "draft": "nobody", "_seen": "0"}).status_code == 409
    assert post(ask, PLACE, {"package": "-".join("0" * 8), "terms": "pay"}).status_code == 400
    assert ask.post(PLACE, data={"package": "-".join("0" * 8)}).status_code == 403, "not from a page of ours"
    assert state_of(labour).sequence == before


def test_minimums_that_exclude_each_other_are_named_with_how_far_they_are_apart(ask: TestClient, labour: House) -> None:
    mediation = labour.mediation()
    greedy = [replace(each, id=f"greedy_{each.delegation}", minimum="99") for each in state_of(labour).of(Scores)]
    enter(mediation, tuple(greedy), "the office")
    page = visit(ask, PLACE)
    assert "No, and that is proven." in page.text
    assert "the minimum of Union of Tram and Depot Workers" in page.text
    assert "the minimum of Hollenfurt Tramways" in page.text
    assert "Nearest comes" in page.text


def test_scores_that_a_party_takes_back_are_not_used_any_more(ask: TestClient, labour: House) -> None:
    for side in ("union", "employer"):
        party = asked(labour, "hollenfurt", side)
        given(party, some_scores(party, side))
        let(labour, "hollenfurt", side)
    assert "Is there a package that all could take?" in visit(ask, PLACE).text
    union = f"{AT}/party/union"
    assert post(ask, f"{union}/let", {"what": "back"}).status_code == 303
    page = visit(ask, PLACE)
    assert "What is needed first" in page.text
    assert "Is there a package that all could take?" not in page.text


def test_three_parties_are_drawn_side_by_side(ask: TestClient, labour: House) -> None:
    mediation = labour.mediation()
    union = next(each for each in state_of(labour).of(Scores) if each.delegation == "union")
    enter(mediation, (replace(union, id="council_scores", delegation="council", minimum="0"),), "the office")
    page = visit(ask, PLACE)
    assert any("parallel" in picture["class"].split() for picture in page.all("svg"))
    assert "Works council of Hollenfurt Tramways" in page.text
    markup = ask.get(PLACE).text
    for picture in re.findall(r'<svg class="packages parallel (?:wide|narrow).*?</svg>', markup, re.DOTALL):
        width = float(re.search(r'viewBox="0 0 (\d+)', picture)[1])  # type: ignore[index]
        plates = re.findall(r'<rect class="label plate" x="([\d.-]+)"[^>]* width="([\d.]+)"', picture)
        assert len(plates) > 4
        for x, wide in plates:
            assert float(x) + float(wide) <= width, "a label ends in the picture"
    legend = re.findall(r'<svg class="packages( parallel)? sample"[^>]*>(.*?)</svg>', markup)
    assert [kind for kind, drawn in legend if "minimum" in drawn or "offer" in drawn] == [" parallel"] * 3


def test_points_are_those_of_the_partys_page_and_what_is_not_nothing_is_not_shown_as_nothing(
    ask: TestClient, labour: House
) -> None:
    union = next(each for each in state_of(labour).of(Scores) if each.delegation == "union")
    record = asked(labour, "hollenfurt", "union")
    given(record, replace(union, id="own", minimum="69.57", received=None))
    let(labour, "hollenfurt", "union")
    page = visit(ask, PLACE).text
    own = visit(ask, f"{AT}/party/union").text
    assert "≈" not in page
    for worth in ("86.6 to 100", "60.6 to 77.4"):
        assert worth in own
        assert worth in page
    assert "69.6, 0.03 over its minimum" in page


def test_a_draft_between_two_steps_is_improved_on_and_what_lies_between_is_named(
    ask: TestClient, labour: House
) -> None:
    draft = state_of(labour).get("draft3", Proposal)
    assert draft is not None
    terms = {**draft.terms, "lump": "500 EUR"}
    enter(labour.mediation(), (replace(draft, id="middle", draft=4, revises="draft3", terms=terms),), "the office")
    markup = ask.get(f"{PLACE}?draft=middle").text
    said = Page(markup[markup.index('id="better"') : markup.index('id="told"')]).text
    assert "between two steps that were weighed" in said
    assert "One-off payment to each employee" in said
    assert "leaves nobody with less than the draft and somebody with more" in said
    text = Page(markup).text
    assert "Worse for nobody than the draft, better for somebody" in text
    gained = re.findall(r"([+−][\d.]+) against the draft", text[text.index("Worse for nobody") :])[:2]
    assert len(gained) == 2
    assert not any(each.startswith("−") for each in gained)


def test_from_a_draft_between_two_steps_trades_single_terms_and_sentences_start_where_it_stands(
    ask: TestClient, labour: House
) -> None:
    draft = state_of(labour).get("draft3", Proposal)
    assert draft is not None
    short = {"lump": "200 EUR", "pay": "2.5 %", "notice": "4 days", "roster": "fixed"}
    for number, changed in ((4, {"lump": "200 EUR"}), (5, short)):
        proposal = replace(draft, id=f"middle{number}", draft=number, terms={**draft.terms, **changed})
        enter(labour.mediation(), (proposal,), "the office")
    trade = visit(ask, f"{PLACE}?draft=middle4").text
    trade = trade[trade.index("What could be traded for what One-off") :]
    assert trade.startswith("What could be traded for what One-off payment to each employee: 200 EUR → 800 EUR; Day")
    assert "An arrangement exists that you would both prefer to the draft; it moves on: One-off payment" in trade
    assert "If one side gave way on One-off payment to each employee and another on Day from which" in trade
    lacking = visit(ask, f"{PLACE}?draft=middle5").text
    lacking = lacking[lacking.index("Which single term would have to move Union") :]
    assert "The draft is 4 short of its minimum." in lacking
    assert "One-off payment to each employee: 200 EUR → 800 EUR" in lacking


def test_what_cannot_be_said_exactly_of_a_draft_between_two_steps_is_not_said_and_the_page_says_what_to_do(
    ask: TestClient, labour: House
) -> None:
    draft = state_of(labour).get("draft3", Proposal)
    assert draft is not None
    terms = {**draft.terms, "reinstated": "6 drivers"}
    enter(labour.mediation(), (replace(draft, id="middle", draft=4, revises="draft3", terms=terms),), "the office")
    page = visit(ask, f"{PLACE}?draft=middle")
    assert "leaves nobody with less than the draft and somebody with more" in page.text
    assert "put the draft on a step, or add a step there and ask the parties to weigh it" in page.text
    assert not {"trades", "lacking"} & set(page.ids)


def test_a_draft_that_leaves_something_open_says_what_and_is_not_taken_at_its_worst(ask: TestClient) -> None:
    markup = ask.get(f"{PLACE}?draft=draft1").text
    said = Page(markup[markup.index('id="better"') : markup.index('id="told"')]).text
    assert "What would improve on it can be said once it settles these too" in said
    for issue in ("One-off payment to each employee", "Day from which the rise is paid", "Dismissed drivers"):
        assert issue in said
    assert "against the draft" not in Page(markup).text


def test_an_issue_on_which_all_agree_is_not_called_contested_and_one_that_brings_somebody_nothing_says_so(
    ask: TestClient, labour: House
) -> None:
    text = visit(ask, PACKAGES).text
    assert "Shape of the roster All efficient packages say the same" in text
    union = next(each for each in state_of(labour).of(Scores) if each.delegation == "union")
    values = tuple(TermValue(term=each.term, value="01"[each.term == "2.5 %"]) for each in union.issues[0].values)
    issues = (replace(union.issues[0], values=values), *union.issues[1:])
    council = replace(union, id="council_scores", delegation="council", minimum="0", issues=issues)
    enter(labour.mediation(), (council,), "the office")
    text = visit(ask, PACKAGES).text
    assert "However it is settled, it brings somebody nothing by itself." in text
    assert "at least 0 %" not in text


def test_yes_and_no_are_said_in_the_readers_language_as_on_the_partys_page(ask: TestClient) -> None:
    text = visit(ask, f"{PACKAGES}?lang=he").text
    assert "No strike while the agreement runs" in text
    assert " כן " in text
    assert " yes " not in text


def test_a_package_that_is_the_draft_is_said_to_be_and_is_not_put_into_a_draft_again(ask: TestClient) -> None:
    before = visit(ask, PLACE)
    first = next(each for each in before.all("input") if each.get("name") == "package")["value"]
    number = re.search(r"Put package (\d+) into a draft", before.text)
    assert number is not None
    post(ask, PLACE, {"package": first, "draft": "draft3"})
    text = visit(ask, PLACE).text
    assert "It is the draft itself." in text
    assert f"Put package {number[1]} into a draft" not in text
    assert "±0" not in text
    assert "against the draft" in text, "others are still compared with it"


def test_a_package_of_scores_that_were_taken_back_meanwhile_is_not_put_and_the_page_says_why(
    ask: TestClient, labour: House
) -> None:
    own = next(each for each in state_of(labour).of(Scores) if each.delegation == "union")
    given(asked(labour, "hollenfurt", "union"), replace(own, id="own", received=None))
    let(labour, "hollenfurt", "union")
    page = visit(ask, PLACE)
    package = next(each for each in page.all("input") if each.get("name") == "package")["value"]
    post(ask, f"{AT}/party/union/let", {"what": "back"})
    answer = post(ask, PLACE, {"package": package, "draft": "draft3"})
    assert answer.status_code == 409
    said = Page(answer.text).text
    assert "Nothing was put into a draft: what the package stood on has changed meanwhile. Choose anew." in said
    assert "Union of Tram and Depot Workers has not let you use its scores" in said


def test_a_sign_stands_before_its_number_in_either_direction_of_reading(ask: TestClient) -> None:
    for language in ("en", "ar", "he"):
        signed = re.findall(r"<bdi([^>]*)>[+−]", ask.get(f"{PLACE}?lang={language}").text)
        assert len(signed) > 3
        assert set(signed) == {' dir="ltr"'}


def test_a_large_case_says_what_is_not_proven_yet_and_offers_to_go_on(house: House) -> None:
    enter(house.begin(), tuple(_large(parties=4, issues=20)), "the office")
    large = "/m/large/settlement"
    asking = client(house)
    first = visit(asking, large)
    assert first.mistakes == []
    assert "These are not all efficient packages; there are too many to list at once." in first.text
    assert "The time given ran out" not in first.text, "the answers themselves are proven"
    drafted = Proposal(
        id="p1",
        title="A draft",
        kind=ProposalKind.SINGLE_TEXT,
        when=When.read("2024-09-16"),
        terms={f"i{n}": "o0" for n in range(20)},
    )
    enter(house.mediation(), (drafted,), "the office")
    beside = visit(asking, large).text.partition("Compare with the draft")[0]
    assert "not efficient" not in beside, "what is proven efficient though it was not listed has its number too"
    assert re.search(r"Package \d+ ✓ Worse for nobody than the draft", beside)
    assert re.search(r"\d+ terms move", beside), "many terms are folded away"
    held = visit(asking, f"{large}?draft=p1")
    assert "3 more packages improve on the draft" in held.text
    assert "5 more trades" in held.text
    assert "What it is worth stands at the top." in held.text
    assert "✓ All parties let you use their scores" in held.text
    page = visit(asking, f"{large}/packages")
    assert page.mistakes == []
    assert "14 more issues" in page.text
    listed = re.search(r"(\d+) efficient packages are listed", page.text)
    more = re.search(r"(\d+) efficient packages are listed", visit(asking, f"{large}/packages?longer=0").text)
    assert listed is not None
    assert more is not None
    assert int(more[1]) >= int(listed[1])
    assert "The frontier is too large to list." in page.text
    assert "The time given ran out" in page.text
    assert re.search(r"Go on for up to \d+ seconds", page.text)
    assert page.text.count("Package ") < 200, "an even choice of thousands"
    assert f"{large}?package=" in "".join(page.addresses())
    assert "too large to list" not in visit(asking, f"{large}/packages?lang=ar&longer=x").text


def _large(parties: int, issues: int) -> Iterator[Fact]:
    random = Random(3)  # noqa: S311 - the same case each time
    yield Mediation(id="large", title="A large case", zone="Europe/Vienna")
    yield from (Delegation(id=f"d{n}", name=f"Party {n}", side=Side.PARTY) for n in range(parties))
    options = tuple(Option(id=f"o{n}", name=f"Option {n}") for n in range(5))
    for n in range(issues):
        yield Issue(id=f"i{n}", name=f"Issue {n}", kind=IssueKind.CHOICE, options=options)
    for party in range(parties):
        yield Scores(
            id=f"v{party}",
            delegation=f"d{party}",
            when=When.read("2024-09-16"),
            issues=tuple(
                IssueScores(
                    issue=f"i{n}",
                    weight=str(random.randint(1, 100)),
                    values=tuple(TermValue(term=each.id, value=str(random.randint(0, 97))) for each in options),
                )
                for n in range(issues)
            ),
        )


def test_the_page_reads_from_the_right_in_arabic(ask: TestClient) -> None:
    page = visit(ask, f"{PLACE}?lang=ar")
    assert page.all("html")[0]["dir"] == "rtl"
    assert {picture.get("direction") for picture in page.all("svg") if "sample" not in picture["class"]} == {"rtl"}


def test_nothing_of_it_is_kept_when_what_it_was_made_of_is_destroyed(ask: TestClient, labour: House) -> None:
    visit(ask, PLACE)
    rule = Rule(ids=tuple(each.id for each in state_of(labour).of(Scores)))
    from goodoffices.app.handlers import destroy  # noqa: PLC0415

    destroy(labour.mediation(), rule, "the office")
    assert "What is needed first" in visit(ask, PLACE).text


def test_no_page_but_this_one_loads_what_it_computes_with() -> None:
    program = "import sys, goodoffices.web.application; print({'numpy', 'ortools'} & {*sys.modules})"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"


def test_the_pictures_say_what_they_show(ask: TestClient) -> None:
    markup = ask.get(PLACE).text
    assert "Across: what a package is worth to" in markup
    assert Page(markup).mistakes == []


def test_packages_that_are_level_each_say_their_own_numbers(ask: TestClient) -> None:
    markup = ask.get(f"{PLACE}?draft=").text
    rows = [
        Page(f"<ol>{row}</ol>").text for row in re.findall(r'<li class="package-row[^"]*">.*?</li>', markup, re.DOTALL)
    ]
    told = [row for row in rows if "Each has:" in row]
    assert told
    for row in told:
        said = re.search(r"Each has: Union of Tram and Depot Workers ([0-9.]+), Hollenfurt Tramways ([0-9.]+)\.", row)
        worth = re.findall(r"(?:Workers|Tramways) ([0-9.]+), [0-9.]+ over its minimum", row)
        if "Its terms stand at the top." in row:
            number = re.search(r"Package (\d+)", row)
            assert number is not None
            above = Page(markup).text.partition(f"Package {number[1]} No other is fair")[2].partition("into a draft")[0]
            worth = re.findall(r"(?:Workers|Tramways) ([0-9.]+), [0-9.]+ over its minimum", above)
        assert said is not None
        assert list(said.groups()) == worth


def test_what_costs_one_party_nothing_and_is_worth_more_to_another_stands_beside_a_package(ask: TestClient) -> None:
    page = visit(ask, f"{PLACE}?draft=&package=2-0-1-2-1-2-0-1")
    looked = page.text.rpartition("The package you look at")[2].partition("The offers so far")[0]
    worth = re.findall(r"Workers ([0-9.]+), .*?Tramways ([0-9.]+),", looked)
    assert len(worth) > 1
    own = tuple(map(float, worth[0]))
    for other in worth[1:]:
        union, employer = map(float, other)
        assert (union == own[0] and employer > own[0 + 1]) or (employer == own[1] and union > own[0])
