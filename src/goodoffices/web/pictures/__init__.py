# SPDX-License-Identifier: Apache-2.0
"""Pictures, drawn on the server as SVG: no script, no style of their own, every mark a link, every text escaped."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from goodoffices.app.views.lanes import Lanes
from goodoffices.web.pictures.lane_legend import Sample, legend
from goodoffices.web.pictures.lanes import NARROW, WIDE, picture


class LanePictures:
    """What a template draws the lanes with."""

    def wide(self, lanes: Lanes, address: Callable[[str], str], *, rtl: bool = False) -> Markup:
        """Draw them for a wide page."""
        return picture(lanes, WIDE, address, rtl=rtl)

    def narrow(self, lanes: Lanes, address: Callable[[str], str], *, rtl: bool = False) -> Markup:
        """Draw them for a narrow page."""
        return picture(lanes, NARROW, address, rtl=rtl)

    def legend(self, lanes: Lanes, *, rtl: bool = False) -> tuple[Sample, ...]:
        """List the shapes that occur in them."""
        return legend(lanes, rtl=rtl)
