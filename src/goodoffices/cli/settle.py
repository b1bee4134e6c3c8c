# SPDX-License-Identifier: Apache-2.0
"""`goodoffices settle`: which packages could all sides take, what is fair, and what is proven of it.

What is printed unasked is to be read on a screen or two; everything else is asked for by its name, with `--answer`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from goodoffices.cli.commands import Words, command
from goodoffices.cli.failures import INTERRUPTED, WRONG
from goodoffices.cli.session import Session, json_option, pass_session
from goodoffices.cli.settle_asking import ANSWERS, WINNER, asked, draft, meant, wanted
from goodoffices.cli.settle_completing import complete_packages, complete_parties
from goodoffices.cli.settle_reading import FAIR, LARGEST, STANDARD, of_parties, party_called, read
from goodoffices.cli.speaking import TAGS
from goodoffices.errors import Mistake, RefusedError


if TYPE_CHECKING:
    from goodoffices.cli.settling import Analysis
    from goodoffices.exchange.scenarios import Reading
    from goodoffices.settlement import Scenario
    from goodoffices.settlement.checking import Found

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
        'goodoffices settle talks.toml --baseline "pay=3.4; peace=yes; roster=fixed"',
        "goodoffices settle talks.toml --answer weights --answer chance --package leximin",
        "goodoffices settle talks.toml --baseline draft --tell union --language ar > for-the-union.txt",
        "goodoffices settle scenarios/Camera --answer all --json > answers.json",
        "goodoffices settle scenarios/Camera --check answers.json",
    ),
    words={"Answers": ANSWERS},
)
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path(allow_dash=True))
@click.option(
    "--answer",
    "answers",
    metavar="NAME",
    type=Words(tuple(ANSWERS)),
    multiple=True,
    help="Only this answer; may be given several times. By default, the first seven, as far as they apply.",
)
@click.option(
    "--concept",
    "concepts",
    metavar="SENSE",
    type=Words((*FAIR, WINNER)),
    multiple=True,
    help=f"Only what is fair in this sense: {', '.join(FAIR)} or {WINNER}; may be given several times.",
)
@click.option(
    "--baseline",
    "baseline",
    metavar="PACKAGE",
    multiple=True,
    shell_complete=complete_packages,
    help='A draft to improve on: "pay=3.4; roster=fixed", a term for each issue, or the id of a package of the file; '
    "terms behind an id change that package.",
)
@click.option(
    "--package",
    "packages",
    metavar="PACKAGE",
    multiple=True,
    shell_complete=complete_packages,
    help="Which package equivalents, weights and chance are asked of: written like --baseline, or a sense of fair. By "
    "default, what is fair by --concept, or nash.",
)
@click.option(
    "--party",
    "parties",
    metavar="ID",
    multiple=True,
    shell_complete=complete_parties,
    help="Only these parties of the scenario, in this order.",
)
@click.option(
    "--uncut",
    is_flag=True,
    help="Of GENIUS XML: sums of hyper-rectangles count as they are, also above 1, as in early versions of GENIUS.",
)
@click.option(
    "--tell",
    metavar="ID",
    shell_complete=complete_parties,
    help="What can be told to this party, in sentences without a number; which of them to pass on is yours to decide.",
)
@click.option(
    "--language",
    type=click.Choice(TAGS),
    help="In which language --tell speaks; by default, as LANGUAGE, LC_MESSAGES or LANG say, or English.",
)
@click.option(
    "--draws",
    metavar="N",
    type=click.IntRange(1, 100_000),
    default=200,
    show_default=True,
    help="For chance: how often scores are drawn anew.",
)
@click.option(
    "--spread",
    metavar="PERCENT",
    type=click.FloatRange(0, 100),
    default=10,
    show_default=True,
    help="For chance: by how much a weight may be off, where the file does not say between what it lies.",
)
@click.option(
    "--seed",
    metavar="N",
    type=int,
    default=1,
    show_default=True,
    help="For chance: with the same number, the same scores are drawn.",
)
@click.option(
    "--seconds",
    metavar="N",
    type=click.FloatRange(min=0, min_open=True),
    help="Stop after so many seconds; when checking, let each answer take so many (300).",
)
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
    answers: tuple[str, ...],
    concepts: tuple[str, ...],
    baseline: tuple[str, ...],
    packages: tuple[str, ...],
    parties: tuple[str, ...],
    uncut: bool,  # noqa: FBT001 - click gives it by name
    tell: str | None,
    language: str | None,
    draws: int,
    spread: float,
    seed: int,
    seconds: float | None,
    check: str | None,
) -> None:
    """Analyse a scenario: which packages could all sides take, and which are fair; - is standard input.

    A scenario is issues, what they are worth to each party, and which terms depend on which. It is read from a scenario
    file, GENIUS XML (a domain and its profiles, or their folder), NegMAS YAML or JSON, GeniusWeb JSON, or a table.

    Says whether there is a zone of possible agreement, or which demands exclude each other; the efficient frontier; the
    packages that are fair, in which sense and why; trades; and improvements on a draft. Each answer says how far it is
    proven. Further answers are asked for by their names, and all can be told to a party without a number.

    Ctrl-C, or the end of --seconds, keeps what is proven until then; after Ctrl-C the exit code is 130. With --check it
    is 1 if an answer is not right.
    """
    from goodoffices.cli.settle_telling import print_told
    from goodoffices.cli.settled import for_a_program
    from goodoffices.cli.settling import Run, prepared, steps
    from goodoffices.cli.settling_further import Draws, further_steps

    reading = read(files, uncut=uncut)
    scenario = of_parties(reading.scenario, parties)
    if tell is not None and check is not None:
        raise click.UsageError("--tell and --check do not go together: what is told holds no answer to check.")
    if language is not None and tell is None:
        raise click.UsageError("--language says in which language a party is told something; say with --tell whom.")
    if check:
        _check_file(context, session, scenario, check, seconds)
        return
    hearer = party_called(scenario, tell, "--tell") if tell is not None else None
    answered = asked(answers, reading, has_draft=bool(baseline), is_told=hearer is not None)
    package = meant(scenario, reading, packages) if packages else None
    analysis = prepared(scenario, draft(scenario, reading, baseline) if baseline else None, answered)
    todo = steps(analysis, wanted(concepts), winner=WINNER in concepts and "fair" in answered)
    todo += further_steps(
        analysis,
        concepts=wanted(concepts) if concepts else (),
        meant=package,
        packages=reading.packages,
        gestures=reading.gestures,
        draws=Draws(draws, Fraction(str(spread)) / 100, seed),
    )
    with _progress(session) as told:
        run = Run(seconds, told)
        run.take(analysis, todo)
    if hearer is None:
        _print(session, reading, analysis)
    else:
        print_told(session, analysis, hearer, language)
    if check is not None:
        found = _checked(session, analysis.scenario, for_a_program(reading, analysis), seconds)
        if not found:
            session.json([]) if session.as_json else click.echo("There is no answer to check.")
        if not _is_right(found):
            context.exit(WRONG)
    if analysis.interrupted:
        session.note("Interrupted: what stands above was found until then.")
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(INTERRUPTED)  # a solver's threads may not have ended, and would bring the process down as it closes


def _print(session: Session, reading: Reading, analysis: Analysis) -> None:
    if session.as_json:
        from goodoffices.cli.settled import for_a_program

        session.json(for_a_program(reading, analysis))
        return
    from goodoffices.cli.terminal.settlement import print_settlement

    print_settlement(session.console(), reading, analysis)


def _check_file(context: click.Context, session: Session, scenario: Scenario, name: str, seconds: float | None) -> None:
    """Check the answers of a file against the scenario."""
    from goodoffices.cli.private_file import read_file
    from goodoffices.cli.settled import answers_of

    data = sys.stdin.buffer.read(LARGEST + 1) if name == STANDARD else read_file(Path(name).expanduser(), LARGEST)
    found = _checked(session, scenario, answers_of(scenario, data, name), seconds)
    if not found:
        raise RefusedError((Mistake(name, "there is nothing to check in it", "write answers with settle --json"),))
    if not _is_right(found):
        context.exit(WRONG)


def _is_right(found: Sequence[Found]) -> bool:
    """Whether none of the answers is wrong."""
    from goodoffices.settlement.checking.checker import Finding

    return all(each.finding is not Finding.REFUTED for each in found)


def _checked(session: Session, scenario: Scenario, told: Mapping[str, Any], seconds: float | None) -> list[Found]:
    """Check answers and say what came of each."""
    from goodoffices.cli.settled import check_answers
    from goodoffices.settlement.checking.checker import SECONDS

    found = []
    for each in check_answers(scenario, told, seconds=seconds or SECONDS):
        found.append(each)
        if session.as_json:
            continue
        if len(found) == 1:
            click.echo()
            click.echo("Checked by counting anew and by another search:")
        click.echo(f"  {each.what}: {SAID[each.finding.value]}")
        for reason in each.reasons:
            click.echo(f"    {reason}")
    if session.as_json and found:
        session.json([{"what": each.what, "finding": each.finding.value, "reasons": each.reasons} for each in found])
    return found


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

        def told(what: str, done: int, of: int) -> None:
            described = f"{what} {done:,} of {of:,}" if of else what
            progress.update(task, description=described, completed=done, total=of or None)

        yield told
