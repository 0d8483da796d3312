"""The page of a duty: its cover now and ahead, why it lacks people, its past gaps, and its changes."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from standto.ladder.lines import advice_lines
from standto.model.time import DAY
from standto.presenting.duties import DutyGap, Stretch
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action, may
from standto_desk.kit.instants import written
from standto_desk.pages.things.board_now import LAST, board_for, decisions_about, register_context
from standto_desk.picture.duty_counts import counts_on_duty
from standto_desk.presenting.drawing import Drawing, OutlineDrawing
from standto_desk.presenting.past_covers import past_cover


@require_safe
@needs(Action.SEE_COUNTS)
def duty(request: HttpRequest, duty: str) -> HttpResponse:
    """Show a duty; a viewer sees what the board shows of it."""
    drawing = board_for(request.user)
    planned = drawing.picture.scenario.duty.get(duty)
    if planned is None:
        raise Http404
    if planned.crew:
        return redirect("things-crew", planned.crew)
    line = next(line for line in drawing.board.duties if line.duty == duty)
    shown = {"drawing": drawing, "board": drawing.board, "line": line, "duty": planned}
    if isinstance(drawing, OutlineDrawing):
        return render(request, "things/duty_outline.html", shown)
    return render(request, "things/duty.html", {**shown, **_exact(request, drawing, duty)})


def _exact(request: HttpRequest, drawing: Drawing, duty: str) -> dict[str, Any]:
    """Return what accounts that see numbers see of a duty beside its line."""
    picture, board = drawing.picture, drawing.board
    line = next(line for line in board.duties if line.duty == duty)
    counts = {one.name: one.counting for one in counts_on_duty(picture.situation, picture.at).demands}
    past = past_cover()
    decisions = decisions_about(duty, line.name)
    return {
        "near": stretch_lines(line.stretches, board.at, board.at + DAY),
        "later": stretch_lines(line.stretches, board.at + DAY, board.until),
        "counting": counts.get(picture.scenario.duty[duty].label),
        "margins": list(dict.fromkeys(one.words for one in board.margins if duty in one.duties)),
        "advice": [one for one in advice_lines(picture.review, named=True) if line.name in one.duties],
        "past": past,
        "past_gaps": _dated(past.duties[duty].gaps) if past and duty in past.duties else (),
        "decisions": decisions[:LAST],
        "more_decisions": len(decisions) > LAST,
        "may_call_in": may(request.user, Action.CALL_IN),
        **register_context(request.user, "duties", duty),
    }


def _dated(gaps: tuple[DutyGap, ...]) -> list[tuple[DutyGap, str]]:
    """Return past gaps, the latest first, each with its start as an address of looking back holds it."""
    return [(gap, written(gap.start)) for gap in reversed(gaps)]


def stretch_lines(stretches: tuple[Stretch, ...], start: int, until: int) -> list[list[Any]]:
    """Return the stretches of a duty that begin or last in a period, each as the cells of a line."""
    return [
        [
            {"instant": max(one.start, start)},
            {"instant": min(one.until, until)},
            "does not stand" if one.required is None else one.required,
            "" if one.required is None else one.home,
            "" if one.required is None else one.aid + one.contingency,
            {"text": f"{one.gap:,} short", "tag": "gap"} if one.gap else "" if one.required is None else "none",
        ]
        for one in stretches
        if one.start < until and one.until > start
    ]
