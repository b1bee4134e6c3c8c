# SPDX-License-Identifier: Apache-2.0
"""Good Offices: software that a mediator runs to carry words and offers between parties who will not meet."""

__version__ = "0.1.0"
