# SPDX-License-Identifier: Apache-2.0
"""The page that weighs a gesture: a one-sided step now, against the chance of one of several responses later.

Nothing of it is recorded: it is a sheet to think on. What is typed stands in the address, as a search does.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final, NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from goodoffices.domain.terms.amounts import UnclearError, plain, read_number
from goodoffices.errors import Said
from goodoffices.settlement import GestureValue, Verdict, gesture_value, odds
from goodoffices.settlement import Response as Answer
from goodoffices.settlement.reasons import explained_gesture
from goodoffices.web.opened import MediationPages, status_of
from goodoffices.web.questions import Question
from goodoffices.web.writing import _


ROWS: Final = 4
"""How many responses there is room for."""
LONGEST: Final = 100
_SO_MANY: Final = re.compile(r"(\d{1,6}) ?(?:in|/) ?(\d{1,6})")


FIRST: Final = 2
"""So many responses are asked for at once; the others are folded away until they are wanted."""


class Row(NamedTuple):
    """What was typed of one response."""

    name: Question[str]
    worth: Question[Fraction]
    low: Question[Fraction]
    high: Question[Fraction]


class Chance(NamedTuple):
    """From which chance of one response on the step is worth it, as so many in so many; None: not even if certain."""

    name: str
    alone: tuple[int, int] | None
    at_worst: tuple[int, int] | None
    at_best: tuple[int, int] | None


class Weighed(NamedTuple):
    """What comes out: a sentence, the verdict, and the chances from which on it is worth it."""

    sentence: Said
    verdict: Verdict
    chances: tuple[Chance, ...]


class GesturePages(MediationPages):
    """Weighing a one-sided step."""

    def gesture(self, request: Request) -> Response:
        """Show the form, and what follows from what was typed into it."""
        asked = request.query_params
        cost = _number(asked.get("cost", ""))
        if cost.meant is not None and cost.meant < 0:
            cost = Question(cost.typed, problem=_("What the step costs is not negative."))
        rows = [
            Row(
                _name(asked.get(f"name{number}", "")),
                _number(asked.get(f"worth{number}", "")),
                _chance(asked.get(f"low{number}", "")),
                _chance(asked.get(f"high{number}", "")),
            )
            for number in range(1, ROWS + 1)
        ]
        rows = [_together(row) for row in rows]
        problem, weighed = "", None
        questions = [cost, *(question for row in rows for question in row)]
        if not any(question.problem for question in questions):
            problem, weighed = _weighed(cost, rows)
        with self._opened(request) as (frame, _reading, _state):
            return self._writer.page(
                request,
                "gesture.html",
                status_of([*questions, Question("", problem=problem)]),
                frame=frame,
                cost=cost,
                rows=rows,
                shown=_shown(rows),
                problem=problem,
                is_wrong=any(question.problem for question in questions),
                weighed=weighed,
            )


def _shown(rows: list[Row]) -> int:
    """How many responses are shown: the first few, and as far as anything was typed."""
    typed = (number for number, row in enumerate(rows, start=1) if any(each.typed or each.problem for each in row))
    return max(FIRST, max(typed, default=0))


def _name(typed: str) -> Question[str]:
    text = " ".join(typed.split())
    if len(text) > LONGEST:
        return Question(text[:LONGEST], problem=_("Write fewer words."))
    return Question(text, text or None)


def _number(typed: str) -> Question[Fraction]:
    text = typed.strip()
    if not text:
        return Question("")
    try:
        number = read_number(plain(text))
    except UnclearError:
        number = None
    return Question(text, Fraction(number)) if number is not None else Question(text, problem=_("Write a number."))


def _chance(typed: str) -> Question[Fraction]:
    """Read a chance: `1 in 4`, `1/4`, `25 %`, `0.25`."""
    text = typed.strip()
    if not text:
        return Question("")
    flat = plain(text)
    matched = _SO_MANY.fullmatch(flat)
    if matched:
        found = Fraction(int(matched[1]), int(matched[2])) if int(matched[2]) else None
    else:
        number = _number(flat.removesuffix("%")).meant
        found = number / 100 if number is not None and flat.endswith("%") else number
    if found is None or not 0 <= found <= 1:
        return Question(text, problem=_("Write a chance, such as 1 in 4 or 25 %."))
    return Question(text, found)


def _together(row: Row) -> Row:
    """Say what a response lacks: a name without a worth, or chances in the wrong order."""
    filled = any(question.typed for question in row)
    if filled and row.worth.meant is None and not row.worth.problem:
        row = row._replace(worth=Question("", problem=_("Write what it would be worth.")))
    if filled and not row.name.typed:
        row = row._replace(name=Question("", problem=_("Say which response.")))
    if row.low.meant is not None and row.high.meant is not None and row.low.meant > row.high.meant:
        row = row._replace(high=Question(row.high.typed, problem=_("The most is less than the least.")))
    return row


def _weighed(cost: Question[Fraction], rows: list[Row]) -> tuple[str, Weighed | None]:
    answers = [
        Answer(
            name=row.name.meant,
            worth=row.worth.meant,
            low=row.low.meant or Fraction(0),
            high=Fraction(1) if row.high.meant is None else row.high.meant,
        )
        for row in rows
        if row.name.meant and row.worth.meant is not None
    ]
    if cost.meant is None or not answers:
        return "", None
    if sum(answer.low for answer in answers) > 1:
        return _("Added up, the least chances come to more than 100 %, but only one response can come."), None
    value = gesture_value(cost.meant, answers)
    return "", Weighed(explained_gesture(value, answers), value.verdict, _chances(value, answers))


def _chances(value: GestureValue, answers: list[Answer]) -> tuple[Chance, ...]:
    def told(chance: Fraction | None) -> tuple[int, int] | None:
        return None if chance is None else odds(chance)

    return tuple(
        Chance(answers[each.response].name, told(each.alone), told(each.at_worst), told(each.at_best))
        for each in value.break_evens
        if answers[each.response].worth > 0
    )
