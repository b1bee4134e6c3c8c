# SPDX-License-Identifier: Apache-2.0
"""The page on which a reader says by the clocks of which time zone to show times beside those of the case."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request
from starlette.responses import Response

from goodoffices.times.calendar import zones
from goodoffices.web.wording import zone_name
from goodoffices.web.writing import Writer, _


REGIONS: Final = {
    "Africa": _("Africa"),
    "America": _("America"),
    "Antarctica": _("Antarctica"),
    "Asia": _("Asia"),
    "Atlantic": _("Atlantic Ocean"),
    "Australia": _("Australia"),
    "Europe": _("Europe"),
    "Indian": _("Indian Ocean"),
    "Pacific": _("Pacific Ocean"),
}
"""The parts of the world by which the time zone database orders its places."""

_LONGEST: Final = 2000


class ReaderPages:
    """Pages about the reader and not about any mediation."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    def zone(self, request: Request) -> Response:
        """Let the reader choose a time zone, and go back to the page that was being read."""
        path, query = way_back(request.query_params.get("back", ""))
        return self._writer.page(
            request, "zone.html", back=f"{request.scope.get('root_path', '')}{path}", query=query, regions=_regions()
        )


def way_back(asked: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Give the path and the query of an address of ours; the first page for any other."""
    parts = urlsplit(asked if len(asked) <= _LONGEST and asked.isprintable() else "")
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or "\\" in asked or asked.startswith("//"):
        return "/", ()
    kept = ((name, value) for name, value in parse_qsl(parts.query) if name not in ("lang", "zone"))
    return parts.path, tuple(kept)


def _regions() -> Iterable[tuple[str, list[tuple[str, str]]]]:
    """List the zones of each part of the world, by what they are called."""
    for region, called in REGIONS.items():
        inside = [(zone, zone_name(zone)) for zone in zones() if zone.startswith(f"{region}/")]
        shown = [(zone, name.partition("/")[2].replace("_", " ") if name == zone else name) for zone, name in inside]
        yield _(called), sorted(shown, key=lambda one: one[1])
