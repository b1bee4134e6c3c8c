# SPDX-License-Identifier: Apache-2.0
"""Answers told without numbers, to a party that must not see the other side's scores.

    "An arrangement exists that you would both prefer to the draft; it moves on: prisoners, monitoring."

No sentence holds a score, a gain, a weight, or who gains more; whoever hears it learns that something exists, and on
which issues it differs, not what it is worth to anyone. That is not nothing: each such sentence, if it is true, says
something of what the others want, and many of them say more. So it is for the mediator to decide which one to tell.

Every sentence is a `Said`, so that a page can say it in the reader's language. An issue is called by its name.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from goodoffices.errors import Said, said
from goodoffices.settlement.answers import Answer, Concept, Status
from goodoffices.settlement.improvements import Improvements
from goodoffices.settlement.moves import Standing
from goodoffices.settlement.ordering import Precedence
from goodoffices.settlement.packages import Terms
from goodoffices.settlement.scenario import Scenario
from goodoffices.settlement.single_terms import SingleTerms
from goodoffices.settlement.trades import Trade
from goodoffices.settlement.weight_ranges import Region


STEADY = Fraction(1, 10)
"""A package that stays efficient with all weights off by less than this share is told to be steady."""
COUPLE = 2


def told_zone(scenario: Scenario, status: Status) -> Said:
    """Tell whether a package is acceptable to all: `PROVEN`, `NONE` or, when the time ran out first, `BEST_FOUND`.

    >>> from goodoffices.settlement.example import dispute
    >>> print(told_zone(dispute, Status.PROVEN))
    An arrangement exists that you could both accept.
    """
    both = len(scenario.parties) == COUPLE
    if status is Status.BEST_FOUND:
        return said("It is not known yet whether there is an arrangement that everybody could accept.")
    if status is Status.NONE:
        return said("As things stand, no arrangement gives each side as much as it needs; somebody would have to move.")
    if both:
        return said("An arrangement exists that you could both accept.")
    return said("An arrangement exists that you could all accept.")


def told_improvements(scenario: Scenario, found: Improvements) -> Said:
    """Tell whether something is better than a draft, and on which issues the fairest such package differs from it.

    >>> from goodoffices.settlement import Issue, Option, Preferences, improvements
    >>> options = (Option(id="short"), Option(id="long"))
    >>> issues = tuple(Issue(id=name, name=name, options=options) for name in ("truce", "convoys"))
    >>> long = {"long": Fraction(1)}
    >>> parties = (Preferences(id="a", values={"truce": long}), Preferences(id="b", values={"convoys": long}))
    >>> scenario = Scenario(issues=issues, parties=parties)
    >>> print(told_improvements(scenario, improvements(scenario, (0, 0))))
    An arrangement exists that you would both prefer to the draft; it moves on: truce, convoys.
    """
    best = found.fairest
    if best is None:
        if found.is_efficient:
            return said("Nothing is better than the draft for one side without being worse for another.")
        return said("Nothing better than the draft has been found so far; it is not ruled out.")
    changed = differing(scenario, found.baseline.terms, best.terms)
    gains = [after - before for after, before in zip(best.scores, found.baseline.scores, strict=True)]
    if min(gains) <= 0:
        return said(
            "An arrangement exists that is worse for nobody than the draft, and better for somebody; it moves on: "
            "{issues}.",
            issues=changed,
        )
    if len(gains) == COUPLE:
        return said(
            "An arrangement exists that you would both prefer to the draft; it moves on: {issues}.", issues=changed
        )
    return said("An arrangement exists that you would all prefer to the draft; it moves on: {issues}.", issues=changed)


def told_answer(scenario: Scenario, answer: Answer, draft: Terms | None = None) -> Said:
    """Tell in which sense a package is fair, and, where a draft is given, on which issues it differs from it.

    >>> from goodoffices.settlement import solve
    >>> from goodoffices.settlement.example import dispute, draft
    >>> print(str(told_answer(dispute, solve(dispute, Concept.NASH), draft))[-55:])
    gain. It differs from the draft on: pay, hours, safety.
    """
    if not answer.packages:
        return told_zone(scenario, Status.NONE if answer.certificate.status is Status.NONE else Status.BEST_FOUND)
    first, exists = answer.packages[0], told_zone(scenario, Status.PROVEN)
    terms = first.terms
    if answer.certificate.status is Status.BEST_FOUND:
        sense = said("It is the best found so far; a better one is not ruled out.")
    else:
        base = answer.baseline or tuple(party.minimum for party in scenario.parties)
        gaining = all(score > start for score, start in zip(first.scores, base, strict=True))
        sense = _sense(answer.concept, gaining=gaining)
    if draft is None:
        return said("{exists} {sense}", exists=exists, sense=sense)
    if not any(issue.continuous for issue in scenario.issues):
        terms = Standing(scenario, tuple(map(int, draft))).nearer(tuple(map(int, terms)))
    if terms == draft:
        return said("The draft is an arrangement that everybody could accept. {sense}", sense=sense)
    changed = differing(scenario, draft, terms)
    return said("{exists} {sense} It differs from the draft on: {issues}.", exists=exists, sense=sense, issues=changed)


def _sense(concept: Concept, *, gaining: bool) -> Said:
    """Why it is called fair; `gaining`: whether every side gains by it."""
    match concept:
        case Concept.NASH if gaining:
            why = said("With any other, some would lose in proportion at least as much as others would gain.")
        case Concept.NASH:
            why = said("With no other would more sides gain something.")
        case Concept.KALAI_SMORODINSKY:
            why = said("Each side gets as large a part as may be of the best it could hope for, none left behind.")
        case Concept.EGALITARIAN:
            why = said("With any other, whoever gains least would gain no more.")
        case Concept.LEXIMIN:
            why = said("With any other, whoever gains least would gain no more; nor, this being equal, the next.")
        case Concept.UTILITARIAN:
            why = said("Taking all sides together, no other does more.")
        case _:  # the largest smallest gain over the draft
            why = said("Compared with the draft, whoever gains least would gain no more with any other.")
    return why


def told_trade(scenario: Scenario, trade: Trade) -> Said:
    """Tell that a trade between issues is possible; not who would give way on which.

    >>> from goodoffices.settlement import trades
    >>> from goodoffices.settlement.example import dispute
    >>> print(told_trade(dispute, trades(dispute, (2, 0, 1))[0]))
    If one side gave way on pay and another on hours, everybody would be better off.
    """
    if len(trade.moves) > COUPLE:
        issues = listed(issue_name(scenario, move.issue) for move in trade.moves)
        return said(
            "If sides gave way in turn, each on another of these, nobody would be worse off, and somebody better: "
            "{issues}.",
            issues=issues,
        )
    first, second = (issue_name(scenario, move.issue) for move in trade.moves)
    if min(trade.gains) > 0:
        return said(
            "If one side gave way on {first} and another on {second}, everybody would be better off.",
            first=first,
            second=second,
        )
    return said(
        "If one side gave way on {first} and another on {second}, nobody would be worse off, and somebody better.",
        first=first,
        second=second,
    )


def told_single_terms(scenario: Scenario, found: SingleTerms) -> Said:
    """Tell which single term stands in the way of a package; not for whom, nor how far it would have to move.

    >>> from goodoffices.settlement import single_terms
    >>> from goodoffices.settlement.example import dispute, draft
    >>> print(str(told_single_terms(dispute, single_terms(dispute, draft, "union")))[:48])
    This package and an agreement are one term apart
    """
    if not found.lacking:
        return said("Nothing in this package has to move for that side to accept it.")
    everybody = tuple(range(len(scenario.parties)))
    agreed = sorted({each.move.issue for each in found.sufficient if each.accepted_by == everybody})
    if agreed:
        return said(
            "This package and an agreement are one term apart; it would be enough to move one of these: {issues}.",
            issues=listed(issue_name(scenario, issue) for issue in agreed),
        )
    if found.sufficient:
        return said(
            "To move one term could win over a side that now says no, but not everybody; it would be one of: {issues}.",
            issues=listed(
                issue_name(scenario, issue) for issue in sorted({each.move.issue for each in found.sufficient})
            ),
        )
    return said("No single term is enough to win over the side that says no; several would have to move together.")


def told_ordering(scenario: Scenario, order: tuple[Precedence, ...]) -> Said:
    """Tell which issue is worth settling first.

    >>> from goodoffices.settlement import frontier, ordering
    >>> from goodoffices.settlement.example import dispute
    >>> print(told_ordering(dispute, ordering(dispute, frontier(dispute))))
    It is worth settling this first: safety. It can be settled so that nothing is lost to anybody.
    """
    first = next(iter(order), None)
    if first is None:
        return said("There is nothing to settle.")
    issue = issue_name(scenario, first.issue)
    if first.costs_nothing:
        return said(
            "It is worth settling this first: {issue}. It can be settled so that nothing is lost to anybody.",
            issue=issue,
        )
    if first.promise > 0:
        return said(
            "It is worth settling this first: {issue}. It can be settled so that every side gets something "
            "that matters to it.",
            issue=issue,
        )
    return said("No issue by itself offers something to every side; they are better settled together.")


def told_region(found: Region) -> Said:
    """Tell whether a package depends closely on how much each issue was said to matter.

    >>> from goodoffices.settlement import region
    >>> from goodoffices.settlement.example import dispute, draft
    >>> print(told_region(region(dispute, draft)))
    Another arrangement is better for one side and worse for none.
    """
    if not found.efficient:
        return said("Another arrangement is better for one side and worse for none.")
    if found.status is Status.BEST_FOUND:
        return said("How far this depends on how much each issue matters to each side is not known yet.")
    if found.margin >= STEADY:
        return said(
            "No other arrangement is better for one side and worse for none, and that stays so if what matters to each "
            "was judged somewhat differently."
        )
    return said(
        "No other arrangement is better for one side and worse for none, but that depends closely on how much each "
        "issue matters to each side; it is worth asking once more before relying on it."
    )


def differing(scenario: Scenario, one: Terms, other: Terms) -> str:
    """Name the issues on which two packages differ."""
    pairs = enumerate(zip(one, other, strict=True))
    return listed(issue_name(scenario, issue) for issue, (before, after) in pairs if before != after)


def listed(names: Iterable[str]) -> str:
    """Put names in a row: "prisoners, monitoring"."""
    row = ""
    for name in names:
        row = said("{some}, {next}", some=row, next=name) if row else name
    return row or said("no issue")


def issue_name(scenario: Scenario, place: int) -> str:
    """Name an issue, by its number where it has no name."""
    return scenario.issues[place].name or said("issue {number}", number=place + 1)
