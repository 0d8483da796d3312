"""A witness of the machine's clock: what else tells how much time has passed, so that a jump ahead is found.

The machine counts the time since it was started apart from its clock, and nobody can set that count. The database keeps
by how much the two differed, for each start of a machine. PostgreSQL has a clock of its own besides. Where the machine
was started anew there is no witness of the time between, and its clock is taken as it is: a desk that stood still
for a week is no clock that jumped.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from platform import node
from time import CLOCK_BOOTTIME, clock_gettime_ns
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.db import connection

from standto.model.time import SECOND
from standto_desk.caching.databases import DatabaseValue

if TYPE_CHECKING:
    from standto.model.time import Instant

UPTIME = Path("/proc/uptime")
BOOT = Path("/proc/sys/kernel/random/boot_id")
KEPT = 'SELECT differs, "count", lead FROM clock_witness WHERE boot = %s'
DATABASE_NOW = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint"


class _Kept(NamedTuple):
    """What is kept of a start of a machine; as in its table."""

    differs: int
    counted: int
    lead: int


_differed: DatabaseValue[int] = DatabaseValue()
"""By how much the clock and the count differed when this process last had them witnessed, by database."""


def uptime() -> int:
    """Return how long ago the machine was started, in microseconds: for measuring how much time has passed."""
    try:
        return round(float(UPTIME.read_text(encoding="ascii").split()[0]) * SECOND)
    except OSError:
        return clock_gettime_ns(CLOCK_BOOTTIME) // 1000


def allowed_jump() -> int:
    """Return the jump ahead past which a clock is doubted, in microseconds."""
    return int(settings.STANDTO_CLOCK_JUMP * SECOND)


def checked_now(machine: Instant) -> Instant:
    """Return what the machine's clock shows, or what its witness says where it has jumped ahead of that.

    The database is asked only where the clock looks wrong to this process, so that reading it costs nothing.

    Parameters
    ----------
    machine
        What it shows.
    """
    known = _differed.get()
    count = uptime()
    if known is not None and machine - count - known <= allowed_jump():
        return machine
    return _judged(machine, count, _row())


def rechecked_now(machine: Instant) -> Instant:
    """Return the same having asked the database, and keep by how much clock and count differ.

    Whoever enters something does so, and the work in the background now and then. A clock that was set back is
    believed at once, and one that has jumped ahead not until somebody confirms it.
    """
    count, row = uptime(), _row()
    found = _judged(machine, count, row)
    changed = row is None or count < row.counted or abs(machine - count - row.differs) >= SECOND
    if found == machine and changed:
        _keep(machine, count, lead=0 if row is None else row.lead)
    return found


def accept_clock(machine: Instant) -> None:
    """Take the machine's clock as right from now on: somebody who may has confirmed it."""
    count = uptime()
    _keep(machine, count, lead=0 if (database := _database_now()) is None else machine - database)


def _keep(machine: Instant, count: int, *, lead: int) -> None:
    """Keep by how much clock and count differ."""
    from standto_desk.clock.models import BootReading

    kept = {"differs": machine - count, "count": count, "lead": lead}
    BootReading.objects.update_or_create(boot=_boot(), defaults=kept)
    _differed.set(machine - count)


def _judged(machine: Instant, count: int, row: _Kept | None) -> Instant:
    """Return what the machine's clock shows, or what the least of its witnesses says where it is too far ahead."""
    witnessed = _witnessed(count, row)
    if witnessed is None or machine - count - witnessed <= allowed_jump():
        _differed.set(machine - count)
        return machine
    return witnessed + count


def _witnessed(count: int, row: _Kept | None) -> int | None:
    """Return by how much clock and count differ by the witness that says least; None where there is none."""
    known, database = _differed.get(), _database_now()
    found = []
    if row is not None and count >= row.counted:
        found.append(row.differs)
    elif known is not None:
        found.append(known)
    if database is not None:
        found.append(database + max(0, row.lead if row else 0) - count)
    return min(found, default=None)


def _database_now() -> Instant | None:
    """Return what the database's own clock shows; None where it has none."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute(DATABASE_NOW)
        return int(cursor.fetchone()[0])


def _row() -> _Kept | None:
    """Return what is kept of this start of this machine; by a plain statement, since every entry asks."""
    with connection.cursor() as cursor:
        cursor.execute(KEPT, (_boot(),))
        row = cursor.fetchone()
    return None if row is None else _Kept(*row)


@cache
def _boot() -> str:
    """Return what tells this start of this machine from every other."""
    try:
        return BOOT.read_text(encoding="ascii").strip()
    except OSError:
        return node()
