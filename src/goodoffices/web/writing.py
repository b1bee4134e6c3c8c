# SPDX-License-Identifier: Apache-2.0
"""Writing pages: templates, the addresses in them, and other people's words made harmless.

Whatever somebody typed is escaped, keeps its own direction, and cannot turn round what stands beside it. Every sentence
of our own goes through `_` or `ngettext`, so that it can be said in another language.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse

from goodoffices.web import languages, wording
from goodoffices.web.compiled import CompiledTemplates


if TYPE_CHECKING:
    from fractions import Fraction


TEMPLATES: Final = Path(__file__).parent / "templates"

_LONGEST: Final = 700
_SMALLEST: Final = 6
"""At most so many decimals of a number of points are written."""
_TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LINE_ENDS: Final = re.compile("[\n\r\u0085\u2028\u2029]")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", re.ASCII)
_CLOSES: Final = {"\u202c": "\u202a\u202b", "\u2069": "\u2066\u2067\u2068"}


def _(sentence: str) -> str:
    """Say a sentence of our own that is not in a template in the reader's language.

    Where nobody reads yet, as when a module is imported, this only marks it; whoever shows it says it again.
    """
    return languages.gettext(sentence)


def harmless(text: str) -> Markup:
    """Escape a text, and show the hidden marks in it that would turn round what stands beside it.

    Marks that open and close within a line stay as they are: many telephones put them round names and numbers.
    """
    text = wording.sentence(text)
    if _TURNING.search(text) is None or all(_is_balanced(line) for line in _LINE_ENDS.split(text)):
        return escape(str(text))
    return Markup("").join(
        Markup('<span class="unseen">U+{:04X}</span>').format(ord(part)) if _TURNING.fullmatch(part) else escape(part)
        for part in re.split(f"({_TURNING.pattern})", text)
    )


def with_marks_shown(text: str) -> str:
    """Do for words that are no HTML, such as those in a picture, what `harmless` does; whoever writes them escapes."""
    if _TURNING.search(text) is None or all(_is_balanced(line) for line in _LINE_ENDS.split(text)):
        return text
    return _TURNING.sub(lambda mark: f"[U+{ord(mark[0]):04X}]", text)


def _is_balanced(line: str) -> bool:
    """Whether every embedding and isolate of a line is closed in it, innermost first; nothing closes an override."""
    opened: list[str] = []
    for mark in _TURNING.findall(line):
        if mark in _CLOSES:
            if not opened or opened.pop() not in _CLOSES[mark]:
                return False
        else:
            opened.append(mark)
    return not opened


def shortened(text: str, most: int = _LONGEST) -> str:
    """Give as much of a text as a row of a list has room for, cut between words where it has any."""
    if len(text) <= most:
        return text
    start = text[:most]
    return start[: start.rfind(" ")] if start.rfind(" ") > most // 2 else start


def language_of(tag: str) -> str:
    """Give a language as a page may name it; empty where what was recorded is no language tag."""
    return tag if _LANGUAGE.fullmatch(tag) else ""


def environment() -> Environment:
    """Make what the templates are written with."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        bytecode_cache=CompiledTemplates(TEMPLATES),
    )
    made.install_gettext_callables(  # type: ignore[attr-defined]
        languages.gettext, languages.ngettext, newstyle=True, pgettext=languages.pgettext
    )
    made.globals.update(
        ngettext=_counted, comma=_comma, colon=_colon, semicolon=_semicolon, languages=languages.LANGUAGES
    )
    made.filters.update(
        harmless=harmless,
        shortened=shortened,
        language_of=language_of,
        beside=wording.beside,
        count=wording.count,
        field=wording.field,
        heading=wording.heading,
        kind=wording.kind,
        moment=wording.moment,
        sentence=wording.sentence,
        several=wording.several,
        number=_number,
        points=points,
        when=wording.when,
        zone_name=wording.zone_name,
    )
    return made


@pass_context
def _counted(context: Context, singular: str, plural: str, number: int, **content: object) -> str:
    """Say a sentence about a number of things; `%(num)s` in it is the number as the language writes it."""
    sentence = languages.ngettext(singular, plural, number)
    content.setdefault("num", _number(number))
    return (Markup(sentence) if context.eval_ctx.autoescape else sentence) % content  # noqa: S704 - a catalogue's


def _comma() -> str:
    """What stands between two of a list."""
    return languages.pgettext("between two of a list", ", ")


def _semicolon() -> str:
    """What stands between two parts of a sentence, or two of a list that have commas themselves."""
    return languages.pgettext("between two of a list", "; ")


def _colon() -> str:
    """What stands before what is said of something."""
    return languages.pgettext("before what is said", ": ")


def _number(number: int) -> str:
    return languages.speech().number(number)


def points(exact: Fraction) -> str:
    """Write a number of points to one decimal, as the language writes numbers; what is not 0 is not shown as 0."""
    from decimal import Decimal  # noqa: PLC0415 - only the pages of scores need it

    places = 1
    while exact and not round(exact * 10**places) and places < _SMALLEST:
        places += 1
    rounded = Decimal(round(exact * 10**places)) / 10**places
    return languages.speech().number(int(rounded) if rounded == rounded.to_integral_value() else rounded)


def address(request: Request, route: str, query: dict[str, str] | None = None, **parameters: str) -> str:
    """Give the address of a page of this house, as it is reached by whoever asks."""
    application: Starlette = request.app
    path = str(application.url_path_for(route, **parameters))
    return f"{request.scope.get('root_path', '')}{path}{'?' + urlencode(query) if query else ''}"


class Writer:
    """Writes pages of one application."""

    def __init__(self) -> None:
        self._environment = environment()

    def page(
        self, request: Request, template: str, status: HTTPStatus = HTTPStatus.OK, **content: object
    ) -> HTMLResponse:
        """Write a page. Templates give `link` a route's name and parameters, and `query` what goes behind the `?`."""

        def link(route: str, query: dict[str, str] | None = None, **parameters: str) -> str:
            path = routes[route].url_path_for(route, **parameters)
            return f"{root}{path}{'?' + urlencode(query) if query else ''}"

        root = request.scope.get("root_path", "")
        routes = {route.name: route for route in request.app.routes}  # a page has hundreds of links
        reader = languages.spoken_to(request)
        written = self._environment.get_template(template).render(
            link=link,
            here_now=request.url.path,
            asked=request.query_params,
            reader=reader,
            direction=reader.language.direction,
            **content,
        )
        response = HTMLResponse(written, status)
        languages.remember(request, response)
        return response
