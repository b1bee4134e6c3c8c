# SPDX-License-Identifier: Apache-2.0
"""Whole cases, made from the types of the facts: every kind, every field, with text that is hard to write down."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any, TypeVar

from hypothesis import strategies as st
from msgspec import Struct, structs
from msgspec import inspect as types

from goodoffices.domain.clocks import Clock
from goodoffices.domain.dependencies import Dependency, DependencyKind, Taken
from goodoffices.domain.entries import Fact, Withdrawal, kind_of
from goodoffices.domain.issues import Issue
from goodoffices.domain.people import Identification, Mediation
from goodoffices.domain.proposals import Answer, AnswerKind, Proposal
from goodoffices.domain.references import ACTORS
from goodoffices.domain.scores import IssueScores, Scores, TermValue, Together, Unsure, terms_to_weigh
from goodoffices.domain.statements import Release, Showing
from goodoffices.domain.terms import Group, Named, Persons, Term, read_term, write_term
from goodoffices.domain.values import normal
from goodoffices.exchange.case import KINDS, Case, make_case
from goodoffices.exchange.case_reading import fields_of
from goodoffices.times import Instant, When
from goodoffices.times.calendar import local_number
from tests.strategies import exact_numbers, identifiers, instants, issues, lines, plain_whens, terms


T = TypeVar("T")

NASTY = (
    '"',
    '"""',
    "'''",
    "\\",
    '\\"""',
    "\\n",
    "a\nb",
    "\n",
    "\n\n begins and ends with lines \n",
    "trailing spaces  \n  and leading ones ",
    "\ttab\t",
    "# no remark",
    "[[exchange]]",
    'when = "2025"',
    "قال: «لا» ١٢",
    "אמר \u202eהפוך\u202c",
    "👩‍👩‍👧‍👦 🇶🇦",
    "\u2066isolate\u2069",
    "\u2028\ufeff",
    "e\u0301",
    "𝔘𝔫𝔦",
)
"""Texts that a careless writer or reader of TOML changes."""

LATER_THAN_ALL = Instant(local_number(9999))


def texts(longest: int = 200) -> st.SearchStrategy[str]:
    """Texts of one line or several, in NFC, with quotes, backslashes, controls of direction and all else there is."""
    controls = [chr(code) for code in (*range(32), *range(127, 160)) if code not in (9, 10)]
    letters = st.characters(exclude_categories=["Cs"], exclude_characters=controls)
    pieces = st.lists(
        st.one_of(st.sampled_from(NASTY), st.text(letters, min_size=1, max_size=8)), min_size=1, max_size=4
    )
    return pieces.map(lambda found: normal("".join(found))[:longest]).map(normal).filter(bool)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Cases with facts of every kind, which the domain's checks let pass.

    Texts, times, issues and terms are drawn once; a random generator of hypothesis' own puts them into the facts, since
    drawing every field by itself would take most of a second a case.
    """
    return _Maker(
        texts=draw(st.lists(texts(), min_size=4, max_size=8)),
        links=draw(st.lists(lines().filter(lambda text: "<" not in text), min_size=2, max_size=3)),
        times=draw(st.lists(plain_whens(), min_size=2, max_size=5)),
        ids=draw(st.lists(identifiers(), min_size=3 * len(KINDS), max_size=3 * len(KINDS), unique=True)),
        numbers=draw(st.lists(exact_numbers(), min_size=2, max_size=4)),
        packages=[(issue, draw(terms(issue)), draw(terms(issue))) for issue in draw(st.lists(issues(), max_size=3))],
        moments=draw(st.lists(instants(0, local_number(2100)), min_size=1, max_size=3)),
        random=draw(st.randoms(use_true_random=True)),
    ).case()


class _Maker:
    """Makes one case out of drawn parts."""

    def __init__(
        self,
        *,
        texts: list[str],
        links: list[str],
        times: list[When],
        ids: list[str],
        numbers: list[str],
        packages: list[tuple[Issue, Term, Term]],
        moments: list[Instant],
        random: Random,
    ) -> None:
        self.texts = texts
        self.links = links
        self.times = times
        self.moments = moments
        self.numbers = numbers
        self.random = random
        self.ids = {kind_of(Mediation): [ids.pop()]}
        for kind in KINDS:
            self.ids[kind_of(kind)] = [
                ids.pop() for _ in range(len(packages) if kind is Issue else random.randint(1, 2))
            ]
        self.issues = [
            structs.replace(issue, id=identifier, steps=self.steps(issue))
            for (issue, _, _), identifier in zip(packages, self.ids["issue"], strict=True)
        ]
        self.weighed = [issue for issue in self.issues if terms_to_weigh(issue)]
        if not self.weighed:
            self.ids[kind_of(Dependency)] = []
        self.terms = {
            issue.id: [write_term(issue, self.with_people_of_the_case(term)) for term in two]
            for issue, (_, *two) in zip(self.issues, packages, strict=True)
        }

    def steps(self, issue: Issue) -> tuple[str, ...]:
        """Give the steps of an issue, each once, with people of this case in them."""
        steps = (write_term(issue, self.with_people_of_the_case(read_term(issue, step))) for step in issue.steps)
        return tuple(dict.fromkeys(steps))

    def with_people_of_the_case(self, term: Term) -> Term:
        """Put people of this case in the place of those whom a term names."""
        if not isinstance(term, Persons):
            return term
        actors = [identifier for kind in ACTORS for identifier in self.ids[kind]]
        self.random.shuffle(actors)
        members = (
            member if isinstance(member, Group) else Named(actors.pop())
            for member in term.members
            if isinstance(member, Group) or actors
        )
        return Persons(tuple(members))

    def case(self) -> Case:
        facts = {
            kind: [self.fact(kind, identifier) for identifier in self.ids[kind_of(kind)]]
            for kind in (Mediation, *KINDS)
            if kind is not Issue
        }
        facts[Issue] = list(self.issues)
        every = [identifier for listed in self.ids.values() for identifier in listed]
        noted = {identifier: self.one(self.moments) for identifier in self.random.sample(every, 2)}
        return make_case(facts, self.random.choice([None, *self.moments]), noted)

    def one(self, among: Sequence[T]) -> T:
        return self.random.choice(among)

    def fact(self, kind: type[Fact], identifier: str) -> Fact:
        made = self.weighed_in(kind)
        values = self.values(kind, identifier, tuple(made)) | made | {"id": identifier}
        if kind is Release:
            values["statement"] = self.one(self.ids["statement"])
        if kind is Mediation:
            values["zone"] = "UTC"
        if kind is Showing:
            values["regardless"] = self.one(self.texts)
        if kind is Answer and values["kind"] is not AnswerKind.COUNTER:
            values.pop("counter", None)
        if kind is Proposal:
            others = [other for other in self.ids["proposal"] if other != identifier]
            values["draft"] = self.random.randint(1, 4) if others else 1
            values |= {"revises": others[0]} if others else {}
        if kind is Identification:
            values |= {"of": self.one(self.ids["delegation"]), "is_": self.one(self.ids["person"])}
            values.pop("in_", None)
        if kind is Withdrawal:
            values["of"] = self.one([one for word, ids in self.ids.items() if word not in _LASTING for one in ids])
        if kind is Clock:
            values |= {"since": self.time(identifier), "until": self.time(identifier)}
        return kind(**values)

    def weighed_in(self, kind: type[Fact]) -> dict[str, Any]:
        """What only fits together where the terms that are weighed are looked at."""
        return self.dependency() if kind is Dependency else self.scores() if kind is Scores else {}

    def taken(self) -> Taken:
        issue = self.one(self.weighed)
        terms = terms_to_weigh(issue)
        return Taken(issue=issue.id, terms=tuple(self.random.sample(terms, self.random.randint(1, len(terms)))))

    def dependency(self) -> dict[str, Any]:
        if self.random.random() < 1 / 2:
            return {"kind": DependencyKind.ONLY_IF, "of": (self.taken(),), "needs": (self.taken(),), **_COUNTLESS}
        most = self.one([None, 1, 2])
        return {"kind": DependencyKind.COUNT, "of": (self.taken(), self.taken()), "needs": (), "least": 1, "most": most}

    def scores(self) -> dict[str, Any]:
        issues = self.random.sample(self.weighed, self.random.randint(0, len(self.weighed)))
        return {
            "minimum": self.one(self.numbers),
            "issues": tuple(
                IssueScores(
                    issue=issue.id,
                    weight=self.one(self.numbers).removeprefix("-"),
                    values=tuple(TermValue(term=term, value=self.one(self.numbers)) for term in terms_to_weigh(issue)),
                )
                for issue in issues
            ),
            "together": tuple(Together(terms=(self.taken(),), adds=self.one(self.numbers)) for _ in issues),
            "unsure": tuple(
                Unsure(issue=issue.id, term=self.one([None, *terms_to_weigh(issue)]), low="1/3", high="0.5")
                for issue in issues
            ),
        }

    def values(self, kind: type[Struct], identifier: str, besides: tuple[str, ...] = ()) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for field in fields_of(kind):
            if field.name in besides:
                continue
            if not field.required and self.random.random() < 1 / 3:
                continue
            if field.name == "attribution":
                values[field.name] = " < ".join(self.random.choices(self.links, k=self.random.randint(1, 3)))
                continue
            value = self.value(field.type, identifier)
            if value is not None:
                values[field.name] = value
        return values

    def value(self, kind: types.Type, identifier: str) -> Any:  # noqa: ANN401, PLR0911 - one for each shape of field
        match kind:
            case types.UnionType():
                return self.value(
                    next(member for member in kind.types if not isinstance(member, types.NoneType)), identifier
                )
            case types.Metadata():
                others = self.others(kind.extra["refers"] if kind.extra else (), identifier)
                return self.one(others) if others else None
            case types.StrType():
                return self.one(self.texts)
            case types.EnumType():
                return self.one(list(kind.cls))
            case types.CustomType() if kind.cls is When:
                return self.time(identifier)
            case types.VarTupleType():
                found = (self.value(kind.item_type, identifier) for _ in range(self.random.randint(0, 3)))
                return tuple(one for one in found if one is not None)
            case types.DictType():
                return {issue: self.one(written) for issue, written in self.terms.items()}
            case types.StructType():
                return kind.cls(**self.values(kind.cls, identifier))
            case types.IntType():
                return self.random.randint(1, 10**6)
        raise NotImplementedError(kind)

    def time(self, identifier: str) -> When:
        worded = ("after", "before", "same time as", "4 days later than", "583 days before", "about hours later than")
        hanging = When.read(f"{self.one(worded)} {self.one(self.others((), identifier))}")
        return self.one([*self.times, hanging, hanging, When.read("unknown")])

    def others(self, kinds: Sequence[str], identifier: str) -> list[str]:
        """The ids that a reference may name."""
        return [one for word, ids in self.ids.items() if not kinds or word in kinds for one in ids if one != identifier]


_LASTING = ("mediation", "withdrawal")
_COUNTLESS = {"least": 0, "most": None}
