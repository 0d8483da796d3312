"""All that a desk holds, so that a test can see that something left nothing behind."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from django.core import mail
from django.db import connection

OF_PAGES = frozenset(
    {"django_session", "access_signedinsession", "access_opening", "access_securityevent", "access_securityhead"}
)
"""The tables in which a page itself notes when its account was there, and whose records it has shown."""
NOT_SEALS = "SELECT * FROM access_securityevent WHERE kind <> 'sealed'"
"""The lines of the security log, without those that seal the row of another table."""


class AllThere(NamedTuple):
    """The number and the hash of each table's rows, the number of emails, and the files beside the database."""

    tables: dict[str, tuple[int, str]]
    emails: int
    files: frozenset[tuple[str, int]]


def all_there() -> AllThere:
    """Return all that there is now."""
    names = sorted(set(connection.introspection.table_names()) - OF_PAGES)
    rows = {name: _hashed(f"SELECT * FROM {connection.ops.quote_name(name)}") for name in names}
    return AllThere({**rows, "access_securityevent": _hashed(NOT_SEALS)}, len(mail.outbox), _files())


def _hashed(query: str) -> tuple[int, str]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        rows = sorted(map(repr, cursor.fetchall()))
    return len(rows), sha256("\n".join(rows).encode()).hexdigest()


def _files() -> frozenset[tuple[str, int]]:
    """Return the files in the folder of a SQLite database, except those of the database itself."""
    path = Path(connection.settings_dict["NAME"])
    found = (one for one in path.parent.rglob("*") if one.is_file() and not one.name.startswith(path.name))
    return frozenset((str(one), one.stat().st_size) for one in found)
