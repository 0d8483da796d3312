"""Whether the database takes what is entered: its disk has room, and a small write goes through."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Lock

from django.db import Error, connection

from standto.model.time import SECOND
from standto_desk.caching.databases import DatabaseValue
from standto_desk.clock import real_now, uptime
from standto_desk.live.heartbeats import PROBE, note_heartbeat

EVERY = 5 * SECOND
"""How long a write that went through is good for, so that being asked often costs nothing; one that failed is not."""
LEAST = 256 * 1024
"""Bytes that a disk must have left: SQLite may fill pages that it has already, where the next entry finds no room."""
FULL = "the disk of the database is full: nothing can be recorded until there is room"
REFUSES = "the database takes nothing: {}"

_lock = Lock()
_went_through: DatabaseValue[int] = DatabaseValue()


def against_writing() -> str:
    """Return why nothing can be recorded; blank where it can."""
    if _is_full():
        return FULL
    with _lock:
        last = _went_through.get()
        if last is not None and 0 <= uptime() - last < EVERY:
            return ""
        try:
            note_heartbeat(PROBE, real_now())
        except Error as error:
            return REFUSES.format(str(error).strip().splitlines()[0])
        _went_through.set(uptime())
        return ""


def _is_full() -> bool:
    """Whether the disk that a file of SQLite lies on has no room left; PostgreSQL's lies elsewhere."""
    if connection.vendor != "sqlite":
        return False
    try:
        disk = os.statvfs(Path(connection.settings_dict["NAME"]).resolve().parent)
    except OSError:
        return False
    return disk.f_bavail * disk.f_frsize < LEAST
