"""Limits on how often an account or an address may write: far above what people do, far below what a program could.

Each process has its own count, so that counting costs no write; with several processes the limit is that many times as
high. Guesses at passwords and codes are counted for all processes together, by `guess_limits`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from threading import Lock
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from standto.model.time import MINUTE, Instant
from standto_desk.access.client_addresses import address_of
from standto_desk.clock import real_now

READING = frozenset({"GET", "HEAD", "OPTIONS"})
REMEMBERED = 10_000
"""The number of accounts and addresses that are counted; the one that wrote longest ago is dropped first."""


class Tally:
    """Counts of each account's and address's writes in the last minute."""

    def __init__(self) -> None:
        self._done: dict[str, deque[Instant]] = {}
        self._lock = Lock()

    def admits(self, key: str, limit: int, now: Instant) -> bool:
        """Count one more write and return True, unless it would pass the limit."""
        with self._lock:
            done = self._done.pop(key, None) or deque()
            while done and done[0] <= now - MINUTE:
                done.popleft()
            admitted = len(done) < limit
            if admitted:
                done.append(now)
            self._done[key] = done
            while len(self._done) > REMEMBERED:
                del self._done[next(iter(self._done))]
            return admitted

    def forget(self) -> None:
        """Forget every count."""
        with self._lock:
            self._done.clear()


WRITES = Tally()


def limit_writes(get_response: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    """Answer 429 to an account or address that writes too often."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.method in READING or _may_write(request):
            return get_response(request)
        refused = render(request, "accounts/too_many_writes.html", status=429)
        refused.headers["Retry-After"] = "60"
        return refused

    return answer


def _may_write(request: HttpRequest) -> bool:
    now = real_now()
    by_account = int(settings.STANDTO_WRITES_A_MINUTE)
    account = request.user.pk if request.user.is_authenticated else None
    if account is not None and not WRITES.admits(f"account {account}", by_account, now):
        return False
    # Many accounts can share an address.
    return WRITES.admits(f"address {address_of(request)}", 10 * by_account, now)
