# SPDX-License-Identifier: Apache-2.0
"""Filling in forms as a browser does: what a page's form would send, and sending it."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from goodoffices.web.forms.form import key_of
from tests.web.conftest import OURS
from tests.web.reading import Page


if TYPE_CHECKING:
    from httpx2 import Response
    from starlette.testclient import TestClient

    from goodoffices.app.house import House
    from goodoffices.domain.state import State


AT = "/m/hollenfurt"


def state_of(house: House) -> State:
    """What the record of the only mediation comes to now, for whoever opens it anew."""
    return house.mediation().state()


def sent(page: str) -> dict[str, str]:
    """What a browser would send of the form on a page, left as it is."""
    start = page.index('<form class="entry-form"')
    form = page[start : page.index("</form>", start)]
    fields: dict[str, str] = {}
    for tag in re.findall(r"<input [^>]*>", form):
        attributes = {name: html.unescape(text) for name, text in re.findall(r'([a-z-]+)="([^"]*)"', tag)}
        if attributes.get("type") != "radio" or " checked" in tag:
            fields[attributes["name"]] = attributes.get("value", "")
    for name, text in re.findall(r'<textarea [^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        fields[html.unescape(name)] = html.unescape(text).removeprefix("\n").replace("\n", "\r\n")
    for name, options in re.findall(r'<select [^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options) or re.search(r'value="([^"]*)"', options)
        assert chosen is not None
        fields[html.unescape(name)] = html.unescape(chosen[1])
    return fields


def post(ask: TestClient, address: str, fields: dict[str, str]) -> Response:
    """Send a form as our own pages do."""
    return ask.post(address, data=fields, headers=OURS)


def looked(answer: Response) -> str:
    """What the button says that records a showing whose effect stands above it."""
    found = re.search(r'name="_looked" value="([0-9a-f]{64})"', answer.text)
    assert found is not None, Page(answer.text).text
    return found[1]


def beside(page: str, place: str) -> str:
    """What is said to be wrong beside a field."""
    found = re.search(rf'id="{re.escape(key_of(place))}\.problem">(.*?)</span>\s*$', page, re.DOTALL | re.MULTILINE)
    return html.unescape(re.sub("<[^>]*>", "", found[1])) if found else ""
