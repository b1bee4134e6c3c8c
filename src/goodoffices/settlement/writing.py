# SPDX-License-Identifier: Apache-2.0
"""Answers as plain lists, dictionaries and texts, for a file, and back: so that somebody else can check them.

A package is written with the ids of issues and options, so that it can be read without the program; a number as it is
exactly ("7/20"). What is read back is refused whole if anything in it is missing, unknown or of the wrong kind, with
the place: `packages[0].terms`. Nothing is checked beyond that: `checking` does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias, TypeVar

from goodoffices.settlement.answers import Answer, Certificate, Concept, Frontier, Status
from goodoffices.settlement.packages import Package, Terms
from goodoffices.settlement.ranges.edges import Edge, MixedFrontier
from goodoffices.settlement.scenario import Scenario
from goodoffices.settlement.zone import Concession, Conflict, Zone


Result: TypeAlias = Answer | Frontier | MixedFrontier | Zone
Plain: TypeAlias = dict[str, object]
Chosen = TypeVar("Chosen", bound=StrEnum)
Value = TypeVar("Value")

NUMBER = re.compile(r"-?[0-9]+(/[1-9][0-9]*)?")
LONGEST = 4000
"""The most characters of a number: products of many gains are long."""


def to_plain(scenario: Scenario, result: Result) -> Plain:
    """Write an answer, a frontier, one with ranges, or a zone; `kind` says which."""
    match result:
        case Answer():
            return {
                "kind": "answer",
                "concept": result.concept.value,
                "packages": [_package(scenario, each) for each in result.packages],
                "certificate": _certificate(scenario, result.certificate),
                "baseline": _numbers(result.baseline),
                "party weights": _numbers(result.party_weights),
                "complete": result.complete,
            }
        case Frontier():
            return {
                "kind": "frontier",
                "packages": [_package(scenario, each) for each in result.packages],
                "counts": list(result.counts),
                "status": result.status.value,
                "method": result.method,
                "remainder": result.remainder,
                "missing": _numbers(() if result.missing is None else (result.missing,)),
                "counted": result.counted,
            }
        case MixedFrontier():
            edges = ((edge.start, edge.end) for edge in result.edges)
            return {
                "kind": "frontier of ranges",
                "edges": [{"start": _package(scenario, start), "end": _package(scenario, end)} for start, end in edges],
                "status": result.status.value,
                "method": result.method,
            }
        case Zone():
            return {
                "kind": "zone",
                "status": result.status.value,
                "method": result.method,
                "package": None if result.package is None else _package(scenario, result.package),
                "conflict": None if result.conflict is None else _conflict(scenario, result.conflict),
                "least total": _concession(scenario, result.least_total),
                "least largest": _concession(scenario, result.least_largest),
            }


def from_plain(scenario: Scenario, plain: object) -> Result:
    """Read what `to_plain` wrote. Raises ValueError, with the place, for anything else."""
    data = _Reading(scenario, plain, "")
    kind = data.text("kind")
    if kind == "answer":
        return data.only(
            Answer(
                concept=data.one_of("concept", Concept),
                packages=data.each("packages", _Reading.package),
                certificate=data.inner("certificate").certificate(),
                baseline=data.numbers("baseline"),
                party_weights=data.numbers("party weights"),
                complete=data.yes("complete"),
            )
        )
    if kind == "frontier":
        return data.only(
            Frontier(
                packages=data.each("packages", _Reading.package),
                counts=tuple(data.counts("counts")),
                status=data.one_of("status", Status),
                method=data.text("method"),
                remainder=data.text("remainder"),
                missing=next(iter(data.numbers("missing")), None),
                counted=data.yes("counted"),
            )
        )
    if kind == "frontier of ranges":
        return data.only(
            MixedFrontier(
                edges=data.each("edges", _Reading.edge),
                status=data.one_of("status", Status),
                method=data.text("method"),
            )
        )
    if kind == "zone":
        return data.only(
            Zone(
                status=data.one_of("status", Status),
                method=data.text("method"),
                package=data.maybe("package", _Reading.package),
                conflict=data.maybe("conflict", _Reading.conflict),
                least_total=data.maybe("least total", _Reading.concession),
                least_largest=data.maybe("least largest", _Reading.concession),
            )
        )
    raise ValueError(f'kind: "{kind}" is none of answer, frontier, frontier of ranges, zone')


def read_package(scenario: Scenario, plain: object, place: str = "a package") -> Package:
    """Read a package with what it is said to be worth; other things beside these are left alone. Raises ValueError."""
    kept = {key: plain[key] for key in ("terms", "scores")} if isinstance(plain, Mapping) else plain
    return _Reading(scenario, kept, place).package()


def read_terms(scenario: Scenario, plain: object, place: str = "terms") -> Terms:
    """Read a term for each issue. Raises ValueError, with the place."""
    return _Reading(scenario, plain, place).terms()


def _numbers(numbers: Iterable[Fraction]) -> list[str]:
    return [str(number) for number in numbers]


def _terms(scenario: Scenario, terms: Terms) -> Plain:
    return {
        issue.id: str(Fraction(term)) if issue.continuous else issue.options[int(term)].id
        for issue, term in zip(scenario.issues, terms, strict=True)
    }


def _package(scenario: Scenario, package: Package) -> Plain:
    ids = (party.id for party in scenario.parties)
    return {
        "terms": _terms(scenario, package.terms),
        "scores": dict(zip(ids, _numbers(package.scores), strict=True)),
    }


def _certificate(scenario: Scenario, certificate: Certificate) -> Plain:
    return {
        "status": certificate.status.value,
        "method": certificate.method,
        "value": _numbers(certificate.value),
        "bound": _numbers(certificate.bound),
        "ideals": [_package(scenario, each) for each in certificate.ideals],
    }


def _conflict(scenario: Scenario, conflict: Conflict) -> Plain:
    return {
        "minimums": list(conflict.minimums),
        "dependencies": list(conflict.dependencies),
        "without": [None if terms is None else _terms(scenario, terms) for terms in conflict.without],
    }


def _concession(scenario: Scenario, concession: Concession | None) -> Plain | None:
    if concession is None:
        return None
    return {
        "package": _package(scenario, concession.package),
        "each": _numbers(concession.each),
        "proven": concession.proven,
    }


class _Reading:
    """A dictionary while it is read: what is taken out of it is remembered, so that nothing unknown stays unnoticed."""

    def __init__(self, scenario: Scenario, plain: object, place: str) -> None:
        self._scenario, self._place = scenario, place
        if not isinstance(plain, Mapping) or not all(isinstance(key, str) for key in plain):
            raise ValueError(f"{place or 'the answer'}: a dictionary is wanted here")
        self._plain: Mapping[str, object] = plain
        self._taken: set[str] = set()

    def at(self, key: str) -> str:
        return f"{self._place}.{key}" if self._place else key

    def wrong(self, key: str, sentence: str) -> ValueError:
        return ValueError(f"{self.at(key)}: {sentence}")

    def take(self, key: str) -> object:
        if key not in self._plain:
            raise self.wrong(key, "it is missing")
        self._taken.add(key)
        return self._plain[key]

    def only(self, value: Value) -> Value:
        if unknown := sorted(set(self._plain) - self._taken):
            raise ValueError(f"{self.at(unknown[0])}: nothing of that name is known here")
        return value

    def inner(self, key: str) -> _Reading:
        return _Reading(self._scenario, self.take(key), self.at(key))

    def text(self, key: str) -> str:
        value = self.take(key)
        if not isinstance(value, str):
            raise self.wrong(key, "a text is wanted here")
        return value

    def yes(self, key: str) -> bool:
        value = self.take(key)
        if not isinstance(value, bool):
            raise self.wrong(key, "true or false is wanted here")
        return value

    def one_of(self, key: str, values: type[Chosen]) -> Chosen:
        value = self.text(key)
        try:
            return values(value)
        except ValueError:
            raise ValueError(f'{self.at(key)}: "{value}" is none of {", ".join(values)}') from None

    def listed(self, key: str) -> Sequence[object]:
        value = self.take(key)
        if not isinstance(value, list | tuple):
            raise self.wrong(key, "a list is wanted here")
        return value

    def numbers(self, key: str) -> tuple[Fraction, ...]:
        return tuple(number(each, f"{self.at(key)}[{n}]") for n, each in enumerate(self.listed(key)))

    def counts(self, key: str) -> Iterable[int]:
        for number, each in enumerate(self.listed(key)):
            if not isinstance(each, int) or isinstance(each, bool) or each < 0:
                raise ValueError(f"{self.at(key)}[{number}]: a count is wanted here")
            yield each

    def each(self, key: str, read: Callable[[_Reading], Value]) -> tuple[Value, ...]:
        listed = enumerate(self.listed(key))
        return tuple(read(_Reading(self._scenario, each, f"{self.at(key)}[{number}]")) for number, each in listed)

    def maybe(self, key: str, read: Callable[[_Reading], Value]) -> Value | None:
        return None if self.take(key) is None else read(self.inner(key))

    def terms(self) -> Terms:
        found: list[int | Fraction] = []
        for issue in self._scenario.issues:
            if issue.continuous:
                found.append(number(self.take(issue.id), self.at(issue.id)))
                continue
            ids = [option.id for option in issue.options]
            option = self.text(issue.id)
            if option not in ids:
                raise ValueError(f'{self.at(issue.id)}: "{option}" is no option of this issue')
            found.append(ids.index(option))
        return self.only(tuple(found))

    def package(self) -> Package:
        scores = self.inner("scores")
        parties = self._scenario.parties
        each = tuple(number(scores.take(party.id), scores.at(party.id)) for party in parties)
        return self.only(Package(self.inner("terms").terms(), scores.only(each)))

    def edge(self) -> Edge:
        return self.only(Edge(_Reading.package(self.inner("start")), _Reading.package(self.inner("end"))))

    def certificate(self) -> Certificate:
        return self.only(
            Certificate(
                status=self.one_of("status", Status),
                method=self.text("method"),
                value=self.numbers("value"),
                bound=self.numbers("bound"),
                ideals=self.each("ideals", _Reading.package),
            )
        )

    def conflict(self) -> Conflict:
        without = [
            None if each is None else _Reading(self._scenario, each, f"{self.at('without')}[{number}]").terms()
            for number, each in enumerate(self.listed("without"))
        ]
        minimums = [str(each) for each in self.listed("minimums")]
        return self.only(
            Conflict(minimums=tuple(minimums), dependencies=tuple(self.counts("dependencies")), without=tuple(without))
        )

    def concession(self) -> Concession:
        return self.only(
            Concession(
                package=_Reading.package(self.inner("package")), each=self.numbers("each"), proven=self.yes("proven")
            )
        )


def number(value: object, place: str = "a number") -> Fraction:
    """Read a number. Raises ValueError, with the place."""
    if isinstance(value, str) and len(value) <= LONGEST and NUMBER.fullmatch(value):
        return Fraction(value)
    raise ValueError(f'{place}: a whole number or a fraction is wanted here, such as "7/20"')
