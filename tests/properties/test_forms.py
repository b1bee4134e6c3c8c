# SPDX-License-Identifier: Apache-2.0
"""What holds of every form: a fact that is put into its form and read from it is the same fact, to the letter."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.domain.decisions import decide
from goodoffices.domain.entries import Fact
from goodoffices.domain.state import State, fold
from goodoffices.exchange.case_file import Case, to_command
from goodoffices.times import Instant
from goodoffices.web.forms.form import form_of
from goodoffices.web.forms.layout import LAYOUTS
from goodoffices.web.forms.naming import Directory
from goodoffices.web.forms.posted import posted
from goodoffices.web.forms.reading import Reader
from goodoffices.web.forms.shapes import has_place
from goodoffices.web.forms.typed import typed_of
from tests.case_strategies import LATER_THAN_ALL, cases


NOW = Instant.read("2025-05-14T06:00:00Z")


TYPED = ("unknown", "2025-05-14", "1", "yes", "a < b", "<", "call", "; ;", "x\r\ny", "\n\n", "@a", "person", "choice")


def recorded(case: Case) -> State:
    command, place = to_command(case, "conciliator")
    return fold(enumerate(decide(State(), command, LATER_THAN_ALL, place).entries, start=1))


@settings(max_examples=40)
@given(cases())
def test_a_fact_that_is_put_into_its_form_and_read_again_is_the_same(case: Case) -> None:
    """As browsers send it: every end of a line as two characters."""
    state = recorded(case)
    directory = Directory(state)
    for fact in (fact for fact in case.facts() if type(fact) in LAYOUTS):
        typed = typed_of(fact, directory)
        if not all(text.strip() for text in typed.values()):
            continue  # a part in which nothing can be seen is a part that was left empty
        assert all(has_place(type(fact), place) for place in typed)
        sent = {place: text.replace("\n", "\r\n") for place, text in typed.items()}
        read = Reader(state, directory, NOW, fact).read(type(fact), posted(sent, type(fact)).typed, fact.id)
        assert read.problems == {}, fact
        assert read.fact == fact
        assert read.near == ()


@settings(max_examples=150)
@given(st.data())
def test_whatever_is_typed_into_a_form_is_read_or_said_to_be_wrong_and_kept(data: st.DataObject) -> None:
    """No text makes the reading or the showing of a form fail, and what was typed stands in the form shown again."""
    state = State()
    kind: type[Fact] = data.draw(st.sampled_from(list(LAYOUTS)))
    empty = form_of(kind, state, Directory(state), {})
    places = sorted(place for place in empty.labels if has_place(kind, place))
    text = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(TYPED)
    typed = data.draw(st.dictionaries(st.sampled_from(places), text))
    read = Reader(state, Directory(state), NOW).read(kind, typed, "x1")
    assert (read.fact is None) == bool(read.problems)
    form = form_of(kind, state, Directory(state), read.typed, problems=read.problems)
    assert len(form.mistakes) == len(read.problems)
    kept = sorted(
        text.replace("\r\n", "\n").replace("\r", "\n")
        for place, text in typed.items()
        if text.strip() and not place.endswith("id")
    )
    assert sorted(text for place, text in read.typed.items() if text.strip() and not place.endswith("id")) == kept
