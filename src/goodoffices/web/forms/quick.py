# SPDX-License-Identifier: Apache-2.0
"""One line of words as an entry: "call with al-Hayya, 20 minutes, he said that they agree".

What stands before what was said is read phrase by phrase: who with whom, how long, when, where. The first phrase that
is none of these begins what was said. Nothing is guessed: whatever is not clear is left for the form, filled in as far
as it was understood.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from goodoffices.app.moments import minute_of, typed
from goodoffices.domain.chronology import Calendar
from goodoffices.domain.entries import Fact
from goodoffices.domain.names import Found, How, Unclear
from goodoffices.domain.people import Delegation, Person, Side
from goodoffices.domain.reports import Exchange, ExchangeKind
from goodoffices.domain.state import State
from goodoffices.domain.statements import Medium, Standing, Statement
from goodoffices.errors import TimeError
from goodoffices.times import Instant
from goodoffices.web.forms.naming import ACTORS, Directory
from goodoffices.web.forms.typed import Typed


KINDS: Final = ("call", "text message", "meeting", "statement")
"""What a line can be about, as the buttons beside it say."""

_WORDS: Final = {
    "call": "call", "called": "call", "phone": "call", "phoned": "call", "telephone": "call", "rang": "call",
    "text": "text message", "texted": "text message", "sms": "text message", "message": "text message",
    "meeting": "meeting", "met": "meeting", "statement": "statement", "said": "statement",
}  # fmt: skip
_BEGINS: Final = re.compile(
    r"(?:(?:a|the|phone|telephone|text|we|i)\s+)*(?P<word>"
    + "|".join(sorted(_WORDS, key=len, reverse=True))
    + r")\b(?:\s+(?:call|message))?",
    re.IGNORECASE,
)
_WHO: Final = re.compile(r"\b(with|from|to|by|of|through|via)\s+", re.IGNORECASE)
_MINUTES: Final = re.compile(
    r"(?:for\s+|about\s+)?(?:(?P<half>half\s+an\s+hour)|(?P<number>\d{1,4}|an?)\s*(?P<unit>min(?:ute)?s?|h(?:our)?s?))\.?",
    re.IGNORECASE,
)
_TIME: Final = re.compile(r"(?:at|on)?\s*(?P<time>.+)", re.IGNORECASE)
_TIMELIKE: Final = re.compile(
    r"(?:(?:at|on)\s+)?(?:now|today|yesterday|\d{4}-\d\d|(?:at\s+)?\d?\d:\d\d|(?:about|before|after)\s+\d)",
    re.IGNORECASE,
)
_PLACE: Final = re.compile(r"(?:in|at)\s+(?P<place>[A-Z].{0,60})")
_STANDING: Final = {"off the record": Standing.OFF_THE_RECORD, "on the record": Standing.ON_THE_RECORD}
_MEDIUM: Final = {
    "by telephone": Medium.TELEPHONE, "by phone": Medium.TELEPHONE, "on the telephone": Medium.TELEPHONE,
    "on the phone": Medium.TELEPHONE, "in a call": Medium.TELEPHONE, "by text": Medium.TEXT_MESSAGE,
    "by text message": Medium.TEXT_MESSAGE, "in a meeting": Medium.MEETING, "on paper": Medium.PAPER,
    "in writing": Medium.PAPER,
}  # fmt: skip
_SMALL: Final = frozenset({"a", "an", "the", "of", "for", "in", "to", "at", "on", "from", "and", "about"})
_HOUR: Final = 60
_MOST_WORDS: Final = 8
_MOST_UNKNOWN: Final = 3
"""Words after `with` that are taken for a name though nobody is called so."""


class Understood(NamedTuple):
    """What a line was understood as: the kind of fact, what would stand in its form, and whether all of it is clear."""

    kind: type[Fact]
    typed: Typed
    clear: bool


def understand(text: str, state: State, now: Instant, kind: str = "", delegation: str = "") -> Understood:
    """Read a line; `kind` is that of the button that was pressed, `delegation` the caucus whose page it is from."""
    return _Reader(state, now, kind, delegation).read(" ".join(text.split(" ")).strip())


class _Reader:
    def __init__(self, state: State, now: Instant, kind: str, delegation: str) -> None:
        self._state = state
        self._now = now
        self._kind = kind
        self._delegation = delegation
        self._directory = Directory(state)
        self._typed: Typed = {}
        self._clear = True

    def read(self, text: str) -> Understood:
        text = text if _BEGINS.match(text) else self._phrases(text)
        head, mark, rest = _first_phrase(text)
        begun = _BEGINS.match(head)
        word = _WORDS[begun["word"].casefold()] if begun else ""
        sides: dict[str, str] = {}
        if begun or _WHO.match(head):
            sides, left = self._sides(head[begun.end() :] if begun else head)
            rest = f"{left}{mark}{rest}" if left else rest
        elif self._kind:
            sides, left = self._named_first(head)
            rest = f"{left}{mark}{rest}" if left or not sides else rest
        else:
            rest = text
        if self._kind and word and word != self._kind:
            self._clear = False
        kind = self._kind or word
        said = self._phrases(rest.strip(" ,;:\n"))
        self._typed.setdefault("when", str(minute_of(self._now, self._state.zone)))
        self._typed["text"] = said
        if not kind or not said:
            self._clear = False
        if kind == "statement":
            return self._statement(sides)
        return self._exchange(kind, sides)

    def _phrases(self, text: str) -> str:
        """Take what is known of the time, the place and the length from the front of a text; give the rest."""
        while text:
            phrase, _mark, rest = _first_phrase(text)
            if not self._take(phrase.strip()):
                return text
            text = rest.strip(" ,;:\n")
        return text

    def _take(self, phrase: str) -> bool:
        minutes = _MINUTES.fullmatch(phrase)
        if minutes:
            self._typed["minutes"] = _count(minutes)
            return True
        if phrase.casefold() in _STANDING:
            self._typed["standing"] = str(_STANDING[phrase.casefold()])
            return True
        if phrase.casefold() in _MEDIUM:
            self._typed["medium"] = str(_MEDIUM[phrase.casefold()])
            return True
        if phrase.casefold().startswith("about ") and self._is_about(phrase[6:].strip()):
            return True
        if _TIMELIKE.match(phrase) and self._is_time(phrase):
            return True
        place = _PLACE.fullmatch(phrase)
        if place:
            self._typed["place"] = place["place"]
        return place is not None

    def _is_about(self, name: str) -> bool:
        found = self._directory.find(name, ())
        if not isinstance(found, Found) or found.how is How.NEAR:
            return False
        self._typed["about"] = found.id
        return True

    def _is_time(self, phrase: str) -> bool:
        matched = _TIME.fullmatch(phrase)
        try:
            when = typed(matched["time"] if matched else phrase, self._state.zone, self._now)
        except TimeError:
            return False
        earliest = Calendar(self._state).interval(when).earliest
        if earliest is not None and earliest > self._now.seconds:
            self._clear = False  # 22:00 at noon: yesterday's, or is it a plan?
        self._typed["when"] = str(when)
        return True

    def _sides(self, text: str) -> tuple[dict[str, str], str]:
        """Read names after the words that say what they are in it; gives them, and what stands behind the last."""
        parts = _WHO.split(text)
        sides: dict[str, str] = {}
        left = parts[0].strip()
        for word, names in zip(parts[1::2], parts[2::2], strict=True):
            if left:
                return sides, f"{left} {word} {names}".strip()
            found, left = self._names(names.strip())
            if not found and len(names.split()) <= _MOST_UNKNOWN:
                found, left, self._clear = names.strip(), "", False  # nobody in the case: the form asks
            if not found:
                return sides, f"{word} {names}".strip()
            way = {"via": "through", "by": "from", "of": "from"}.get(word.casefold(), word.casefold())
            sides[way] = f"{sides[way]}; {found}" if way in sides else found
        return sides, left

    def _named_first(self, text: str) -> tuple[dict[str, str], str]:
        """Read a name that stands first where a button said what kind of entry it is: `al-Hayya, he agrees`."""
        found, left = self._names(text)
        if not found:
            return {}, text
        return {"from" if self._kind == "statement" else "with": found}, left

    def _names(self, text: str) -> tuple[str, str]:
        """Take as many words from the front as are names, joined by `and`; gives them, and the rest."""
        pieces = re.split(r"\s+(?:and|&)\s+", text)
        found: list[str] = []
        for place, piece in enumerate(pieces):
            name, left = self._name(piece)
            if not name:
                rest = " and ".join(pieces[place:])
                return "; ".join(found), f"and {rest}" if found else rest
            found.append(name)
            if left:
                return "; ".join(found), " and ".join([left, *pieces[place + 1 :]])
        return "; ".join(found), ""

    def _name(self, text: str) -> tuple[str, str]:
        words = text.split()
        for count in range(min(len(words), _MOST_WORDS), 0, -1):
            name = " ".join(words[:count])
            found = self._directory.find(name, ACTORS)
            if isinstance(found, Found) and (found.how is not How.NEAR or count == len(words)):
                count = self._needed(words, count, found)  # noqa: PLW2901 - as many words as say who it is
                return " ".join(words[:count]), " ".join(words[count:])
            if isinstance(found, Unclear):
                self._clear = False
                return name, " ".join(words[count:])
        return "", text

    def _needed(self, words: list[str], count: int, found: Found) -> int:
        """Leave small words behind a name that are no part of it: `Witkoff in`."""
        while count > 1 and found.how not in (How.ID, How.SPELLING) and words[count - 1].casefold() in _SMALL:
            fewer = self._directory.find(" ".join(words[: count - 1]), ACTORS)
            if not isinstance(fewer, Found) or fewer.id != found.id:
                break
            count -= 1
        return count

    def _exchange(self, kind: str, sides: dict[str, str]) -> Understood:
        own = self._own_team()
        if kind:
            self._typed["kind"] = str(ExchangeKind(kind))
        sender, receiver = sides.get("from", own), sides.get("with", "") or sides.get("to", own)
        if "with" in sides and "to" in sides:
            receiver = f"{sides['with']}; {sides['to']}"
        if not sides and self._delegation:
            receiver = self._delegation
        for place, names in (("from", sender), ("to", receiver), ("through", sides.get("through", ""))):
            if names:
                self._typed[place] = names
        if not ({"with", "from", "to"} & set(sides)) and not self._delegation:
            self._clear = False
        return Understood(Exchange, self._without("standing", "medium"), self._clear)

    def _statement(self, sides: dict[str, str]) -> Understood:
        speaker = sides.get("from") or sides.get("with", "")
        delegation = self._delegation
        found = self._directory.find(speaker, ACTORS) if speaker else None
        if isinstance(found, Found):
            person = self._state.get(found.id, Person)
            if person is not None:
                self._typed["by"] = speaker
                delegation = person.delegation or delegation
            else:
                delegation = found.id
        elif speaker:
            self._typed["by"] = speaker
        if delegation:
            self._typed["delegation"] = delegation
        if "medium" not in self._typed or not delegation:
            self._clear = False
        self._typed.setdefault("standing", str(Standing.ON_THE_RECORD))
        return Understood(Statement, self._without("minutes", "place"), self._clear)

    def _without(self, *places: str) -> Typed:
        """Leave out what this kind of entry has no field for: it goes back to the words, and they are looked at."""
        for place in places:
            lost = self._typed.pop(place, "")
            if lost:
                unit = f"{lost} minutes" if place == "minutes" else lost
                self._typed["text"] = f"{unit}, {self._typed['text']}"
                self._clear = False
        return self._typed

    def _own_team(self) -> str:
        """Give the mediator's own team, if the case names exactly one."""
        teams = [side.id for side in self._state.of(Delegation) if side.side is Side.MEDIATOR]
        return teams[0] if len(teams) == 1 else ""


def _first_phrase(text: str) -> tuple[str, str, str]:
    """Part a text at its first comma, colon, semicolon or line end that is not within a time."""
    matched = re.search(r"[,;،؛\n]|:(?!\d\d)|\.\s", text)
    return (text[: matched.start()], matched[0], text[matched.end() :]) if matched else (text, "", "")


def _count(minutes: re.Match[str]) -> str:
    if minutes["half"]:
        return str(_HOUR // 2)
    number = 1 if minutes["number"].casefold() in ("a", "an") else int(minutes["number"])
    return str(number * (_HOUR if minutes["unit"].casefold().startswith("h") else 1))
