"""Whether this process is alive, and whether it can answer people: for machines that watch over servers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from standto_desk.access.forces import known_forces
from standto_desk.access.guard import open_to_all
from standto_desk.clock import read_clock
from standto_desk.clock.troubles import troubles_in
from standto_desk.live.heartbeats import stale_heartbeats, unended_work
from standto_desk.live.marks import read_mark
from standto_desk.service.disk_space import against_writing

if TYPE_CHECKING:
    from collections.abc import Callable

NO_ANSWER = "the database does not answer"


@require_safe
@open_to_all
def health(_request: HttpRequest) -> HttpResponse:
    """Say that the process is alive; it looks at nothing else."""
    return HttpResponse("alive\n", content_type="text/plain")


@require_safe
@open_to_all
def ready(_request: HttpRequest) -> JsonResponse:
    """Say whether people can be answered, check by check, with why not; status 503 where they cannot."""
    reasons = {name: reason for name, check in CHECKS.items() if (reason := _against(check))}
    checks = {name: name not in reasons for name in CHECKS}
    told = {"ready": not reasons, "checks": checks, "reasons": reasons}
    return JsonResponse(told, status=503 if reasons else 200)


def _against(check: Callable[[], str]) -> str:
    """Return why a check does not hold, blank where it does; one that cannot be made does not."""
    try:
        return check()
    except Error:
        return NO_ANSWER


def _database() -> str:
    """Look whether the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return "" if cursor.fetchone() == (1,) else NO_ANSWER


def _migrations() -> str:
    """Look whether the database's tables are those that this version works with."""
    executor = MigrationExecutor(connection)
    behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return "the database's tables are not those of this version: start the desk again" if behind else ""


def _ledger() -> str:
    """Look whether the ledger's head can be read."""
    return "" if read_mark().sequence >= 0 else "the head of the ledger cannot be read"


def _force() -> str:
    """Look whether a force is loaded."""
    return "" if known_forces() else "no force is loaded: enter one with standto ledger import FOLDER"


def _writes() -> str:
    """Look whether the database takes what is entered."""
    return against_writing()


def _background() -> str:
    """Look whether some process makes its rounds, and whether each that began has ended."""
    stale, unended = ", ".join(stale_heartbeats()), ", ".join(unended_work())
    if stale:
        return f"nobody has done what is done in the background for two minutes: {stale}"
    return f"a round began over two minutes ago and has not ended since: {unended}; the log says why" if unended else ""


def _clock() -> str:
    """Look whether the clock and the ledger agree."""
    return " ".join(troubles_in(read_clock()))


CHECKS: dict[str, Callable[[], str]] = {
    "database": _database,
    "migrations": _migrations,
    "ledger": _ledger,
    "force": _force,
    "writes": _writes,
    "background": _background,
    "clock": _clock,
}
