# SPDX-License-Identifier: Apache-2.0
"""How far long work has come: a bar for each of its parts, for somebody who waits at a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from rich.progress import Progress

    from goodoffices.cli.session import Session
    from goodoffices.record.progress import Seen


@contextmanager
def progress(session: Session, *parts: str) -> Iterator[tuple[Seen | None, ...]]:
    """Give what is to be told how far each part has come; the bars are gone at the end of the block.

    The first bar stands there at once, each other one when its part begins. Where standard error is no terminal, or a
    program asked, nothing is shown: then each part is given None, so that nothing is counted either. Nothing may be
    asked inside the block.
    """
    console = session.console(err=True)
    if not console.is_terminal or session.as_json:
        yield (None,) * len(parts)
        return
    from rich.progress import Progress

    with Progress(console=console, transient=True) as bars:
        yield tuple(_bar(bars, part, visible=number == 0) for number, part in enumerate(parts))


def _bar(bars: Progress, part: str, *, visible: bool) -> Seen:
    task = bars.add_task(part, total=None, visible=visible)
    return lambda number, total: bars.update(task, completed=number, total=total, visible=True)
