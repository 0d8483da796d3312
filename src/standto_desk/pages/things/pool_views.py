"""The page of a pool: its places now and ahead, what they may do in law, and its changes."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from standto.ladder.lines import advice_lines
from standto.model.duties import Duty
from standto.model.people import Pool
from standto.model.scenario import Scenario
from standto.model.time import Instant
from standto.register import permits
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action
from standto_desk.pages.things.board_now import LAST, board_for, decisions_about, register_context
from standto_desk.presenting.boards import help_shown
from standto_desk.presenting.drawing import Drawing, OutlineDrawing


@require_safe
@needs(Action.SEE_COUNTS)
def pool(request: HttpRequest, pool: str) -> HttpResponse:
    """Show a pool; a viewer sees those of other forces alone."""
    drawing = board_for(request.user)
    scenario, outline = drawing.picture.scenario, isinstance(drawing, OutlineDrawing)
    if pool not in (drawing.picture.lent_pools if outline else scenario.pool):
        raise Http404
    row = scenario.pool[pool]
    shown = {
        "board": drawing.board,
        "pool": row,
        "force": scenario.force[row.force],
        "capabilities": _capabilities(scenario, row),
        "lines": help_shown(drawing.picture, [pool]),
        "lent": row.force != scenario.home,
        "outline": outline,
        "duties": () if outline else duties_open_to(scenario, row, drawing.board.at, drawing.board.declared),
    }
    return render(request, "things/pool.html", {**shown, **_exact(request, drawing, pool)})


def duties_open_to(
    scenario: Scenario, pool: Pool, at: Instant, declared: tuple[str, ...]
) -> tuple[tuple[Duty, bool], ...]:
    """Return the duties for which the places of a pool have the capabilities, and whether the law permits each now."""
    kind = scenario.force[pool.force].kind
    held = frozenset(pool.capabilities)
    return tuple(
        (duty, permits(scenario.powers, kind, duty, at, declared))
        for duty in scenario.duties
        if any(alternative <= held for alternative in duty.alternatives)
    )


def _capabilities(scenario: Scenario, pool: Pool) -> list[str]:
    names = {one.id: one.name or one.id for one in scenario.capabilities}
    return [names.get(one, one) for one in pool.capabilities]


def _exact(request: HttpRequest, drawing: Drawing | OutlineDrawing, pool: str) -> dict[str, Any]:
    """Return what accounts that see numbers see of a pool."""
    if isinstance(drawing, OutlineDrawing):
        return {"advice": (), "decisions": (), "more_decisions": False, "register": "", "versions": ()}
    decisions = decisions_about(pool, pool)
    return {
        "advice": [one for one in advice_lines(drawing.picture.review, named=True) if one.pool == pool],
        "decisions": decisions[:LAST],
        "more_decisions": len(decisions) > LAST,
        **register_context(request.user, "pools", pool),
    }
