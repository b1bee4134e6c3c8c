# SPDX-License-Identifier: Apache-2.0
"""What the shapes in the lanes mean: a sample of each that occurs, drawn by the same hand, with its word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from markupsafe import Markup
from msgspec import structs

from goodoffices.app.views.lanes import Certainty, Lanes, Mark, Said
from goodoffices.app.views.shown import Row
from goodoffices.domain.proposals import AnswerKind
from goodoffices.domain.reports import ExchangeKind
from goodoffices.web.pictures.lanes import EM, look
from goodoffices.web.pictures.svg import element, group, write
from goodoffices.web.pictures.threads import draw
from goodoffices.web.writing import _


WIDTH: Final = 46.0
HEIGHT: Final = 20.0

_APART: Final = {ExchangeKind.MEETING, ExchangeKind.INTERCEPTION, ExchangeKind.LEAK, "agreement"}
_PUBLIC: Final = {ExchangeKind.PUBLICATION, ExchangeKind.PUBLIC_STATEMENT}
_ROW: Final = Row(
    id="", kind="", what="", when=None, who=(), to=(), through=(), place=None, count=None, text="", told=(),
    sequence=0, recorded="",
)  # fmt: skip
_ARROW: Final = Mark(
    row=_ROW, kind=str(ExchangeKind.CONTACT), sources=(0,), targets=(2,), through=(), answers=(),
    certainty=Certainty.FIRM, status=None, day=None, clock=None, dated=True,
)  # fmt: skip


class Sample(NamedTuple):
    """One shape, and what it means."""

    drawn: Markup
    words: str


def legend(lanes: Lanes, *, rtl: bool = False) -> tuple[Sample, ...]:
    """List the shapes that occur in a window of lanes, each once."""
    return tuple(Sample(_drawn(mark, rtl=rtl), words) for mark, words in _samples(lanes.marks))


def _samples(marks: tuple[Mark, ...]) -> Iterator[tuple[Mark, str]]:
    kinds = {mark.kind for mark in marks}
    answers = {answer.kind for mark in marks for answer in mark.answers}
    certainties = {mark.certainty for mark in marks}
    through = any(mark.through for mark in marks)
    public = structs.replace(_of(ExchangeKind.PUBLICATION), sources=(1,), targets=())
    shapes = (
        (kinds - _APART - _PUBLIC, _ARROW, _("in touch")),
        (through, structs.replace(_ARROW, through=(1,)), _("through somebody")),
        (ExchangeKind.MEETING in kinds, _of(ExchangeKind.MEETING), _("meeting")),
        (ExchangeKind.INTERCEPTION in kinds, _of(ExchangeKind.INTERCEPTION), _("listened in, at the ring")),
        (ExchangeKind.LEAK in kinds, _of(ExchangeKind.LEAK), _("leak")),
        (kinds & _PUBLIC, public, _("said in public")),
        (AnswerKind.ACCEPT in answers or "agreement" in kinds, _answered(AnswerKind.ACCEPT), _("accepted")),
        (AnswerKind.REJECT in answers, _answered(AnswerKind.REJECT), _("rejected")),
        (answers & {AnswerKind.COUNTER, AnswerKind.ASK}, _answered(AnswerKind.ASK), _("another answer")),
        (Certainty.UNSURE in certainties, _held(Certainty.UNSURE), _("not confirmed")),
        (Certainty.BELIEVED in certainties, _held(Certainty.BELIEVED), _("believed or assessed")),
    )
    return ((mark, words) for occurs, mark, words in shapes if occurs)


def _held(certainty: Certainty) -> Mark:
    return structs.replace(_ARROW, certainty=certainty)


def _of(kind: ExchangeKind) -> Mark:
    return structs.replace(_ARROW, kind=str(kind))


def _answered(kind: AnswerKind) -> Mark:
    return structs.replace(_ARROW, sources=(1,), targets=(), answers=(Said(id="", kind=kind, proposal="", lane=1),))


def _drawn(mark: Mark, *, rtl: bool) -> Markup:
    shapes = draw(mark, lambda lane: 9.0 + 14 * lane, HEIGHT / 2).elements
    if mark.answers:
        shapes = shapes[-1:]
    return write(
        element(
            "svg",
            group(shapes, class_=look(mark), transform=f"matrix(-1 0 0 1 {WIDTH:.0f} 0)" if rtl else None),
            class_="lanes sample",
            aria_hidden="true",
            focusable="false",
            viewBox=f"0 0 {WIDTH:.0f} {HEIGHT:.0f}",
            width=f"{WIDTH / EM:.2f}em",
            height=f"{HEIGHT / EM:.2f}em",
        )
    )
