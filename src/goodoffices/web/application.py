# SPDX-License-Identifier: Apache-2.0
"""The web application: the table of pages, behind the guard. Every page there is stands in `routes`."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from goodoffices.app.house import House
from goodoffices.errors import GoodOfficesError
from goodoffices.web.guard import Guard
from goodoffices.web.languages import Speaking
from goodoffices.web.later import later
from goodoffices.web.mediations import Mediations
from goodoffices.web.pages import Pages
from goodoffices.web.writing import Writer


if TYPE_CHECKING:
    from goodoffices.web.caucus_pages import CaucusPages
    from goodoffices.web.chronology_pages import ChronologyPages
    from goodoffices.web.elicitation_pages import ElicitationPages
    from goodoffices.web.gesture_pages import GesturePages
    from goodoffices.web.knowledge_pages import KnowledgePages
    from goodoffices.web.people_pages import PeoplePages
    from goodoffices.web.proposal_pages import ProposalPages
    from goodoffices.web.reader_pages import ReaderPages
    from goodoffices.web.record_pages import RecordPages
    from goodoffices.web.score_pages import ScorePages
    from goodoffices.web.searching import SearchPages
    from goodoffices.web.settlement_pages import SettlementPages
    from goodoffices.web.writing_pages import WritingPages


def make(house: House, mediation_id: str = "", *, host: str = "", by: str = "the team") -> Starlette:
    """Make the pages of an open house.

    `mediation_id` limits them to one mediation; otherwise every one in the house has its pages under `/m/‹id›`. `host`
    is the one name, besides `localhost` and the addresses of this machine's loopback, by which they may be asked for:
    the name of a proxy in front. `by` is who records what is recorded here. Whoever can reach the pages reads the
    house and records in it: there is no signing in yet.

    Serve it with the access log of the server off: addresses name what was looked at. Raises HouseError if there is no
    such mediation.
    """
    mediations, writer = Mediations(house, mediation_id), Writer()
    pages = Pages(house, mediations, writer)
    searching: SearchPages = later("searching:SearchPages", house, mediations, writer)
    writing: WritingPages = later("writing_pages:WritingPages", house, mediations, writer, by)

    def refused(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.INTERNAL_SERVER_ERROR
        refusal = pages.refused(request, HTTPStatus(status))
        if isinstance(error, HTTPException):
            refusal.headers.update(error.headers or {})
        return refusal

    return Starlette(
        routes=routes(
            pages,
            later("reader_pages:ReaderPages", writer),
            searching,
            writing,
            chronologies=later("chronology_pages:ChronologyPages", house, mediations, writer),
            knowing=later("knowledge_pages:KnowledgePages", house, mediations, writer),
            proposals=later("proposal_pages:ProposalPages", house, mediations, writer),
            people=later("people_pages:PeoplePages", house, mediations, writer, by),
            caucuses=later("caucus_pages:CaucusPages", house, mediations, writer),
            records=later("record_pages:RecordPages", house, mediations, writer, by),
            scores=later("score_pages:ScorePages", house, mediations, writer, by),
            eliciting=later("elicitation_pages:ElicitationPages", house, mediations, writer, by),
            gestures=later("gesture_pages:GesturePages", house, mediations, writer),
            settling=later("settlement_pages:SettlementPages", house, mediations, writer, by),
        ),
        middleware=[Middleware(Guard, refuse=pages.refused, host=host), Middleware(Speaking)],
        exception_handlers={HTTPException: refused, GoodOfficesError: pages.broken},
    )


def routes(
    pages: Pages,
    reading: ReaderPages,
    searching: SearchPages,
    writing: WritingPages,
    *,
    chronologies: ChronologyPages,
    knowing: KnowledgePages,
    proposals: ProposalPages,
    people: PeoplePages,
    caucuses: CaucusPages,
    records: RecordPages,
    scores: ScorePages,
    eliciting: ElicitationPages,
    gestures: GesturePages,
    settling: SettlementPages,
) -> list[Route]:
    """List every page with its address; the names are what templates link to."""
    return [
        Route("/", pages.mediations, name="mediations"),
        Route("/style.css", pages.style, name="style"),
        Route("/desk.js", writing.script, name="script"),
        Route("/zone", reading.zone, name="zone"),
        Route("/m/{mediation}", pages.desk, name="desk"),
        Route("/m/{mediation}/chronology", chronologies.chronology, name="chronology"),
        Route("/m/{mediation}/knowledge", knowing.knowledge, name="knowledge"),
        *_proposal_routes(proposals),
        Route("/m/{mediation}/settlement", settling.settlement, name="settlement", methods=["GET", "POST"]),
        Route("/m/{mediation}/settlement/packages", settling.packages, name="packages"),
        Route("/m/{mediation}/gesture", gestures.gesture, name="gesture"),
        Route("/m/{mediation}/search", searching.search, name="search"),
        Route("/m/{mediation}/entry/{id}", pages.entry, name="entry"),
        *_people_routes(people),
        *_record_routes(caucuses, records),
        *_score_routes(scores, eliciting),
        Route("/m/{mediation}/quick", writing.quick, name="quick", methods=["GET", "POST"]),
        Route("/m/{mediation}/new/{kind}", writing.new, name="new", methods=["GET", "POST"]),
        Route("/m/{mediation}/entry/{id}/correct", writing.correct, name="correct", methods=["GET", "POST"]),
        Route("/m/{mediation}/entry/{id}/withdraw", writing.withdraw, name="withdraw", methods=["GET", "POST"]),
    ]


def _proposal_routes(pages: ProposalPages) -> list[Route]:
    return [
        Route("/m/{mediation}/proposals", pages.proposals, name="proposals"),
        Route("/m/{mediation}/proposals/compare", pages.comparison, name="compare"),
        Route("/m/{mediation}/proposal/{id}", pages.proposal, name="proposal"),
    ]


def _people_routes(people: PeoplePages) -> list[Route]:
    return [
        Route("/m/{mediation}/people", people.people, name="people"),
        Route("/m/{mediation}/person/{id}", people.person, name="person"),
        Route("/m/{mediation}/person/{id}/merge", people.merge, name="merge", methods=["GET", "POST"]),
        Route("/m/{mediation}/person/{id}/split", people.split, name="split", methods=["GET", "POST"]),
        Route("/m/{mediation}/person/{id}/undo", people.undo, name="undo", methods=["GET", "POST"]),
    ]


def _score_routes(scores: ScorePages, eliciting: ElicitationPages) -> list[Route]:
    party = "/m/{mediation}/party/{delegation}"
    both = ["GET", "POST"]
    return [
        Route("/m/{mediation}/scores", scores.scores, name="scores"),
        Route(f"{party}/ask", scores.ask, name="ask", methods=both),
        Route(party, scores.party, name="party"),
        Route(f"{party}/let", scores.let, name="let", methods=both),
        Route(f"{party}/rate/{{way}}", eliciting.rate, name="rate", methods=both),
        Route(f"{party}/choose", eliciting.choose, name="choose", methods=both),
        Route(f"{party}/together", eliciting.together, name="together", methods=both),
        Route(f"{party}/sheet", eliciting.sheet, name="sheet", methods=both),
        Route(f"{party}/sheet/{{form}}", eliciting.sheet_file, name="sheet_file"),
    ]


def _record_routes(caucuses: CaucusPages, records: RecordPages) -> list[Route]:
    return [
        Route("/m/{mediation}/caucus", caucuses.caucuses, name="caucuses"),
        Route("/m/{mediation}/caucus/{delegation}", caucuses.caucus, name="caucus"),
        Route("/m/{mediation}/record", records.record, name="record"),
        Route("/m/{mediation}/export", records.export, name="export"),
        Route("/m/{mediation}/destroy", records.destroy, name="destroy", methods=["GET", "POST"]),
    ]
