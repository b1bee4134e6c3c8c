# SPDX-License-Identifier: Apache-2.0
"""The single door: pages and commands come in here, and nothing reaches a record but through here."""
