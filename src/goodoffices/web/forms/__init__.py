# SPDX-License-Identifier: Apache-2.0
"""Forms for every kind of fact, made from the types of the facts: what is asked, what was typed, and what is wrong.

    shapes     what can be typed into a field, read from its type
    layout     the order, the groups and the words of each form, set by hand
    naming     who and what is meant by a name
    typed      a fact as what would be typed to record it
    reading    what was typed as a fact, or what is wrong beside each field
    form       the form as a page shows it
    quick      one line of words as an entry

A field is called by its place in the fact, as `conditions[1].text`, which is what every mistake is named by too.
"""
