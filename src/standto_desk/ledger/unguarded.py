"""Whether the database still refuses what it was set up to refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from standto_desk.ledger.triggers import Guards

_PRESENT = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    # Before a statement (2), for each row (1) but where a table is emptied (32), and always.
    "postgresql": """
        SELECT t.tgname, c.relname, CASE t.tgtype WHEN 7 THEN 'INSERT' WHEN 11 THEN 'DELETE' WHEN 19 THEN 'UPDATE'
            WHEN 34 THEN 'TRUNCATE' END, p.proname, p.prosrc
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
        WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND t.tgqual IS NULL AND t.tgattr = ''
    """,
}


def missing_guards(connection: Any, guards: Guards) -> list[str]:
    """Return what the database does not refuse any more, in words.

    Parameters
    ----------
    connection
        The connection to it.
    guards
        What it was set up to refuse.
    """
    with connection.cursor() as cursor:
        cursor.execute(_PRESENT[connection.vendor])
        present = {name: tuple(what) for name, *what in cursor.fetchall()}
    return [
        f"the trigger {name} is {'another one' if name in present else 'gone'}: the database no longer refuses what it "
        "guards"
        for name, what in guards.expected(connection.vendor).items()
        if present.get(name) != what
    ]
