# SPDX-License-Identifier: Apache-2.0
"""The terms of art that are said in one way only in each language: their list, its page, and what strays from it.

A reader who meets two words for one thing looks for two things; a mediator who reads "condition" where "term" is meant
looks in the wrong place. So wherever an English sentence has one of these words, its translation has to have the fixed
one, in whatever form the grammar asks: of a translated word the stem is looked for, of an English one all its forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from goodoffices.web.languages import LANGUAGES, SOURCE


class Fixed(NamedTuple):
    """A term: the forms of the English word, and for each language the word with the stems it may have, as patterns."""

    english: str
    words: Mapping[str, tuple[str, str]]


def _fixed(english: str, **words: str) -> Fixed:
    return Fixed(english, {tag: (said.split(" | ")[0], said.split(" | ")[-1]) for tag, said in words.items()})


FIXED: Final = {
    "account": _fixed("accounts?", ar="رواية | رواي", he="גרסה | גרס", fr="version", ru="версия | верси"),
    "agreement": _fixed("agreements?", ar="اتفاق", he="הסכם | הסכמ?", fr="accord", ru="соглашение | соглашени"),
    "arrangement": _fixed("arrangements?", ar="ترتيب", he="הסדר", fr="arrangement", ru="вариант"),
    "body": _fixed("body|bodies", ar="هيئة | هيئ", he="גוף | גוף|גופים", fr="organisme", ru="организация | организац"),
    "caucus": _fixed(
        "caucus|caucuses",
        ar="المشاورات المنفردة | مشاورات",
        he="שיחות נפרדות | שיחות נפרדות|שיחות הנפרדות",
        fr="aparté",
        ru="отдельные консультации | консультаци",
    ),
    "chain": _fixed("chain", ar="سلسلة | سلسل", he="שרשרת | שרשר", fr="chaîne", ru="цепочка | цепочк"),
    "chance": _fixed("chances?", ar="احتمال", he="סיכוי | סיכו", fr="probabilité", ru="вероятность | вероятност"),
    "condition": _fixed("conditions?", ar="شرط | شرط|شروط", he="תנאי | תנא", fr="condition", ru="условие | услови"),
    "delegation": _fixed(
        "delegations?", ar="وفد | وفد|وفود", he="משלחת | משלח", fr="délégation", ru="делегация | делегаци"
    ),
    "dependency": _fixed(
        "dependency|dependencies", ar="ارتباط", he="תלות | תלו", fr="dépendance", ru="зависимость | зависимост"
    ),
    "disagreement point": _fixed(
        "disagreement point",
        ar="نقطة عدم الاتفاق",
        he="נקודת אי־ההסכמה",
        fr="point de désaccord",
        ru="точка несогласия",
    ),
    "draft": _fixed("drafts?", ar="مسودة | مسود", he="טיוטה | טיוט", fr="projet", ru="проект"),
    "efficient": _fixed(
        "efficient", ar="كفؤة | كفؤ", he="יעילה | יעיל", fr="efficient", ru="эффективный | эффективн|эффективен"
    ),
    "frontier": _fixed("frontier", ar="حدّ الكفاءة", he="חזית", fr="frontière", ru="граница | границ"),
    "entry": _fixed(
        "entry|entries",
        ar="قيد | قيد|قيود",
        he="רשומה | רשומ|רישום",
        fr="entrée | entrée|saisie",
        ru="запись | запис",
    ),
    "fair": _fixed("fair", ar="منصف", he="הוגן | הוג[נן]", fr="équitable", ru="справедливый | справедлив"),
    "gain": _fixed(
        "gains?", ar="مكسب | كسب|مكاسب", he="רווח | רווח|רוויח", fr="gain | gain|gagn", ru="выигрыш | выигр"
    ),
    "gesture": _fixed("gestures?", ar="بادرة", he="מחווה | מחוו", fr="geste", ru="жест"),
    "guarantor": _fixed("guarantors?", ar="ضامن", he="ערב", fr="garant", ru="гарант"),
    "house": _fixed("house", ar="مستودع", he="מאגר", fr="installation", ru="хранилище | хранилищ"),
    "improvement": _fixed("improvement", ar="تحسين", he="שיפור", fr="amélioration", ru="улучшение"),
    "issue": _fixed(
        "issues?", ar="مسألة | مسأل|مسائل", he="סוגיה | סוגי", fr="enjeu", ru="спорный вопрос | спорн\\w+ вопрос"
    ),
    "key": _fixed("keys?", ar="مفتاح | مفتاح|مفاتيح", he="מפתח", fr="clé", ru="ключ"),
    "mediator": _fixed("mediator", ar="وسيط", he="מתווך", fr="médiateur", ru="посредник"),
    "minimum": _fixed(
        "minimums?",
        ar="الحد الأدنى | حدّ?(?:كم|ه)? (?:ال)?أدنى|حدود(?:هم)? الدنيا|حده الأدنى",
        he="מינימום | מינימו",
        fr="minimum",
        ru="минимум",
    ),
    "notice": _fixed("notices?", ar="إشعار", he="הודעה | הודע", fr="notification", ru="уведомление | уведомлени"),
    "obligation": _fixed(
        "obligations?", ar="التزام", he="התחייבות | התחייבו", fr="obligation", ru="обязательство | обязательств"
    ),
    "offer": _fixed(
        "(?<!itself )offers?", ar="عرض | عرض|عروض", he="הצעה | הצע", fr="offre", ru="предложение | предложени"
    ),
    "package": _fixed("packages?", ar="حزمة | حزم", he="חבילה | חביל", fr="paquet", ru="пакет"),
    "party": _fixed(
        "party|parties", ar="طرف | طرف|أطراف", he="צד | צד", fr="partie | partie|chacune", ru="сторона | сторон"
    ),
    "phase": _fixed("phases?", ar="مرحلة | مرحل|مراحل", he="שלב", fr="phase", ru="этап"),
    "proposal": _fixed("proposals?", ar="مقترح", he="הצעה | הצע", fr="proposition", ru="предложение | предложени"),
    "release": _fixed(
        "(?<!not )releases?",
        ar="إذن بالنقل | إذن|أذون",
        he="היתר העברה | היתר",
        fr="autorisation",
        ru="разрешение | разрешени",
    ),
    "report": _fixed(
        "(?<!please )reports?",
        ar="خبر | خبر|أخبار|تخبر",
        he="דיווח | דיווח|מדווח",
        fr="information | information|rapport",
        ru="сообщение | сообщ",
    ),
    "reservation value": _fixed(
        "reservation value", ar="قيمة التحفظ", he="ערך הסף", fr="valeur de réserve", ru="резервная ценность"
    ),
    "response": _fixed("responses?", ar="استجابة | استجاب", he="תגובה | תגוב", fr="réaction", ru="отклик"),
    "score": _fixed("scores?", ar="تقييم | تقييم|قُيّم", he="ניקוד", fr="évaluation", ru="оценка | оцен"),
    "settlement": _fixed(
        "settlement", ar="تسوية | تسوي", he="יישוב", fr="règlement", ru="урегулирование | урегулировани"
    ),
    "showing": _fixed("showings?", ar="إطلاع", he="הצגה | הצג", fr="présentation", ru="ознакомление | ознакомлени"),
    "standing": _fixed("standing", ar="صفة | صفة|صفت|صفات", he="מעמד", fr="statut", ru="статус"),
    "statement": _fixed(
        "(?<!public )statements?", ar="إفادة | إفاد", he="אמירה | אמיר", fr="déclaration", ru="заявление | заявлени"
    ),
    "step (of a scale, or one-sided)": _fixed(
        "steps?",
        ar="درجة، خطوة | درج|خطوة",
        he="מדרגה, צעד | מדרג|צעד",
        fr="échelon, geste | échelon|geste",
        ru="ступень, шаг | ступен|шаг",
    ),
    "subject": _fixed("subjects?", ar="موضوع", he="נושא", fr="sujet", ru="тема | тем"),
    "term": _fixed("terms?", ar="بند | بند|بنود", he="סעיף | סעי[ףפ]", fr="terme", ru="положение | положени"),
    "withdrawal": _fixed("withdrawal", ar="سحب", he="משיכה | משיכ", fr="retrait", ru="отзыв"),
    "weight": _fixed("weights?", ar="وزن | وزن|أوزان", he="משקל", fr="poids", ru="вес | вес"),
}
"""Every term with its one translation. Where a word has two senses in English, both are named."""

FILLED_IN: Final = re.compile(r'%\(\w+\)s|\{\w*\}|\b\w+ = "[^"]*"')
"""What is no sentence of ours within one: what is filled in, and lines of a case file."""

HOW: Final = """\
How the sentences of the pages are put into other languages. Whoever translates reads this first; tests hold the
catalogues to the list below.

- **To whom.** Whoever reads is addressed politely and as several: in Arabic and Hebrew in the plural, in French and
  Russian with *vous* and *вы*. Buttons name the act (إضافة, הוספה, Ajouter, Добавить). Nothing blames: what is wrong is
  said with what would be right.
- **Parties** are in French and Russian of the feminine (*chacune*, *сторона … она*), in Arabic and Hebrew of the
  masculine (طرف, צד).
- **Numbers of things** have every form that the language has: six in Arabic, three in Hebrew and Russian. Where a
  number may be a fraction or is put together elsewhere, turn the sentence round so that no noun has to agree with it
  ("in points: 3").
- **Marks.** Arabic has ، ؛ ؟ and «…»; Hebrew ״…״, geresh and gershayim, and ־ where a prefix meets a number or a
  foreign word; French a space that does not break before : ; ? ! % and within « … »; Russian «…» and a space that does
  not break before — and %. Digits are Western everywhere.
- **Direction.** Latin text within Arabic or Hebrew stands between U+2066 and U+2069, and so does a date or a percentage
  that is put together from parts; what is filled in is isolated by the program.
- **What is typed** into fields of times and terms (`about 2025-05-11`, `70 to 90 days`) stays English: it is the one
  spelling of the record.
"""


def strayed(tag: str, sentences: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[str]:
    """Say which translations of a language, each with its English sentence, have another word than the fixed one."""
    held = list(sentences)
    for name, fixed in FIXED.items():
        english = re.compile(rf"\b(?:{fixed.english})\b", re.IGNORECASE)
        word, stems = fixed.words[tag]
        for sentence, forms in held:
            if english.search(FILLED_IN.sub("", sentence)) and not any(
                re.search(stems, form, re.IGNORECASE) for form in forms
            ):
                yield f"{tag}: not {word} for {name}: {sentence!r}"


def fixed_words_page() -> str:
    """The page for translators: how sentences are said, and the words that are fixed."""
    others = [language for language in LANGUAGES.values() if language != SOURCE]
    lines = [
        "<!-- Written by docs/make_reference.py from docs/fixed_words.py; run `make docs`. -->",
        "",
        "# Words in other languages",
        "",
        HOW,
        f"| English | {' | '.join(language.name for language in others)} |",
        f"|---|{'---|' * len(others)}",
    ]
    for name, fixed in sorted(FIXED.items()):
        lines.append(f"| {name} | {' | '.join(fixed.words[language.tag][0] for language in others)} |")
    return "\n".join([*lines, "", "All words of the case, with what they mean: [Words](glossary.md)."]) + "\n"
