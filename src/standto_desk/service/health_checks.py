"""Checks that this process is alive and ready, for monitoring."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from django.core.exceptions import MultipleObjectsReturned, ObjectDoesNotExist
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from standto.model.time import SECOND
from standto_desk.access.forces import known_forces
from standto_desk.access.guard import open_to_all
from standto_desk.caching.databases import DatabaseValue
from standto_desk.clock import read_clock, real_now, uptime
from standto_desk.clock.troubles import troubles_in
from standto_desk.ledger.reading import NO_HEAD, head
from standto_desk.live.heartbeats import PROBE, note_heartbeat, stale_heartbeats, unended_work
from standto_desk.service.failures import NO_ANSWER
from standto_desk.service.tables import are_behind, in_one_line

if TYPE_CHECKING:
    from collections.abc import Callable


@require_safe
@open_to_all
def health(_request: HttpRequest) -> HttpResponse:
    """Answer that the process is alive, without checking anything else."""
    return HttpResponse("alive\n", content_type="text/plain")


@require_safe
@open_to_all
def ready(_request: HttpRequest) -> JsonResponse:
    """Answer whether the desk is ready, check by check with reasons; the status is 503 if it is not."""
    reasons = {name: reason for name, check in CHECKS.items() if (reason := _against(check))}
    checks = {name: name not in reasons for name in CHECKS}
    body = {"ready": not reasons, "checks": checks, "reasons": reasons}
    return JsonResponse(body, status=503 if reasons else 200)


def _against(check: Callable[[], str]) -> str:
    """Return the reason why a check fails, or blank; a check that cannot be made fails."""
    try:
        return check()
    except Error:
        return NO_ANSWER


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return "" if cursor.fetchone() == (1,) else NO_ANSWER


def _migrations() -> str:
    return "the database's tables are of another version: restart the desk" if are_behind() else ""


def _ledger() -> str:
    try:
        head()
    except (ObjectDoesNotExist, MultipleObjectsReturned):
        return NO_HEAD
    return ""


def _force() -> str:
    return "" if known_forces() else "there is no force: enter a scenario with standto ledger import FOLDER"


def _background() -> str:
    stale, unended = ", ".join(stale_heartbeats()), ", ".join(unended_work())
    if stale:
        return f"no process has done the background work for two minutes: {stale}"
    return f"a round began over two minutes ago and has not ended: {unended}; the log says why" if unended else ""


def _clock() -> str:
    return " ".join(troubles_in(read_clock()))


EVERY = 5 * SECOND
"""How long a successful test write counts, so that frequent checks cost nothing."""
LEAST = 256 * 1024
"""Bytes that the disk must have free; SQLite can still fill pages that it has, when an entry no longer fits."""
FULL = "the disk of the database is full: nothing can be recorded until there is room"
REFUSES = "the database refuses to write: {}"

_lock = Lock()
_went_through: DatabaseValue[int] = DatabaseValue()


def against_writing() -> str:
    """Return the reason why nothing can be recorded, or blank."""
    if _is_full():
        return FULL
    with _lock:
        last = _went_through.get()
        if last is not None and 0 <= uptime() - last < EVERY:
            return ""
        try:
            note_heartbeat(PROBE, real_now())
        except Error as error:
            return REFUSES.format(in_one_line(error))
        _went_through.set(uptime())
        return ""


def _is_full() -> bool:
    """Tell whether the disk of a SQLite file is full; PostgreSQL's disk is elsewhere."""
    if connection.vendor != "sqlite":
        return False
    try:
        disk = os.statvfs(Path(connection.settings_dict["NAME"]).resolve().parent)
    except OSError:
        return False
    return disk.f_bavail * disk.f_frsize < LEAST


CHECKS: dict[str, Callable[[], str]] = {
    "database": _database,
    "migrations": _migrations,
    "ledger": _ledger,
    "force": _force,
    "writes": against_writing,
    "background": _background,
    "clock": _clock,
}
