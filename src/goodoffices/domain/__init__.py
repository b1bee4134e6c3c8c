# SPDX-License-Identifier: Apache-2.0
"""The words of a mediation as frozen values, and what follows from them; pure: no clock, no randomness, no files."""
