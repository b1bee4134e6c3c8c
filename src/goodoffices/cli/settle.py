# SPDX-License-Identifier: Apache-2.0
"""`goodoffices settle`: which packages could all sides take, what is fair, and what is proven of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from goodoffices.cli.commands import command
from goodoffices.cli.failures import INTERRUPTED, WRONG
from goodoffices.cli.session import Session, json_option, pass_session


if TYPE_CHECKING:
    from goodoffices.cli.settling import Analysis
    from goodoffices.exchange.scenarios import Reading
    from goodoffices.settlement import Concept, Scenario
    from goodoffices.settlement.writing import Result

LARGEST: Final = 20 * 1024 * 1024
MOST_FILES: Final = 200
STANDARD: Final = "-"
FAIR: Final = ("nash", "kalai-smorodinsky", "egalitarian", "leximin", "utilitarian", "maximin-gain", "adjusted-winner")
WINNER: Final = FAIR[-1]
SAID: Final = {
    "checked": "right",
    "refuted": "NOT RIGHT",
    "could not be checked within the limits": "nothing wrong; not all of it could be checked",
}


@command(
    "settle",
    examples=(
        "goodoffices settle talks.toml",
        "goodoffices settle domain.xml union.xml firm.xml --concept nash --seconds 30",
        "goodoffices settle scenarios/Camera --json > answers.json",
        "goodoffices settle scenarios/Camera --check answers.json",
        'goodoffices settle talks.toml --baseline "pay=3.4; peace=yes; roster=fixed"',
    ),
)
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
@click.option(
    "--concept",
    "concepts",
    type=click.Choice(FAIR),
    multiple=True,
    help="Only what is fair in this sense; may be given several times. By default, all that apply.",
)
@click.option(
    "--baseline",
    "baseline",
    metavar="TERMS",
    multiple=True,
    help='A draft to improve on, a term for each issue: "pay=3.4; roster=fixed".',
)
@click.option(
    "--party", "parties", metavar="ID", multiple=True, help="Only these parties of the scenario, in this order."
)
@click.option("--seconds", metavar="N", type=click.FloatRange(min=0, min_open=True), help="Stop after so many seconds.")
@click.option(
    "--check",
    "check",
    metavar="[ANSWERS]",
    is_flag=False,
    flag_value="",
    help="Check answers by other means than found them: those of a file written with --json, or those found now.",
)
@json_option
@pass_session
@click.pass_context
def settle(  # noqa: PLR0917 - click gives them by name
    context: click.Context,
    session: Session,
    files: tuple[str, ...],
    concepts: tuple[str, ...],
    baseline: tuple[str, ...],
    parties: tuple[str, ...],
    seconds: float | None,
    check: str | None,
) -> None:
    """Analyse a scenario: which packages could all sides take, and which are fair; - is standard input.

    A scenario is issues, what they are worth to each party, and which terms depend on which. It is read from a scenario
    file, GENIUS XML (a domain and its profiles, or their folder), NegMAS YAML or JSON, GeniusWeb JSON, or a table.

    Says whether there is a zone of possible agreement, or which demands exclude each other; the efficient frontier; the
    packages that are fair, in which sense and why; trades; and improvements on a draft. Each answer says how far it is
    proven.

    Ctrl-C, or the end of --seconds, keeps what is proven until then; after Ctrl-C the exit code is 130. With --check it
    is 1 if an answer is not right.
    """
    from goodoffices.cli.settled import results
    from goodoffices.cli.settling import Run, prepared, steps

    reading = _read(files)
    scenario = _of_parties(reading.scenario, parties)
    if check:
        _check_file(context, session, scenario, check)
        return
    analysis = prepared(scenario, _terms(scenario, "; ".join(baseline)) if baseline else None)
    todo = steps(analysis, _wanted(concepts), winner=WINNER in concepts)
    with _progress(session) as told:
        run = Run(seconds, told)
        run.take(analysis, todo)
    _print(session, reading, analysis)
    if check is not None and not _is_right(session, analysis.scenario, results(analysis)):
        context.exit(WRONG)
    if analysis.interrupted:
        session.note("Interrupted: what stands above was found until then.")
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(INTERRUPTED)  # a solver's threads may not have ended, and would bring the process down as it closes


def _read(names: tuple[str, ...]) -> Reading:
    from goodoffices.cli.private_file import read_file
    from goodoffices.errors import FileError
    from goodoffices.exchange.scenarios import ENDINGS, read_scenario

    files: list[tuple[str, bytes]] = []
    folder = False
    for name in names:
        path = Path(name).expanduser()
        if name == STANDARD:
            files.append(("standard input", sys.stdin.buffer.read(LARGEST + 1)))
        elif path.is_dir():
            folder = True
            inside = sorted(each for each in path.iterdir() if each.is_file() and each.suffix.lower() in ENDINGS)
            if len(inside) > MOST_FILES:
                raise FileError(reason=f"{name} holds {len(inside)} files.", advice="Name those of one scenario.")
            files += ((each.name, read_file(each, LARGEST)) for each in inside)
        else:
            files.append((path.name, read_file(path, LARGEST)))
    return read_scenario(files, folder=folder)


def _of_parties(scenario: Scenario, chosen: tuple[str, ...]) -> Scenario:
    from dataclasses import replace

    if not chosen:
        return scenario
    known = {party.id: party for party in scenario.parties}
    for party in chosen:
        if party not in known:
            raise click.BadParameter(_no_such("party", party, known), param_hint="--party")
    return replace(scenario, parties=tuple(known[party] for party in dict.fromkeys(chosen)))


def _no_such(what: str, named: str, known: Iterable[str]) -> str:
    from goodoffices.settlement.checks import unknown

    mistake = unknown("", what, named, known)
    return f"{mistake.sentence[0].upper()}{mistake.sentence[1:]}; {mistake.hint}"


def _wanted(concepts: tuple[str, ...]) -> list[Concept]:
    from goodoffices.settlement import Concept

    every = dict(zip(FAIR, Concept, strict=False))
    return [every[name] for name in concepts if name != WINNER] if concepts else list(every.values())


def _terms(scenario: Scenario, text: str) -> tuple[int, ...]:
    """Read a draft: a term for each issue, by ids or names."""
    if any(issue.continuous for issue in scenario.issues):
        raise click.BadParameter("A draft can be given where every issue has options.", param_hint="--baseline")
    given: dict[str, str] = {}
    for part in text.split(";"):
        issue, equals, option = (each.strip() for each in part.partition("="))
        if equals:
            given[issue] = option
        elif part.strip():
            raise click.BadParameter(f'"{part.strip()}" is no term; write issue=option.', param_hint="--baseline")
    known = {name: issue for issue in scenario.issues for name in (issue.name, issue.id) if name}
    for name in given:
        if name not in known:
            ids = [each.id for each in scenario.issues]
            raise click.BadParameter(_no_such("issue", name, ids), param_hint="--baseline")
    chosen = {known[name].id: option for name, option in given.items()}
    missing = [issue.id for issue in scenario.issues if issue.id not in chosen]
    if missing:
        raise click.BadParameter(f"There is no term for {', '.join(missing)}.", param_hint="--baseline")
    terms = []
    for each in scenario.issues:
        places = {name: place for place, option in enumerate(each.options) for name in (option.name, option.id)}
        named = chosen[each.id]
        if named not in places:
            ids = [option.id for option in each.options]
            raise click.BadParameter(_no_such(f'option of "{each.id}"', named, ids), param_hint="--baseline")
        terms.append(places[named])
    return tuple(terms)


def _print(session: Session, reading: Reading, analysis: Analysis) -> None:
    if session.as_json:
        from goodoffices.cli.settled import for_a_program

        session.json(for_a_program(reading, analysis))
        return
    from goodoffices.cli.terminal.settlement import print_settlement

    print_settlement(session.console(), reading, analysis)


def _check_file(context: click.Context, session: Session, scenario: Scenario, name: str) -> None:
    """Check the answers of a file against the scenario."""
    from goodoffices.cli.private_file import read_file
    from goodoffices.cli.settled import answers_of

    data = sys.stdin.buffer.read(LARGEST + 1) if name == STANDARD else read_file(Path(name).expanduser(), LARGEST)
    if not _is_right(session, scenario, answers_of(scenario, data, name)):
        context.exit(WRONG)


def _is_right(session: Session, scenario: Scenario, answers: list[Result]) -> bool:
    """Check answers and say what came of it; whether none of them is wrong."""
    from goodoffices.cli.settled import check_answers
    from goodoffices.settlement.checking import Finding

    found = check_answers(scenario, answers)
    if session.as_json:
        session.json([{"what": each.what, "finding": each.finding.value, "reasons": each.reasons} for each in found])
    else:
        click.echo()
        click.echo("Checked by counting anew and by another search:")
        for each in found:
            click.echo(f"  {each.what}: {SAID[each.finding.value]}")
            for reason in each.reasons:
                click.echo(f"    {reason}")
        if not found:
            click.echo("  there is no answer to check")
    return all(each.finding is not Finding.REFUTED for each in found)


@contextmanager
def _progress(session: Session) -> Iterator[Callable[[str, int, int], None]]:
    """Show what is being done and how far it is, on a terminal."""
    console = session.console(err=True)
    if not console.is_terminal or session.as_json:
        yield lambda _what, _done, _of: None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("reading", total=None)
        yield lambda what, done, of: progress.update(task, description=what, completed=done, total=of or None)
