"""What the database itself refuses: triggers, in the words of each kind of database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from standto.model.event import PERSON_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

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
_NEVER_EMPTIED = (
    " BEGIN RAISE EXCEPTION 'the tables of the ledger are never emptied' USING ERRCODE = 'restrict_violation'; END "
)


def every_guard(vendor: str) -> Mapping[str, tuple[str, ...]]:
    """Return what has to be there of each guard, by its name: of SQLite the statement that set it up.

    Of PostgreSQL the table, the statement that it comes before, the function that it calls, and what this does.

    Parameters
    ----------
    vendor
        `sqlite` or `postgresql`.
    """
    if vendor == "sqlite":
        return {f"ledger_{rule[0]}": (_sqlite(*rule),) for rule in _RULES}
    of_rows = {
        f"ledger_{name}": (table, statement, f"ledger_{name}", _refusing(statement, when, message))
        for name, statement, table, when, message in _RULES
    }
    of_tables = {
        f"{table}_truncate": (table, "TRUNCATE", "ledger_truncate", _NEVER_EMPTIED) for table in (ENTRY, TEXT, HEAD)
    }
    return of_rows | of_tables


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
    function = (
        f"CREATE FUNCTION ledger_{name}() RETURNS trigger LANGUAGE plpgsql AS $${_refusing(statement, when, message)}$$"
    )
    trigger = (
        f"CREATE TRIGGER ledger_{name} BEFORE {statement} ON {table} FOR EACH ROW EXECUTE FUNCTION ledger_{name}()"
    )
    return function, trigger


def _refusing(statement: str, when: str, message: str) -> str:
    """Return what a guard's function of PostgreSQL does."""
    row = "OLD" if statement == "DELETE" else "NEW"
    when = f"IF {when} THEN" if when else "IF TRUE THEN"
    return f" BEGIN {when} RAISE EXCEPTION '{message}' USING ERRCODE = 'restrict_violation'; END IF; RETURN {row}; END "


def _truncating() -> list[str]:
    """Return what keeps PostgreSQL from emptying a table in one go."""
    return [
        f"CREATE FUNCTION ledger_truncate() RETURNS trigger LANGUAGE plpgsql AS $${_NEVER_EMPTIED}$$",
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
