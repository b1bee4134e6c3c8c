# SPDX-License-Identifier: Apache-2.0
"""Why a trade helps, how steady a package is, what a gesture is worth: each in a sentence with numbers.

For the mediator, beside `goodoffices.settlement.explaining`, and for a party where the numbers are its own. Numbers
that somebody only believes are told as people tell them: a chance as so many in so many, a share in whole percents,
rounded to the careful side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import reduce
from math import ceil, floor

from goodoffices.errors import Said, said
from goodoffices.settlement.answers import Status
from goodoffices.settlement.explaining import PLACES, number, row
from goodoffices.settlement.gesture import GestureValue, Response, Verdict, odds
from goodoffices.settlement.robustness import Chance, Robustness
from goodoffices.settlement.scenario import Scenario
from goodoffices.settlement.telling import issue_name, listed
from goodoffices.settlement.trades import Trade
from goodoffices.settlement.weight_ranges import Region, WeightRange


HUNDRED = 100


def explained_trade(scenario: Scenario, trade: Trade) -> Said:
    """Say what each gives in a trade and what it gets, in its own points: why both can gain.

    >>> from goodoffices.settlement import Issue, Option, Preferences, trades
    >>> options = (Option(id="no"), Option(id="yes"))
    >>> issues = (Issue(id="pay", name="pay", options=options), Issue(id="hours", name="hours", options=options))
    >>> parties = (
    ...     Preferences(id="union", values={"pay": {"yes": Fraction(5)}, "hours": {"yes": Fraction(-2)}}),
    ...     Preferences(id="firm", values={"pay": {"yes": Fraction(-1)}, "hours": {"yes": Fraction(4)}}),
    ... )
    >>> scenario = Scenario(issues=issues, parties=parties)
    >>> print(explained_trade(scenario, trades(scenario, (0, 0))[0]))
    union: gives 2 (hours) for 5 (pay); firm: gives 1 (pay) for 4 (hours). In all each gains: union 3, firm 3.
    """
    return said(
        "{exchanges}. In all each gains: {gains}.",
        exchanges=_in_turn(_exchanges(scenario, trade)),
        gains=row(scenario, trade.gains),
    )


def _exchanges(scenario: Scenario, trade: Trade) -> Iterator[Said]:
    for party, preferences in enumerate(scenario.parties):
        name = preferences.name or preferences.id
        lost = [(-alone[party], move.issue) for move, alone in zip(trade.moves, trade.alone, strict=True)]
        given = sum((each for each, _issue in lost if each > 0), Fraction(0))
        got = sum((-each for each, _issue in lost if each < 0), Fraction(0))
        on = listed(issue_name(scenario, issue) for each, issue in lost if each > 0)
        won = listed(issue_name(scenario, issue) for each, issue in lost if each < 0)
        if given and got:
            yield said(
                "{name}: gives {given} ({on}) for {got} ({won})",
                name=name,
                given=number(given),
                on=on,
                got=number(got),
                won=won,
            )
        elif given:
            yield said("{name}: gives {given} ({on})", name=name, given=number(given), on=on)
        elif got:
            yield said("{name}: gets {got} ({won})", name=name, got=number(got), won=won)


def explained_region(scenario: Scenario, found: Region) -> Said:
    """Say how far the weights may be off for a package to stay efficient, and which of them matters most.

    >>> from goodoffices.settlement import region
    >>> from goodoffices.settlement.example import dispute
    >>> print(str(explained_region(dispute, region(dispute, (0, 1, 1))))[:66])
    It stays efficient as long as no weight is off by more than 9 % of
    """
    if not found.efficient:
        return said("Another package is better for one side and worse for none.")
    if found.status is Status.BEST_FOUND:
        return said("How far the weights may be off is not known yet: the time ran out before it was proven.")
    percents = floor(found.margin * HUNDRED)
    if percents == found.margin * HUNDRED and not found.with_margin:
        percents -= 1
    if found.margin and percents <= 0:
        steady = said("It stays efficient only as long as every weight is off by less than 1 % of its value.")
    elif found.margin:
        steady = said(
            "It stays efficient as long as no weight is off by more than {percent} of its value, even if all are off "
            "at once.",
            percent=said("{percents} %", percents=percents),
        )
    else:
        steady = said("It is efficient with just these weights; the least change of several could make another better.")
    tightest = min(
        (each for each in found.ranges if each.slack is not None),
        key=lambda each: each.slack or Fraction(0),
        default=None,
    )
    if tightest is None:
        return said("{steady} No weight by itself matters.", steady=steady)
    return said("{steady} {tightest}", steady=steady, tightest=explained_range(scenario, tightest))


def explained_range(scenario: Scenario, found: WeightRange) -> Said:
    """Say between which numbers one weight may lie, all else the same.

    >>> from goodoffices.settlement import region
    >>> from goodoffices.settlement.example import dispute
    >>> print(explained_range(dispute, region(dispute, (0, 1, 1)).ranges[0]))
    The weight of pay for Union, now 1, may by itself lie between 0 and 1.2.
    """
    party = scenario.parties[found.party]
    issue, name = issue_name(scenario, found.issue), party.name or party.id
    if found.high is None:
        told = said(
            "The weight of {issue} for {name}, now {weight}, may by itself be anything from {low} on.",
            issue=issue,
            name=name,
            weight=number(found.weight),
            low=_end(found.low, 1),
        )
    else:
        told = said(
            "The weight of {issue} for {name}, now {weight}, may by itself lie between {low} and {high}.",
            issue=issue,
            name=name,
            weight=number(found.weight),
            low=_end(found.low, 1),
            high=_end(found.high, -1),
        )
    if found.also is None:
        return told
    if found.also.high is None:
        return said("{range} Beyond a gap it may do so again, from {low} on.", range=told, low=_end(found.also.low, 1))
    return said(
        "{range} Beyond a gap it may do so again, between {low} and {high}.",
        range=told,
        low=_end(found.also.low, 1),
        high=_end(found.also.high, -1),
    )


def _end(exact: Fraction, inwards: int) -> str | Said:
    """Write an end of an interval, rounded inwards, so that what is said holds: low ends up, high ends down."""
    places = 10**PLACES
    rounded = Fraction(inwards * ceil(exact * inwards * places), places)
    return number(exact) if rounded == exact else said("about {number}", number=number(rounded))


def explained_robustness(found: Robustness) -> Said:
    """Say in how many of a hundred cases a package stays the best when the scores are uncertain.

    >>> from random import Random
    >>> from goodoffices.settlement import Concept, robustness
    >>> from goodoffices.settlement.example import dispute
    >>> found = robustness(dispute, (0, 1, 1), Concept.NASH, random=Random(1), draws=100)
    >>> print(str(explained_robustness(found))[:72])
    If weights may be off by 10 %, it stays the best in 94 to 100 cases of 1
    """
    return said(
        "If weights may be off by {spread}, it stays the best in {best} cases of 100, and efficient in {efficient} "
        "(from {draws} draws).",
        spread=said("{percents} %", percents=number(found.spread * HUNDRED)),
        best=_between(found.best),
        efficient=_between(found.efficient),
        draws=found.draws,
    )


def _between(chance: Chance) -> Said:
    return said("{low} to {high}", low=str(chance.low * HUNDRED), high=str(chance.high * HUNDRED))


def explained_gesture(value: GestureValue, responses: Sequence[Response]) -> Said:
    """Say whether a one-sided step is worth its cost, or from which chances on.

    >>> from goodoffices.settlement import gesture_value
    >>> sympathy = Response(name="sympathy", worth=Fraction(5), high=Fraction(1, 2))
    >>> statement = Response(name="a clear statement", worth=Fraction(40))
    >>> both = [sympathy, statement]
    >>> print(explained_gesture(gesture_value(Fraction(10), both), both)[:66])
    It depends on the chances: sympathy alone would not make up for it
    """
    if value.verdict is Verdict.WORTH_IT:
        return said("The step is worth what it costs, whichever of these chances holds.")
    if value.verdict is Verdict.NOT_WORTH_IT:
        return said("The step is not worth what it costs, whichever of these chances holds.")
    return said("It depends on the chances: {each}.", each=_in_turn(_break_evens(value, responses)))


def _break_evens(value: GestureValue, responses: Sequence[Response]) -> Iterator[Said]:
    for each in value.break_evens:
        response = responses[each.response]
        if response.worth <= 0:
            yield said("{name} would be no help", name=response.name)
        elif each.alone is None:
            yield said("{name} alone would not make up for it, even if it were certain", name=response.name)
        else:
            count, of = odds(each.alone)
            yield said(
                "if nothing else followed, it would be worth it with a chance of {name} of {count} in {of}",
                name=response.name,
                count=str(count),
                of=of,
            )


def _in_turn(parts: Iterable[Said]) -> str:
    """Put parts of a sentence in a row."""
    return reduce(lambda some, part: said("{some}; {next}", some=some, next=part), parts)
