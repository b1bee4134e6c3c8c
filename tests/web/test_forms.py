# SPDX-License-Identifier: Apache-2.0
"""Forms: every fact of the example goes through its form and comes out the same; mistakes stand beside their fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from goodoffices.domain.dependencies import Dependency, DependencyKind, Taken
from goodoffices.domain.entries import Destruction, Fact, Withdrawal, kind_of
from goodoffices.domain.issues import Issue
from goodoffices.domain.knowledge import Detail, How, Knowledge
from goodoffices.domain.people import Identification, Mediation
from goodoffices.domain.references import references
from goodoffices.domain.referring import named
from goodoffices.domain.scores import Scores
from goodoffices.domain.statements import Showing
from goodoffices.times import When
from goodoffices.web.forms.form import form_of
from goodoffices.web.forms.layout import ADDED, LAYOUTS, kind_called
from goodoffices.web.forms.naming import Directory
from goodoffices.web.forms.shapes import members_of
from goodoffices.web.forms.typed import typed_of
from tests.web.conftest import client, found, small
from tests.web.forms import AT, looked, post, sent, state_of
from tests.web.reading import Page


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from httpx2 import Response
    from starlette.testclient import TestClient

    from goodoffices.app.house import House
    from goodoffices.domain.state import State


KINDS = tuple(Fact.__args__)
BY_FORM = tuple(kind for kind in KINDS if kind not in (Destruction, Scores))
"""Scores have a page of their own."""


def examples(state: State) -> list[Fact]:
    return [held.fact for held in state.everything() if not isinstance(held.fact, Destruction | Scores)]


# Nothing can be forgotten


def test_every_kind_of_fact_has_a_form_but_what_destroying_records() -> None:
    assert set(LAYOUTS) == set(BY_FORM)
    assert {kind_called(word) for word in ADDED} == set(BY_FORM) - {Mediation, Withdrawal}


@pytest.mark.parametrize("kind", BY_FORM)
def test_every_field_of_every_kind_is_asked_somewhere_in_its_form(kind: type[Fact], labour: House) -> None:
    state = state_of(labour)
    form = form_of(kind, state, Directory(state), {})
    asked = {node.place for shelf in form.shelves for node in shelf.nodes}
    assert asked == {member.name for member in members_of(kind)} - {"id"}
    named = set(LAYOUTS[kind].main)
    assert named <= asked, "the layout names a field that is not there"


def test_the_example_has_every_kind_that_a_form_records(labour: House) -> None:
    missing = set(BY_FORM) - {type(fact) for fact in examples(state_of(labour))}
    assert missing <= {type(fact) for fact in OTHERS}


OTHERS: tuple[Fact, ...] = (
    Identification(id="who", of="caller", is_="vogt", in_=("first_call",), note="He said so."),
    Withdrawal(id="back", of="rl7", when=When.read("2024-09-18"), text="They thought better of it."),
    Dependency(
        id="apart",
        text="No strike only if the roster is fixed or mixed",
        kind=DependencyKind.ONLY_IF,
        of=(Taken(issue="peace", terms=("yes",)),),
        needs=(Taken(issue="roster", terms=("fixed", "mixed")),),
    ),
    Knowledge(
        id="note",
        who=("bote", "council"),
        subject="drivers",
        since=When.read("about 2024-09-19"),
        how=How.LEAKED,
        detail=Detail.SUBSTANCE,
    ),
)


# There and back again


def test_every_fact_of_the_example_is_the_same_after_its_form_was_sent(labour: House, ask: TestClient) -> None:
    """The form of a correction holds the fact; sent as it stands, it changes nothing, and says so."""
    facts = [fact for fact in examples(state_of(labour)) if not isinstance(fact, Withdrawal)]
    assert len(facts) > 80
    for fact in facts:
        answer = post(
            ask, f"{AT}/entry/{fact.id}/correct", {**sent(ask.get(f"{AT}/entry/{fact.id}/correct").text), "_why": "x"}
        )
        assert answer.status_code == 400, fact.id
        assert "this is what stands already" in answer.text, fact.id
    assert state_of(labour).sequence == len(list(state_of(labour).everything())), "nothing was recorded"


def test_every_fact_of_the_example_can_be_entered_anew_through_its_form(tmp_path: Path, labour: House) -> None:
    """An empty form, filled in as somebody would, records an equal fact: in order, from a record with nothing in it."""
    house = found(tmp_path / "second")
    small(house, "hollenfurt")
    ask = client(house)
    facts = [*examples(state_of(labour)), *(_read(fact) for fact in OTHERS)]
    directory = Directory(state_of(labour))
    for fact in _in_order(facts):
        answer = _entered(ask, fact, directory)
        assert answer.status_code == 303, (fact.id, Page(answer.text).text[:1500])
        held = state_of(house).held(fact.id)
        assert held is not None, fact.id
        assert held.fact == _read(fact), "the same, but for blanks at the ends of its texts"
    assert {held.fact.id for held in state_of(house).everything()} == {fact.id for fact in facts}
    house.close()


def _entered(ask: TestClient, fact: Fact, directory: Directory) -> Response:
    """Enter a fact through its form, looking at what a showing would do as one has to."""
    if isinstance(fact, Mediation):
        address = f"{AT}/entry/hollenfurt/correct"
        return post(ask, address, {**_filled(ask, address, fact, directory), "_why": "x"})
    address = f"{AT}/entry/{fact.of}/withdraw" if isinstance(fact, Withdrawal) else f"{AT}/new/{kind_of(fact)}"
    answer = post(ask, address, _filled(ask, address, fact, directory))
    if isinstance(fact, Showing):
        answer = post(ask, address, {**sent(answer.text), "_looked": looked(answer)})
    return answer


def _in_order(facts: list[Fact]) -> Iterator[Fact]:
    """Each fact after those that it refers to, by its fields or in its terms."""
    issues = {fact.id: fact for fact in facts if isinstance(fact, Issue)}
    needed = {fact.id: {reference.id for reference in (*references(fact), *named(fact, issues.get))} for fact in facts}
    known: set[str] = set()
    waiting = facts
    while waiting:
        ready = [fact for fact in waiting if needed[fact.id] <= known]
        assert ready, "facts that refer to each other in a circle"
        yield from ready
        known |= {fact.id for fact in ready}
        waiting = [fact for fact in waiting if fact.id not in known]


def _read(fact: Fact) -> Fact:
    """A fact as a form can give it: words as words of its type, texts without blanks at their ends."""
    return msgspec.convert(
        _stripped(msgspec.to_builtins(fact, enc_hook=str)), type(fact), dec_hook=lambda _kind, text: When.read(text)
    )


def _stripped(value: Any) -> Any:  # noqa: ANN401 - whatever facts are made of
    match value:
        case str():
            return value.strip()
        case dict():
            return {name: _stripped(part) for name, part in value.items()}
        case list() | tuple():
            return [_stripped(part) for part in value]
    return value


def _filled(ask: TestClient, address: str, fact: Fact, directory: Directory) -> dict[str, str]:
    """The empty form of a kind, filled in with a fact as it would be typed, line ends as browsers send them."""
    return _with(sent(ask.get(address).text), fact, directory)


def _with(fields: dict[str, str], fact: Fact, directory: Directory) -> dict[str, str]:
    blank = {name: "" if not name.startswith("_") else text for name, text in fields.items()}
    typed = {place: text.replace("\n", "\r\n") for place, text in typed_of(fact, directory).items()}
    if isinstance(fact, Withdrawal):
        typed.pop("of")
    return {**blank, **typed}
