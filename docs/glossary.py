# SPDX-License-Identifier: Apache-2.0
"""The glossary: the words of the design in the five languages of the pages, taken from the catalogues themselves."""

from __future__ import annotations

from typing import Final

from goodoffices.web.languages import LANGUAGES, SOURCE, speech_of


WORDS: Final = {
    "mediation": "one case: its delegations, ground rules, record",
    "mediator": "whoever carries words and offers between the sides",
    "co-mediator": "a mediator beside the mediator",
    "delegation": "a side that takes part, with members",
    "party": "a delegation in dispute with another",
    "guarantor": "a delegation that vouches for what is agreed",
    "observer": "a delegation that only looks on",
    "person": "somebody named in a case",
    "body": "something named in a case: a government, an outlet, a committee",
    "Caucus": "the private line between one delegation and the mediator",
    "joint session": "several delegations at once, by consent that each may take back",
    "statement": "what a delegation said to the mediator",
    "on the record": "may be held against whoever said it",
    "off the record": "may not be held against whoever said it",
    "non-paper": "a text that nobody has signed and nobody need stand by",
    "supposal": "something put as a supposition, to see what the other makes of it",
    "gesture": "a one-sided step",
    "release": "what a delegation allows to be passed on of its statement",
    "verbatim": "released word for word",
    "paraphrase": "released in other words",
    "mediator's own idea": "released as if the mediator had thought of it",
    "sealed": "said, and nothing of it released",
    "showing": "what the mediator in fact put before whom",
    "issue": "a thing in dispute",
    "[field] terms": "the values that a proposal gives to issues",
    "Condition": "what a proposal makes depend on something else",
    "Phase": "a part of a proposal with a time of its own",
    "dependency": "terms that can be had only together, or only so many of them",
    "proposal": "a package with kind, conditions, phases, guarantors, deadline",
    "offer": "a proposal of one side to another",
    "counter-offer": "a proposal put in the place of another",
    "mediator's proposal": "a proposal of the mediator to the sides",
    "single negotiating text": "the one draft the mediator holds, with brackets round what is not agreed",
    "[field] draft": "one version of a proposal, numbered and frozen once shown",
    "answer": "accept, reject, counter or ask",
    "accept": "an answer",
    "reject": "an answer",
    "counter": "an answer: another proposal in its place",
    "ask": "an answer: a question",
    "agreement": "a package all accepted, its authentic text, its signatures",
    "obligation": "who owes what to whom, when, and how that is shown",
    "knowledge": "who knows what: since when, how, in what detail, how sure",
    "subject": "a thing that somebody knows of",
    "report": "something said outside the caucus that the case must hold",
    "confirmed": "how far a report is confirmed",
    "unconfirmed": "how far a report is confirmed",
    "downplayed": "how far a report is confirmed",
    "denied": "how far a report is confirmed",
    "belief": "what somebody holds to be so",
    "assessment": "what a service or an official makes of it",
    "interception": "words overheard by somebody who listened in",
    "leak": "words that got out",
    "clock": "a deadline, an ultimatum, an embargo, a count of days",
    "deadline": "a clock: until when something has to be done",
    "embargo": "a clock: until when something stays unpublished",
    "notice": "who is to be told what, in which order, by when",
    "Scores": "what matters to a party, and how much, as it says itself",
    "Weight": "how much it matters to get from the worst term of an issue to its best",
    "swing weighting": "finding weights by asking which change comes first, and what the others are worth beside it",
    "direct rating": "finding scores by giving every term and every issue a number",
    "Chance": "how likely something is to follow a gesture",
    "Response": "what may follow a gesture",
    "Minimum": "the reservation value: what no agreement is worth to a party (its BATNA, in points)",
    "all accept": "the zone of possible agreement (ZOPA): the packages that reach every minimum",
    "Package": "one value for each issue",
    "efficient package": "one of the efficient frontier: no other is at least as good for all and better for one",
    "Improvement": "better than a draft for somebody and worse for nobody (post-settlement settlement)",
    "What could be traded for what": "logrolling: each side gives way on what matters less to it",
    "Nash": "fair as the largest product of the gains",
    "Kalai–Smorodinsky": "fair as the largest smallest share of what each could gain",
    "egalitarian": "fair as the largest smallest gain",
    "leximin": "fair as the largest smallest gain, then the next",
    "utilitarian": "the largest sum of all scores",
    "maximin gain": "the largest smallest gain over a draft",
    "Record": "one delegation's chain of entries, only ever added to",
    "Entry": "one thing recorded, with when and by whom",
    "withdrawal": "an entry struck out, or a release taken back; both stay in the record",
    "destruction": "the keys of entries deleted for good",
}
"""The words, as the pages write them, and what they mean."""


def glossary_page() -> str:
    """The page of words: a row for each, a column for each language."""
    others = [language for language in LANGUAGES.values() if language != SOURCE]
    lines = [
        "<!-- Written by docs/make_reference.py from the catalogues; run `make docs`. -->",
        "",
        "# Words",
        "",
        "The words of the case in the languages of the pages, as the catalogues under `src/goodoffices/locale` have",
        "them. Whoever changes a word there should change it in every sentence that uses it, and run `make docs`.",
        "",
        f"| English | meaning | {' | '.join(language.name for language in others)} |",
        f"|---|---|{'---|' * len(others)}",
    ]
    for word, meaning in sorted(WORDS.items(), key=lambda item: item[0].removeprefix("[field] ").casefold()):
        said = [_said(language.tag, word) for language in others]
        lines.append(f"| {word.removeprefix('[field] ')} | {meaning} | {' | '.join(said)} |")
    return "\n".join(lines) + "\n"


def _said(tag: str, word: str) -> str:
    speech = speech_of(tag)
    name = word.removeprefix("[field] ")
    return speech.pgettext("field", name) if name != word else speech.gettext(word)
