# SPDX-License-Identifier: Apache-2.0
"""Elicitation: from what people can say about their wishes to scores, and back to words for them to correct.

Three ways in: rating the options and weighing the issues (`rated`), weighing the swings from worst to best (`swung`),
and comparing packages (`fitted`). Whatever the way, the result is additive scores of 100 points: the worst option of
every issue together is worth 0, the best 100. One way back: `played_back` says what one would give for what.
"""

from __future__ import annotations

from goodoffices.settlement.elicitation.comparing import Comparison, Contradiction, Fitted, fitted
from goodoffices.settlement.elicitation.playing_back import Exchange, played_back
from goodoffices.settlement.elicitation.questions import Question, next_question
from goodoffices.settlement.elicitation.weighing import POINTS, importance, rated, swung


__all__ = [
    "POINTS",
    "Comparison",
    "Contradiction",
    "Exchange",
    "Fitted",
    "Question",
    "fitted",
    "importance",
    "next_question",
    "played_back",
    "rated",
    "swung",
]
