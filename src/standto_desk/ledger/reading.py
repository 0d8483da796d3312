"""The ledger as other rooms read it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from standto.model.time import Instant
from standto.model.zone import Zone
from standto_desk import clock
from standto_desk.ledger.drafts import ROW, SET
from standto_desk.ledger.entry_queries import Entries, numbers_in
from standto_desk.ledger.models import Entry, Head, Text
from standto_desk.ledger.tables import SCENARIO, zone_of


@dataclass(frozen=True, slots=True)
class Position:
    """A position in a chain: the number of entries up to it, and the hash of the last of them."""

    count: int
    hash: str


NO_HEAD = "the head of the ledger is missing or doubled: `standto ledger verify` finds out more"
"""The fault of a ledger whose head cannot be read: `head` raises an error."""


def head() -> Position:
    """Return the position of the last entry.

    It is asked for many times for each page, so in plain SQL.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HEAD)
        found = cursor.fetchmany(2)
    return Position(*found[0]) if len(found) == 1 else Position(*Head.objects.values_list("count", "hash").get())


def holds(place: Position) -> bool:
    """Return whether the ledger holds the entry of a position; it always holds the one before its first entry."""
    if not place.count:
        return True
    with connection.cursor() as cursor:
        cursor.execute(_HOLDS, [place.count, place.hash])
        return cursor.fetchone() is not None


def latest_settings() -> str:
    """Return the body of the settings that were entered last; blank if there are none."""
    with connection.cursor() as cursor:
        cursor.execute(_SETTINGS)
        found = cursor.fetchone()
    return str(found[0]) if found else ""


def last_known(after: Instant, until: Instant) -> Instant | None:
    """Return the last time after one instant and up to another at which an entry became known; None without one."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST_KNOWN, [after, until])
        found = cursor.fetchone()
    return None if found is None or found[0] is None else int(found[0])


_HEAD = 'SELECT "count", hash FROM ledger_head'
_HOLDS = "SELECT 1 FROM ledger_entry WHERE sequence = %s AND hash = %s"
_SETTINGS = (
    f"SELECT body FROM ledger_entry WHERE subject = '{SCENARIO}' AND sort = '{ROW}' AND kind = '{SCENARIO}' "
    f"AND step = '{SET}' ORDER BY sequence DESC LIMIT 1"
)
_LAST_KNOWN = "SELECT MAX(known) FROM ledger_entry WHERE known > %s AND known <= %s"


def entries(*, after: int = 0, until: int | None = None) -> Entries:
    """Return entries in their order.

    Parameters
    ----------
    after
        Only entries after this sequence.
    until
        Only entries up to this sequence; None for all.
    """
    found: Entries = Entry.objects.after(after).in_order()
    return found if until is None else found.up_to(until)


def known_entries(at: Instant | None = None) -> Entries:
    """Return the entries known at a moment, in their order. Every page and act reads the ledger through this.

    Entries that become known later are left out: imported history, and entries of a demonstration whose clock was set
    back.

    Parameters
    ----------
    at
        The moment; None for the desk's present.
    """
    return entries().known_by(clock.now() if at is None else at)


def texts(sequences: Iterable[int]) -> dict[int, str]:
    """Return the free texts of some entries by sequence, without those that are redacted."""
    wanted = list(sequences)
    if not wanted:
        return {}
    found = Text.objects.filter(sequence__in=numbers_in(wanted))
    return dict(found.values_list("sequence", "text"))


def zone_in_force(now: Instant) -> Zone:
    """Return the time zone of the settings in force; UTC if there are none."""
    latest = known_entries(now).settings().occurred_by(now).order_by("occurred", "sequence").last()
    return Zone("UTC") if latest is None else zone_of(json.loads(latest.body)["toml"])
