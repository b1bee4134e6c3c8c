# SPDX-License-Identifier: Apache-2.0
"""What `goodoffices settle` can be asked, and what of it is asked: answers, senses of fair, a draft, a package."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from goodoffices.cli.settle_reading import FAIR, package_meant


if TYPE_CHECKING:
    from goodoffices.cli.settle_reading import Meant
    from goodoffices.exchange.scenarios import Reading
    from goodoffices.settlement import Concept, Scenario, Terms

WINNER: Final = "adjusted-winner"
ALL: Final = "all"
ANSWERS: Final = {
    "zone": "whether a package is acceptable to all, and if not, why not",
    "packages": "what the packages of the file are worth to each",
    "fair": "the packages that are fair, in which sense and why",
    "frontier": "the efficient packages: asked for, up to 500 of them",
    "improvements": "what is better than a draft for somebody and worse for nobody",
    "single-terms": "which one term of a draft would have to move for a party",
    "trades": "what could be traded for what, from a draft",
    "gestures": "from which chances on the steps of the file are worth their cost",
    "equivalents": "what is worth just as much to one party, and more to others",
    "ordering": "which issue is worth settling first",
    "weights": "between which weights a package stays efficient",
    "chance": "how likely a package stays the best if scores are somewhat wrong",
    ALL: "all that can be answered of this scenario",
}


def asked(answers: tuple[str, ...], reading: Reading, *, has_draft: bool, is_told: bool) -> frozenset[str]:
    """Which answers are asked for. Raises BadParameter for one that needs what was not given."""
    from goodoffices.cli import settle_telling, settling

    if not answers:
        return settle_telling.UNASKED if is_told else frozenset(settling.UNASKED)
    if ALL in answers:
        return frozenset(ANSWERS) - {ALL}
    for answer in answers:
        if answer in settling.OF_A_DRAFT and not has_draft:
            raise click.BadParameter(
                f"{answer} is answered of a draft; give one with --baseline.", param_hint="--answer"
            )
        if (answer == "packages" and not reading.packages) or (answer == "gestures" and not reading.gestures):
            heading = f"[[{answer.removesuffix('s')}]]"
            raise click.BadParameter(
                f"There are no {answer} in what was read; write them in a scenario file, below {heading}.",
                param_hint="--answer",
            )
    return frozenset(answers)


def wanted(concepts: tuple[str, ...]) -> list[Concept]:
    """Which senses of fair are asked for; all, where none is."""
    from goodoffices.settlement import Concept

    every = dict(zip(FAIR, Concept, strict=False))
    return [every[name] for name in concepts if name != WINNER] if concepts else list(every.values())


def draft(scenario: Scenario, reading: Reading, parts: tuple[str, ...]) -> Terms:
    """Which package is the draft. Raises BadParameter."""
    return package_meant(scenario, reading.packages, parts, "--baseline", fair=False).whole()


def meant(scenario: Scenario, reading: Reading, parts: tuple[str, ...]) -> Meant:
    """Which package is asked about. Raises BadParameter for one that breaks a dependency: it counts nowhere."""
    from goodoffices.settlement.packages import keeps

    found = package_meant(scenario, reading.packages, parts, "--package", fair=True)
    if found.concept is None:
        for number, dependency in enumerate(scenario.dependencies, start=1):
            if not keeps(scenario, dependency, found.whole()):
                text = f' "{dependency.text}"' if dependency.text else ""
                sentence = f"{found.called[0].upper()}{found.called[1:]} breaks dependency {number}{text}."
                raise click.BadParameter(sentence, param_hint="--package")
    return found
