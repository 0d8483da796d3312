"""What the database itself refuses: triggers, in the words of each kind of database."""

from __future__ import annotations

from typing import Any

from standto.model.event import PERSON_KINDS

ENTRY, TEXT, HEAD = "ledger_entry", "ledger_text", "ledger_head"

NAMED = "NOT (name = '')"
"""What the index of names is limited to, word for word: SQLite uses it for nothing else."""

_RULES: tuple[tuple[str, str, str, str, str], ...] = (
    ("entry_update", "UPDATE", ENTRY, "", "entries of the ledger are never changed"),
    ("entry_delete", "DELETE", ENTRY, "", "entries of the ledger are never removed"),
    (
        "entry_insert",
        "INSERT",
        ENTRY,
        (
            f"NEW.sequence <> (SELECT COALESCE(MAX(sequence), 0) + 1 FROM {ENTRY})"
            f' OR EXISTS (SELECT 1 FROM {ENTRY} WHERE "key" = NEW."key")'
            f" OR (NEW.name <> '' AND EXISTS (SELECT 1 FROM {ENTRY} WHERE name = NEW.name AND NOT (name = '')))"
        ),
        "an entry of the ledger follows on the last, with a key and a name of its own",
    ),
    ("text_update", "UPDATE", TEXT, "", "texts of the ledger are never changed"),
    (
        "text_delete",
        "DELETE",
        TEXT,
        f"NOT EXISTS (SELECT 1 FROM {ENTRY} WHERE subject = 'entry-' || OLD.sequence AND sort = 'redaction')",
        "a text of the ledger is removed only after an entry redacts it",
    ),
    (
        "text_insert",
        "INSERT",
        TEXT,
        f'NEW.sequence <= (SELECT "count" FROM {HEAD})',
        "a text of the ledger is entered together with its entry",
    ),
    (
        "head_update",
        "UPDATE",
        HEAD,
        (
            'NEW.id <> OLD.id OR NEW."count" <= OLD."count"'
            f' OR NEW."count" <> (SELECT MAX(sequence) FROM {ENTRY})'
            f' OR NEW.hash <> (SELECT hash FROM {ENTRY} WHERE sequence = NEW."count")'
        ),
        "the head of the ledger only moves forward, onto the last entry",
    ),
    ("head_delete", "DELETE", HEAD, "", "the head of the ledger is never removed"),
    ("head_insert", "INSERT", HEAD, f"EXISTS (SELECT 1 FROM {HEAD})", "the ledger has one head"),
)
"""Name, statement, table, when it is refused (blank: always), and what is said."""

_PRESENT = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
}


def missing_guards(connection: Any) -> list[str]:
    """Return what the database does not refuse any more, in words.

    Parameters
    ----------
    connection
        The connection to it.
    """
    with connection.cursor() as cursor:
        cursor.execute(_PRESENT[connection.vendor])
        present = {name for (name,) in cursor.fetchall()}
    wanted = [f"ledger_{name}" for name, *_ in _RULES]
    if connection.vendor == "postgresql":
        wanted += [f"{table}_truncate" for table in (ENTRY, TEXT, HEAD)]
    return [
        f"the trigger {name} is gone: the database no longer refuses what it guards"
        for name in wanted
        if name not in present
    ]


def statements(vendor: str) -> list[str]:
    """Return the statements that set up every guard.

    Parameters
    ----------
    vendor
        `sqlite` or `postgresql`.
    """
    if vendor == "sqlite":
        return [_sqlite(*rule) for rule in _RULES]
    return [*(statement for rule in _RULES for statement in _postgresql(*rule)), *_truncating(), *_telling()]


OTHERS = (
    "NOT (sort = 'event' AND kind IN ("
    + ", ".join(f"'{kind}'" for kind in sorted({*PERSON_KINDS, "stepped-back", "returned"}))
    + "))"
)
"""Everything but what people chose and where they were: few among many, and so with an index of its own."""


def set_up(_apps: Any, editor: Any) -> None:
    """Set up the guards: a step of the migrations."""
    for statement in statements(editor.connection.vendor):
        editor.execute(statement)
    editor.execute(f"CREATE INDEX ledger_others ON {ENTRY} (sequence) WHERE {OTHERS}")


def _sqlite(name: str, statement: str, table: str, when: str, message: str) -> str:
    """Return one guard of SQLite."""
    when = f"WHEN {when} " if when else ""
    return (
        f"CREATE TRIGGER ledger_{name} BEFORE {statement} ON {table} {when}BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )


def _postgresql(name: str, statement: str, table: str, when: str, message: str) -> tuple[str, str]:
    """Return one guard of PostgreSQL: a function, and the trigger that calls it."""
    row = "OLD" if statement == "DELETE" else "NEW"
    when = f"IF {when} THEN" if when else "IF TRUE THEN"
    function = (
        f"CREATE FUNCTION ledger_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {when} "
        f"RAISE EXCEPTION '{message}' USING ERRCODE = 'restrict_violation'; END IF; RETURN {row}; END $$"
    )
    trigger = (
        f"CREATE TRIGGER ledger_{name} BEFORE {statement} ON {table} FOR EACH ROW EXECUTE FUNCTION ledger_{name}()"
    )
    return function, trigger


def _truncating() -> list[str]:
    """Return what keeps PostgreSQL from emptying a table in one go."""
    message = "the tables of the ledger are never emptied"
    function = f"$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'restrict_violation'; END $$"
    return [
        f"CREATE FUNCTION ledger_truncate() RETURNS trigger LANGUAGE plpgsql AS {function}",
        *(
            f"CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table} EXECUTE FUNCTION ledger_truncate()"
            for table in (ENTRY, TEXT, HEAD)
        ),
    ]


def _telling() -> list[str]:
    """Return what makes PostgreSQL tell who listens on `ledger` how many entries there are, on every commit."""
    function = "$$ BEGIN PERFORM pg_notify('ledger', NEW.\"count\"::text); RETURN NULL; END $$"
    return [
        f"CREATE FUNCTION ledger_tell() RETURNS trigger LANGUAGE plpgsql AS {function}",
        f"CREATE TRIGGER ledger_tell AFTER UPDATE ON {HEAD} FOR EACH ROW EXECUTE FUNCTION ledger_tell()",
    ]
