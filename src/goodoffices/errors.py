# SPDX-License-Identifier: Apache-2.0
"""Every error that Good Offices raises on purpose.

An error is a stable code, fields, a sentence that says what is wrong and a hint that says what to do.
The sentence and the hint are format strings, so that they can be translated before the fields are put in.
Nothing else leaves a parser, a driver or a store: what they raise is turned into one of these where it happens.

    GoodOfficesError
    ├── InputError              what somebody typed, imported or sent is not right
    │   ├── RefusedError          a whole input, with every mistake in it
    │   ├── TimeError             a text is not a time
    │   ├── TermError             a text is not a term of that issue
    │   ├── NameUnknownError      nobody of that name is in the case
    │   ├── NameUnclearError      a name could be several people
    │   └── FileError             a file that was named cannot be read or written
    ├── RecordError             what is stored is not what was written
    │   ├── CanonicalError        bytes are not the canonical form of anything
    │   ├── ChainError            an entry does not fit into the chain
    │   ├── PayloadError          an entry's sealed payload does not open or does not decode
    │   └── DestroyedError        the entry was destroyed
    └── HouseError              the place where records are kept
        ├── HouseKeyError         the house key is missing, damaged, readable by others, or of another house
        ├── StoreError            the database cannot be used as it is
        │   └── OvertakenError      what was to be added does not follow the last entry
        └── ServedError           another server already serves this house
"""

from __future__ import annotations

from typing import ClassVar, NamedTuple


class Said(str):
    """A sentence with what was put into it, so that it can be said again in another language."""

    __slots__ = ("fields", "template")

    template: str
    fields: dict[str, object]


def said(template: str, **fields: object) -> Said:
    """Put fields into a sentence of ours. The template is a constant, and so in every catalogue."""
    sentence = Said(template.format(**fields))
    sentence.template = template
    sentence.fields = fields
    return sentence


class GoodOfficesError(Exception):
    """The root of the tree.

    Subclasses set `code`, `sentence` and `hint`; whoever raises one gives the fields those two name.
    """

    code: ClassVar[str] = "error"
    sentence: ClassVar[str] = "Something is wrong."
    hint: ClassVar[str] = ""

    def __init__(self, **fields: object) -> None:
        super().__init__(self.code)
        self.fields = fields

    def __str__(self) -> str:
        return str(self.said)

    @property
    def advice(self) -> str:
        """What to do about it; empty when the sentence says all there is."""
        return str(self.advised)

    @property
    def said(self) -> Said:
        """The sentence, as it can be said in another language."""
        return said(self.sentence, **self.fields)

    @property
    def advised(self) -> Said:
        """The advice, as it can be said in another language."""
        return said(self.hint, **self.fields)


class InputError(GoodOfficesError):
    """What somebody typed, imported or sent is not right."""

    code = "input"


class Mistake(NamedTuple):
    """One thing wrong in an input: where, what, and (perhaps) how to mend it."""

    place: str
    sentence: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.place + ': ' if self.place else ''}{self.sentence}{'; ' + self.hint if self.hint else ''}"


class RefusedError(InputError):
    """An input is refused whole, with every mistake in it; nothing of it was kept."""

    code = "refused"
    sentence = "{count} in what was given; nothing of it was kept."

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        count = "There is 1 mistake" if len(mistakes) == 1 else f"There are {len(mistakes)} mistakes"
        super().__init__(count=count)
        self.mistakes = mistakes


class TimeError(InputError):
    """A text is not a time."""

    code = "not-a-time"
    sentence = "{text} is not a time"
    hint = "{advice}"


class TermError(InputError):
    """A text is not a term of that issue."""

    code = "not-a-term"
    sentence = "{text} is not {expected}"
    hint = "{advice}"


class NameUnknownError(InputError):
    """Nobody and nothing of that name is in the case."""

    code = "name-unknown"
    sentence = "Nobody called {name} is in this case."
    hint = "{advice}"


class NameUnclearError(InputError):
    """A name could be several people; which one is asked, never guessed."""

    code = "name-unclear"
    sentence = "{name} could be {candidates}."
    hint = "Say which, with the id."


class FileError(InputError):
    """A file that was named cannot be read or written."""

    code = "file"
    sentence = "{reason}"
    hint = "{advice}"


class RecordError(GoodOfficesError):
    """What is stored is not what was written."""

    code = "record"


class CanonicalError(RecordError):
    """Bytes are not the canonical form of anything; a second spelling of the same thing counts as wrong."""

    code = "not-canonical"
    sentence = "These bytes are not in canonical form: {reason}."


class ChainError(RecordError):
    """An entry does not fit into the chain: changed, swapped, missing, or put back from an older copy."""

    code = "chain"
    sentence = "Entry {sequence} of the record does not fit the chain: {reason}."
    hint = "Nothing after entry {last_good} can be relied on. Compare with a copy of the house made earlier."


class PayloadError(RecordError):
    """An entry's sealed payload does not open under its key, or does not decode."""

    code = "payload"
    sentence = "Entry {sequence} of the record cannot be read: {reason}."
    hint = "Compare with a copy of the house made earlier."


class DestroyedError(RecordError):
    """The entry was destroyed; it cannot be had back."""

    code = "destroyed"
    sentence = "Entry {sequence} was destroyed; its place in the record is all that is left of it."


class HouseError(GoodOfficesError):
    """The place where records are kept cannot be used."""

    code = "house"
    sentence = "{reason}"
    hint = "{advice}"


class HouseKeyError(HouseError):
    """The house key is missing, damaged, readable by others, or of another house."""

    code = "house-key"


class StoreError(HouseError):
    """The database is missing, full, read-only, damaged, busy, or from a newer version."""

    code = "store"


class OvertakenError(StoreError):
    """What was to be added does not follow the last entry of the record: somebody else has added one."""

    code = "overtaken"
    sentence = "Somebody else has recorded something since this was decided."
    hint = "Look at what was recorded and try again; nothing of this was kept."


class ServedError(HouseError):
    """Another server already serves this house."""

    code = "served"
    sentence = "This house is already being served{by}."
    hint = "Stop that server first, or open the address it printed."
