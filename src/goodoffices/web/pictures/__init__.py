# SPDX-License-Identifier: Apache-2.0
"""Pictures, drawn on the server as SVG: no script, no style of their own, every mark a link, every text escaped."""
