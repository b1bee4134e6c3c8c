# SPDX-License-Identifier: Apache-2.0
"""What every reader of scenarios gives and shares: the scenario with its conventions, mistakes, numbers, names.

A reader never stops at a mistake: it notes it with its place, leaves out what is wrong, and looks on. What it does to
the numbers of a file (dividing, shifting, leaving out a discount) it states as a convention, for the user to read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from goodoffices.domain.values import normal
from goodoffices.errors import Mistake, RefusedError
from goodoffices.exchange.case_reading import shown
from goodoffices.exchange.scenarios.beside import Gesture, NamedPackage
from goodoffices.settlement import Issue, Option, Preferences, Scenario, exact
from goodoffices.settlement.checks import mistakes


LARGEST: Final = 20 * 1024 * 1024
"""How many bytes a file of a scenario may have."""
LONGEST: Final = 400
"""How many characters an id or a name may have."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_LAST_PART: Final = re.compile(r"(?:\.[^.\[\]]*|\[\d+\])$")


@dataclass(frozen=True, slots=True)
class Reading:
    """A scenario as it was read, from what, and by which conventions."""

    scenario: Scenario
    form: str
    """What the files are, in a few words: `GENIUS XML`."""
    conventions: tuple[str, ...] = ()
    """What was done to the numbers, and what was left out; each a sentence."""
    packages: tuple[NamedPackage, ...] = ()
    """Drafts and offers that the files call by a name."""
    gestures: tuple[Gesture, ...] = ()
    """One-sided steps to be weighed."""


class Mistakes:
    """Collects what is wrong in a file."""

    def __init__(self, name: str = "") -> None:
        self.found: list[Mistake] = []
        self.name = name

    def wrong(self, place: str, sentence: str, hint: str = "") -> None:
        """Note a mistake; the place is put behind the name of the file."""
        self.found.append(Mistake(", ".join(part for part in (self.name, place) if part), sentence, hint))

    def number(self, value: object, place: str) -> Fraction | None:
        """Read a number exactly, or note that it is none."""
        try:
            return exact(value)  # type: ignore[arg-type] # whatever it is, `exact` says what it is not
        except ValueError:
            told = shown(str(value) if isinstance(value, float) else value)
            self.wrong(place, f"{told} is not a number", "write it in digits, such as 12, 0.35 or 1/3")
        return None

    def whole(self, value: object, place: str) -> int | None:
        """Read a whole number, or note that it is none."""
        number = self.number(value, place)
        if number is not None and number.denominator != 1:
            self.wrong(place, f"{shown(value)} is not a whole number")
            return None
        return None if number is None else int(number)

    def text(self, value: object, place: str) -> str | None:
        """Read a text that can be an id, or note why it cannot."""
        if not isinstance(value, str):
            self.wrong(place, f"{shown(value)} is not a text")
            return None
        text = tidy(value)
        if not text or len(text) > LONGEST:
            self.wrong(place, "is empty" if not text else f"has {len(text)} characters; at most {LONGEST} fit")
            return None
        return text

    def refuse(self) -> None:
        """Raise RefusedError if anything was noted."""
        if self.found:
            raise RefusedError(tuple(dict.fromkeys(self.found)))


def tidy(text: str) -> str:
    """Give a text as it can stand in a line: normal form, no control characters, no space at the ends."""
    return normal(_CONTROL.sub(" ", text)).strip()


def refused(place: str, sentence: str, hint: str = "") -> RefusedError:
    """Give the error for a file in which nothing can be read."""
    return RefusedError((Mistake(place, sentence, hint),))


def decoded(data: bytes, name: str) -> str:
    """Give the text of a file. Raises RefusedError where it is too large or no UTF-8."""
    if len(data) > LARGEST:
        most = LARGEST // 1024 // 1024
        raise refused(name, f"the file has more than {most} MiB", "check that this is the right file")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise refused(f"{name}, line {line}", "this is not UTF-8 text", "save the file as UTF-8") from None


def settled(scenario: Scenario, noted: Mistakes, called: Callable[[str], str] = str) -> Scenario:
    """Hold what was read against the checks of any scenario. Raises RefusedError with all that was noted and found.

    `called` gives the name that a place of the checks (`party[1].values.pay`) has in the file.
    """
    for mistake in (*mistakes(scenario), *_long(scenario)):
        noted.wrong(called(mistake.place), mistake.sentence, mistake.hint)
    noted.refuse()
    return scenario


def told_weights(scenario: Scenario, called: Callable[[str], str]) -> Iterator[str]:
    """Say whose weights come neither to 100 nor to 1: nothing is wrong with that, but one may have been mistyped.

    Only of parties that weigh every issue; `called` as `settled` takes it.
    """
    for number, party in enumerate(scenario.parties, start=1):
        total = sum(party.weights.values(), Fraction(0))
        whole = set(party.weights) == {issue.id for issue in scenario.issues}
        if whole and len(party.weights) > 1 and total not in {1, 100}:
            place = called(f"party[{number}].weights")
            yield f"{place}: the weights come to {float(total):.10g} and count as they stand."


def _long(scenario: Scenario) -> Iterator[Mistake]:
    """Say which ids and names do not fit into a scenario file."""
    for number, issue in enumerate(scenario.issues, start=1):
        yield from _too_long(f"issue[{number}]", issue)
        for among, option in enumerate(issue.options, start=1):
            yield from _too_long(f"issue[{number}].options[{among}]", option)
    for number, party in enumerate(scenario.parties, start=1):
        yield from _too_long(f"party[{number}]", party)


def _too_long(place: str, thing: Issue | Option | Preferences) -> Iterator[Mistake]:
    longest = max(len(thing.id), len(thing.name))
    if longest > LONGEST:
        yield Mistake(place, f"its name has {longest} characters; at most {LONGEST} fit", "shorten it")


def in_file(name: str, lines: Mapping[str, int]) -> Callable[[str], str]:
    """Give the function that adds to a place the line on which it, or what it stands in, is written."""

    def called(place: str) -> str:
        part = place
        while part and part not in lines and f"{part}[1]" not in lines:
            shorter = _LAST_PART.sub("", part)
            part = "" if shorter == part else shorter
        line = lines.get(part, lines.get(f"{part}[1]", 0)) if part else 0
        return f"{name}, line {line}, {place}" if line else ", ".join(each for each in (name, place) if each)

    return called


def several(things: Iterable[object], most: int = 6) -> str:
    """List a few things in a sentence."""
    listed = [str(thing) for thing in things]
    return ", ".join(listed[:most]) + (f" and {len(listed) - most} more" if len(listed) > most else "")


def together(said: Iterable[tuple[str, str]], names: Sequence[str]) -> tuple[str, ...]:
    """Say once what holds for every file; of the rest, for which it holds. Takes (file, sentence)."""
    found: dict[str, dict[str, None]] = {}
    for name, sentence in said:
        found.setdefault(sentence, {})[name] = None
    return tuple(
        f"{sentence[0].upper()}{sentence[1:]}." if len(which) == len(names) else f"{', '.join(which)}: {sentence}."
        for sentence, which in found.items()
    )
