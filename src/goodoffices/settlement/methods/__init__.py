# SPDX-License-Identifier: Apache-2.0
"""How answers are found where all terms are options: fronts that are added up, and integer programs that are proven.

No answer is given out from here: what an answer says, and which of these methods finds it, stands in the module of that
answer, such as `settlement/frontier.py`.
"""
