# SPDX-License-Identifier: Apache-2.0
"""Terms in ranges: piecewise-linear scores, beside options or alone, answered exactly.

A module for each answer, named as the one for options alone (`settlement/zone.py`, `settlement/ranges/zone.py`); what
they stand on is `stretches`, `mixing` and `choosing`.
"""
