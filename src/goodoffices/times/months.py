# SPDX-License-Identifier: Apache-2.0
"""The names of the months, to guess what somebody meant who wrote one; never to read a time silently."""

from __future__ import annotations

import unicodedata


_NAMES = """
january janvier januar jaenner januari enero gennaio janeiro января январь ocak يناير كانون الثاني ינואר
february fevrier februar februari febrero febbraio fevereiro февраля февраль subat فبراير شباط פברואר
march mars maerz marz maart marzo marco марта март mart مارس آذار מרץ
april avril aprile abril апреля апрель nisan أبريل نيسان אפריל
may mai mei mayo maggio maio мая май mayis مايو أيار מאי
june juin juni junio giugno junho июня июнь haziran يونيو حزيران יוני
july juillet juli julio luglio julho июля июль temmuz يوليو تموز יולי
august aout augustus agosto августа август agustos أغسطس آب אוגוסט
september septembre septiembre settembre setembro сентября сентябрь eylul سبتمبر أيلول ספטמבר
october octobre oktober octubre ottobre outubro октября октябрь ekim أكتوبر תשרין אוקטובר
november novembre noviembre novembro ноября ноябрь kasim نوفمبر נובמבר
december decembre dezember diciembre dicembre dezembro декабря декабрь aralik ديسمبر דצמבר
"""
_UNCLEAR = frozenset({"كانون", "الثاني", "תשרין", "ago", "mar."})
_SHORTEST = 3
_FUZZY_FROM = 5
_NEAR = 80


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


_MONTHS = {
    _folded(name): month
    for month, line in enumerate(_NAMES.strip().splitlines(), start=1)
    for name in line.split()
    if name not in _UNCLEAR
}


def month_named(word: str) -> int | None:
    """Guess the month (1 to 12) that a word names, written out, cut short or misspelt; None when it is not clear."""
    wanted = _folded(word).strip(".")
    if wanted in _MONTHS:
        return _MONTHS[wanted]
    if len(wanted) < _SHORTEST or wanted in _UNCLEAR:
        return None
    beginning = {month for name, month in _MONTHS.items() if name.startswith(wanted)}
    if len(beginning) == 1:
        return beginning.pop()
    if beginning or len(wanted) < _FUZZY_FROM:
        return None
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - slow to load, and seldom needed

    found = process.extractOne(wanted, list(_MONTHS), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return _MONTHS[found[0]] if found else None
