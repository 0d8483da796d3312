"""The pages of the board."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from standto_desk.access.forces import home_force
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action, may
from standto_desk.acts.asks import current_asks
from standto_desk.kit.act_forms import number_in
from standto_desk.pages.board.visits import note_read, note_visit
from standto_desk.presenting.changes import Visit
from standto_desk.presenting.drawing import OutlineDrawing, Ways
from standto_desk.presenting.readers import drawing_now

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from standto_desk.presenting.drawing import Drawing

FRONT = ((Action.STEP_BACK_SELF, "/my/"), (Action.MANAGE_ACCOUNTS, "/accounts/"))
"""The first page of accounts that may not see the board, by a permission that they have."""


@needs(Action.OWN_ACCOUNT)
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Show the board to accounts that may see it, and redirect the others to their first page."""
    if may(request.user, Action.SEE_COUNTS):
        return board(request)
    for action, page in FRONT:
        if may(request.user, action):
            return redirect(page)
    raise PermissionDenied


@needs(Action.SEE_COUNTS)
def board(request: HttpRequest) -> HttpResponse:
    """Show the board."""
    wall = request.GET.get("screen") == "wall"
    drawing = drawing_now(request.user)
    shown = {"drawing": drawing, "ways": _ways(request, drawing), "wall": wall, **_since(request, drawing)}
    return render(request, "board/board.html", shown)


def _ways(request: HttpRequest, drawing: Drawing | OutlineDrawing) -> Ways:
    """Return what the board links to for its reader, and the numbers of people asked to come in."""
    if isinstance(drawing, OutlineDrawing):
        return Ways()
    account, board = request.user, drawing.board
    may_call, asks = may(account, Action.CALL_IN), current_asks(home_force(), board.at)
    return Ways(
        plan=may(account, Action.PLAN),
        decide=may(account, Action.DECIDE),
        call_in=may_call,
        calls=drawing.calls(asks, every=may_call),
    )


@needs(Action.OWN_ACCOUNT)
@require_safe
def show_waiting(request: HttpRequest) -> HttpResponse:
    """Show what waits for the reader, on all pages."""
    return render(request, "board/waiting.html")


@needs(Action.SEE_COUNTS)
@require_POST
def has_seen(request: HttpRequest) -> HttpResponse:
    """Note that the reader has read the changes."""
    shown = drawing_now(request.user).visit
    head, at = (number_in(request.POST.get(name, "")) for name in ("head", "at"))
    same = not at or at >= shown.at
    read = Visit(min(head or shown.sequence, shown.sequence), shown.at if same else at, shown.numbers if same else None)
    note_read(request.user, read)
    return redirect("board")


def _since(request: HttpRequest, drawing: Drawing | OutlineDrawing) -> dict[str, Any]:
    """Return the changes since the last visit; a page that updates itself does not count as a visit."""
    live = request.headers.get("X-Live") == "1"
    last = note_visit(request.user, drawing.visit, live=live)
    # A demonstration's clock may have been set back since the visit, whose time then lies ahead.
    since = last.at if last.at <= drawing.board.at else None
    return {"since": since, "changes": drawing.changes(last), "outline": isinstance(drawing, OutlineDrawing)}
