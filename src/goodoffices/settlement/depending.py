# SPDX-License-Identifier: Apache-2.0
"""Dependencies that go against themselves: what needs what cannot be, and terms that need one another in a circle.

A circle ("a guarantee only if a ceasefire, a ceasefire only if a guarantee") is no contradiction, but nearly always a
slip, and says in two sentences what "both or neither" says in one; so it is refused, and that is offered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goodoffices.errors import Mistake
from goodoffices.settlement.scenario import Dependency, Holds, OnlyIf


def described(holds: Holds) -> str:
    """Put a term into a sentence: `pay is "two" or "three"`."""
    options = " or ".join(f'"{option}"' for option in sorted(holds.options))
    return f"{holds.issue} is {options}"


def contradictions(dependencies: Sequence[Dependency]) -> Iterator[Mistake]:
    """Name every dependency that no package with its term could keep."""
    for number, dependency in enumerate(dependencies, start=1):
        place = f"dependency[{number}]"
        if isinstance(dependency, OnlyIf):
            every = (dependency.term, *dependency.needs)
            for position, one in enumerate(every):
                for other in every[position + 1 :]:
                    if one.issue == other.issue and not one.options & other.options:
                        yield Mistake(
                            place,
                            f"{described(one)} and {described(other)} cannot hold together",
                            "one issue has one term: take one of the two away",
                        )
        elif dependency.least > (possible := _most_together(dependency.of)):
            yield Mistake(
                place,
                f"at least {dependency.least} of these are to hold, and at most {possible} can hold together",
                "lower the number, or name more terms",
            )


def _most_together(of: Sequence[Holds]) -> int:
    """How many can hold at once: for each issue, as many as name the same option."""
    most: dict[str, int] = {}
    for issue in {each.issue for each in of}:
        named = [each.options for each in of if each.issue == issue]
        most[issue] = max(sum(option in options for options in named) for option in frozenset().union(*named))
    return sum(most.values())


def cycles(dependencies: Sequence[Dependency]) -> Iterator[Mistake]:
    """Name every circle of "only if": each term of it makes sure of the next, and the last of the first."""
    named = [(number, each) for number, each in enumerate(dependencies, start=1) if isinstance(each, OnlyIf)]
    follow = {
        number: [o for o, other in named if o != number and any(_within(need, other.term) for need in one.needs)]
        for number, one in named
    }
    terms = {number: each.term for number, each in named}
    reported: set[frozenset[int]] = set()
    for start in follow:
        circle = _circle(follow, start)
        if circle and frozenset(circle) not in reported:
            reported.add(frozenset(circle))
            chain = " only if ".join(described(terms[number]) for number in (*circle, circle[0]))
            both = ", ".join(f"{{ {each.issue} = … }}" for each in (terms[number] for number in circle))
            yield Mistake(
                f"dependency[{circle[0]}]",
                f"these need one another in a circle: {chain}",
                f"if they hold together or not at all, write both_or_neither = [{both}]; else take one away",
            )


def _within(need: Holds, term: Holds) -> bool:
    return need.issue == term.issue and need.options <= term.options


def _circle(follow: dict[int, list[int]], start: int) -> tuple[int, ...]:
    """A shortest way from a dependency back to itself, each number once; empty where there is none."""
    ways: list[tuple[int, ...]] = [(start,)]
    seen: set[int] = set()
    while ways:
        longer = []
        for way in ways:
            for following in follow[way[-1]]:
                if following == start:
                    return way
                if following not in seen:
                    seen.add(following)
                    longer.append((*way, following))
        ways = longer
    return ()
