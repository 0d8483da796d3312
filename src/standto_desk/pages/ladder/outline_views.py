"""The ladder for those who only look: help of other forces as at the last whole hour, and what was decided about it.

What a review recommends is not here: it follows from exact numbers. Neither are the home force's own pools, whose
places are people who may step back.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render

from standto_desk.acts.proposal_log import open_proposals, place_of_proposal
from standto_desk.acts.step_owners import find_step_owners
from standto_desk.pages.ladder.open_steps import places_in_words, steps_open
from standto_desk.pages.ladder.threads import thread_of
from standto_desk.picture.pools import lent_pools
from standto_desk.presenting.decision_numbers import visible_count
from standto_desk.presenting.drawing import outlined
from standto_desk.presenting.posts import recorder_words
from standto_desk.presenting.proposal_words import event_words, proposed_words
from standto_desk.presenting.shown_proposals import shown_proposal

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from standto.model.scenario import Pool
    from standto.model.time import Instant
    from standto_desk.acts.proposals import Proposal
    from standto_desk.picture.drawing import Picture
    from standto_desk.presenting.shown_proposals import ShownProposal


def outline_pools(request: HttpRequest, hour: Instant) -> HttpResponse:
    """List the pools of other forces by tier, and the proposals that waited at an hour."""
    picture = outlined(hour, hour).picture
    scenario = picture.scenario
    waiting = [_view(one, picture) for one in open_proposals(lent_pools(scenario), known_at=hour)]
    places = [(view, place_of_proposal(view.proposal.sequence)) for view in waiting]
    context = {"now": picture.at, "waiting": places, "tiers": _by_tier(picture)}
    return render(request, "ladder/outline_pools.html", context)


def outline_thread(request: HttpRequest, pool: str, hour: Instant) -> HttpResponse:
    """Show a pool of another force as a thread, as known at an hour."""
    picture = outlined(hour, hour).picture
    scenario = picture.scenario
    if pool not in lent_pools(scenario):
        raise Http404
    entries = thread_of(scenario, pool, hour, proposals_at=hour)
    thread = [
        (entry, entry.proposal and place_of_proposal(entry.proposal.proposal.sequence), _needs_approval(entry.proposal))
        for entry in entries
    ]
    row = scenario.pool[pool]
    context = {
        "now": picture.at,
        "pool": row,
        "force": scenario.force[row.force],
        "thread": thread,
        **_places(picture, row),
    }
    return render(request, "ladder/outline_thread.html", context)


def outline_proposal(request: HttpRequest, proposed: Proposal, hour: Instant) -> HttpResponse:
    """Show a proposal, and whom it waited for at an hour."""
    picture = outlined(hour, hour).picture
    pool = proposed.entry.subject if proposed.entry.subject in lent_pools(picture.scenario) else ""
    context = {
        "proposal": _view(proposed, picture),
        "now": picture.at,
        "by": recorder_words(proposed.entry),
        "ended": event_words(proposed.ended) if proposed.ended is not None and pool else "",
        "pool": pool,
    }
    return render(request, "ladder/outline_proposal.html", context)


def _needs_approval(proposal: ShownProposal | None) -> bool:
    """Tell whether posts had to approve what was proposed."""
    return proposal is not None and bool(proposal.agreements)


def _view(proposed: Proposal, picture: Picture) -> ShownProposal:
    """Return a proposal without what a review recommended, and without a number of people."""
    entry = proposed.entry
    view = shown_proposal(proposed, picture.scenario)
    duty = picture.scenario.duty.get(entry.subject)
    what = proposed_words(entry, duty.name or duty.id if duty else entry.subject, visible_count(entry))
    title = f"Proposed: {what}" if view.agreements else f"Decided: {what}"
    return replace(view, title=title, why=(), conditions="", kept=None, recommended=(), next_review=None)


def _by_tier(picture: Picture) -> list[tuple[int, list[dict[str, Any]]]]:
    """Return the pools of other forces as rows, by tier."""
    scenario = picture.scenario
    order = {force.id: (force.tier, place) for place, force in enumerate(scenario.forces_in_order)}
    lent = set(lent_pools(scenario))
    pools = sorted((pool for pool in scenario.pools if pool.id in lent), key=lambda pool: order[pool.force])
    return [
        (tier, [{"pool": pool, "force": scenario.force[pool.force], **_places(picture, pool)} for pool in group])
        for tier, group in groupby(pools, key=lambda pool: scenario.force[pool.force].tier)
    ]


def _places(picture: Picture, pool: Pool) -> dict[str, Any]:
    """Return where the places of a pool are, and what is open."""
    situation, at = picture.situation, picture.at
    owners = find_step_owners([pool.id])
    return {"places": places_in_words(situation, pool.id, at), "open": steps_open(situation, pool.id, at, owners)}
