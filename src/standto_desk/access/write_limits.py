"""How often one account, or one address, may write: far more than people do, far less than a program could.

The count is each process's own, so that a write costs no other; with several processes the limit is that many times as
high. Guesses at passwords and codes are counted for all of them together, by `guessing`.
"""

from __future__ import annotations

from collections import deque
from threading import Lock
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.shortcuts import render

from standto.model.time import MINUTE
from standto_desk.access.client_addresses import address_of
from standto_desk.clock import real_now

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from standto.model.time import Instant

READING = frozenset({"GET", "HEAD", "OPTIONS"})
REMEMBERED = 10_000
"""How many accounts and addresses are counted at once; the one that wrote longest ago is forgotten first."""


class Tally:
    """Counts what each of many has done in the last minute."""

    def __init__(self) -> None:
        self._done: dict[str, deque[Instant]] = {}
        self._lock = Lock()

    def admits(self, who: str, limit: int, now: Instant) -> bool:
        """Count one more for somebody, unless it would be over the limit; tell which."""
        with self._lock:
            done = self._done.pop(who, None) or deque()
            while done and done[0] <= now - MINUTE:
                done.popleft()
            admitted = len(done) < limit
            if admitted:
                done.append(now)
            self._done[who] = done
            while len(self._done) > REMEMBERED:
                del self._done[next(iter(self._done))]
            return admitted

    def forget(self) -> None:
        """Begin anew."""
        with self._lock:
            self._done.clear()


WRITES = Tally()


def limit_writes(get_response: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    """Answer 429 to who writes too often."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.method in READING or _may_write(request):
            return get_response(request)
        refused = render(request, "accounts/too_many_writes.html", status=429)
        refused.headers["Retry-After"] = "60"
        return refused

    return answer


def _may_write(request: HttpRequest) -> bool:
    """Count a write for its address, and for its account where there is one."""
    now = real_now()
    by_account = int(settings.STANDTO_WRITES_A_MINUTE)
    account = request.user.pk if request.user.is_authenticated else None
    if account is not None and not WRITES.admits(f"account {account}", by_account, now):
        return False
    # Many sit behind one address.
    return WRITES.admits(f"address {address_of(request)}", 10 * by_account, now)
