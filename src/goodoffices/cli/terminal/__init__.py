# SPDX-License-Identifier: Apache-2.0
"""The views as they are printed on a terminal, from 40 columns to 200."""
