# SPDX-License-Identifier: Apache-2.0
"""What comes in and goes out as files."""
