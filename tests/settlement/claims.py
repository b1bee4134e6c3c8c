# SPDX-License-Identifier: Apache-2.0
"""Answers that claim more than holds, with everything else about them in order."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from goodoffices.settlement import Answer, Concept, Package


def claimed(answer: Answer, other: Package) -> Answer:
    """The same answer with another package, and the value that package has."""
    gains = sorted(score - base for score, base in zip(other.scores, answer.baseline, strict=True))
    value: tuple[Fraction, ...]
    match answer.concept:
        case Concept.NASH:
            product = Fraction(1)
            for gain in gains:
                product *= gain if gain > 0 else 1
            value = (product if gains[-1] > 0 else Fraction(0),)
        case Concept.KALAI_SMORODINSKY:
            ideals = [each.scores[p] - answer.baseline[p] for p, each in enumerate(answer.certificate.ideals)]
            shares = zip(other.scores, answer.baseline, ideals, strict=True)
            value = tuple(sorted((score - base) / ideal if ideal else Fraction(1) for score, base, ideal in shares))
        case Concept.EGALITARIAN:
            value = (gains[0],)
        case Concept.UTILITARIAN:
            value = (
                sum((w * score for w, score in zip(answer.party_weights, other.scores, strict=True)), Fraction(0)),
            )
        case _:
            value = tuple(gains)
    certificate = replace(answer.certificate, value=value, bound=value)
    return replace(answer, packages=(other,), certificate=certificate, complete=False)
