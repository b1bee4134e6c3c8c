# SPDX-License-Identifier: Apache-2.0
"""Keys and seals: the only package that imports `cryptography`.

Three layers, each opened by the one above it: the house key wraps a delegation's data key, a data key wraps the key of
every entry in that delegation's record, and an entry key seals one payload and nothing else. Deleting the wrapped entry
key is therefore the same as destroying the payload.
"""
