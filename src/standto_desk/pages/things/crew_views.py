"""The page of a crew: its state now and ahead, why it is below what it needs, and its changes."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from standto.model.crews import CrewStates
from standto.model.time import DAY
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action, may
from standto_desk.pages.things.board_now import LAST, board_for, decisions_about, register_context
from standto_desk.presenting.drawing import Drawing, OutlineDrawing
from standto_desk.presenting.past_covers import past_cover


@require_safe
@needs(Action.SEE_COUNTS)
def crew(request: HttpRequest, crew: str) -> HttpResponse:
    """Show a crew; a viewer sees its name and the state that it needs."""
    drawing = board_for(request.user)
    states = next((one for one in drawing.picture.scenario.crew_states if one.crew.id == crew), None)
    if states is None:
        raise Http404
    shown = {"drawing": drawing, "board": drawing.board, "crew": states.crew, "needs": states.names[states.needs]}
    if isinstance(drawing, OutlineDrawing):
        return render(request, "things/crew_outline.html", shown)
    return render(request, "things/crew.html", {**shown, **_exact(request, drawing, states)})


def _exact(request: HttpRequest, drawing: Drawing, states: CrewStates) -> dict[str, Any]:
    """Return what accounts that see numbers see of a crew."""
    board, crew = drawing.board, states.crew
    line = next(one for one in board.crews if one.crew == crew.id)
    past, decisions = past_cover(), decisions_about(crew.id, line.name)
    return {
        "line": line,
        "near": [one for one in line.stretches if one.start < board.at + DAY],
        "later": [one for one in line.stretches if one.start >= board.at + DAY],
        "below": [(one, line.sentence(one)) for one in line.short],
        "past": past,
        "past_gaps": past.crews[crew.id].short[::-1] if past and crew.id in past.crews else (),
        "decisions": decisions[:LAST],
        "more_decisions": len(decisions) > LAST,
        "may_call_in": may(request.user, Action.CALL_IN),
        **register_context(request.user, "crews", crew.id),
    }
