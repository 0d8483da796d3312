"""The list of pools and the thread of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from standto_desk.access.guard import needs
from standto_desk.access.permission import Action, may
from standto_desk.acts.possible_steps import offered_by, possible_answers, possible_decisions
from standto_desk.acts.proposal_log import open_proposals
from standto_desk.acts.step_owners import find_step_owners
from standto_desk.clock import now
from standto_desk.pages.ladder.advice import advised
from standto_desk.pages.ladder.batch_views import approvable, steps_for_several
from standto_desk.pages.ladder.eligibility import lacking_on_the_ladder
from standto_desk.pages.ladder.open_steps import places_in_words, steps_open
from standto_desk.pages.ladder.outline_views import outline_pools, outline_thread
from standto_desk.pages.ladder.pool_list import kept_in_words, pools_by_tier
from standto_desk.pages.ladder.threads import accounts_in, thread_of
from standto_desk.picture.showing import picture_now
from standto_desk.presenting.offers import offer_lines
from standto_desk.presenting.posts import may_read_words, names_for
from standto_desk.presenting.readers import visible_until
from standto_desk.presenting.shown_proposals import shown_proposal

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest, HttpResponse

    from standto_desk.picture.drawing import Picture


@needs(Action.SEE_COUNTS)
@require_safe
def pools(request: HttpRequest) -> HttpResponse:
    """List the pools by tier, what waits for approval, and what is recommended."""
    hour = visible_until(request.user)
    if hour is not None:
        return outline_pools(request, hour)
    picture = picture_now()
    scenario = picture.situation.scenario
    waiting = [shown_proposal(one, scenario) for one in open_proposals(scenario.pool)]
    context = {
        "now": picture.at,
        "home": scenario.home,
        "waiting": waiting,
        "offers": offer_lines(scenario.pool),
        "to_approve": len(approvable(request.user, scenario)),
        "for_several": steps_for_several(picture),
        "advice": advised(picture.review),
        "tiers": pools_by_tier(picture),
        "next_review": picture.review.next_review,
        **_permits(request),
    }
    return render(request, "ladder/pools.html", context)


@needs(Action.SEE_COUNTS)
@require_safe
def thread(request: HttpRequest, pool: str) -> HttpResponse:
    """Show a pool as a thread, and what can happen next."""
    hour = visible_until(request.user)
    if hour is not None:
        return outline_thread(request, pool, hour)
    picture = picture_now()
    if pool not in picture.situation.scenario.pool:
        raise Http404
    entries = thread_of(picture.situation.scenario, pool, now())
    context = {
        **_pool_now(picture, pool),
        "thread": entries,
        "offers": offer_lines([pool]),
        "waiting": [entry.proposal for entry in entries if entry.proposal and entry.proposal.open],
        "names": names_for(request.user, accounts_in(entries)),
        **_permits(request),
    }
    return render(request, "ladder/thread.html", context)


def _pool_now(picture: Picture, pool: str) -> dict[str, Any]:
    """Return where a pool stands and what can happen to it next."""
    situation, scenario = picture.situation, picture.situation.scenario
    row, lots = scenario.pool[pool], situation.lots(pool, picture.at)
    away = row.force != scenario.home
    return {
        "now": picture.at,
        "pool": row,
        "force": scenario.force[row.force],
        "places": places_in_words(situation, pool, picture.at),
        "open_steps": steps_open(situation, pool, picture.at, find_step_owners([pool])),
        "advice": [one for one in advised(picture.review) if one.pool == pool],
        "kept": kept_in_words(picture.review, pool),
        "decisions": possible_decisions(scenario, pool, lots) if away else (),
        "answers": possible_answers(scenario, pool, lots) if away else (),
        "unasked": offered_by(scenario, pool) if away else "",
    }


def _permits(request: HttpRequest) -> dict[str, bool | str]:
    """Return what the reader may do here, and what they lack."""
    return {
        "may_plan": may(request.user, Action.PLAN),
        "may_decide": may(request.user, Action.DECIDE),
        "may_answer": may(request.user, Action.RECORD_HELP),
        "may_redact": may(request.user, Action.REDACT),
        "lacking": lacking_on_the_ladder(request.user),
        "may_look_back": may(request.user, Action.LOOK_BACK),
        "reads_words": may_read_words(request.user),
    }
