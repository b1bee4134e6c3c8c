# SPDX-License-Identifier: Apache-2.0
"""Further answers on a terminal: packages, equivalent offers, which issue first, weights, chance, gestures.

Numbers that somebody only believes are shown as people say them: a chance as so many in so many, a share in whole
percents.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil
from typing import Final

from rich.console import Console
from rich.text import Text

from goodoffices.cli.settling import Analysis
from goodoffices.cli.settling_further import Chosen, Worth, each_once
from goodoffices.cli.terminal.printing import below, heading, plain, table
from goodoffices.cli.terminal.wording import many, named, number, scores, term, terms
from goodoffices.exchange.scenarios import Gesture
from goodoffices.settlement import (
    Chance,
    Equivalents,
    GestureValue,
    Interval,
    Package,
    Precedence,
    Region,
    Robustness,
    Scenario,
    Status,
    WeightRange,
    odds,
)
from goodoffices.settlement.packages import keeps
from goodoffices.settlement.reasons import explained_gesture, explained_region, explained_robustness


LEVEL: Final = 5
"""How many packages are shown that are worth as much to a party."""
RIVALS: Final = 3
COLUMNS: Final = 3
"""Up to so many parties, each has a column of its own in a table of issues."""


def print_packages(console: Console, analysis: Analysis) -> None:
    """Print what the packages of the file are worth to each party, and how they stand."""
    if not analysis.further.packages:
        return
    scenario = analysis.scenario
    heading(console, "Packages of the file")
    console.print()
    columns = {"": 2} | dict.fromkeys((named(party) for party in scenario.parties), 1) | {"it is": 2}
    table(
        console,
        columns,
        (
            [plain(text) for text in (each.named.name or each.named.id, *map(number, each.package.scores), how)]
            for each in analysis.further.packages
            for how in [_standing(scenario, each)]
        ),
    )


def _standing(scenario: Scenario, worth: Worth) -> str:
    broken = [
        str(number)
        for number, dependency in enumerate(scenario.dependencies, start=1)
        if not keeps(scenario, dependency, worth.package.terms)
    ]
    pairs = zip(scenario.parties, worth.package.scores, strict=True)
    lacking = [named(party) for party, score in pairs if score < party.minimum]
    said = [f"breaks dependency {' and '.join(broken)}"] if broken else []
    said += [f"below the minimum of {', '.join(lacking)}"] if lacking else []
    said += [] if said else ["acceptable to all"]
    if worth.efficient is not None:
        said.append("efficient" if worth.efficient else "not efficient")
    return "; ".join(said)


def print_further(console: Console, analysis: Analysis) -> None:
    """Print all further answers that were found."""
    found, scenario = analysis.further, analysis.scenario
    _print_ordering(console, analysis)
    for chosen in each_once(found.chosen):
        heading(console, f"The package asked about: {chosen.called}")
        below(console, plain(terms(scenario, chosen.package.terms, range(len(scenario.issues)))))
        below(console, plain(f"It is worth {scores(scenario, chosen.package.scores)}."))
        level = [(party, each) for other, party, each in found.equivalents if other == chosen]
        if level:
            _print_equivalents(console, scenario, chosen, level)
        for region in (region for other, region in found.regions if other == chosen):
            _print_region(console, scenario, region)
        for other, robustness in found.chances:
            if other.package == chosen.package:
                _print_chance(console, scenario, other, robustness)


def _print_ordering(console: Console, analysis: Analysis) -> None:
    scenario, order = analysis.scenario, analysis.further.ordering
    if not order:
        return
    heading(console, "Which issue first")
    free = [each for each in order if each.costs_nothing]
    if free:
        count = many(len(free), "issue", "issues")
        below(console, plain(f"{count} can be settled with every efficient outcome still open (proven)."))
    else:
        below(console, plain("On none do all efficient packages agree; first what brings most to each at the least."))
    console.print()
    columns = {"issue": 3, "how they stand": 2, "still open": 2, "brings each at least": 2, "at stake": 2}
    table(console, columns, ([plain(cell) for cell in _precedence(scenario, each)] for each in order))
    hanging = ""
    if any(each.together for each in order):
        hanging = " Where interactions hang on an issue, they are what it can change, if the other terms suit."
    if not all(each.exact for each in order):
        hanging += " Not all was proven in time: more may be at stake than that."
    below(console, plain(f"Shares are of all that is at stake for a party.{hanging}", "dim"))


def _precedence(scenario: Scenario, each: Precedence) -> Iterator[str]:
    issue = scenario.issues[each.issue]
    yield named(issue)
    yield each.ground.value
    if issue.continuous:
        yield _between_numbers(scenario, each)
    elif len(each.left) == 1:
        yield f"only {term(scenario, each.issue, each.left[0])}" if each.proven else "one found so far"
    else:
        yield f"{len(each.left)} of {len(issue.options)} options"
    best = f", with {term(scenario, each.issue, each.best)}" if each.promise else ""
    yield f"{'up to ' if each.together and each.promise else ''}{_share(each.promise)}{best}"
    yield " · ".join(map(_share, each.stakes))


def _between_numbers(scenario: Scenario, each: Precedence) -> str:
    """Between which numbers of a range efficient packages lie."""
    ends = [[term(scenario, each.issue, end) for end in dict.fromkeys(both)] for both in each.between]
    lies = ", ".join(" to ".join(both) for both in ends)
    if each.costs_nothing:
        return f"only {lies}"
    return lies if each.proven else f"{lies}, as far as found"


def _share(share: Fraction) -> str:
    percents = round(share * 100)
    return f"{percents}\u00a0%" if percents or not share else "<1\u00a0%"


def _print_equivalents(
    console: Console, scenario: Scenario, chosen: Chosen, found: list[tuple[int, Equivalents]]
) -> None:
    heading(console, "What is worth just as much")
    for place, equivalents in found:
        party = scenario.parties[place]
        others = [each for each in equivalents.packages if each.terms != chosen.package.terms]
        missing, whole = equivalents.missing, equivalents.status is Status.PROVEN
        ranges = _ranges(scenario, equivalents)
        if not others and not ranges:
            none = "nothing else is" if whole and not missing else "nothing else that is has been found so far"
            below(console, plain(f"To {named(party)}, {none}."))
            continue
        size, note = (
            "more packages than could be counted are",
            "" if whole else "; better ones for the others may be missing",
        )
        if missing is not None:
            size = many(len(others) + missing, "other package is", "other packages are")
        if ranges:
            size, note = f"any number of packages are, with {ranges}", ""
        best = f" The best for the others first{note}:" if others else ""
        below(console, plain(f"To {named(party)}, {size}.{best}"))
        if not others:
            continue
        columns = {"": 0} | dict.fromkeys((named(each) for each in scenario.parties), 1) | {"what changes": 4}
        console.print()
        table(
            console,
            columns,
            (
                [
                    plain(""),
                    *(plain(number(score)) for score in each.scores),
                    plain(terms(scenario, each.terms, _changed(chosen.package, each))),
                ]
                for each in others[:LEVEL]
            ),
        )


def _ranges(scenario: Scenario, equivalents: Equivalents) -> str:
    """Between which numbers the continuous terms lie that are worth just as much."""
    return "; ".join(
        f"{named(issue)} from {term(scenario, place, ends[0])} to {term(scenario, place, ends[1])}"
        for place, (issue, ends) in enumerate(zip(scenario.issues, equivalents.ranges, strict=False))
        if ends is not None and ends[0] != ends[1]
    )


def _changed(one: Package, other: Package) -> list[int]:
    return [place for place, term in enumerate(other.terms) if term != one.terms[place]]


def _print_region(console: Console, scenario: Scenario, region: Region) -> None:
    heading(console, "How wrong the weights may be")
    below(console, plain(str(explained_region(scenario, region))))
    if not region.efficient or not any(each.holds(each.weight) for each in region.ranges):
        return
    if region.status is Status.BEST_FOUND:
        below(console, plain("Within what stands below it is proven to stay efficient; the ranges may be wider."))
    ranges = {(each.issue, each.party): each for each in region.ranges}
    console.print()
    if len(scenario.parties) <= COLUMNS:
        columns = {"one weight, all else the same": 2} | {named(party): 2 for party in scenario.parties}
        table(
            console,
            columns,
            (
                [
                    plain(named(issue)),
                    *(plain(_range(ranges[place, party])) for party in range(len(scenario.parties))),
                ]
                for place, issue in enumerate(scenario.issues)
            ),
        )
        return
    table(
        console,
        {"issue": 2, "party": 2, "one weight, all else the same": 3},
        (
            [
                plain(named(scenario.issues[each.issue])),
                plain(named(scenario.parties[each.party])),
                plain(_range(each)),
            ]
            for each in region.ranges
        ),
    )


def _range(found: WeightRange) -> str:
    """A weight and between which numbers it may lie, rounded to the inside: `28: 20.58 to 34.66`."""
    weight = number(found.weight)
    if not found.holds(found.weight):
        return f"{weight}: not known"
    return f"{weight}: {_ends(found)}" + (f", or {_ends(found.also)}" if found.also else "")


def _ends(found: WeightRange | Interval) -> str:
    low = _end(found.low, 1, is_in=found.with_low)
    if found.high is not None:
        return f"{low} to {_end(found.high, -1, is_in=found.with_high)}"
    more = low if low.startswith("above") else f"{low} and more"
    return "any" if found.low == 0 and found.with_low else more


def _end(exact: Fraction, inwards: int, *, is_in: bool) -> str:
    """An end of an interval to two decimals; one that does not belong to it itself is called above or below."""
    rounded = Fraction(inwards * ceil(exact * inwards * 100), 100)
    if rounded != exact or is_in:
        return number(rounded)
    return f"{'above' if inwards > 0 else 'below'} {number(exact)}"


def _print_chance(console: Console, scenario: Scenario, chosen: Chosen, found: Robustness) -> None:
    heading(console, f"How likely it is the {chosen.concept.value} package if scores are somewhat wrong")
    below(console, plain(str(explained_robustness(found))), plain(_unsure(scenario)))
    below(console, plain(f"Acceptable to all in {_between(found.acceptable)} cases of 100."))
    undecided = max(found.best.undecided, found.efficient.undecided)
    if undecided:
        below(
            console, plain(f"{many(undecided, 'draw')} could not be decided in the time; that counts both ways.", "dim")
        )
    for rival in found.rivals[:RIVALS]:
        changed = [place for place, each in enumerate(rival.terms) if each != chosen.package.terms[place]]
        other = terms(scenario, rival.terms, changed)
        below(console, plain(f"In {many(rival.times, 'draw')} this was best instead: {other}"), indent=4)
    more = sum(rival.times for rival in found.rivals[RIVALS:])
    if more:
        below(console, plain(f"In {many(more, 'draw')}, another of {len(found.rivals) - RIVALS}."), indent=4)


def _unsure(scenario: Scenario) -> str:
    own = [f"{many(len(party.unsure), 'number')} of {named(party)}" for party in scenario.parties if party.unsure]
    return f"Drawn from the interval that the party gave: {', '.join(own)}." if own else ""


def _between(chance: Chance) -> str:
    return f"{chance.low * 100} to {chance.high * 100}"


def print_gestures(console: Console, analysis: Analysis) -> None:
    """Print what each gesture of the file is worth: from which chances on it is worth its cost."""
    names = {party.id: named(party) for party in analysis.scenario.parties}
    for gesture, value in analysis.further.gestures:
        heading(console, f"Gesture: {gesture.name or gesture.id}")
        of = f" {names[gesture.party]}" if gesture.party in names else ""
        below(console, plain(f"It costs{of} {number(gesture.cost)} for certain."))
        below(console, plain(str(explained_gesture(value, gesture.responses))))
        rows = list(_break_evens(gesture, value))
        if rows:
            console.print()
            columns = {"worth it from this chance on of": 3, "worth": 1, "alone": 1, "others at worst": 1}
            table(console, columns | {"others at best": 1}, rows)


def _break_evens(gesture: Gesture, value: GestureValue) -> Iterator[list[Text]]:
    for each in value.break_evens:
        response = gesture.responses[each.response]
        if response.worth > 0:
            chances = map(_odds, (each.alone, each.at_worst, each.at_best))
            yield [plain(cell) for cell in (response.name, number(response.worth), *chances)]


def _odds(chance: Fraction | None) -> str:
    if chance is None:
        return "never"
    count, of = odds(chance)
    return "even without" if not count else f"{count} in {of}"
