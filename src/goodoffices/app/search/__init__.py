# SPDX-License-Identifier: Apache-2.0
"""Searching one mediation: an index in memory, made from its state and from nothing else, and never written down."""
