# SPDX-License-Identifier: Apache-2.0
"""Case files: a mediation written by hand as TOML, brought in, and written out again.

Reading takes a file whole or not at all, and names every mistake at once: what the types refuse, and what the domain's
own checks refuse. What was read can be recorded; what is recorded can be written out and read again as the same case.
"""

from __future__ import annotations

from goodoffices.exchange.case import FORMAT, KINDS, Case, to_command
from goodoffices.exchange.case_check import check_case, read_case
from goodoffices.exchange.case_writing import case_of, write_case


__all__ = ["FORMAT", "KINDS", "Case", "case_of", "check_case", "read_case", "to_command", "write_case"]
