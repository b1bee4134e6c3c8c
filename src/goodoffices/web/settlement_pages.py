# SPDX-License-Identifier: Apache-2.0
"""The mediator's settlement page: which packages all could take, and one step from a package to a draft proposal.

What is worked out of the scores is kept for as long as they, the issues and the dependencies stay as they are, and no
longer: whatever else is recorded meanwhile changes nothing of it, and nothing of it outlives a destruction.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus
from typing import Final, NamedTuple
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

from msgspec import structs
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from goodoffices.app.drafting import mediators_proposal, put
from goodoffices.app.house import House
from goodoffices.app.views.analysis import AT_A_GLANCE, MOST_LONGER, Analysis, seconds_of
from goodoffices.app.views.further import further_view
from goodoffices.app.views.kept_analysis import KeptAnalysis
from goodoffices.app.views.offers import Basis, basis_of
from goodoffices.app.views.scenario import Ready, proposal_terms
from goodoffices.app.views.settlement import Offer, Settlement
from goodoffices.app.views.settling import package_called, settlement_view, without_scores
from goodoffices.domain.proposals import Proposal
from goodoffices.domain.state import State
from goodoffices.settlement import Concept
from goodoffices.web import questions
from goodoffices.web.forms.posted import fields_of
from goodoffices.web.mediations import Mediations
from goodoffices.web.opened import Frame, MediationPages, status_of
from goodoffices.web.pictures.settlement import SettlementPictures
from goodoffices.web.questions import Question
from goodoffices.web.writing import Writer, _, address


MOST_ROWS: Final = 120
"""More efficient packages than this are shown in the table as an even choice of them."""
_DIGITS: Final = 15


class _LookedAt(NamedTuple):
    """What a page is made from, and the draft that somebody looks at."""

    frame: Frame
    basis: Basis
    kept: KeptAnalysis | None
    drafts: list[Offer]
    question: Question[str]
    draft: Offer | None


class SettlementPages(MediationPages):
    """What the parties' scores say together, for the mediator alone."""

    def __init__(self, house: House, mediations: Mediations, writer: Writer, by: str) -> None:
        """Take what all pages take, and who records by them."""
        super().__init__(house, mediations, writer)
        self._by = by
        self._kept: WeakKeyDictionary[State, KeptAnalysis] = WeakKeyDictionary()
        self._lock = threading.Lock()

    async def settlement(self, request: Request) -> Response:
        """Show the packages; or put one into a draft proposal."""
        return await run_in_threadpool(self._settlement, request, await fields_of(request))

    def packages(self, request: Request) -> Response:
        """Show the efficient packages that the settlement page has; more of them, as many as time is given for."""
        self._hand_over(request)
        looked = self._looked_at(request)
        longer = _longer(request, at_first=AT_A_GLANCE)
        further = None
        view = without_scores(looked.basis)
        if looked.kept is not None:
            scenario = looked.kept.scenario
            frontier = looked.kept.listed(longer)
            analysis = Analysis(replace(looked.kept.analysis((), 0).together, frontier=frontier))
            view = settlement_view(looked.basis, scenario, analysis, looked.draft, None)
            further = further_view(looked.basis, scenario, looked.kept.order(longer))
        return self._writer.page(
            request,
            "packages.html",
            status_of((looked.question,)),
            frame=looked.frame,
            view=view,
            further=further,
            question=looked.question,
            most=MOST_ROWS,
            longer=longer + 1,
            seconds=seconds_of(longer + 1) if longer < MOST_LONGER and not view.complete else 0,
            draw=SettlementPictures(),
        )

    def _settlement(self, request: Request, fields: dict[str, str] | None) -> Response:
        changed = ""
        if fields is not None:
            place = self._put(request, fields)
            if place:
                return RedirectResponse(place, HTTPStatus.SEE_OTHER)
            changed = _("Nothing was put into a draft: what the package stood on has changed meanwhile. Choose anew.")
        self._hand_over(request)
        looked = self._looked_at(request)
        package, view = self._view(request, looked)
        return self._writer.page(
            request,
            "settlement.html",
            HTTPStatus.CONFLICT if changed else status_of((looked.question, package)),
            frame=looked.frame,
            view=view,
            drafts=looked.drafts,
            question=looked.question,
            problem=changed or package.problem,
            longer=_longer(request) + 1,
            seconds=seconds_of(_longer(request) + 1) if _longer(request) < MOST_LONGER and not view.is_whole else 0,
            draw=SettlementPictures(),
        )

    def _hand_over(self, request: Request) -> None:
        """Have what parties let be used, or took back, reach the mediator's record before anything is made from it."""
        with self._opened(request) as (_frame, reading, _state):
            pass
        self._mediations.all_parties(reading, self._by)

    def _looked_at(self, request: Request) -> _LookedAt:
        """Read the record, and which draft somebody looks at: the last one if no other is named."""
        with self._opened(request) as (frame, _reading, state):
            basis = basis_of(state)
            kept = self._kept_of(state, basis)
        drafts = [offer for offer in basis.offers if offer.low]
        asked = questions.one_of(
            request.query_params, "draft", (each.proposal.id for each in drafts), _("There is no proposal {}.")
        )
        draft = next((each for each in drafts if each.proposal.id == asked.meant), None)
        if draft is None and not asked.problem and "draft" not in request.query_params:
            draft = drafts[-1] if drafts else None
        return _LookedAt(frame, basis, kept, drafts, asked, draft)

    def _view(self, request: Request, looked: _LookedAt) -> tuple[Question[str], Settlement]:
        """Work out what is shown; the record may grow meanwhile."""
        code = request.query_params.get("package", "")
        basis, kept, draft = looked.basis, looked.kept, looked.draft
        if kept is None:
            return Question(code), without_scores(basis)
        scenario = kept.scenario
        analysis = kept.analysis(draft.points if draft else (), _longer(request))
        chosen = package_called(scenario, code) if code else None
        problem = _("There is no such package any more.") if code and chosen is None else ""
        level = kept.alike(chosen) if chosen is not None else ()
        view = settlement_view(basis, scenario, analysis, draft, chosen, level=level)
        if view.chosen and chosen and request.query_params.get("steady"):
            concept = next((each for each in view.chosen.fair if each is not Concept.MAXIMIN_GAIN), None)
            view = structs.replace(view, steady=kept.steady(chosen, concept))
        return Question(code, problem=problem), view

    def _kept_of(self, state: State, basis: Basis) -> KeptAnalysis | None:
        """What was worked out of the scenario as it is now; what was of another is let go of."""
        scenario = basis.scenario.scenario if isinstance(basis.scenario, Ready) else None
        with self._lock:
            kept = self._kept.get(state)
            if scenario is None:
                self._kept.pop(state, None)
                return None
            if kept is None or kept.scenario != scenario:
                kept = self._kept[state] = KeptAnalysis(scenario, _within)
            return kept

    def _put(self, request: Request, fields: dict[str, str]) -> str:
        """Record a package as a draft proposal; gives where that stands, or nothing where there is no such package."""
        if not set(fields) <= {"package", "draft", "_seen"}:
            raise HTTPException(HTTPStatus.BAD_REQUEST)
        self._hand_over(request)
        with self._opened(request) as (frame, reading, state):
            basis = basis_of(state)
            draft = state.get(fields.get("draft", ""), Proposal)
            scenario = basis.scenario.scenario if isinstance(basis.scenario, Ready) else None
            package = package_called(scenario, fields.get("package", "")) if scenario else None
            if scenario is None or package is None or (fields.get("draft") and draft is None):
                return ""
            proposal = mediators_proposal(
                state,
                proposal_terms(scenario, package.terms),
                tuple(party.id for party in scenario.parties),
                draft,
                title=_("Mediator's proposal"),
                now=self._house.now(),
            )
            seen = fields.get("_seen", "")
            number = int(seen) if seen.isascii() and seen.isdigit() and len(seen) <= _DIGITS else 0
            identifier = put(reading.mediation, proposal, self._by, number)
        place = address(request, "proposal", mediation=frame.id, id=identifier)
        return f"{place}?{urlencode({'recorded': identifier})}"


def _longer(request: Request, *, at_first: int = 0) -> int:
    """How often somebody asked to go on; `at_first`: what stands for nobody having asked."""
    asked = request.query_params.get("longer", "")
    return int(asked) if asked in {str(number) for number in range(MOST_LONGER + 1)} else at_first


def _within(seconds: float) -> Callable[[], bool]:
    """Begin to count: what is given says whether so many seconds have passed."""
    end = time.monotonic() + seconds
    return lambda: time.monotonic() >= end
