"""The list of pools and the thread of one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from standto.ladder.lines import advice_lines, kept_lines
from standto.model.people import Force, Pool
from standto.presenting.advice import Advice
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action, may
from standto_desk.acts.asks import current_asks
from standto_desk.acts.possible_steps import offered_by, possible_answers, possible_decisions
from standto_desk.acts.proposal_log import open_proposals
from standto_desk.components.spoken import decision
from standto_desk.kit.paging import page_of
from standto_desk.pages.ladder.batch_views import approvable, steps_for_several
from standto_desk.pages.ladder.eligibility import no_post_words
from standto_desk.pages.ladder.steps_in_words import OpenStep, open_steps, places_in_words
from standto_desk.pages.ladder.threads import accounts_in, entries_about, thread_of
from standto_desk.pages.ladder.visible import proposal_address, visible_picture, visible_pools, visible_proposal
from standto_desk.picture.drawing import Picture
from standto_desk.presenting.asked import shift_calls
from standto_desk.presenting.offers import offer_lines
from standto_desk.presenting.posts import may_read_words, names_for
from standto_desk.presenting.readers import visible_until

SIZE = 50
"""The number of entries of a thread on a page."""


@dataclass(frozen=True, slots=True)
class PoolRow:
    """A pool in the list: its places by state in words, its open steps, and the advice about it."""

    pool: Pool
    force: Force
    places: str
    open: tuple[OpenStep, ...]
    advice: tuple[Advice, ...]


@needs(Action.SEE_COUNTS)
@require_safe
def pools(request: HttpRequest) -> HttpResponse:
    """List the proposals that wait, the advice, and the pools by tier."""
    hour = visible_until(request.user)
    picture = visible_picture(hour)
    visible = visible_pools(picture, hour)
    waiting = [visible_proposal(one, picture, hour) for one in open_proposals(visible, known_at=hour)]
    context = {
        "now": picture.at,
        "outline": hour is not None,
        "waiting": waiting,
        "addresses": [proposal_address(one.proposal.sequence, hour) for one in waiting],
        "tiers": _pools_by_tier(picture, visible, advice_lines(picture.review, named=True) if hour is None else ()),
        **(_work(request, picture) if hour is None else {}),
        **_permits(request),
    }
    return render(request, "ladder/pools.html", context)


@needs(Action.SEE_COUNTS)
@require_safe
def thread(request: HttpRequest, pool: str) -> HttpResponse:
    """Show a pool as a thread, and what can happen next."""
    hour = visible_until(request.user)
    picture = visible_picture(hour)
    if pool not in visible_pools(picture, hour):
        raise Http404
    page = page_of(request, entries_about(pool, hour), SIZE)
    entries = thread_of(picture.scenario, page, hour)
    context = {
        **_pool_now(picture, pool),
        "outline": hour is not None,
        "thread": entries,
        "page": page,
        "waiting": [visible_proposal(one, picture, hour) for one in open_proposals([pool], known_at=hour)],
        "names": names_for(request.user, accounts_in(entries)),
        **(_next_for(picture, pool) if hour is None else {}),
        **_permits(request),
    }
    return render(request, "ladder/thread.html", context)


def _pools_by_tier(
    picture: Picture, pools: Collection[str], advice: tuple[Advice, ...]
) -> list[tuple[int, list[PoolRow]]]:
    """Return some pools as rows, by tier and in the order in which forces are called on, with their advice."""
    situation, scenario = picture.situation, picture.scenario
    steps = open_steps(picture, pools)
    rows = [
        PoolRow(
            pool,
            scenario.force[pool.force],
            places_in_words(situation, pool.id, picture.at),
            tuple(steps[pool.id]),
            tuple(one for one in advice if one.pool == pool.id),
        )
        for pool in scenario.pools_in_order
        if pool.id in pools
    ]
    return [(tier, list(group)) for tier, group in groupby(rows, key=lambda row: row.force.tier)]


def _work(request: HttpRequest, picture: Picture) -> dict[str, Any]:
    """Return what the reader can do on the list of pools."""
    may_call_in, asks = may(request.user, Action.CALL_IN), current_asks(picture.scenario.home, picture.at)
    return {
        "offers": offer_lines(picture.scenario.pool),
        "to_approve": len(approvable(request.user, picture.scenario)),
        "for_several": steps_for_several(picture),
        "advice": advice_lines(picture.review, named=True),
        "calls": dict(shift_calls(picture.review, (), asks, every=may_call_in)),
        "may_call_in": may_call_in,
        "next_review": picture.review.next_review,
    }


def _pool_now(picture: Picture, pool: str) -> dict[str, Any]:
    row = picture.scenario.pool[pool]
    return {
        "now": picture.at,
        "pool": row,
        "force": picture.scenario.force[row.force],
        "places": places_in_words(picture.situation, pool, picture.at),
        "open_steps": open_steps(picture, [pool])[pool],
    }


def _next_for(picture: Picture, pool: str) -> dict[str, Any]:
    """Return the advice about a pool, and the steps and answers that can come next."""
    scenario, lots = picture.scenario, picture.situation.lots(pool, picture.at)
    lent = scenario.pool[pool].force != scenario.home
    decisions = possible_decisions(scenario, pool, lots) if lent else ()
    return {
        "offers": offer_lines([pool]),
        "advice": [one for one in advice_lines(picture.review, named=True) if one.pool == pool],
        "kept": [one.words for one in kept_lines(picture.review, named=True) if one.pool == pool],
        "decisions": [(one.step, decision(one.step, pool, one.places)) for one in decisions],
        "answers": possible_answers(scenario, pool, lots) if lent else (),
        "unasked": offered_by(scenario, pool) if lent else "",
    }


def _permits(request: HttpRequest) -> dict[str, bool | str]:
    """Return what the reader may do here, and whether they need a post for it."""
    return {
        "may_plan": may(request.user, Action.PLAN),
        "may_decide": may(request.user, Action.DECIDE),
        "may_answer": may(request.user, Action.RECORD_HELP),
        "no_post": no_post_words(request.user),
        "reads_words": may_read_words(request.user),
    }
