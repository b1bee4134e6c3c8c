# SPDX-License-Identifier: Apache-2.0
"""The words beside each field of each form: a short label, and a hint where the label does not say enough."""

from __future__ import annotations

from typing import Final, NamedTuple

import msgspec

from goodoffices.domain.agreements import Agreement, Obligation, Performance, Signature
from goodoffices.domain.clocks import Clock, Notice
from goodoffices.domain.dependencies import Dependency, Taken
from goodoffices.domain.entries import Withdrawal
from goodoffices.domain.issues import Issue, Option
from goodoffices.domain.knowledge import Knowledge
from goodoffices.domain.people import Consent, Delegation, Identification, JointSession, Mediation, Person, Tie
from goodoffices.domain.proposals import Answer, Condition, Phase, Proposal
from goodoffices.domain.reports import Account, Exchange, Report
from goodoffices.domain.statements import Release, Showing, Statement
from goodoffices.web.writing import _


class Label(NamedTuple):
    """What a field is called, and what helps to fill it in."""

    label: str
    hint: str = ""


_CHAIN: Final = _("The chain of sources, nearest first: outlet < agency < officials")

SHARED: Final[dict[str, Label]] = {
    "id": Label(_("Short name"), _("Others use it to refer to this. Leave it empty and one is made.")),
    "name": Label(_("Name")),
    "title": Label(_("Title")),
    "when": Label(_("When")),
    "text": Label(_("Words")),
    "note": Label(_("Note")),
    "about": Label(_("About"), _("Subjects, proposals or other entries that it is about")),
    "by": Label(_("By")),
    "to": Label(_("To")),
    "through": Label(_("Through"), _("Whoever carried the words")),
    "kind": Label(_("Kind")),
    "language": Label(_("Language"), _("Two letters, such as en or ar")),
    "spellings": Label(_("Other names and spellings"), _("One on each line. Each will be recognised as this one.")),
    "basis": Label(_("Rests on"), _("The entries that report it")),
    "guarantors": Label(_("Guaranteed by")),
    "medium": Label(_("How it reached them")),
    "attribution": Label(_("Who says so"), _CHAIN),
    "status": Label(_("How far it is confirmed")),
    "also": Label(_("What others say of it"), _("Another account of the same thing; both stand.")),
    "terms": Label(_("Terms"), _("Leave empty what it says nothing about.")),
}
"""The words for fields that several kinds have."""

LABELS: Final[dict[type[msgspec.Struct], dict[str, Label]]] = {
    Mediation: {
        "title": Label(_("What the mediation is called")),
        "zone": Label(_("Time zone"), _("Understood where a time names none, such as Asia/Qatar")),
        "about": Label(_("What it is about")),
        "ground_rules": Label(_("Ground rules"), _("What the sides agreed on")),
        "record_of": Label(_("Whose record this is")),
    },
    Delegation: {"side": Label(_("What it is in the talks"))},
    Person: {
        "name": Label(_("Name"), _("Or a description, if the name is not known")),
        "kind": Label(_("A person or a body")),
        "role": Label(_("Role"), _("What they are or do")),
        "delegation": Label(_("Delegation")),
        "ties": Label(_("Ties"), _("What they are to others")),
    },
    Tie: {"to": Label(_("To whom")), "what": Label(_("What they are"), _("Such as: father of"))},
    Identification: {
        "of": Label(_("Who proves to be somebody else")),
        "is": Label(_("Who they are")),
        "in": Label(_("Only in these entries"), _("Leave it empty if it is so everywhere.")),
    },
    JointSession: {"consents": Label(_("Who consented"))},
    Consent: {
        "delegation": Label(_("Delegation")),
        "given": Label(_("Given")),
        "taken_back": Label(_("Taken back")),
    },
    Issue: {
        "name": Label(_("What is in dispute")),
        "kind": Label(_("What a term of it is")),
        "unit": Label(_("Unit"), _("For a quantity or an integer: km, % or trucks a day")),
        "currency": Label(_("Currency"), _("For money: three letters, such as EUR")),
        "options": Label(_("Options"), _("For a choice: its possible values")),
        "steps": Label(
            _("Steps to weigh"),
            _("The terms that parties are asked to weigh, one on each line: 10 days, 42 days, 90 days"),
        ),
    },
    Dependency: {
        "text": Label(_("In words"), _("Such as: a guarantee only if there is a ceasefire")),
        "kind": Label(_("How they depend")),
        "of": Label(_("Which terms"), _("For only if: the one that depends. For so many of: those that are counted.")),
        "needs": Label(_("Needs"), _("For only if: what must hold as well")),
        "least": Label(_("At least"), _("For so many of: how many of them at least")),
        "most": Label(_("At most"), _("Left empty, as many as there are")),
    },
    Taken: {
        "issue": Label(_("Issue")),
        "terms": Label(_("Terms"), _("One of these, each on a line of its own")),
    },
    Option: {"name": Label(_("Option"))},
    Exchange: {
        "from": Label(_("From"), _("Who spoke, wrote or called")),
        "to": Label(_("To"), _("Who was spoken to, or learned of it")),
        "minutes": Label(_("Minutes"), _("How long it lasted")),
        "text": Label(_("What passed")),
        "place": Label(_("Where")),
        "count": Label(_("How many"), _("When one entry stands for several: about 20")),
    },
    Report: {
        "text": Label(_("What it tells")),
        "when": Label(_("When that happened")),
        "who": Label(_("Whom it is about")),
        "reached": Label(_("Who learned of it by this"), _("They will count as knowing what it is about.")),
    },
    Account: {"text": Label(_("What they say, where it differs"))},
    Statement: {
        "delegation": Label(_("Delegation"), _("Whose caucus it was said in")),
        "by": Label(_("Who said it")),
        "text": Label(_("What was said")),
        "standing": Label(_("Standing"), _("How far it may be held against them")),
        "medium": Label(_("How it reached you")),
        "kind": Label(_("Meant as")),
        "answers": Label(_("Answers"), _("The statement, showing or proposal that it answers")),
    },
    Release: {
        "statement": Label(_("Statement"), _("The statement that may be passed on")),
        "to": Label(_("To whom it may be shown")),
        "form": Label(_("In which form")),
        "wording": Label(_("The words agreed"), _("For a paraphrase, where any were agreed")),
        "when": Label(_("When it was allowed")),
        "from": Label(_("Not before")),
        "until": Label(_("Not after")),
    },
    Showing: {
        "to": Label(_("Before whom")),
        "by": Label(_("Who put it before them")),
        "text": Label(_("The exact words")),
        "releases": Label(_("Rests on releases")),
        "proposal": Label(_("Proposal shown")),
        "received": Label(_("How it was received")),
        "regardless": Label(
            _("Why it is shown regardless"),
            _("Only when it goes beyond what was released. It stands on the record."),
        ),
    },
    Proposal: {
        "kind": Label(_("Meant as")),
        "by": Label(_("From")),
        "conditions": Label(_("Conditions"), _("What must hold before it has effect")),
        "phases": Label(_("Phases"), _("Its stages, in order")),
        "deadline": Label(_("To be answered by")),
        "draft": Label(_("Draft")),
        "revises": Label(_("Revises or counters"), _("The draft before this one, or the proposal it counters")),
        "text": Label(_("Full wording"), _("What is not agreed stands in [square brackets].")),
    },
    Condition: {
        "text": Label(_("Condition")),
        "on": Label(_("Which entry it means"), _("If it is a proposal or another entry")),
    },
    Phase: {
        "name": Label(_("Phase")),
        "begins": Label(_("Begins")),
        "lasts": Label(_("Lasts")),
        "text": Label(_("What else holds in it")),
    },
    Answer: {
        "proposal": Label(_("Proposal")),
        "by": Label(_("Who answers")),
        "kind": Label(_("Answer")),
        "text": Label(_("In words")),
        "counter": Label(_("Counter-proposal"), _("For a counter: the proposal put in its place")),
    },
    Agreement: {
        "proposal": Label(_("Proposal that was accepted")),
        "text": Label(_("Authentic text")),
        "signatures": Label(_("Signatures")),
    },
    Signature: {"by": Label(_("Who signed"))},
    Obligation: {
        "agreement": Label(_("Agreement")),
        "bearer": Label(_("Who must do it")),
        "beneficiary": Label(_("For whom")),
        "act": Label(_("What is to be done")),
        "due": Label(_("Due")),
        "trigger": Label(_("What sets it off")),
        "after": Label(_("After these obligations")),
        "proof": Label(_("Proof"), _("What shows that it was done")),
    },
    Performance: {
        "obligation": Label(_("Obligation")),
        "grade": Label(_("How far it is performed")),
        "by": Label(_("Who says so, of the sides")),
    },
    Knowledge: {
        "who": Label(_("Who knows")),
        "subject": Label(_("Of what"), _("A subject, a proposal or any other entry")),
        "since": Label(_("Since when")),
        "how": Label(_("How they came to know")),
        "detail": Label(_("How much they know")),
        "sure": Label(_("How sure that is")),
        "through": Label(_("Through"), _("Who told or showed them")),
        "basis": Label(_("Rests on"), _("The entries that this is taken from")),
    },
    Clock: {
        "name": Label(_("What is running")),
        "until": Label(_("Until"), _("When it runs out, or when the count ended")),
        "since": Label(_("Since"), _("For a count of days: when it began")),
        "set_by": Label(_("Set by")),
    },
    Notice: {
        "about": Label(_("What they are to be told")),
        "to": Label(_("Who is to be told")),
        "place": Label(_("Place in the order"), _("1 is told first.")),
        "by": Label(_("To be told by"), _("The latest time")),
        "told": Label(_("Told")),
        "acknowledged": Label(_("Acknowledged")),
        "through": Label(_("Through"), _("Who tells them")),
    },
    Withdrawal: {
        "of": Label(_("What is withdrawn")),
        "when": Label(_("When")),
        "text": Label(_("Why")),
    },
}
"""The words for fields as one kind means them."""


def label_of(kind: type[msgspec.Struct], field: str) -> Label:
    """Give the words for a field of a kind of fact, or of a part of one."""
    return LABELS.get(kind, {}).get(field) or SHARED.get(field) or Label(field.replace("_", " ").capitalize())
