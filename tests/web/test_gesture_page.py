# SPDX-License-Identifier: Apache-2.0
"""Weighing a gesture on its page: from which chances on it is worth its cost, and what is wrong beside its field."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from tests.web.reading import visit


if TYPE_CHECKING:
    from starlette.testclient import TestClient


PLACE = "/m/channel-2025/gesture"


def test_the_page_says_from_which_chance_on_a_step_is_worth_its_cost(channel: TestClient) -> None:
    typed = {
        "cost": "10",
        "name1": "sympathy",
        "worth1": "5",
        "high1": "1 in 2",
        "name2": "a statement",
        "worth2": "٤٠",
    }
    page = visit(channel, f"{PLACE}?{urlencode(typed)}")
    assert "It depends on the chances" in page.text
    assert "sympathy alone would not make up for it, even if it were certain" in page.text
    assert "with a chance of a statement of 1 in 4" in page.text


def test_a_step_that_is_worth_it_whatever_comes_is_said_to_be(channel: TestClient) -> None:
    typed = {"cost": "10", "name1": "a statement", "worth1": "40", "low1": "25 %", "high1": "1/2"}
    assert "worth what it costs, whichever of these chances holds" in visit(channel, f"{PLACE}?{urlencode(typed)}").text


def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(channel: TestClient) -> None:
    typed = {"cost": "-1", "name1": "", "worth1": "1,250", "low1": "3 in 2", "high1": "x", "name2": "y", "worth2": ""}
    response = channel.get(f"{PLACE}?{urlencode(typed)}")
    assert response.status_code == 400
    for sentence in (
        "What the step costs is not negative.",
        "Say which response.",
        "Write a number.",
        "Write a chance, such as 1 in 4 or 25 %.",
        "Write what it would be worth.",
    ):
        assert sentence in response.text
    assert 'value="1,250"' in response.text
    assert "<title>Error: A gesture" in response.text
    assert "Write a chance as 1 in 4 or 0.25" in visit(channel, PLACE).text, "before anything is wrong"
    assert "What follows" not in response.text


def test_chances_that_cannot_be_together_are_refused(channel: TestClient) -> None:
    typed = {"cost": "1", "name1": "a", "worth1": "5", "low1": "0.6", "name2": "b", "worth2": "5", "low2": "0.6"}
    response = channel.get(f"{PLACE}?{urlencode(typed)}")
    assert response.status_code == 400
    assert "only one response can come" in response.text
    typed = {"cost": "1", "name1": "a", "worth1": "5", "low1": "0.6", "high1": "0.5"}
    assert "The most is less than the least." in channel.get(f"{PLACE}?{urlencode(typed)}").text


def test_nothing_typed_is_an_empty_sheet(channel: TestClient) -> None:
    response = channel.get(PLACE)
    assert response.status_code == 200
    assert "Nothing of this is recorded" in response.text
