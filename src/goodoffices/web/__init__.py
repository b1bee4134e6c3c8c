# SPDX-License-Identifier: Apache-2.0
"""The pages, made on the server from one delegation's own record: HTML and one style sheet, nothing from outside."""
