"""Turns at outlooks for the readers of pages: a page waits for its turn, and stops when its reader leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import wraps

from django.http import HttpRequest, HttpResponse

from standto.errors import Fault, InputError
from standto_desk.kit.departures import departure_of
from standto_desk.picture.foreseeing import turns
from standto_desk.picture.taking_turns import QueueFull, ReaderLeft

NOBODY = 204
"""The status of an answer that nobody waits for."""
BUSY = "is not worked out yet, because many other readers wait for theirs: try again in a minute"

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

    return waiting


@contextmanager
def turn_of(request: HttpRequest, *, left: Callable[[], bool] = lambda: False) -> Iterator[Between]:
    """Wait for a reader's turn and hold it; give a function that passes it on between the parts of the work.

    Parameters
    ----------
    left
        Tells whether the reader has left; by default they stay, because what they sent is to be kept.

    Raises
    ------
    InputError
        Too many others wait.
    ReaderLeft
        The reader left before the turn came.
    """
    reader = request.session.session_key or ""
    with ExitStack() as held:
        try:
            turn = held.enter_context(turns.taken(reader, left=left))
        except QueueFull:
            raise InputError([Fault("The outlook", BUSY)]) from None
        yield lambda: turns.pass_on(turn)
