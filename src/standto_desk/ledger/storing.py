"""The SQL with which an append reads and writes: plain SQL, because there may be thousands of appends a second."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection

from standto.model.event import CORRECTION, RETURNED, STEPPED_BACK
from standto.model.time import Instant
from standto_desk.ledger.chain import COLUMNS
from standto_desk.ledger.drafts import EVENT
from standto_desk.ledger.guards import ENTRY, HEAD, NAMED, NOT_ABOUT_PEOPLE, TEXT
from standto_desk.ledger.models import Head

STORED = (*COLUMNS, "hash", "nonce")
"""Every column, in the order in which this module reads and writes them."""

SEQUENCE = STORED.index("sequence")
_NAMES = ", ".join(f'"{column}"' for column in STORED)
_MARKS = ", ".join(["%s"] * len(STORED))
_AT_ONCE = 500
PAGE = 2_000
"""The number of entries in each query that goes through the whole ledger."""


def lock_head() -> tuple[int, str]:
    """Lock the head against other appends, and return the number of entries and the hash of the last.

    On SQLite the transaction itself is the lock, because it begins for writing.

    Raises
    ------
    Head.DoesNotExist
        There is no head, or more than one.
    """
    lock = " FOR UPDATE" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "count", hash FROM {HEAD}{lock}')
        rows = cursor.fetchall()
    if len(rows) != 1:
        raise Head.DoesNotExist
    count, last = rows[0]
    return count, last


def insert(entries: Sequence[Mapping[str, Any]]) -> None:
    """Write entries, given as columns by name; many at once go to PostgreSQL by COPY, in a fifth of the time."""
    rows = [
        tuple(entry.get(column, "") if column == "nonce" else entry[column] for column in STORED) for entry in entries
    ]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and len(rows) > 1:
            with connection.wrap_database_errors, cursor.copy(f"COPY {ENTRY} ({_NAMES}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.executemany(f"INSERT INTO {ENTRY} ({_NAMES}) VALUES ({_MARKS})", rows)


def insert_texts(texts: Sequence[tuple[int, str, str]]) -> None:
    """Write texts, each given as its sequence, salt and text."""
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {TEXT} (sequence, salt, text) VALUES (%s, %s, %s)", texts)


def delete_texts(sequences: Iterable[int]) -> None:
    """Delete the texts of some entries, which others redact."""
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {TEXT} WHERE sequence = %s", [(sequence,) for sequence in sequences])


def move_head(count: int, last: str) -> None:
    """Move the head forward."""
    with connection.cursor() as cursor:
        cursor.execute(f'UPDATE {HEAD} SET "count" = %s, hash = %s', (count, last))


def hash_and_time(sequence: int) -> tuple[str, Instant] | None:
    """Return the hash of an entry and the time at which it was recorded; None if there is no such entry."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT hash, recorded FROM {ENTRY} WHERE sequence = %s", (sequence,))
        return cursor.fetchone()


def last_recorded() -> Instant:
    """Return the time at which the last entry was recorded; 0 if there is none."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT recorded FROM {ENTRY} WHERE sequence = (SELECT MAX(sequence) FROM {ENTRY})")
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def not_about_people_after(sequence: int) -> list[dict[str, Any]]:
    """Return the entries after one, in order, except events about people and home pools."""
    return _read(f"{NOT_ABOUT_PEOPLE} AND sequence > %s ORDER BY sequence", (sequence,))


def corrections_after(sequence: int) -> list[dict[str, Any]]:
    """Return the corrections after one entry."""
    return _read(f"{NOT_ABOUT_PEOPLE} AND sequence > %s AND kind = '{CORRECTION}'", (sequence,))


def home_steps_after(sequence: int, pools: Sequence[str]) -> list[dict[str, Any]]:
    """Return the events after one entry in which places of some pools stepped back or returned."""
    kinds = f"sort = '{EVENT}' AND kind IN ('{STEPPED_BACK}', '{RETURNED}')"
    return [
        entry
        for some in _chunks(pools)
        for entry in _read(f"subject IN ({_marks(some)}) AND sequence > %s AND {kinds}", (*some, sequence))
    ]


def having_any(column: str, values: Sequence[str], *, after: int = 0) -> list[dict[str, Any]]:
    """Return the entries after one that have any of some values in a column: `key`, `name` or `subject`."""
    named = f" AND {NAMED}" if column == "name" else ""
    return [
        entry
        for some in _chunks(values)
        for entry in _read(f'"{column}" IN ({_marks(some)}) AND sequence > %s{named}', (*some, after))
    ]


def numbered(sequences: Sequence[int]) -> list[dict[str, Any]]:
    """Return the entries with some sequences."""
    return [
        entry for some in _chunks(sequences) for entry in _read(f"sequence IN ({_marks(some)}) ORDER BY sequence", some)
    ]


def text_of(sequence: int) -> tuple[str, str] | None:
    """Return the salt and text of an entry; None if it has none or it is redacted."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT salt, text FROM {TEXT} WHERE sequence = %s", (sequence,))
        return cursor.fetchone()


def page_after(sequence: int, most: int = PAGE, *, until: int = 2**31 - 1) -> list[tuple[Any, ...]]:
    """Return up to `most` entries after one, in order up to another, each as its columns in the order of `STORED`."""
    statement = f"SELECT {_NAMES} FROM {ENTRY} WHERE sequence > %s AND sequence <= %s ORDER BY sequence"
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} LIMIT {most}", (sequence, until))
        return cursor.fetchall()


def texts_between(first: int, last: int) -> dict[int, tuple[str, str]]:
    """Return the salt and text of the entries from one to another, by sequence."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT sequence, salt, text FROM {TEXT} WHERE sequence >= %s AND sequence <= %s", (first, last)
        )
        return {sequence: (salt, text) for sequence, salt, text in cursor.fetchall()}


def as_entry(row: Sequence[Any]) -> dict[str, Any]:
    """Return the columns of an entry by name."""
    entry = dict(zip(STORED, row, strict=True))
    entry["imported"] = bool(entry["imported"])
    return entry


def _read(where: str, values: Sequence[object]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_NAMES} FROM {ENTRY} WHERE {where}", tuple(values))
        rows = cursor.fetchall()
    return [as_entry(row) for row in rows]


def _marks(values: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(values))


def _chunks(values: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE))
