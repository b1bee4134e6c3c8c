# SPDX-License-Identifier: Apache-2.0
"""What each kind of item in a case file is for, and what each of its fields says, in a mediator's words.

The reference page and the JSON Schema are made from these sentences; a test sees to it that none is missing.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import msgspec

from goodoffices.domain.agreements import Agreement, Obligation, Performance, Signature
from goodoffices.domain.clocks import Clock, Notice
from goodoffices.domain.dependencies import Dependency, Taken
from goodoffices.domain.entries import Withdrawal
from goodoffices.domain.issues import Issue, Option
from goodoffices.domain.knowledge import Knowledge
from goodoffices.domain.people import Consent, Delegation, Identification, JointSession, Mediation, Person, Subject, Tie
from goodoffices.domain.proposals import Answer, Condition, Phase, Proposal
from goodoffices.domain.reports import Account, Exchange, Report
from goodoffices.domain.scores import IssueScores, Scores, TermValue, Together, Unsure
from goodoffices.domain.statements import Release, Showing, Statement


class Words(NamedTuple):
    """What a kind of item is called in a sentence, what it is for, and what each of its fields says."""

    name: str
    purpose: str
    fields: dict[str, str]


_ID: Final = "a short name of your own for this item, which others use to refer to it; no two items share one"
_NOTE: Final = "anything else worth keeping with it"
_ATTRIBUTED: Final = {
    "attribution": "the chain of sources, nearest first: `outlet < agency < officials`",
    "status": "how far it is confirmed",
    "also": "what other sources say of the same thing; both accounts stand",
}

WORDS: Final[dict[type[msgspec.Struct], Words]] = {
    Mediation: Words("a mediation", "The case itself. A file has exactly one.", {
        "id": _ID,
        "title": "what the mediation is called",
        "zone": "the time zone that is meant where a time names none, such as `Asia/Qatar`",
        "language": "the language of the record, such as `en`",
        "about": "what it is about, in a few sentences",
        "ground_rules": "the rules that the sides agreed on",
        "record_of": "the party whose record this is; left out, it is the mediator's",
    }),
    Delegation: Words("a delegation", "A side that takes part in the talks, or that they concern.", {
        "id": _ID,
        "name": "what the side is called",
        "side": "what it is in the talks",
        "spellings": "other names and spellings to be recognised as this one",
        "note": _NOTE,
    }),
    Person: Words("a person", "Somebody, or a body, named in the case.", {
        "id": _ID,
        "name": "the name, or a description if the name is not known",
        "kind": "whether it is a person or a body",
        "role": "what they are or do",
        "delegation": "the delegation they belong to",
        "spellings": "other names and spellings to be recognised as this one",
        "ties": "what they are to others",
        "note": _NOTE,
    }),
    Tie: Words("a tie", "What one person or body is to another.", {
        "to": "the other person, body or delegation",
        "what": "what they are to them, such as `father of`",
    }),
    Identification: Words("an identification", "That somebody named in the case is somebody else named in it.", {
        "id": _ID,
        "of": "who proves to be somebody else",
        "is": "who they are",
        "in": "the entries in which it is so; left out, it is so everywhere, and the two are one",
        "note": _NOTE,
    }),
    Subject: Words("a subject", "A matter that one can know of or be told about, such as that the talks exist.", {
        "id": _ID,
        "name": "what the matter is",
        "note": _NOTE,
    }),
    Issue: Words("an issue", "A thing in dispute; proposals give terms for it.", {
        "id": _ID,
        "name": "what is in dispute",
        "kind": "what a term of it is; [terms](terms.md) shows how each is written",
        "options": "for a choice: the possible values",
        "unit": "for a quantity or an integer: what is counted or measured, such as `km`",
        "currency": "for money: the three letters of the currency, such as `EUR`",
        "steps": "the terms that parties weigh, from one end to the other; not for a choice or a yes or no",
        "note": _NOTE,
    }),
    Dependency: Words("a dependency", "Which terms go together, and which do not.", {
        "id": _ID,
        "text": "the dependency in words: `a guarantee only if there is a ceasefire`",
        "kind": "how the terms depend on one another",
        "of": "what depends: for `only if` one term; for `so many of` those that are counted",
        "needs": "for `only if`: what must all hold as well",
        "least": "for `so many of`: at least so many of them hold",
        "most": "for `so many of`: at most so many hold; left out, as many as there are",
        "note": _NOTE,
    }),
    Taken: Words("a term that is taken", "That the term of an issue is one of these.", {
        "issue": "the issue",
        "terms": "the terms, of those that are weighed; see [terms](terms.md)",
    }),
    Scores: Words("a set of scores", "What matters to a party, as far as it lets the mediator use it.", {
        "id": _ID,
        "delegation": "whose scores they are",
        "when": "when they were given",
        "found_by": "how they were found",
        "issues": "what each issue weighs, and what each of its terms is worth",
        "together": "what is added when terms are had together",
        "minimum": "what no agreement is worth to the party; 0 if nothing is written",
        "unsure": "weights and values of which the party is unsure",
        "received": "when the party let the mediator have them",
        "note": _NOTE,
    }),
    IssueScores: Words("an issue's scores", "What one issue weighs, and what each of its terms is worth.", {
        "issue": "the issue",
        "weight": 'what it weighs, as text: `"0.35"`, `"7/20"`; 1 if nothing is written',
        "values": "what each of its terms is worth beside the others; multiplied by the weight",
    }),
    TermValue: Words("a value", "What one term is worth beside the others of its issue.", {
        "term": "the term, one of those that are weighed",
        "value": 'what it is worth, as text: `"100"`',
    }),
    Together: Words("an interaction", "What is added to the score when terms are had together.", {
        "terms": "the terms that must all be had",
        "adds": 'what is added, as text; it may be less than nothing: `"-5"`',
    }),
    Unsure: Words("an interval", "Between which numbers a weight or a value lies of which the party is unsure.", {
        "issue": "the issue",
        "term": "the term whose value it is; left out, it is the weight of the issue",
        "low": "the least, as text",
        "high": "the most, as text",
    }),
    Option: Words("an option", "One possible value of a choice.", {
        "id": "a short name for this option, which terms use",
        "name": "the option in words",
    }),
    Exchange: Words("an exchange", "Somebody was in touch with somebody, or words got out.", {
        **_ATTRIBUTED,
        "id": _ID,
        "when": "when it happened",
        "kind": "how they were in touch; in an interception, `to` listened to `from`",
        "from": "who spoke, wrote or called",
        "to": "who was spoken to, or learned of it",
        "through": "who carried the words, or helped",
        "place": "where it happened",
        "count": "how many, when one item stands for several: `about 20`",
        "minutes": "how many minutes it lasted",
        "text": "what passed",
        "about": "the ids of what it was about: subjects, proposals, other items",
    }),
    Report: Words("a report", "Something said outside the caucus that the case must hold.", {
        **_ATTRIBUTED,
        "id": _ID,
        "when": "when what it tells happened",
        "text": "what it tells",
        "who": "whom it is about, or who did it",
        "about": "the ids of what it is about: subjects, proposals, other items",
        "reached": "who is known to have learned of the matter by it",
    }),
    Account: Words("an account", "What another chain of sources says of the same thing.", {
        "attribution": "its chain of sources, nearest first",
        "status": "how far it is confirmed",
        "text": "what it says, where that differs",
    }),
    JointSession: Words("a joint session", "Several delegations at once, by consent that each may take back.", {
        "id": _ID,
        "name": "what the session is called",
        "consents": "who consented to it",
        "note": _NOTE,
    }),
    Consent: Words("a consent", "One delegation's consent to a joint session.", {
        "delegation": "who consents",
        "given": "when it was given",
        "taken_back": "when it was taken back",
    }),
    Statement: Words("a statement", "What a delegation said to the mediator in its caucus.", {
        "id": _ID,
        "delegation": "the delegation whose statement it is",
        "by": "who said it",
        "when": "when it was said",
        "medium": "how it reached the mediator",
        "standing": "how far it may be held against them; on the record if nothing is written",
        "kind": "what it is meant as; a position if nothing is written",
        "text": "what was said",
        "answers": "the id of the statement, showing or proposal that it answers",
        "about": "the ids of what it is about",
    }),
    Release: Words("a release", "What a delegation allows to be passed on of one of its statements.", {
        "id": _ID,
        "statement": "the statement it is about; or the scores that the mediator may use",
        "to": "who may be shown it",
        "form": "in which form",
        "wording": "the words agreed for a paraphrase",
        "when": "when it was given",
        "from": "from when it may be used",
        "until": "until when it may be used",
    }),
    Showing: Words("a showing", "What the mediator in fact put before somebody.", {
        "id": _ID,
        "to": "before whom",
        "by": "who put it before them",
        "when": "when",
        "medium": "how it reached them",
        "text": "the exact words",
        "releases": "the releases it rests on",
        "proposal": "the proposal that was shown",
        "about": "the ids of what it is about",
        "received": "how it was received",
        "regardless": "the reason for showing more than the releases allow",
    }),
    Proposal: Words("a proposal", "A package of terms put by somebody to somebody.", {
        **_ATTRIBUTED,
        "id": _ID,
        "title": "what the proposal is called",
        "kind": "what it is meant as",
        "by": "who makes it",
        "to": "to whom it is put",
        "through": "who carries it",
        "when": "when it was made",
        "terms": 'a term for each issue: `{ ceasefire = "70 to 90 days" }`; see [terms](terms.md)',
        "conditions": "what must hold before it has effect",
        "phases": "its stages, in order",
        "guarantors": "who guarantees it",
        "deadline": "until when it can be answered",
        "draft": "the number of the draft; 1 if nothing is written",
        "revises": "the draft before this one, or the proposal that this one counters",
        "text": "the full wording; what is not agreed stands in [square brackets]",
        "note": _NOTE,
        "basis": "the ids of the items that report it",
    }),
    Condition: Words("a condition", "What must hold before a proposal has effect.", {
        "text": "the condition in words",
        "on": "the id of the proposal or other item that it means",
    }),
    Phase: Words("a phase", "One stage of a proposal.", {
        "name": "what the stage is called",
        "begins": "how it begins",
        "lasts": "how long it lasts",
        "terms": "the terms that hold in it",
        "text": "anything else that holds in it",
    }),
    Answer: Words("an answer", "One side's answer to a proposal.", {
        **_ATTRIBUTED,
        "id": _ID,
        "proposal": "the proposal it answers",
        "by": "who answers",
        "when": "when",
        "kind": "what the answer is",
        "text": "the answer in words",
        "counter": "for a counter: the proposal put in its place",
        "basis": "the ids of the items that report it",
    }),
    Agreement: Words("an agreement", "A package that all accepted.", {
        "id": _ID,
        "title": "what the agreement is called",
        "proposal": "the proposal that was accepted",
        "when": "when it was concluded",
        "text": "its authentic text",
        "language": "the language of that text",
        "signatures": "who signed",
    }),
    Signature: Words("a signature", "One side's signature under an agreement.", {
        "by": "who signed",
        "when": "when",
        "note": _NOTE,
    }),
    Obligation: Words("an obligation", "What one side owes another under an agreement.", {
        "id": _ID,
        "agreement": "the agreement it follows from",
        "bearer": "who must do it",
        "beneficiary": "for whom",
        "act": "what is to be done",
        "trigger": "the event that sets it off, in words",
        "after": "the obligations that must be met first",
        "due": "by when it must be done",
        "proof": "what shows that it was done",
        "guarantors": "who guarantees it",
    }),
    Performance: Words("a performance", "What somebody attests about an obligation at some time.", {
        **_ATTRIBUTED,
        "id": _ID,
        "obligation": "the obligation it is about",
        "when": "when",
        "grade": "how far it is performed",
        "by": "who attests it",
        "text": "what they say",
    }),
    Knowledge: Words("a knowledge", "A note that somebody knows of something.", {
        **_ATTRIBUTED,
        "id": _ID,
        "who": "who knows",
        "subject": "the id of what they know of: a subject, a proposal, any item",
        "since": "since when",
        "how": "how they came to know",
        "detail": "how much of it they know",
        "sure": "how sure that is; certain if nothing is written",
        "through": "who told or showed them",
        "basis": "the ids of the items that this rests on",
        "note": _NOTE,
    }),
    Clock: Words("a clock", "A deadline, an ultimatum, an embargo, or a count of days.", {
        **_ATTRIBUTED,
        "id": _ID,
        "name": "what is running",
        "kind": "what it measures",
        "since": "for a count of days: when it begins",
        "until": "when it runs out, or when the count ended",
        "set_by": "who set it",
        "about": "the ids of what it is about",
        "note": _NOTE,
    }),
    Notice: Words("a notice", "Who is to be told what, in which place of the order.", {
        "id": _ID,
        "about": "the id of what they are to be told",
        "to": "who is to be told",
        "place": "the place in the order; 1 is told first",
        "by": "by when they are to be told",
        "told": "when they were told",
        "through": "who tells them",
        "acknowledged": "when they acknowledged it",
        "note": _NOTE,
    }),
    Withdrawal: Words("a withdrawal", "A release taken back, or another item struck out as written in error.", {
        "id": _ID,
        "of": "the id of what is taken back or struck out",
        "when": "when",
        "text": "why",
    }),
}  # fmt: skip

RECORDED: Final = "when this item was first noted, in UTC: `2025-05-13T09:00:00Z`"
"""What the field says that every item may have besides its own."""


def called(kind: type) -> str:
    """What a kind of item is called in a sentence: `an exchange`."""
    return WORDS[kind].name
