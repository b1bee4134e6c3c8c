# SPDX-License-Identifier: Apache-2.0
"""Every reference and every time of every kind of fact is found from its type alone."""

from __future__ import annotations

import typing

import msgspec

from goodoffices.domain.entries import Fact, kind_of
from goodoffices.domain.proposals import Condition, Phase
from goodoffices.domain.references import references, times
from goodoffices.times import When
from tests.small_case import OFFER, RELEASE, SHOWING


def test_references_are_found_with_their_places_through_lists_tables_and_parts() -> None:
    proposal = msgspec.structs.replace(
        OFFER,
        to=("union", "employer"),
        conditions=(Condition(text="after the vote", on="p0"),),
        phases=(Phase(name="one", terms={"pay": "3 %"}),),
        when=When.read("after x1"),
    )
    found = {(reference.place, reference.id) for reference in references(proposal)}
    assert found == {
        ("to[1]", "union"),
        ("to[2]", "employer"),
        ("when", "x1"),
        ("terms.nights", "nights"),
        ("terms.shape", "shape"),
        ("conditions[1].on", "p0"),
        ("phases[1].terms.pay", "pay"),
    }


def test_written_names_are_used_for_places() -> None:
    assert {dated.place for dated in times(RELEASE)} == {"when", "from", "until"}
    assert {reference.place for reference in references(SHOWING)} == {"to[1]", "releases[1]", "about[1]"}


def test_every_kind_of_fact_has_a_word_of_its_own_and_an_id() -> None:
    kinds = typing.get_args(Fact)
    assert len({kind_of(kind) for kind in kinds}) == len(kinds)
    for kind in kinds:
        assert "id" in {field.name for field in msgspec.structs.fields(kind)}
