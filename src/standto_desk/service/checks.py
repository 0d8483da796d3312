"""Whether this process is alive, and whether it can answer people: for machines that watch over servers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from standto_desk.access.guard import open_to_all
from standto_desk.live.beats import stale_beats
from standto_desk.live.marks import read_mark

if TYPE_CHECKING:
    from collections.abc import Callable


@require_safe
@open_to_all
def health(_request: HttpRequest) -> HttpResponse:
    """Say that the process is alive; it looks at nothing else."""
    return HttpResponse("alive\n", content_type="text/plain")


@require_safe
@open_to_all
def ready(_request: HttpRequest) -> JsonResponse:
    """Say whether people can be answered, check by check; status 503 where they cannot."""
    checks = {name: _holds(check) for name, check in CHECKS.items()}
    return JsonResponse({"ready": all(checks.values()), "checks": checks}, status=200 if all(checks.values()) else 503)


def _holds(check: Callable[[], bool]) -> bool:
    """Tell whether a check holds; one that cannot be made does not."""
    try:
        return check()
    except Error:
        return False


def _database() -> bool:
    """Tell whether the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _migrations() -> bool:
    """Tell whether the database's tables are those that this version works with."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _ledger() -> bool:
    """Tell whether the ledger's head can be read."""
    return read_mark().sequence >= 0


def _background() -> bool:
    """Tell whether some process makes its rounds."""
    return not stale_beats()


CHECKS: dict[str, Callable[[], bool]] = {
    "database": _database,
    "migrations": _migrations,
    "ledger": _ledger,
    "background": _background,
}
