"""The pages of decisions: all of them, and each with what was recommended at the time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import Http404
from django.urls import reverse
from django.views.decorators.http import require_safe

from standto_desk.access.guard import needs
from standto_desk.access.permission import Action
from standto_desk.acts.texts import text_of
from standto_desk.book.situations import situation_at
from standto_desk.book.tables_then import NoScenario
from standto_desk.ledger.reading import in_place
from standto_desk.pages.look_back.masking import mask_for_words
from standto_desk.pages.look_back.moment_views import query_of
from standto_desk.pages.look_back.outcomes import calls_on_help, conditions_of, later_events
from standto_desk.pages.look_back.past_decisions import decided, decision_entries
from standto_desk.pages.look_back.places import draw
from standto_desk.presenting.posts import may_read_words, names_for
from standto_desk.presenting.readers import visible_moment, visible_until
from standto_desk.presenting.shown_proposals import shown_proposal
from standto_desk.presenting.subjects import names_in_force

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from standto.model.scenario import Scenario
    from standto.model.time import Instant
    from standto_desk.ledger.models import Entry
    from standto_desk.pages.look_back.masking import PersonMask
    from standto_desk.pages.look_back.past_decisions import PastDecision
    from standto_desk.presenting.shown_proposals import ShownAgreement

ON_A_PAGE = 10


@require_safe
@needs(Action.LOOK_BACK)
def decisions(request: HttpRequest) -> HttpResponse:
    """List the decisions, each with whether it is what was recommended."""
    until = visible_until(request.user)
    page = Paginator(decision_entries(until), ON_A_PAGE).get_page(request.GET.get("page"))
    links = [_link(one, until) for one in page]
    return draw(request, "decisions", {"page": page, "rows": zip(decided(list(page), until), links, strict=True)})


@require_safe
@needs(Action.SEE_NUMBERS)
def decision(request: HttpRequest, sequence: int) -> HttpResponse:
    """Show one decision, what was recommended then, why it was taken, and what came of it."""
    return _page(request, decision_entries().filter(sequence=sequence).first(), None)


@require_safe
@needs(Action.LOOK_BACK)
def nth_decision(request: HttpRequest, place: int) -> HttpResponse:
    """Show one decision by its place among all, with nothing from which a person could be told."""
    until = visible_until(request.user)
    return _page(request, in_place(decision_entries(until), place), until)


def _link(entry: Entry, until: Instant | None) -> str:
    """Return the address of a decision's page; the number of an entry tells how many there were before it."""
    if until is None:
        return reverse("look-back-decision", args=[entry.sequence])
    return reverse(
        "look-back-nth-decision", args=[decision_entries(until).filter(sequence__lte=entry.sequence).count()]
    )


def _page(request: HttpRequest, found: Entry | None, until: Instant | None) -> HttpResponse:
    """Show one decision, as far as its reader is told."""
    if found is None:
        raise Http404
    (one,) = decided([found], until)
    at = int(found.occurred)
    context: dict[str, Any] = {
        "one": one,
        "at": at,
        "way": query_of(*([visible_moment(request.user, at)] * 2)),
        "reads_words": may_read_words(request.user),
        "note": _note(one, request),
        "calls_on_help": calls_on_help(one),
        "conditions": conditions_of(one) if until is None else (),
        "followed": later_events(one, until),
        "about": names_in_force().get(found.subject, found.subject),
        **_proposed(one, request),
    }
    return draw(request, "decision", context)


def _note(one: PastDecision, request: HttpRequest) -> str | None:
    """Return the words beside a decision, as far as its reader may see them; None where they were redacted."""
    note = text_of(one.entry)
    return note and mask_for_words([note], request.user).words(note)


def _proposed(one: PastDecision, request: HttpRequest) -> dict[str, Any]:
    """Return what a decision was proposed as, in words."""
    scenario = None if one.proposal is None else _scenario(int(one.entry.occurred))
    if one.proposal is None or scenario is None:
        return {"proposal": None, "why": (), "conditions_set": "", "names": {}}
    view = shown_proposal(one.proposal, scenario)
    outside = [said for one in view.agreements if one.agreed for said in (one.agreed.role, one.agreed.how)]
    mask = mask_for_words([view.conditions, *(words for _, words in view.why), *outside], request.user)
    return {
        "proposal": replace(view, agreements=tuple(_masked(each, mask) for each in view.agreements)),
        "why": tuple((heading, mask.words(words)) for heading, words in view.why),
        "conditions_set": mask.words(view.conditions),
        "names": names_for(request.user, view.accounts),
    }


def _masked(one: ShownAgreement, mask: PersonMask) -> ShownAgreement:
    """Return what a post has said, as far as the reader may see it."""
    said = one.agreed
    return (
        one
        if said is None
        else replace(one, agreed=replace(said, role=mask.words(said.role), how=mask.words(said.how)))
    )


def _scenario(at: Instant) -> Scenario | None:
    """Return the tables of a moment; None where there were none."""
    try:
        return situation_at(at).scenario
    except NoScenario:
        return None
