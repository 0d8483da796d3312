"""The chain of the security log: each line holds the hash of the one before it, and the head names the last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from json import JSONEncoder
from typing import Any

from django.apps import apps
from django.db import connection, transaction

from standto_desk.access.log_guards import HEAD
from standto_desk.ledger.reading import Position

COLUMNS = ("account", "address", "at", "by", "detail", "force", "kind", "seal", "sequence")
"""Every column of a line except its `id` and `hash`, sorted: the order in the canonical form."""

GENESIS = sha256(b"standto security log 1").hexdigest()
"""The hash before the first line."""

SEALED, BEGUN, UNPROVEN = "sealed", "chain begun", "restored without proof"
"""Kinds of lines that the chain itself uses: a seal, the start of the chain, and a backup restored without proof."""

AT_ONCE = 500
"""The number of lines in one statement."""
BLANK: dict[str, Any] = {"account": None, "by": None, "force": "", "detail": "", "address": "", "seal": ""}
_encode = JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=str).encode


def link(previous: str, line: Mapping[str, Any]) -> str:
    """Return the hash of a line: SHA-256 of the hash before it, as bytes, and of the line's canonical form.

    The canonical form is one JSON object in UTF-8, as in the ledger: every column except `id` and `hash`, sorted by
    name, without spaces.

    Parameters
    ----------
    previous
        The hash of the line before, in hexadecimal; `GENESIS` for the first.
    line
        Its columns by name; others are ignored.
    """
    return sha256(bytes.fromhex(previous) + _encode({column: line[column] for column in COLUMNS}).encode()).hexdigest()


def lock_log() -> Position:
    """Lock the log until the transaction ends; return where it ends.

    Take this lock before locking accounts or posts, or two transactions could wait for each other. On SQLite the
    transaction itself is the lock, because it begins for writing.
    """
    lock = " FOR UPDATE" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "count", hash FROM {HEAD}{lock}')
        rows = cursor.fetchall()
    if len(rows) != 1:
        raise RuntimeError("the head of the security log is gone or doubled: `standto ledger verify` says more")
    return Position(*rows[0])


def log_head() -> Position:
    """Return the number of lines in the log and the hash of the last."""
    return Position(*apps.get_model("access", "SecurityHead").objects.values_list("count", "hash").get())


def write_line(*, registry: Any = apps, **columns: Any) -> Any:
    """Write a line at the end of the log; return it as a `SecurityEvent`.

    Parameters
    ----------
    columns
        The line's columns; those in `BLANK` may be left out.
    """
    with transaction.atomic(savepoint=False):
        place = lock_log()
        line = BLANK | columns | {"sequence": place.count + 1}
        line["hash"] = link(place.hash, line)
        made = registry.get_model("access", "SecurityEvent")._base_manager.create(**line)
        with connection.cursor() as cursor:
            cursor.execute(f'UPDATE {HEAD} SET "count" = %s, hash = %s', (line["sequence"], line["hash"]))
    return made


def write_lines(lines: Iterable[Mapping[str, Any]], *, registry: Any = apps) -> None:
    """Write many lines at the end of the log at once, each with the same columns as `write_line` takes."""
    events = registry.get_model("access", "SecurityEvent")
    with transaction.atomic(savepoint=False):
        place = lock_log()
        count, hashed, rows = place.count, place.hash, []
        for columns in lines:
            count += 1
            line = {**BLANK, **columns, "sequence": count}
            hashed = line["hash"] = link(hashed, line)
            rows.append(events(**line))
        if rows:
            events._base_manager.bulk_create(rows, batch_size=AT_ONCE)
            with connection.cursor() as cursor:
                cursor.execute(f'UPDATE {HEAD} SET "count" = %s, hash = %s', (count, hashed))
