# SPDX-License-Identifier: Apache-2.0
"""Small scenarios for hypothesis: ties, zero weights, equal options, negative values, one party."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from goodoffices.settlement import Count, Holds, Interaction, Issue, OnlyIf, Option, Preferences, Scenario


def fractions() -> st.SearchStrategy[Fraction]:
    """Values: mostly small whole numbers, so that ties happen; some negative, some fractions."""
    return st.one_of(
        st.integers(0, 4).map(Fraction),
        st.integers(-3, 12).map(Fraction),
        st.builds(Fraction, st.integers(-6, 20), st.integers(1, 7)),
    )


@st.composite
def scenarios(
    draw: st.DrawFn,
    *,
    parties: tuple[int, int] = (1, 4),
    issues: tuple[int, int] = (1, 5),
    options: tuple[int, int] = (1, 4),
    interactions: bool = True,
    dependencies: bool = True,
) -> Scenario:
    """Scenarios small enough to look at every package; dependencies may leave none."""
    made = tuple(
        Issue(
            id=f"i{place}",
            options=tuple(Option(id=f"o{number}") for number in range(draw(st.integers(*options)))),
        )
        for place in range(draw(st.integers(*issues)))
    )

    def literal() -> Holds:
        issue = draw(st.sampled_from(made))
        ids = [option.id for option in issue.options]
        return Holds(issue=issue.id, options=frozenset(draw(st.lists(st.sampled_from(ids), min_size=1, unique=True))))

    def party(number: int) -> Preferences:
        return Preferences(
            id=f"p{number}",
            weights={issue.id: draw(st.integers(0, 3).map(Fraction)) for issue in made if draw(st.booleans())},
            values={issue.id: {option.id: draw(fractions()) for option in issue.options} for issue in made},
            interactions=tuple(
                Interaction(together=tuple(literal() for _ in range(draw(st.integers(1, 3)))), adds=draw(fractions()))
                for _ in range(draw(st.integers(0, 2)) if interactions else 0)
            ),
            minimum=draw(st.one_of(st.just(Fraction(0)), st.integers(-5, 15).map(Fraction))),
        )

    def dependency() -> OnlyIf | Count:
        if draw(st.booleans()):
            return OnlyIf(term=literal(), needs=tuple(literal() for _ in range(draw(st.integers(1, 2)))))
        of = tuple(literal() for _ in range(draw(st.integers(1, 3))))
        least = draw(st.integers(0, len(of)))
        return Count(of=of, least=least, most=draw(st.one_of(st.none(), st.integers(least, len(of)))))

    return Scenario(
        issues=made,
        parties=tuple(party(number) for number in range(draw(st.integers(*parties)))),
        dependencies=tuple(dependency() for _ in range(draw(st.integers(0, 2)) if dependencies else 0)),
    )
