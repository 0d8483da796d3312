"""Finding jumps ahead of the machine's clock, by comparing it with independent readings.

The machine's uptime is counted apart from its clock, and nobody can set it. The database stores the difference of the
two for each boot. PostgreSQL also has its own clock. After a boot no uptime covers the time before, so the clock is
accepted as it is: a desk that was off for a week has not jumped.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from platform import node
from time import CLOCK_BOOTTIME, clock_gettime_ns
from typing import NamedTuple

from django.conf import settings
from django.db import connection

from standto.model.time import SECOND, Instant
from standto_desk.caching.databases import DatabaseValue

UPTIME = Path("/proc/uptime")
BOOT = Path("/proc/sys/kernel/random/boot_id")
KEPT = 'SELECT differs, "count", lead FROM clock_witness WHERE boot = %s'
DATABASE_NOW = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint"


class _Kept(NamedTuple):
    """The stored comparison for one boot of a machine, as in its table."""

    differs: int
    counted: int
    lead: int


_differed: DatabaseValue[int] = DatabaseValue()
"""The clock less the uptime when this process last compared them, by database."""


def uptime() -> int:
    """Return the machine's uptime in microseconds, for measuring durations.

    A page asks for it a dozen times, so the file stays open: to open it takes thirty times as long as to read it, and
    hands the interpreter over to another thread.
    """
    try:
        return round(float(os.pread(_uptime_file(), 64, 0).split()[0]) * SECOND)
    except OSError:
        return clock_gettime_ns(CLOCK_BOOTTIME) // 1000


@cache
def _uptime_file() -> int:
    """Return the descriptor of the machine's uptime, which a process opens once."""
    return os.open(UPTIME, os.O_RDONLY | os.O_CLOEXEC)


def allowed_jump() -> int:
    """Return the largest jump ahead that is not doubted, in microseconds."""
    return int(settings.STANDTO_CLOCK_JUMP * SECOND)


def checked_now(machine: Instant) -> Instant:
    """Return the machine's time, or the independent reading if the machine's clock has jumped ahead.

    The database is asked only if the clock looks wrong to this process, so that a reading costs nothing.
    """
    known = _differed.get()
    count = uptime()
    if known is not None and machine - count - known <= allowed_jump():
        return machine
    return _judged(machine, count, _row())


def rechecked_now(machine: Instant) -> Instant:
    """Return the checked time after asking the database, and store the difference of clock and uptime.

    Every entry does this, and so does the background work. A clock that was set back is accepted at once; one that
    has jumped ahead is not accepted until an administrator confirms it.
    """
    count, row = uptime(), _row()
    found = _judged(machine, count, row)
    changed = row is None or count < row.counted or abs(machine - count - row.differs) >= SECOND
    if found == machine and changed:
        _keep(machine, count, lead=0 if row is None else row.lead)
    return found


def accept_clock(machine: Instant) -> None:
    """Accept the machine's clock as right, because it was confirmed."""
    count = uptime()
    _keep(machine, count, lead=0 if (database := _database_now()) is None else machine - database)


def _keep(machine: Instant, count: int, *, lead: int) -> None:
    from standto_desk.clock.models import BootReading

    kept = {"differs": machine - count, "count": count, "lead": lead}
    BootReading.objects.update_or_create(boot=_boot(), defaults=kept)
    _differed.set(machine - count)


def _judged(machine: Instant, count: int, row: _Kept | None) -> Instant:
    """Return the machine's time, or the least independent reading if the machine is too far ahead of it."""
    witnessed = _witnessed(count, row)
    if witnessed is None or machine - count - witnessed <= allowed_jump():
        _differed.set(machine - count)
        return machine
    return witnessed + count


def _witnessed(count: int, row: _Kept | None) -> int | None:
    """Return the least difference between clock and uptime by an independent reading; None without one."""
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
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute(DATABASE_NOW)
        return int(cursor.fetchone()[0])


def _row() -> _Kept | None:
    """Return the stored comparison for this boot; in plain SQL, because every entry needs it."""
    with connection.cursor() as cursor:
        cursor.execute(KEPT, (_boot(),))
        row = cursor.fetchone()
    return None if row is None else _Kept(*row)


@cache
def _boot() -> str:
    """Return an id of this boot of this machine."""
    try:
        return BOOT.read_text(encoding="ascii").strip()
    except OSError:
        return node()
