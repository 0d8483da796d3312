"""The list of decisions, and the page of each, beside what was recommended at the time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from standto.model.scenario import Scenario
from standto.model.time import Instant
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action
from standto_desk.acts.redacting import text_of
from standto_desk.book.moment_tables import NoScenario
from standto_desk.book.situations import situation_at
from standto_desk.kit.paging import page_of
from standto_desk.ledger.models import Entry
from standto_desk.pages.look_back.masking import PersonMask, mask_for_words
from standto_desk.pages.look_back.moment_views import query_of
from standto_desk.pages.look_back.outcomes import calls_on_help, conditions_of, later_events
from standto_desk.pages.look_back.page import draw
from standto_desk.pages.look_back.past_decisions import PastDecision, decision_entries, decisions_of
from standto_desk.presenting.posts import may_read_words, names_for
from standto_desk.presenting.readers import visible_moment, visible_until
from standto_desk.presenting.shown_proposals import ShownAgreement, shown_proposal
from standto_desk.presenting.subjects import names_in_force

ON_A_PAGE = 10


@require_safe
@needs(Action.LOOK_BACK)
def decisions(request: HttpRequest) -> HttpResponse:
    """List the decisions and whether each is what was recommended."""
    until = visible_until(request.user)
    page = page_of(request, decision_entries(until), ON_A_PAGE)
    links = [_link(one, until) for one in page]
    return draw(request, "decisions", {"page": page, "rows": zip(decisions_of(list(page), until), links, strict=True)})


@require_safe
@needs(Action.SEE_NUMBERS)
def decision(request: HttpRequest, sequence: int) -> HttpResponse:
    """Show one decision: the recommendations at the time, its reasons, and later events."""
    return _page(request, decision_entries().at(sequence), None)


@require_safe
@needs(Action.LOOK_BACK)
def nth_decision(request: HttpRequest, place: int) -> HttpResponse:
    """Show one decision by its place among all decisions, without anything that could identify a person."""
    until = visible_until(request.user)
    return _page(request, decision_entries(until).nth(place), until)


def _link(entry: Entry, until: Instant | None) -> str:
    """Return the address of a decision's page; for viewers, without its entry number, which would count the entries."""
    if until is None:
        return reverse("look-back-decision", args=[entry.sequence])
    place = decision_entries(until).up_to(entry.sequence).count()
    return reverse("look-back-nth-decision", args=[place])


def _page(request: HttpRequest, found: Entry | None, until: Instant | None) -> HttpResponse:
    if found is None:
        raise Http404
    (one,) = decisions_of([found], until)
    at = int(found.occurred)
    board_at = visible_moment(request.user, at)
    context = {
        "one": one,
        "at": at,
        "board_query": query_of(board_at, board_at),
        "reads_words": may_read_words(request.user),
        "note": _note(one, request),
        "calls_on_help": calls_on_help(one),
        "conditions": conditions_of(one) if until is None else (),
        "later_events": later_events(one, until),
        "about": names_in_force().get(found.subject, found.subject),
        **_proposed(one, request),
    }
    return draw(request, "decision", context)


def _note(one: PastDecision, request: HttpRequest) -> str | None:
    """Return the text beside a decision, with the people masked that the reader may not see; None if redacted."""
    note = text_of(one.entry)
    return note and mask_for_words([note], request.user).words(note)


def _proposed(one: PastDecision, request: HttpRequest) -> dict[str, Any]:
    """Return the proposal that became the decision, with the people masked that the reader may not see."""
    scenario = None if one.proposal is None else _scenario(int(one.entry.occurred))
    if one.proposal is None or scenario is None:
        return {"proposal": None, "conditions_set": "", "names": {}}
    shown = shown_proposal(one.proposal, scenario)
    outside = [words for one in shown.agreements if one.agreed for words in (one.agreed.role, one.agreed.how)]
    mask = mask_for_words([shown.conditions, *(words for _, words in shown.why), *outside], request.user)
    why = tuple((heading, mask.words(words)) for heading, words in shown.why)
    agreements = tuple(_masked(each, mask) for each in shown.agreements)
    return {
        "proposal": replace(shown, why=why, conditions="", agreements=agreements, next_review=None),
        "conditions_set": mask.words(shown.conditions),
        "names": names_for(request.user, shown.accounts),
    }


def _masked(one: ShownAgreement, mask: PersonMask) -> ShownAgreement:
    """Return an agreement with the people masked that the reader may not see."""
    agreed = one.agreed
    if agreed is None:
        return one
    return replace(one, agreed=replace(agreed, role=mask.words(agreed.role), how=mask.words(agreed.how)))


def _scenario(at: Instant) -> Scenario | None:
    """Return the tables of a moment; None if there were none."""
    try:
        return situation_at(at).scenario
    except NoScenario:
        return None
