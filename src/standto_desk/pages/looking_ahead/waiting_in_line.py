"""Turns at outlooks for the readers of pages: a page waits for its turn, and stops when its reader leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from standto_desk.kit.act_forms import DONE
from standto_desk.kit.departures import departure_of
from standto_desk.kit.refusals import UNAVAILABLE
from standto_desk.picture.foreseeing import turns
from standto_desk.picture.taking_turns import BUSY, QueueFull, ReaderLeft

NOBODY = 204
"""The status of an answer that nobody waits for."""

Between = Callable[[], None]


def in_turn(view: Callable[[HttpRequest, Between], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Return a view that waits for its turn. The view takes a function to call between the parts of its work."""

    @wraps(view)
    def waiting(request: HttpRequest) -> HttpResponse:
        try:
            with turn_of(request, left=departure_of(request)) as between:
                return view(request, between)
        except ReaderLeft:
            return HttpResponse(status=NOBODY)
        except QueueFull:
            part, again = is_part(request), request.get_full_path()
            shown = {"fault": BUSY, "again": again, "found": None, "preparing": False, "part": part}
            # The script shows no page with another status, and the answer to other sliders would stay.
            name, status = ("part", DONE) if part else ("busy", UNAVAILABLE)
            return render(request, f"looking_ahead/{name}.html", shown, status=status)

    return waiting


def is_part(request: HttpRequest) -> bool:
    """Tell whether a script asks for the answer alone."""
    return "HX-Request" in request.headers


@contextmanager
def turn_of(request: HttpRequest, *, left: Callable[[], bool] = lambda: False) -> Iterator[Between]:
    """Wait for a reader's turn and hold it; give a function that passes it on between the parts of the work.

    Parameters
    ----------
    left
        Tells whether the reader has left; by default they stay, because what they sent is to be kept.

    Raises
    ------
    QueueFull, ReaderLeft
        As in `standto_desk.picture.taking_turns.Turns.taken`.
    """
    with turns.taken(request.session.session_key or "", left=left) as turn:
        yield lambda: turns.pass_on(turn)
