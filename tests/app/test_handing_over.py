# SPDX-License-Identifier: Apache-2.0
"""A party's own record: what was put to it goes there, its scores come back as long as it lets them, nothing else."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from goodoffices.app.checking import check_records
from goodoffices.app.handing_over import hand_over, put_to, release_of, released
from goodoffices.app.handlers import enter, import_case
from goodoffices.app.house import House
from goodoffices.app.identifiers import next_id
from goodoffices.app.views.scenario import NotYet, scenario_of
from goodoffices.domain.dependencies import Dependency
from goodoffices.domain.entries import Withdrawal
from goodoffices.domain.issues import Issue, IssueKind
from goodoffices.domain.people import Delegation, Person, Side
from goodoffices.domain.proposals import Answer, AnswerKind, Proposal, ProposalKind
from goodoffices.domain.scores import Scores
from goodoffices.domain.statements import Form, Medium, Release, Showing
from goodoffices.errors import RefusedError
from tests.app.weighed import EMPLOYER, FIXED_ONLY, NOON, STEPS, UNION
from tests.small_case import MORNING, OPENING


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from goodoffices.app.mediation import OpenMediation

BY = "conciliator"


@pytest.fixture(name="house")
def _house(tmp_path: Path) -> Iterator[House]:
    house = House.found(tmp_path / "house", clock=lambda: MORNING, randomness=os.urandom)
    yield house
    house.close()


@pytest.fixture(name="mediator")
def _mediator(house: House) -> OpenMediation:
    mediator = house.begin()
    enter(mediator, OPENING, BY)
    enter(mediator, tuple(replace(issue, note="Only we know.") for issue in STEPS), BY, "Steps to weigh.")
    enter(mediator, (FIXED_ONLY,), BY)
    return mediator


def ask(house: House, mediator: OpenMediation, delegation: str, *issues: str) -> OpenMediation:
    """Put issues to a party, and the dependency where all that it is about is among them."""
    state = mediator.state()
    chosen = [issue for issue in state.of(Issue) if issue.id in issues]
    depending = [each for each in state.of(Dependency) if {"nights", "shape"} <= set(issues)]
    enter(mediator, (put_to(state, delegation, chosen, depending, NOON),), BY)
    party = hand_over(house, mediator, delegation, BY)
    assert party is not None
    return party


def let(party: OpenMediation, scores: Scores) -> Release:
    """Give scores in a party's record and let the mediator use them."""
    enter(party, (replace(scores, id=next_id(party.state(), "v")),), BY)
    last = list(party.state().of(Scores))[-1]
    release = release_of(party.state(), last, NOON)
    assert release is not None
    enter(party, (release,), BY)
    return release


def written(record: OpenMediation) -> str:
    return "\n".join(str(entry) for _sequence, entry in record.record.read())


def test_a_party_has_a_record_of_its_own_that_is_no_mediation_of_the_house(
    house: House, mediator: OpenMediation
) -> None:
    assert house.record_of("dispute", "union") is None
    assert hand_over(house, mediator, "union", BY) is None, "nothing was put to it"
    union = ask(house, mediator, "union", "nights")
    employer = ask(house, mediator, "employer", "nights")
    assert len({record.record.id for record in (mediator, union, employer)}) == 3
    assert len({house.store.data_key(record.record.id) for record in (mediator, union, employer)}) == 3
    assert [each.record.id for each in house.mediations()] == [mediator.record.id]
    assert house.mediation().record.id == mediator.record.id
    assert {checked.title for checked in check_records(house)} == {"dispute", "dispute/union", "dispute/employer"}


def test_all_who_begin_a_partys_record_at_one_moment_begin_the_same(house: House, mediator: OpenMediation) -> None:
    enter(mediator, (put_to(mediator.state(), "union", STEPS, (), NOON),), BY)
    houses = [
        House.open(house.directory, clock=lambda: MORNING, randomness=os.urandom, ask=lambda: "") for _ in range(4)
    ]
    with ThreadPoolExecutor(len(houses)) as at_once:
        begun = list(at_once.map(lambda other: hand_over(other, other.mediation(), "union", BY), houses))
    assert len({party.record.id for party in begun if party is not None}) == 1
    assert len(list(house.store.records())) == 2
    for other in houses:
        other.close()


def test_a_party_is_handed_what_was_put_to_it_and_nothing_else(house: House, mediator: OpenMediation) -> None:
    enter(
        mediator,
        (
            Proposal(
                id="p1", title="The bluff", kind=ProposalKind.OFFER, by=("anna",), when=NOON, terms=_PAY, note="?"
            ),
            Proposal(id="p2", title="Behind their back", kind=ProposalKind.OFFER, by=("omar",), when=NOON, terms=_PAY),
            Proposal(id="p3", title="Middle way", kind=ProposalKind.MEDIATORS_PROPOSAL, when=NOON, terms=_PAY),
            Proposal(id="p4", title="Their last word", kind=ProposalKind.OFFER, by=("omar",), when=NOON, terms=_NIGHTS),
            Showing(id="w1", to=("anna",), when=NOON, medium=Medium.MEETING, text="Middle way: 3 %", proposal="p3"),
            Answer(id="a1", proposal="p4", by="anna", when=NOON, kind=AnswerKind.REJECT),
        ),
        BY,
    )
    union = ask(house, mediator, "union", "nights", "shape")
    offers = {offer.title: offer for offer in union.state().of(Proposal)}
    assert set(offers) == {"offer", "Middle way"}
    assert [issue.id for issue in union.state().of(Issue)] == ["nights", "shape"]
    assert [each.id for each in union.state().of(Dependency)] == ["d1"]
    text = written(union)
    for hidden in ("bluff", "Behind", "Their last word", "Only we know", "anna", "omar", "Harbour", "pay", "%"):
        assert hidden not in text, hidden
    later = ask(house, mediator, "union", "pay")
    assert later.state().count(Proposal) == 3, "the same offers, now with the terms that are put to it"
    assert {str(sorted(offer.terms.items())) for offer in later.state().of(Proposal)} == {
        str(sorted(terms.items())) for terms in (_PAY, _NIGHTS)
    }


def test_whoever_is_named_in_what_a_party_is_handed_goes_with_it_by_name_and_nothing_more(
    house: House, mediator: OpenMediation
) -> None:
    back = Issue(
        id="back", name="Who is taken back", kind=IssueKind.PERSONS, steps=("@anna", "@ministry, 3 others"), note="?"
    )
    enter(
        mediator,
        (
            Delegation(id="ministry", name="The ministry", side=Side.OBSERVER, note="It must not know."),
            Person(id="zoe", name="Zoe Zimmer", spellings=("Zee",), note="She leaks."),
            Person(id="yann", name="Yann Young"),
            back,
            Proposal(
                id="p1", title="?", kind=ProposalKind.OFFER, by=("anna",), when=NOON, terms={"back": "@zoe"}, note="?"
            ),
            Proposal(id="p2", title="?", kind=ProposalKind.OFFER, by=("omar",), when=NOON, terms={"back": "@yann"}),
        ),
        BY,
    )
    union = ask(house, mediator, "union", "back").state()
    assert {person.name for person in union.of(Person)} == {"Anna Berger", "Zoe Zimmer"}
    assert union.get("zoe", Person) == Person(id="zoe", name="Zoe Zimmer")
    assert union.get("ministry", Delegation) == Delegation(id="ministry", name="The ministry", side=Side.OBSERVER)
    assert [offer.terms for offer in union.of(Proposal)] == [{"back": "@zoe"}]


_PAY = {"pay": "3 %", "nights": "14 days"}
_NIGHTS = {"nights": "28 days"}


def test_steps_that_were_changed_wait_until_they_are_put_to_the_party(house: House, mediator: OpenMediation) -> None:
    ask(house, mediator, "union", "nights")
    enter(mediator, (replace(STEPS[0], steps=("10 days", "20 days")),), BY, "Other steps.")
    before = hand_over(house, mediator, "union", BY)
    assert before is not None
    held = before.state().get("nights", Issue)
    assert held is not None
    assert held.steps == STEPS[0].steps
    held = ask(house, mediator, "union", "nights").state().get("nights", Issue)
    assert held is not None
    assert held.steps == ("10 days", "20 days")


def test_handing_over_again_writes_nothing(house: House, mediator: OpenMediation) -> None:
    union = ask(house, mediator, "union", "nights", "pay", "shape")
    let(union, UNION)
    hand_over(house, mediator, "union", BY)
    heads = [record.record.head() for record in (mediator, union)]
    for _ in range(3):
        hand_over(house, mediator, "union", BY)
    assert [record.record.head() for record in (mediator, union)] == heads


def test_the_mediator_has_the_scores_of_a_party_only_as_long_as_it_lets_it(
    house: House, mediator: OpenMediation
) -> None:
    records = {}
    for delegation, scores in (("union", UNION), ("employer", EMPLOYER)):
        records[delegation] = ask(house, mediator, delegation, "nights", "pay", "shape")
        let(records[delegation], scores)
    assert mediator.state().count(Scores) == 0, "persisted in the party's record first"
    for delegation in records:
        hand_over(house, mediator, delegation, BY)
    assert not isinstance(scenario_of(mediator.state()), NotYet)
    release = released(records["union"].state())
    assert release is not None
    enter(records["union"], (Withdrawal(id="x1", of=release[0].id, when=NOON),), BY)
    hand_over(house, mediator, "union", BY)
    assert [scores.delegation for scores in mediator.state().of(Scores)] == ["employer"]
    assert isinstance(scenario_of(house.mediation().state()), NotYet)
    assert "0.5" not in written(mediator), "its entry is destroyed with its key"
    assert records["union"].state().count(Scores) == 1


def test_other_scores_take_the_place_of_those_that_were_released_before(house: House, mediator: OpenMediation) -> None:
    union = ask(house, mediator, "union", "nights", "pay", "shape")
    let(union, UNION)
    hand_over(house, mediator, "union", BY)
    let(union, replace(UNION, minimum="77"))
    for _ in range(2):
        hand_over(house, mediator, "union", BY)
    assert [scores.minimum for scores in mediator.state().of(Scores)] == ["77"]
    assert "'20'" not in written(mediator)


def test_scores_can_be_released_to_nobody_but_the_mediator(house: House, mediator: OpenMediation) -> None:
    union = ask(house, mediator, "union", "nights", "pay", "shape")
    enter(union, (UNION,), BY)
    release = Release(id="l1", statement="v1", to=("union",), form=Form.PARAPHRASE, when=NOON)
    with pytest.raises(RefusedError) as refused:
        enter(union, (release,), BY)
    assert [mistake.sentence for mistake in refused.value.mistakes] == [
        "only the mediator can be allowed to use scores",
        "scores are used as they are",
    ]


def test_whose_record_it_is_cannot_be_changed_nor_brought_in(house: House, mediator: OpenMediation) -> None:
    with pytest.raises(RefusedError, match="1 mistake"):
        enter(mediator, (replace(OPENING[0], record_of="union"),), BY, "It is theirs.")
    case = b'goodoffices = 1\n[mediation]\nid = "m"\ntitle = "M"\nrecord_of = "u"\n[[delegation]]\nid="u"\nname="U"\n'
    with pytest.raises(RefusedError, match="1 mistake") as refused:
        import_case(house, case + b'side = "party"\n', "m.toml", BY)
    assert "the record of a party" in refused.value.mistakes[0].sentence
