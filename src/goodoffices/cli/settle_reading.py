# SPDX-License-Identifier: Apache-2.0
"""What `goodoffices settle` is given: the files of a scenario, which of its parties count, which packages are meant.

A package is called by the name that the file gives it, by a sense in which it is fair (`nash`), or by its terms
(`pay=3.4; roster=fixed`); terms behind a name change that package: `draft3; pay=3.8`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click


if TYPE_CHECKING:
    from goodoffices.exchange.scenarios import NamedPackage, Reading
    from goodoffices.settlement import Concept, Issue, Scenario

LARGEST: Final = 20 * 1024 * 1024
MOST_FILES: Final = 200
STANDARD: Final = "-"
FAIR: Final = ("nash", "kalai-smorodinsky", "egalitarian", "leximin", "utilitarian", "maximin-gain")
"""The senses of fair, in the order of `settlement.Concept`."""


@dataclass(frozen=True)
class Meant:
    """A package that somebody means."""

    called: str
    """What it is called in a sentence: `the Nash package`."""
    concept: Concept | None = None
    """It is the one that is fair in this sense, but for `terms`."""
    terms: Mapping[int, int | Fraction] = field(default_factory=dict)
    """Its terms by the places of the issues: all of them, where there is no concept."""

    def whole(self) -> tuple[int | Fraction, ...]:
        """All its terms in order, where it is called by no concept."""
        return tuple(self.terms[place] for place in sorted(self.terms))


def read(names: Iterable[str], *, uncut: bool = False) -> Reading:
    """Read a scenario from its files or its folder; - is standard input. Raises RefusedError and FileError."""
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
    return read_scenario(files, folder=folder, uncut=uncut)


def of_parties(scenario: Scenario, chosen: Iterable[str]) -> Scenario:
    """Leave out all other parties. Raises BadParameter for one that is not there."""
    places = dict.fromkeys(party_called(scenario, party, "--party") for party in chosen)
    return replace(scenario, parties=tuple(scenario.parties[place] for place in places)) if places else scenario


def party_called(scenario: Scenario, named: str, option: str) -> int:
    """Give the place of a party that is called by its id or its name. Raises BadParameter for one that is not there."""
    for place, party in enumerate(scenario.parties):
        if party.id == named:
            return place
    for place, party in enumerate(scenario.parties):
        if party.name.casefold() == named.casefold():
            return place
    raise click.BadParameter(_no_such("party", named, (party.id for party in scenario.parties)), param_hint=option)


def package_meant(
    scenario: Scenario, named: Iterable[NamedPackage], parts: Iterable[str], option: str, *, fair: bool
) -> Meant:
    """Find out which package is meant; `fair`: it may be called by a concept. Raises BadParameter."""
    from goodoffices.settlement import Concept

    packages = {each.id: each for each in named}
    concepts = dict(zip(FAIR[:-1], Concept, strict=False)) if fair else {}
    meant: Meant | None = None
    given: dict[str, str] = {}
    for part in (each.strip() for text in parts for each in text.split(";")):
        issue, equals, term = (each.strip() for each in part.partition("="))
        if equals:
            given[issue] = term
        elif meant is None and part in packages:
            meant = Meant(f'"{packages[part].name or part}"', terms=dict(enumerate(packages[part].terms)))
        elif meant is None and part in concepts:
            meant = Meant(f"the {concepts[part].value} package", concept=concepts[part])
        elif part:
            raise click.BadParameter(_no_package(part, (*packages, *concepts)), param_hint=option)
    changed = _terms(scenario, given, option)
    if meant is None:
        missing = [issue.id for place, issue in enumerate(scenario.issues) if place not in changed]
        if missing:
            raise click.BadParameter(f"There is no term for {', '.join(missing)}.", param_hint=option)
        return Meant("the package given", terms=changed)
    return replace(meant, called=f"{meant.called}, changed", terms={**meant.terms, **changed}) if changed else meant


def _no_package(named: str, known: Iterable[str]) -> str:
    names = tuple(known)
    if not names:
        return f'"{named}" is no term; write issue=option.'
    return f"{_no_such('package', named, names)}; or write terms, issue=option."


def _terms(scenario: Scenario, given: Mapping[str, str], option: str) -> dict[int, int | Fraction]:
    """Read terms by the ids or names of issues and options."""
    known = {name: place for place, issue in enumerate(scenario.issues) for name in (issue.name, issue.id) if name}
    found: dict[int, int | Fraction] = {}
    for name, term in given.items():
        if name not in known:
            ids = [each.id for each in scenario.issues]
            raise click.BadParameter(_no_such("issue", name, ids), param_hint=option)
        place = known[name]
        found[place] = _term(scenario.issues[place], term, option)
    return found


def _term(issue: Issue, named: str, option: str) -> int | Fraction:
    if issue.between is not None:
        from goodoffices.settlement import exact

        low, high = issue.between
        try:
            number = exact(named)
        except ValueError:
            raise click.BadParameter(f'"{named}" is no number of "{issue.id}".', param_hint=option) from None
        if not low <= number <= high:
            raise click.BadParameter(f'"{issue.id}" goes from {low} to {high}, not to {named}.', param_hint=option)
        return number
    places = {name: place for place, each in enumerate(issue.options) for name in (each.name, each.id)}
    if named not in places:
        ids = [each.id for each in issue.options]
        raise click.BadParameter(_no_such(f'option of "{issue.id}"', named, ids), param_hint=option)
    return places[named]


def _no_such(what: str, named: str, known: Iterable[str]) -> str:
    from goodoffices.settlement.checks import unknown

    mistake = unknown("", what, named, known)
    return f"{mistake.sentence[0].upper()}{mistake.sentence[1:]}; {mistake.hint}"
