# SPDX-License-Identifier: Apache-2.0
"""One party's profile of a GENIUS scenario, with the conventions of GENIUS 10.4.

Discrete evaluations are divided by the largest of their issue (all are 0 where that is less than 0.00001); an integer's
straight line begins at its lower bound and is held between 0 and 1; a real one's runs over the number itself and is
held likewise; the weights are taken as they stand. A hyper-rectangle includes both its ends; `EXCLUDES` counts for all
packages outside it. A sum above 1 counts 1 (`getUtility` of `genius.core.utility.AdditiveUtilitySpace` and
`NonlinearUtilitySpace`); early versions cut off no sum of hyper-rectangles
(`negotiator.utility.NonlinearUtilitySpace`), and with `uncut` they are read so. 1 is the best, or nearly.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from goodoffices.exchange.case_reading import shown
from goodoffices.exchange.scenarios.reading import Mistakes, several, tidy
from goodoffices.settlement import Curve, Holds, Interaction, Issue, Preferences


if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

TINY: Final = Fraction(1, 100_000)
"""The largest evaluation of an issue below which GENIUS gives every option 0."""


NOISE: Final = Fraction(1, 10**6)
"""By how much weights may miss 1 without being mentioned."""
DUST: Final = Fraction(1, 10**12)
"""Sums of the binary fractions that GENIUS reckons with are off by less than this."""
UNCUT: Final = "a sum of hyper-rectangles counts as it is, also above 1, as in early versions of GENIUS"
CUT: Final = "a package that would be worth more than 1, at the most {most:.10g}, counts 1, as in GENIUS"
CUT_SUMS: Final = "a sum of hyper-rectangles above 1 counts 1, as in GENIUS"


class Profile:
    """Reads one profile against the issues of its domain."""

    def __init__(
        self, issues: Sequence[Issue], indices: Sequence[int], root: Element, noted: Mistakes, name: str, *, uncut: bool
    ) -> None:
        self._issues = dict(zip(indices, issues, strict=True))
        self._root = root
        self._noted = noted
        self._name = name
        self._uncut = uncut
        self.conventions: list[str] = []
        self._weights: dict[str, Fraction] = {}
        self._values: dict[str, dict[str, Fraction]] = {}
        self._curves: dict[str, Curve] = {}
        self._interactions: list[Interaction] = []
        self._most: Fraction | None = None

    def preferences(self) -> Preferences:
        """Give the party's preferences, and note what was done in `conventions`."""
        utility = self._root.find("objective/utility")
        if self._root.find("objective/rules") is not None:
            self._wrong("", "profiles made of rules and ranks are not read", "only weights, or hyper-rectangles, are")
        elif utility is not None:
            self._rectangles(utility)
        else:
            self._additive()
        minimum = self._last("reservation")
        self._discount()
        if minimum:
            self.conventions.append(f"the reservation value {float(minimum):g} is its minimum")
        return Preferences(
            id=self._name,
            weights=self._weights,
            values=self._values,
            curves=self._curves,
            interactions=tuple(self._interactions),
            minimum=minimum or Fraction(0),
            most=self._most,
        )

    def _wrong(self, place: str, sentence: str, hint: str = "") -> None:
        self._noted.wrong(", ".join(part for part in (self._name, place) if part), sentence, hint)

    def _number(self, element: Element, key: str, place: str) -> Fraction | None:
        text = element.get(key)
        if text is None:
            self._wrong(place, f'"{key}" is missing')
            return None
        return self._noted.number(text.strip(), f"{self._name}, {place}, {key}")

    def _last(self, tag: str) -> Fraction | None:
        """The value that GENIUS ends with: the last one of the file."""
        found = list(self._root.iter(tag))
        return self._number(found[-1], "value", tag) if found else None

    def _discount(self) -> None:
        discount = self._last("discount_factor")
        if discount is not None and 0 < discount < 1:
            self.conventions.append(
                f"the discount factor {float(discount):g} is left out: nothing is said of time here"
            )

    def _additive(self) -> None:
        weights: dict[int, Fraction] = {}
        elements: dict[int, Element] = {}
        for objective in self._root.iter("objective"):
            for number, each in enumerate(objective.findall("weight"), start=1):
                index = self._noted.whole(each.get("index") or "", f"{self._name}, weight {number}, index")
                weight = self._number(each, "value", f"weight {number}")
                if index is not None and weight is not None:
                    weights[index] = weight
            for number, each in enumerate(objective.findall("issue"), start=1):
                index = self._noted.whole(each.get("index") or "", f"{self._name}, issue {number}, index")
                if index is not None:
                    elements[index] = each
        for index in elements.keys() - self._issues.keys():
            self._wrong(f"issue {index}", f"the domain has no issue with the index {index}")
        for index, issue in self._issues.items():
            if index not in elements:
                self._wrong("", f'"{issue.id}" (index {index}) is missing', "each issue of the domain needs its values")
            elif index not in weights:
                self._wrong(f"issue {index}", f'"{issue.id}" has no weight', f'add <weight index="{index}" value="…">')
            else:
                self._weights[issue.id] = weights[index]
                self._evaluated(elements[index], issue, f'issue {index} "{issue.id}"')
        self._say_what_weights_come_to()
        self._cut_off()

    def _say_what_weights_come_to(self) -> None:
        total = sum(self._weights.values(), Fraction(0))
        if self._weights and abs(total - 1) > NOISE:
            self.conventions.append(
                f"the weights come to {float(total):.10g} and are taken as they stand, as in GENIUS"
            )

    def _cut_off(self) -> None:
        """Let no package be worth more than 1."""
        worth = {
            issue: {option: self._weights[issue] * value for option, value in values.items()}
            for issue, values in self._values.items()
            if values
        }
        for issue, curve in self._curves.items():
            worth[issue] = {str(number): self._weights[issue] * value for number, value in curve}
        most = sum((max(values.values(), default=Fraction(0)) for values in worth.values()), Fraction(0))
        if most <= 1 + DUST:
            return
        if self._curves:
            self._wrong(
                "",
                f"a package can be worth {float(most):.10g}; GENIUS cuts that off at 1, which is not read where there"
                " are ranges",
                "divide the weights by what they come to",
            )
            return
        self._most = Fraction(1)
        self.conventions.append(CUT.format(most=float(most)))

    def _evaluated(self, element: Element, issue: Issue, place: str) -> None:
        if issue.continuous:
            curve = self._real(element, issue, place)
            if curve:
                self._curves[issue.id] = curve
        elif issue.options and all(option.amount is not None for option in issue.options):
            self._values[issue.id] = self._integer(element, issue, place)
        else:
            self._values[issue.id] = self._discrete(element, issue, place)

    def _discrete(self, element: Element, issue: Issue, place: str) -> dict[str, Fraction]:
        found: dict[str, Fraction] = {}
        twice = []
        for number, item in enumerate(element.findall("item"), start=1):
            value = tidy(item.get("value") or "")
            evaluation = item.get("evaluation")
            if evaluation is None or evaluation == "null":
                continue
            if value in found:
                twice.append(value)
            read = self._noted.number(evaluation.strip(), f"{self._name}, {place}, item {number}, evaluation")
            if read is not None:
                found[value] = read
        ids = [option.id for option in issue.options]
        missing = [option for option in ids if option not in found]
        for option in missing:
            self._wrong(place, f"{shown(option)} has no evaluation", 'write <item value="…" evaluation="…">')
        if twice:
            self.conventions.append(f'"{issue.id}" evaluates {several(twice)} twice; the last counts, as in GENIUS')
        if missing or not found or not ids:
            return {}
        largest = max(found.values())
        best = max(found[option] for option in ids)
        if best < largest:
            self.conventions.append(
                f'the largest evaluation of "{issue.id}" is of an option that the domain does not have'
            )
        if largest < TINY:
            self.conventions.append(
                f'no evaluation of "{issue.id}" is above 0.00001: every option counts 0, as in GENIUS'
            )
            return dict.fromkeys(ids, Fraction(0))
        self.conventions.append("evaluations are divided by the largest of their issue")
        return {option: found[option] / largest for option in ids}

    def _integer(self, element: Element, issue: Issue, place: str) -> dict[str, Fraction]:
        bounds = element if element.get("lowerbound") is not None else element.find("range")
        low = None if bounds is None else self._number(bounds, "lowerbound", place)
        evaluator = element.find("evaluator")
        if evaluator is None:
            self.conventions.append(f'"{issue.id}" has no evaluator: every option counts 0, as in GENIUS')
            return {option.id: Fraction(0) for option in issue.options}
        if evaluator.get("slope") is None and evaluator.get("parameter1") is not None:
            self.conventions.append(f'"{issue.id}" names its slope parameter1, which GENIUS does not read')
            slope, offset = (self._number(evaluator, key, place) for key in ("parameter1", "parameter0"))
        else:
            slope, offset = (self._number(evaluator, key, place) for key in ("slope", "offset"))
        if slope is None or offset is None or low is None:
            return {}
        self.conventions.append(
            "a whole number counts from its lower bound, and its evaluation is held between 0 and 1"
        )
        return {
            option.id: _held(slope * (option.amount - low) + offset)
            for option in issue.options
            if option.amount is not None
        }

    def _real(self, element: Element, issue: Issue, place: str) -> Curve:
        evaluator = element.find("evaluator")
        if evaluator is None or issue.between is None:
            self._wrong(place, "has no evaluator", 'write <evaluator ftype="linear" parameter0="…" parameter1="…">')
            return ()
        kind = (evaluator.get("ftype") or "").lower()
        wanted = {"linear": 2, "constant": 1, "triangular": 3}.get(kind)
        if wanted is None:
            self._wrong(place, f"{shown(kind)} is no evaluation that is read", "linear, constant and triangular are")
            return ()
        read = [self._number(evaluator, f"parameter{number}", place) for number in range(wanted)]
        given = [each for each in read if each is not None]
        if len(given) < wanted:
            return ()
        low, high = issue.between
        if kind == "constant":
            return ((low, given[0]), (high, given[0]))
        if kind == "linear":
            return self._line(given[1], given[0], low, high)
        return self._triangle(given[0], given[1], given[2], (low, high), place)

    def _line(self, slope: Fraction, offset: Fraction, low: Fraction, high: Fraction) -> Curve:
        bends = [(bound - offset) / slope for bound in (Fraction(0), Fraction(1))] if slope else []
        numbers = sorted({low, high, *(bend for bend in bends if low < bend < high)})
        self.conventions.append("the evaluation of a number of a range is held between 0 and 1")
        return tuple((number, _held(slope * number + offset)) for number in numbers)

    def _triangle(
        self, left: Fraction, right: Fraction, top: Fraction, between: tuple[Fraction, Fraction], place: str
    ) -> Curve:
        low, high = between
        if not left < top < right:
            self._wrong(place, "the top of its triangle does not lie between its ends", "such a jump is not read")
            return ()

        def value(number: Fraction) -> Fraction:
            if not left < number < right:
                return Fraction(0)
            return (number - left) / (top - left) if number < top else (right - number) / (right - top)

        numbers = sorted({low, high, *(bend for bend in (left, top, right) if low < bend < high)})
        return tuple((number, value(number)) for number in numbers)

    def _rectangles(self, utility: Element) -> None:
        most = self._number(utility, "maxutility", "utility")
        function = utility.find("ufun")
        if function is None or most is None:
            self._wrong("utility", "there is no ufun in it") if function is None else None
            return
        if most <= 0:
            self._wrong("utility", "maxutility has to be more than 0")
            return
        self.conventions.append(f"utilities are divided by the maxutility of the profile, {float(most):g}")
        self._function(function, 1 / most)
        sums = sum((each.adds for each in self._interactions if each.adds > 0), Fraction(0))
        sums += sum((max(each.values()) for each in self._values.values()), Fraction(0))
        if sums <= 1:
            return
        if self._uncut or any(issue.continuous for issue in self._issues.values()):
            self.conventions.append(UNCUT)
        else:
            self._most = Fraction(1)
            self.conventions.append(CUT_SUMS)

    def _function(self, function: Element, scale: Fraction) -> None:
        """Add what one function adds; of the outermost GENIUS does not read the weight, nor is it read here."""
        parts = [*function.findall("hyperRectangle"), *function.findall("ufun")]
        if (function.get("aggregation") or "sum").lower() != "sum" and len(parts) > 1:
            self._wrong("utility, ufun", f"{shown(function.get('aggregation'))} is no sum", "only sums are read")
            return
        for number, each in enumerate(function.findall("hyperRectangle"), start=1):
            self._rectangle(each, scale, f"hyperRectangle {number}")
        for each in function.findall("ufun"):
            weight = self._number(each, "weight", "utility, ufun") if each.get("weight") is not None else Fraction(1)
            if weight is not None:
                self._function(each, scale * weight)

    def _rectangle(self, element: Element, scale: Fraction, place: str) -> None:
        utility = self._number(element, "utility", place)
        weight = self._number(element, "weight", place) if element.get("weight") is not None else Fraction(1)
        if utility is None or weight is None:
            return
        adds = utility * weight * scale
        excludes = element.findall("EXCLUDES")
        bounds = excludes or element.findall("INCLUDES")
        together = [self._bound(each, f"{place}, {each.tag} {number}") for number, each in enumerate(bounds, start=1)]
        inside = tuple(each for each in together if each is not None)
        if len(inside) < len(bounds):
            return
        if excludes or not bounds:
            self._everywhere(adds)
        if bounds and all(each.options for each in inside):
            self._interactions.append(Interaction(together=inside, adds=-adds if excludes else adds))

    def _bound(self, element: Element, place: str) -> Holds | None:
        numbers = [
            self._noted.whole(element.get(key) or "", f"{self._name}, {place}, {key}")
            for key in ("index", "min", "max")
        ]
        index, low, high = numbers
        if index is None or low is None or high is None:
            return None
        issue = self._issues.get(index)
        if issue is None or issue.continuous:
            self._wrong(place, f"the domain has no issue of whole numbers with the index {index}")
            return None
        if any(option.amount is None for option in issue.options):
            self._wrong(place, f'"{issue.id}" is no issue of whole numbers', "only those have bounds")
            return None
        return Holds(
            issue=issue.id,
            options=frozenset(
                option.id for option in issue.options if option.amount is not None and low <= option.amount <= high
            ),
        )

    def _everywhere(self, adds: Fraction) -> None:
        """Add to every package: to each option of the first issue that has some."""
        issue = next((issue for issue in self._issues.values() if issue.options), None)
        if issue is None:
            self._wrong("utility", "the domain has no issue with options that this could count for")
            return
        values = self._values.setdefault(issue.id, {})
        for option in issue.options:
            values[option.id] = values.get(option.id, Fraction(0)) + adds
        self.conventions.append("EXCLUDES counts for the packages outside, and a rectangle without bounds for all")


def _held(number: Fraction) -> Fraction:
    return min(max(number, Fraction(0)), Fraction(1))
