# SPDX-License-Identifier: Apache-2.0
"""GENIUS scenarios: a domain and one profile for each party, in XML, read as GENIUS 10.4 reads them.

The competitions from 2010 on (ANAC) published their scenarios so. The domain says which issues there are; a profile,
what they are worth to one party. Issues are matched by their `index`, options by their text. The XML is read without
any external or declared entity, so that no file can grow when it is read.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from goodoffices.exchange.scenarios.genius_profiles import Profile
from goodoffices.exchange.scenarios.reading import LARGEST, Mistakes, Reading, refused, settled, tidy, together
from goodoffices.settlement import Issue, Option, Preferences, Scenario
from goodoffices.settlement.checks import MOST_OPTIONS


if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


GENIUS: Final = "GENIUS XML"
_COMMENT: Final = re.compile(rb"<!--(?:(?!-->).)*-->", re.DOTALL)
DOMAIN: Final = "negotiation_template"
PROFILE: Final = "utility_space"


@dataclass(frozen=True, slots=True)
class Domain:
    """The issues of a domain, and the index by which profiles refer to each."""

    issues: tuple[Issue, ...]
    indices: tuple[int, ...]


def read_genius(files: Sequence[tuple[str, bytes]], *, uncut: bool = False) -> Reading:
    """Read a domain and its profiles, in whatever order they come; parties stand in the order of their files.

    Without a domain the issues are those of the first profile. `uncut`: sums of hyper-rectangles count as they are,
    also above 1. Raises RefusedError with every mistake.
    """
    roots = [(name, parsed(data, name)) for name, data in files]
    domains = [(name, root) for name, root in roots if root.tag == DOMAIN]
    profiles = [(name, root) for name, root in roots if root.tag == PROFILE]
    noted = Mistakes()
    for name, root in roots:
        if root.tag not in (DOMAIN, PROFILE):
            noted.wrong(name, f"<{tidy(root.tag)[:60]}> is neither a domain nor a profile of GENIUS")
    if len(domains) > 1:
        noted.wrong(
            domains[1][0], f"this is a second domain beside {domains[0][0]}", "give one domain and its profiles"
        )
    if not profiles:
        noted.wrong(domains[0][0] if domains else "", "there is no profile", "give the profiles, or the whole folder")
    noted.refuse()
    conventions: list[str] = []
    if not domains:
        conventions.append(f"There is no domain among the files: the issues are those of {profiles[0][0]}.")
    named, root = domains[0] if domains else profiles[0]
    domain = _domain(root, noted, named, conventions)
    parties: list[Preferences] = []
    places: list[str] = []
    said: list[tuple[str, str]] = []
    for (name, element), identifier in zip(profiles, _ids(name for name, _ in profiles), strict=True):
        profile = Profile(domain.issues, domain.indices, element, noted, name, uncut=uncut)
        parties.append(replace(profile.preferences(), id=identifier))
        places.append(name)
        said += ((name, sentence) for sentence in profile.conventions)
    scenario = Scenario(issues=domain.issues, parties=tuple(parties), name=PurePosixPath(named).stem)

    def called(place: str) -> str:
        for number, name in enumerate(places, start=1):
            if place.startswith(f"party[{number}]."):
                return f"{name}, {place.removeprefix(f'party[{number}].')}"
        return f"{named}, {place}"

    return Reading(settled(scenario, noted, called), GENIUS, (*conventions, *together(said, places)))


def _ids(names: Iterable[str]) -> Iterator[str]:
    """Call each party as its file is called; a second of the same name gets a number."""
    seen: dict[str, int] = {}
    for name in names:
        stem = PurePosixPath(name.replace("\\", "/")).stem or name
        seen[stem] = seen.get(stem, 0) + 1
        yield stem if seen[stem] == 1 else f"{stem} {seen[stem]}"


def _led_by_declaration(data: bytes) -> bytes:
    """Put an XML declaration first that stands behind comments or empty lines, as it does in GENIUS's own profiles."""
    begins = data.find(b"<?xml ")
    if begins < 1 or _COMMENT.sub(b"", data[:begins].removeprefix(BOM_UTF8)).strip():
        return data
    ends = data.find(b"?>", begins) + 2
    return data[begins:ends] + data[:begins].removeprefix(BOM_UTF8) + data[ends:]


def parsed(data: bytes, name: str) -> Element:
    """Parse XML that declares nothing. Raises RefusedError with the line."""
    from xml.etree.ElementTree import ParseError  # noqa: PLC0415 - only who reads XML needs it

    from defusedxml import DefusedXmlException  # noqa: PLC0415
    from defusedxml.ElementTree import fromstring  # noqa: PLC0415

    if len(data) > LARGEST:
        raise refused(name, f"the file has more than {LARGEST // 1024 // 1024} MiB", "check that it is the right file")
    try:
        root: Element = fromstring(_led_by_declaration(data), forbid_dtd=True)
    except DefusedXmlException:
        raise refused(
            name, "this XML declares entities or refers to other files, which is not read", "remove <!DOCTYPE …>"
        ) from None
    except ParseError as error:
        line = error.position[0]
        raise refused(
            f"{name}, line {line}", "this is not well-formed XML", "open it in an XML editor to see why"
        ) from None
    except (ValueError, LookupError):  # an encoding that is not known, or not what the bytes are in
        raise refused(name, "the letters of this XML cannot be read", "save it as UTF-8") from None
    return root


def objectives(root: Element) -> Iterator[tuple[Element, tuple[Element, ...]]]:
    """Give each issue with the objectives it stands in, outermost first, in the order in which GENIUS lists them."""
    space = root if root.tag == PROFILE else root.find(PROFILE)
    first = None if space is None else space.find("objective")
    if first is None:
        return
    ways: list[tuple[Element, tuple[Element, ...]]] = [(first, ())]
    while ways:
        objective, above = ways.pop()
        inside = (*above, objective)
        below = []
        for child in objective:
            if child.tag == "issue":
                yield child, inside
            elif child.tag == "objective":
                below.append((child, inside))
        ways += reversed(below)


def _domain(root: Element, noted: Mistakes, name: str, conventions: list[str]) -> Domain:
    issues: list[Issue] = []
    indices: list[int] = []
    for number, (element, _) in enumerate(objectives(root), start=1):
        place = f"{name}, issue {number}"
        called = tidy(element.get("name") or "") or f"issue {number}"
        index = noted.whole(element.get("index") or "", f"{place}, index")
        if index in indices:
            noted.wrong(place, f"the index {index} is taken already", "give each issue its own")
        identifier = called if called not in {issue.id for issue in issues} else f"{called} ({index})"
        issue = Issue(id=identifier, name=called)
        issues.append(_filled(element, issue, noted, place, conventions))
        indices.append(index if index is not None else -number)
    if not issues:
        noted.wrong(name, "there is no issue in it", "<utility_space> holds an <objective>, and that holds the issues")
    return Domain(tuple(issues), tuple(indices))


def _filled(element: Element, issue: Issue, noted: Mistakes, place: str, conventions: list[str]) -> Issue:
    kind = (element.get("type") or element.get("vtype") or "discrete").lower()
    if kind == "integer":
        return _integers(element, issue, noted, place)
    if kind == "real":
        bounds = element.find("range")
        ends = [
            noted.number((element if bounds is None else bounds).get(key) or "", f"{place}, {key}") for key in BOUNDS
        ]
        return replace(issue, between=(ends[0], ends[1])) if ends[0] is not None and ends[1] is not None else issue
    options: dict[str, Option] = {}
    for number, item in enumerate(element.findall("item"), start=1):
        value = tidy(item.get("value") or "")
        if not value:
            noted.wrong(f"{place}, item {number}", "has no value", 'write <item index="…" value="…">')
        elif value in options:
            conventions.append(f'The option "{value}" of "{issue.id}" is listed twice and counts once.')
        else:
            options[value] = Option(id=value, name=value)
    return replace(issue, options=tuple(options.values()))


BOUNDS: Final = ("lowerbound", "upperbound")


def _integers(element: Element, issue: Issue, noted: Mistakes, place: str) -> Issue:
    bounds = element if element.get("lowerbound") is not None else element.find("range")
    low, high = (noted.whole("" if bounds is None else bounds.get(key) or "", f"{place}, {key}") for key in BOUNDS)
    if low is None or high is None:
        return issue
    if high - low >= MOST_OPTIONS:
        noted.wrong(place, f"has {high - low + 1} options; at most {MOST_OPTIONS} are read", "take larger steps")
        return replace(issue, options=(Option(id=str(low)),))
    return replace(
        issue, options=tuple(Option(id=str(number), amount=Fraction(number)) for number in range(low, high + 1))
    )
