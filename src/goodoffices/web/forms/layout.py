# SPDX-License-Identifier: Apache-2.0
"""How each form is laid out: what is asked first, what stands folded under it, and in which words.

A field that is not named here is still asked, under "More", so that a new one cannot be lost. The words stand in
`goodoffices.web.forms.labels`.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import msgspec

from goodoffices.domain.agreements import Agreement, Obligation, Performance
from goodoffices.domain.clocks import Clock, Notice
from goodoffices.domain.dependencies import Dependency
from goodoffices.domain.entries import Fact, Withdrawal, kind_of
from goodoffices.domain.issues import Issue
from goodoffices.domain.knowledge import Knowledge
from goodoffices.domain.people import Delegation, Identification, JointSession, Mediation, Person, Subject
from goodoffices.domain.proposals import Answer, Proposal
from goodoffices.domain.reports import Exchange, Report
from goodoffices.domain.statements import Release, Showing, Statement
from goodoffices.web.writing import _


class Layout(NamedTuple):
    """One form: what it is called, the letter of the ids made for it, and the fields that are not folded away.

    Without a letter, ids are made of names.
    """

    noun: str
    """As in a list of what can be added: `Call, message or meeting`."""
    add: str
    correct: str
    main: tuple[str, ...]
    letter: str = ""


LAYOUTS: Final[dict[type[Fact], Layout]] = {
    Statement: Layout(
        _("Statement"),
        _("Add a statement"),
        _("Correct a statement"),
        ("delegation", "by", "text", "standing", "when", "medium", "kind", "about"),
        "s",
    ),
    Exchange: Layout(
        _("Call, message or meeting"),
        _("Add a call, a message or a meeting"),
        _("Correct what passed between people"),
        ("kind", "from", "to", "through", "when", "minutes", "text", "about"),
        "e",
    ),
    Report: Layout(
        _("Report"),
        _("Add a report"),
        _("Correct a report"),
        ("text", "attribution", "status", "when", "who", "about", "reached", "also"),
        "r",
    ),
    Proposal: Layout(
        _("Proposal"),
        _("Add a proposal"),
        _("Correct a proposal"),
        ("title", "kind", "by", "to", "through", "when", "terms", "conditions", "deadline", "text"),
        "p",
    ),
    Answer: Layout(
        _("Answer to a proposal"),
        _("Add an answer"),
        _("Correct an answer"),
        ("proposal", "by", "kind", "when", "text", "counter"),
        "a",
    ),
    Release: Layout(
        _("Release"),
        _("Add a release"),
        _("Correct a release"),
        ("statement", "to", "form", "wording", "when", "from", "until"),
        "l",
    ),
    Showing: Layout(
        _("Showing"),
        _("Add a showing"),
        _("Correct a showing"),
        ("to", "text", "releases", "proposal", "about", "when", "medium", "by", "received"),
        "w",
    ),
    Knowledge: Layout(
        _("Note of who knows"),
        _("Add a note of who knows"),
        _("Correct a note of who knows"),
        ("who", "subject", "since", "how", "detail", "sure", "through", "basis"),
        "k",
    ),
    Clock: Layout(
        _("Clock"),
        _("Add a clock"),
        _("Correct a clock"),
        ("name", "kind", "until", "since", "set_by", "about"),
        "c",
    ),
    Notice: Layout(
        _("Notice to be given"),
        _("Add a notice to be given"),
        _("Correct a notice"),
        ("about", "to", "place", "by", "told", "acknowledged"),
        "n",
    ),
    Agreement: Layout(
        _("Agreement"),
        _("Add an agreement"),
        _("Correct an agreement"),
        ("title", "proposal", "when", "text", "signatures"),
        "g",
    ),
    Obligation: Layout(
        _("Obligation"),
        _("Add an obligation"),
        _("Correct an obligation"),
        ("agreement", "bearer", "beneficiary", "act", "due", "trigger", "after", "proof"),
        "o",
    ),
    Performance: Layout(
        _("Performance of an obligation"),
        _("Add how an obligation is performed"),
        _("Correct how an obligation is performed"),
        ("obligation", "grade", "when", "by", "text"),
        "f",
    ),
    JointSession: Layout(
        _("Joint session"),
        _("Add a joint session"),
        _("Correct a joint session"),
        ("name", "consents", "note"),
        "j",
    ),
    Person: Layout(
        _("Person or body"),
        _("Add a person or body"),
        _("Correct a person or body"),
        ("name", "kind", "role", "delegation", "spellings", "ties"),
    ),
    Delegation: Layout(
        _("Delegation"),
        _("Add a delegation"),
        _("Correct a delegation"),
        ("name", "side", "spellings"),
    ),
    Identification: Layout(
        _("Two who are one"),
        _("Say that two are one"),
        _("Correct who is who"),
        ("of", "is", "in", "note"),
        "i",
    ),
    Subject: Layout(
        _("Subject"),
        _("Add a subject"),
        _("Correct a subject"),
        ("name", "note"),
    ),
    Issue: Layout(
        _("Issue"),
        _("Add an issue"),
        _("Correct an issue"),
        ("name", "kind", "unit", "currency", "options", "steps"),
    ),
    Dependency: Layout(
        _("Dependency between terms"),
        _("Add a dependency between terms"),
        _("Correct a dependency between terms"),
        ("text", "kind", "of", "needs", "least", "most"),
        "d",
    ),
    Withdrawal: Layout(
        _("Withdrawal"),
        _("Withdraw an entry"),
        _("Correct a withdrawal"),
        ("of", "when", "text"),
        "x",
    ),
    Mediation: Layout(
        _("Mediation"),
        _("Add a mediation"),
        _("Correct the mediation"),
        ("title", "about", "zone", "language", "ground_rules"),
    ),
}
"""Every kind that a person records by such a form. What was destroyed is recorded by destroying, and scores on a page
of their own, in the record of the party whose they are."""

ADDED: Final = tuple(kind_of(kind) for kind in LAYOUTS if kind not in (Withdrawal, Mediation))
"""The kinds that can be added from anywhere; a withdrawal is made from the entry it withdraws."""

SOURCES: Final = ("attribution", "status", "also")
"""The fields that say where something comes from."""

HAPPENED: Final = ("when", "since")
"""The fields that begin with the present minute in a new form, where they have to be filled in."""

_BY_WORD: Final = {kind_of(kind): kind for kind in LAYOUTS}


def kind_called(word: str) -> type[Fact] | None:
    """Give the kind of fact that is written under a word, where a form records it."""
    return _BY_WORD.get(word)


class Shelf(NamedTuple):
    """Fields that stand together: open, or folded away until somebody wants them."""

    title: str
    fields: tuple[str, ...]
    is_folded: bool


def shelves(kind: type[Fact], fields: tuple[str, ...]) -> tuple[Shelf, ...]:
    """Put the fields of a kind of fact in the order in which they are asked."""
    main = tuple(field for field in LAYOUTS[kind].main if field in fields)
    sources = tuple(field for field in SOURCES if field in fields and field not in main)
    more = tuple(field for field in fields if field not in (*main, *sources))
    found = (Shelf("", main, is_folded=False), Shelf(_("Where it comes from"), sources, is_folded=True))
    return tuple(shelf for shelf in (*found, Shelf(_("More"), more, is_folded=True)) if shelf.fields)


def letter_of(kind: type[Fact]) -> str:
    """Give the letter with which ids of a kind begin that are made of a number."""
    return LAYOUTS[kind].letter or kind_of(kind)[0]


def name_of(fact: msgspec.Struct) -> str:
    """Give the words of which an id is made."""
    return str(getattr(fact, "name", ""))
