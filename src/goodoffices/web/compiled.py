# SPDX-License-Identifier: Apache-2.0
"""Templates as Python has compiled them, kept beside them as `.pyc` files are kept beside modules.

Compiling the templates of one page takes longer than opening a case and writing the page. What is kept is made from our
own templates and holds nothing of any mediation; it is trusted as far as the program itself, in whose folder it lies.
Where that folder cannot be written, templates are compiled at every start.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class CompiledTemplates(BytecodeCache):
    """One file for each template and version of Python; a template that was changed since is compiled anew."""

    def __init__(self, templates: Path) -> None:
        self._folder = templates / "__pycache__"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was kept, if it is of this very template."""
        try:
            with self._path(bucket).open("rb") as kept:
                bucket.load_bytecode(kept)
        except (OSError, EOFError, ValueError, TypeError):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled, whole or not at all."""
        try:
            self._folder.mkdir(exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder)
            with os.fdopen(handle, "wb") as kept:
                bucket.write_bytecode(kept)
            Path(name).replace(self._path(bucket))
        except OSError:
            return

    def _path(self, bucket: Bucket) -> Path:
        return self._folder / f"{sys.implementation.cache_tag}.{bucket.key}.template"
