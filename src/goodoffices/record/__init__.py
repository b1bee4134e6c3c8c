# SPDX-License-Identifier: Apache-2.0
"""The record: canonical bytes, the chain over what is sealed, and the stores that keep both.

`canonical` and `chain` are pure. `store` says what a database must do; `memory`, `sqlite` and `postgresql` do it.
`record` opens one delegation's record with its data key, and `verification` checks one with or without it.
"""
