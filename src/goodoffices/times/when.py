# SPDX-License-Identifier: Apache-2.0
"""When something happened, as exactly as it is known: to the minute, day or month; about, before, after; or unknown.

A `When` is its canonical text and nothing more; what the text means is worked out when somebody asks, so that a large
record costs no memory for the parts of times that nobody looks at. It is a plain class on purpose: the codec must ask
how to write it instead of writing its parts.
"""

from __future__ import annotations

from functools import lru_cache

from goodoffices.errors import TimeError, said
from goodoffices.times.forms import (
    About,
    AfterFact,
    BeforeFact,
    Clock,
    Counted,
    Form,
    SameTime,
    Unknown,
    parse,
    write,
)
from goodoffices.times.instant import quoted, written
from goodoffices.times.intervals import Interval, IntervalOf, Order, PlaceOf, interval, order


class When:
    """A time as exact as it is known."""

    __slots__ = ("_text",)

    _text: str

    def __init__(self, form: Form) -> None:
        """Make a time of its parts; most callers use `read` or `typed`."""
        object.__setattr__(self, "_text", write(form))

    @classmethod
    def read(cls, text: str) -> When:
        """Read the canonical spelling, as the record has it; the same on every machine. Raises TimeError."""
        return _read(text)

    @classmethod
    def typed(cls, text: str, zone: str | None = None) -> When:
        """Read what somebody typed and make it canonical. Raises TimeError.

        Also refused: a time zone that does not exist, and a time on a clock that its zone skipped, or showed twice
        without the text saying which. `zone` (an IANA name) is the zone understood where the text names none.
        """
        return _typed(text, zone)

    @property
    def form(self) -> Form:
        """The parts of this time."""
        return _form(self._text)

    @property
    def reference(self) -> str | None:
        """The id of the fact that this time depends on."""
        form = self.form
        if isinstance(form, About):
            form = form.form
        return form.reference if isinstance(form, BeforeFact | AfterFact | SameTime | Counted) else None

    @property
    def known(self) -> bool:
        """Whether anything is known of the time."""
        return not isinstance(self.form, Unknown)

    @property
    def exact(self) -> bool:
        """Whether this is one time on a clock, to the minute or better."""
        return isinstance(self.form, Clock)

    def interval(self, zone: str, lookup: IntervalOf) -> Interval:
        """Give the epoch seconds between which it lies.

        `zone` is the IANA name used where none is written; `lookup` gives the interval of another fact by its id, or
        None.
        """
        return interval(self.form, zone, lookup)

    def order(self, zone: str, sequence: int, lookup: PlaceOf) -> Order:
        """Give a key that sorts facts by time; see `goodoffices.times.intervals`.

        `sequence` (0 or more) is the fact's own number; `lookup` gives (what `order` gave, interval) of another fact by
        its id, or None. Whoever calls breaks circles of references by answering None.
        """
        return order(self.form, zone, sequence, lookup)

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"When.read({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, When) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash((When, str(self)))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a When does not change; {name} was not set")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a When does not change; {name} was not deleted")

    def __reduce__(self) -> tuple[type[When], tuple[Form]]:
        return When, (self.form,)


@lru_cache(maxsize=16384)
def _form(text: str) -> Form:
    form = parse(text)
    assert form is not None  # noqa: S101 - what `write` writes, `parse` accepts
    return form


@lru_cache(maxsize=16384)
def _read(text: str) -> When:
    form = parse(text)
    if form is not None:
        return When(form)
    typed = _read_typed(text, None)  # its advice is better, when it too refuses
    suggestion = write(typed)
    raise TimeError(text=quoted(text), advice=said("write {suggestion}", suggestion=written(suggestion)))


@lru_cache(maxsize=16384)
def _typed(text: str, zone: str | None) -> When:
    return When(_read_typed(text, zone))


def _read_typed(text: str, zone: str | None) -> Form:
    from goodoffices.times.reading import read_typed  # noqa: PLC0415 - slow to load, and what is recorded needs none of it

    return read_typed(text, zone)


UNKNOWN = When(Unknown())
