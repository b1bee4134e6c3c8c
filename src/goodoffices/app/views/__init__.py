# SPDX-License-Identifier: Apache-2.0
"""What pages, terminals and programs are shown, made from one delegation's own state and from nothing else.

A view is a frozen value without behaviour: a page lays it out, the command line prints it, `--json` writes it as it is.
"""
