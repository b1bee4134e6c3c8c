# SPDX-License-Identifier: Apache-2.0
"""Two terms of one issue side by side: whether they are the same, whether one lies in the other, and how they differ.

What is open is neither in anything nor outside it. Where the calendar leaves it open (30 days and a month), the answer
is the careful one: not the same, not within, no overlap. Times are compared with days as long as in UTC.
"""

from __future__ import annotations

from decimal import Decimal
from functools import reduce
from typing import TypeAlias

from goodoffices.domain.issues import Issue, IssueKind
from goodoffices.domain.terms.amounts import number_of, unit_of
from goodoffices.domain.terms.forms import (
    DAY,
    All,
    Amount,
    Between,
    Duration,
    Exactly,
    Group,
    Named,
    Open,
    Persons,
    Term,
    compared,
)
from goodoffices.domain.terms.reading import category_key
from goodoffices.domain.terms.writing import write_count, write_member, write_term
from goodoffices.errors import said
from goodoffices.times import Interval, Unit, When


_Ends: TypeAlias = tuple[Amount | None, Amount | None]


def same(one: Term, other: Term) -> bool:
    """Whether two terms say the same: 7 days and 1 week do, and so do two lists in different order."""
    if isinstance(one, Persons) and isinstance(other, Persons):
        return _by_key(one) == _by_key(other)
    ends, other_ends = _ends(one), _ends(other)
    if ends is None or other_ends is None:
        return one == other
    return all(_equal(end, other_end) for end, other_end in zip(ends, other_ends, strict=True))


def contains(wide: Term, narrow: Term) -> bool:
    """Whether everything that `narrow` allows is surely allowed by `wide`."""
    if isinstance(wide, Open) or isinstance(narrow, Open):
        return False
    if isinstance(wide, All) or same(wide, narrow):
        return True
    if isinstance(wide, Persons) and isinstance(narrow, Persons):
        inside, around = _by_key(narrow), _by_key(wide)
        return inside.keys() == around.keys() and all(contains(around[key], inside[key]) for key in inside)
    interval, other = _interval(wide), _interval(narrow)
    if interval is not None and other is not None:
        begins = _not_after(interval.earliest, other.earliest)
        return begins and _not_after(other.latest, interval.latest, open_end=True)
    ends, inner = _ends(wide), _ends(narrow)
    if ends is None or inner is None:
        return False
    return _at_most(ends[0], inner[0], low=True) and _at_most(inner[1], ends[1], low=False)


def overlap(one: Term, other: Term) -> bool:
    """Whether there is surely a value that both terms allow."""
    if isinstance(one, Open) or isinstance(other, Open):
        return False
    if isinstance(one, All) or isinstance(other, All) or same(one, other):
        return True
    if isinstance(one, Persons) and isinstance(other, Persons):
        ours, theirs = _by_key(one), _by_key(other)
        return ours.keys() == theirs.keys() and all(overlap(ours[key], theirs[key]) for key in ours)
    interval, second = _interval(one), _interval(other)
    if interval is not None and second is not None:
        starts = (interval.earliest is None) or (second.latest is None) or interval.earliest < second.latest
        return starts and (second.earliest is None or interval.latest is None or second.earliest < interval.latest)
    ends, others = _ends(one), _ends(other)
    if ends is None or others is None:
        return False
    return _meets(ends[0], others[1]) and _meets(others[0], ends[1])


def _ends(term: Term) -> _Ends | None:
    """Give the lowest and highest amounts of a term; None when it has no amounts."""
    if isinstance(term, Between):
        return term.low, term.high
    if not isinstance(term, Exactly) or isinstance(term.value, bool | str | When):
        return None
    return term.value, term.value


def _equal(one: Amount | None, other: Amount | None) -> bool:
    return one is other if one is None or other is None else compared(one, other) == 0


def _at_most(one: Amount | None, other: Amount | None, *, low: bool) -> bool:
    """Whether an end is at most another; None is the far end, below (`low`) or above everything."""
    if one is None or other is None:
        return one is None if low else other is None
    return compared(one, other) in (-1, 0)


def _meets(low: Amount | None, high: Amount | None) -> bool:
    return low is None or high is None or compared(low, high) in (-1, 0)


def _interval(term: Term) -> Interval | None:
    if isinstance(term, Exactly) and isinstance(term.value, When):
        return term.value.interval("UTC", lambda _: None)
    return None


def _not_after(one: int | None, other: int | None, *, open_end: bool = False) -> bool:
    if one is None or other is None:
        return other is None if open_end else one is None
    return one <= other


def _by_key(term: Persons) -> dict[str, Term]:
    """Give what is said of each member of a list, by what makes the member the same as another."""
    found: dict[str, Term] = {}
    for member in term.members:
        if isinstance(member, Named):
            found[f"@{member.id}"] = All()
        else:
            found[category_key(member.category)] = member.count
    return found


def difference(issue: Issue, former: Term, latter: Term) -> str:
    """Say in a short sentence what changes from `former` to `latter`; empty when nothing does."""
    if same(former, latter):
        return ""
    if isinstance(former, Persons) and isinstance(latter, Persons):
        return _persons_difference(former, latter)
    if isinstance(former, Exactly) and isinstance(latter, Exactly):
        days = _days_moved(former.value, latter.value)
        if days is not None:
            count = _count(abs(days), Unit.DAYS)
            return said("{count} later", count=count) if days > 0 else said("{count} earlier", count=count)
        if issue.kind is IssueKind.TEXT:
            return said("worded differently")
    ends, others = _ends(former), _ends(latter)
    told = _moved(issue, ends, others) if ends is not None and others is not None else ""
    return told or said("now {now}, was {former}", now=_told(issue, latter), former=_told(issue, former))


def _told(issue: Issue, term: Term) -> str:
    if issue.kind is IssueKind.CHOICE and isinstance(term, Exactly):
        return next((option.name for option in issue.options if option.id == term.value), str(term.value))
    return write_term(issue, term)


def _count(count: int, unit: Unit) -> str:
    return f"{count} {unit.removesuffix('s') if count == 1 else unit}"


def _days_moved(former: object, latter: object) -> int | None:
    """Give the days from one date to another; None when they are not two plain days."""
    if not isinstance(former, When) or not isinstance(latter, When):
        return None
    plain_day = len("2025-06-01")
    if len(str(former)) != plain_day or len(str(latter)) != plain_day:
        return None
    start, end = (when.interval("UTC", lambda _: None).earliest for when in (former, latter))
    return None if start is None or end is None else (end - start) // DAY


def _moved(issue: Issue, former: _Ends, latter: _Ends) -> str:
    """Say by how much both ends moved, when they moved the same way and in the same unit."""
    moves: list[Amount] = []
    for end, new_end in zip(former, latter, strict=True):
        if end is None and new_end is None:
            continue
        move = None if end is None or new_end is None else _minus(new_end, end)
        if move is None:
            return ""
        moves.append(move)
    numbers = [_number(move) for move in moves]
    if not numbers or not (all(number >= 0 for number in numbers) or all(number <= 0 for number in numbers)):
        return ""
    more = any(number > 0 for number in numbers)
    if issue.kind is IssueKind.DURATION:
        way = said("longer") if more else said("shorter")
    else:
        way = said("more") if more else said("fewer") if issue.kind is IssueKind.INTEGER else said("less")
    if len({move.unit for move in moves if isinstance(move, Duration)}) > 1:
        return ""
    least, most = sorted(map(_absolute, moves), key=_number)[:: len(moves) - 1 or 1] * (1 if len(moves) > 1 else 2)
    amount = number_of(most) if _number(least) == _number(most) else f"{number_of(least)} to {number_of(most)}"
    return said("{amount} {way}", amount=" ".join(filter(None, (amount, unit_of(issue, most)))), way=way)


def _number(amount: Amount) -> Decimal:
    return Decimal(amount.count if isinstance(amount, Duration) else amount)


def _absolute(amount: Amount) -> Amount:
    if isinstance(amount, Duration):
        return Duration(abs(amount.count), amount.unit)
    return amount if amount >= 0 else -amount


def _minus(one: Amount, other: Amount) -> Amount | None:
    if not isinstance(one, Duration) or not isinstance(other, Duration):
        return None if isinstance(one, Duration) or isinstance(other, Duration) else one - other
    if one.unit == other.unit:
        return Duration(one.count - other.count, one.unit)
    if one.seconds is not None and other.seconds is not None:
        for unit, length in ((Unit.DAYS, DAY), (Unit.HOURS, 3600), (Unit.MINUTES, 60)):
            if (one.seconds - other.seconds) % length == 0:
                return Duration((one.seconds - other.seconds) // length, unit)
    if one.months is not None and other.months is not None:
        return Duration(one.months - other.months, Unit.MONTHS)
    return None


def _persons_difference(former: Persons, latter: Persons) -> str:
    before, after = ({_key(member): member for member in term.members} for term in (former, latter))
    parts: list[str] = []
    for key, member in after.items():
        old = before.get(key)
        if old is None:
            parts.append(said("adds {member}", member=write_member(member)))
        elif isinstance(member, Group) and isinstance(old, Group) and not same(member.count, old.count):
            parts.append(_group_difference(old, member))
    parts += [said("leaves out {member}", member=write_member(before[key])) for key in before if key not in after]
    return reduce(lambda first, following: said("{first}; {next}", first=first, next=following), parts)


def _key(member: Named | Group) -> str:
    return f"@{member.id}" if isinstance(member, Named) else category_key(member.category)


def _group_difference(old: Group, new: Group) -> str:
    if isinstance(old.count, Exactly) and isinstance(new.count, Exactly):
        before, after = old.count.value, new.count.value
        if isinstance(before, int) and isinstance(after, int):
            category = new.category if after > before else old.category
            member = f"{number_of(abs(after - before))} {category}"
            return (
                said("adds {member}", member=member) if after > before else said("takes away {member}", member=member)
            )
    return said("now {now}, was {former}", now=write_member(new), former=write_count(old.count))
