# SPDX-License-Identifier: Apache-2.0
"""An analysis on a terminal: what was read, the zone, the fair packages and why, the frontier, trades, improvements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from goodoffices.cli.terminal.printing import below, heading, plain, table
from goodoffices.cli.terminal.settlement_frontier import print_frontier
from goodoffices.cli.terminal.settlement_further import print_further, print_gestures, print_packages
from goodoffices.cli.terminal.wording import PROOF, many, moved, named, number, scores, term, terms
from goodoffices.settlement.answers import Status
from goodoffices.settlement.explaining import explained
from goodoffices.settlement.reasons import explained_trade


if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from goodoffices.cli.settling import Analysis
    from goodoffices.exchange.scenarios import Reading
    from goodoffices.settlement import Answer, Package, Scenario, Zone

ALL_ISSUES: Final = 16
"""Up to so many issues, each is shown for every fair package; of more, only those on which they differ."""
LEVEL: Final = 3
"""How many packages are shown of those that are level by one concept."""
TRADES: Final = 3
"""How many trades are shown, unless they are asked for by name."""
MORE: Final = "More: --answer equivalents, ordering, weights, chance{gestures}; --tell PARTY without numbers."
LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def print_settlement(console: Console, reading: Reading, analysis: Analysis) -> None:
    """Print all that was found."""
    scenario = analysis.scenario
    heading(console, scenario.name or "Scenario", first=True)
    below(console, plain(", ".join(_size(reading, scenario))))
    below(console, *(plain(sentence, "dim") for sentence in (*reading.conventions, *analysis.notes)))
    below(console, plain(f"Minimums: {scores(scenario, [party.minimum for party in scenario.parties])}"))
    for each in scenario.parties:
        if each.most is not None:
            below(console, plain(f"{named(each)}: a package that comes to more counts {number(each.most)}."))
    if analysis.zone is not None:
        _print_zone(console, scenario, analysis.zone)
    print_packages(console, analysis)
    letters = _lettered(analysis.answers)
    _print_fair(console, scenario, analysis.answers, letters)
    _print_winner(console, analysis)
    if "frontier" in analysis.asked:
        print_frontier(console, analysis, letters)
    _print_improvements(console, analysis)
    _print_single_terms(console, analysis)
    _print_trades(console, analysis)
    print_gestures(console, analysis)
    print_further(console, analysis)
    if console.is_terminal and not analysis.is_by_name:
        console.print()
        below(console, plain(MORE.format(gestures=", gestures" if reading.gestures else ""), "dim"))


def _size(reading: Reading, scenario: Scenario) -> Iterator[str]:
    yield reading.form
    yield many(len(scenario.issues), "issue")
    yield many(len(scenario.parties), "party", "parties")
    ranges = sum(issue.continuous for issue in scenario.issues)
    if ranges:
        yield many(ranges, "range")
    elif scenario.outcomes < 10**12:
        yield many(scenario.outcomes, "package")
    else:
        yield f"about 10^{len(str(scenario.outcomes)) - 1} packages"
    if scenario.dependencies:
        yield many(len(scenario.dependencies), "dependency", "dependencies")


def _print_zone(console: Console, scenario: Scenario, zone: Zone) -> None:
    heading(console, "Zone of possible agreement")
    if zone.package is not None:
        below(
            console,
            plain("There is one: a package that keeps every dependency and reaches every minimum (proven)."),
            plain(f"Where the sum is largest, it is worth {scores(scenario, zone.package.scores)}.", "dim"),
        )
    elif zone.status is Status.BEST_FOUND:
        below(console, plain("Not known: the time ran out before a package was found or excluded."))
    else:
        below(console, plain("There is none: no package keeps every dependency and reaches every minimum (proven)."))
        below(console, *_why_none(scenario, zone))


def _why_none(scenario: Scenario, zone: Zone) -> Iterator[Text]:
    names = {party.id: named(party) for party in scenario.parties}
    if zone.conflict is not None:
        demands = [f"the minimum of {names[each]}" for each in zone.conflict.minimums]
        kept = zone.conflict.dependencies
        demands += [f'dependency {place + 1} "{scenario.dependencies[place].text}"' for place in kept]
        least = "without any one of them, the others can be met" if zone.conflict.minimal else "perhaps with too many"
        yield plain(f"These exclude one another: {'; '.join(demands)} ({least}).")
    for least, concession in (("least in all", zone.least_total), ("least of the most", zone.least_largest)):
        if concession is not None:
            pairs = zip(scenario.parties, concession.each, strict=True)
            given = ", ".join(f"{named(party)} {number(each)}" for party, each in pairs if each) or "nothing"
            proof = "" if concession.proven else "; not proven to be the least"
            yield plain(f"To give up of the minimums, the {least}: {given}{proof}.")


def _lettered(answers: Sequence[Answer]) -> dict[Package, str]:
    """A letter for each package that is fair in some sense, in the order of the answers."""
    packages = dict.fromkeys(package for answer in answers for package in answer.packages[:LEVEL])
    return dict(zip(packages, LETTERS, strict=False))


def _print_fair(
    console: Console, scenario: Scenario, answers: Sequence[Answer], letters: Mapping[Package, str]
) -> None:
    if letters:
        heading(console, "Fair packages")
        console.print()
        shown = [p for p in range(len(scenario.issues)) if len({each.terms[p] for each in letters}) > 1]
        if len(scenario.issues) <= ALL_ISSUES or len(letters) == 1:
            shown = list(range(len(scenario.issues)))
        rows = [
            [named(scenario.issues[place]), *(term(scenario, place, each.terms[place]) for each in letters)]
            for place in shown
        ]
        rows += [
            [f"worth to {named(party)}", *(number(each.scores[place]) for each in letters)]
            for place, party in enumerate(scenario.parties)
        ]
        columns = {"": 2} | dict.fromkeys(letters.values(), 1)
        table(console, columns, ([plain(cell) for cell in row] for row in rows))
        left = len(scenario.issues) - len(shown)
        if left:
            below(console, plain(f"On the other {many(left, 'issue')} they are the same.", "dim"))
    if len(answers) > 1 and all(each.certificate.status is Status.NONE for each in answers):
        heading(console, "Fair packages")
        below(console, plain("None can be called fair: no package reaches every minimum (proven)."))
        return
    for answer in answers:
        _print_answer(console, scenario, answer, letters)


def _print_answer(console: Console, scenario: Scenario, answer: Answer, letters: Mapping[Package, str]) -> None:
    certificate = answer.certificate
    name = f"{answer.concept.value[0].upper()}{answer.concept.value[1:]}"
    which = ", ".join(letters[each] for each in answer.packages[:LEVEL] if each in letters)
    heading(console, f"{name}: {which}" if which else name, beside=_proof(answer))
    if answer.packages:
        below(console, plain(str(explained(scenario, answer))))
    else:
        below(console, plain("No package." if certificate.status is Status.NONE else "None was found in the time."))


def _proof(answer: Answer) -> str:
    """How far an answer is proven, and how; short, since the sentence above it says so too."""
    certificate = answer.certificate
    proof = f"{PROOF[certificate.status]}, by {certificate.method}"
    more = len(answer.packages) - LEVEL
    if answer.packages and (more > 0 or not answer.complete):
        level = f"{more} more are level with these" if more > 0 else "others may be level with it"
        proof += f"; {level}"
    if certificate.status is Status.BEST_FOUND and certificate.bound:
        found, bound = (", ".join(map(number, each)) for each in (certificate.value, certificate.bound))
        proof += f"; it measures {found or 'nothing'}, and no package exceeds {bound}"
    return proof


def _print_winner(console: Console, analysis: Analysis) -> None:
    winner = analysis.winner
    if winner is None:
        return
    heading(console, "Adjusted winner, where an issue can be divided")
    first, second = (named(party) for party in analysis.scenario.parties)
    for issue, share in zip(analysis.scenario.issues, winner.shares, strict=True):
        who = f"{first} {share}, {second} {1 - share}" if 0 < share < 1 else first if share else second
        below(console, plain(f"{named(issue)}: {who}"))
    undivided = scores(analysis.scenario, winner.initial)
    below(console, plain(f"Worth {scores(analysis.scenario, winner.points)}; undivided, {undivided}."))


def _print_improvements(console: Console, analysis: Analysis) -> None:
    scenario, found = analysis.scenario, analysis.improvements
    if found is None:
        return
    heading(console, "Improvements on the draft")
    below(console, plain(f"The draft is worth {scores(scenario, found.baseline.scores)}."))
    if found.is_efficient:
        below(console, plain("None: whatever is better for one is worse for another (proven)."))
    elif found.fairest is None:
        below(console, plain("None was found in the time."))
    else:
        best = found.fairest
        changed = [place for place, each in enumerate(best.terms) if each != found.baseline.terms[place]]
        count = many(len(found.efficient), "efficient package is", "efficient packages are")
        below(
            console,
            plain(f"{count} better for somebody and worse for nobody ({PROOF[found.status]})."),
            plain(f"With the largest smallest gain: {terms(scenario, best.terms, changed)}"),
            plain(f"That is worth {scores(scenario, best.scores)}."),
            plain(found.remainder, "dim"),
        )


def _print_single_terms(console: Console, analysis: Analysis) -> None:
    scenario = analysis.scenario
    lacking = [each for each in analysis.single_terms if each.lacking]
    if lacking:
        heading(console, "Single terms that would have to move")
    for each in lacking:
        below(console, plain(f"{named(scenario.parties[each.party])} lacks {number(each.lacking)} to its minimum."))
        if each.sufficient:
            first = each.sufficient[0]
            changes = scores(scenario, first.changes)
            below(console, plain(f"It accepts if {moved(scenario, first.move)}: {changes}."), indent=4)
        elif each.nearest is not None:
            still = number(each.still_lacking)
            move = moved(scenario, each.nearest.move)
            below(console, plain(f"No single term suffices. If {move}, {still} is still lacking."), indent=4)


def _print_trades(console: Console, analysis: Analysis) -> None:
    scenario = analysis.scenario
    if not analysis.trades:
        if analysis.is_by_name and "trades" in analysis.asked and analysis.baseline is not None:
            heading(console, "Trades from the draft")
            below(console, plain("None: no two moves that each cost somebody something are good for all together."))
        return
    heading(console, "Trades from the draft")
    for trade in analysis.trades[: None if analysis.is_by_name else TRADES]:
        both = ", and ".join(moved(scenario, move) for move in trade.moves)
        if analysis.is_by_name:
            below(console, plain(f"{both}."))
            below(console, plain(str(explained_trade(scenario, trade))), indent=4)
        else:
            below(console, plain(f"{both}: {scores(scenario, trade.gains)}"))
    more = len(analysis.trades) - TRADES
    if more > 0 and not analysis.is_by_name:
        below(console, plain(f"{more} more, and why: --answer trades.", "dim"))
