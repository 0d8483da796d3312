"""The changes to the ledger that the database itself refuses."""

from __future__ import annotations

from typing import Any

from standto.model.event import PERSON_KINDS, RETURNED, STEPPED_BACK
from standto_desk.ledger.drafts import EVENT, REDACTION
from standto_desk.ledger.triggers import GuardRule, Guards

ENTRY, TEXT, HEAD = "ledger_entry", "ledger_text", "ledger_head"

NAMED = "NOT (name = '')"
"""The condition of the index of names, word for word: SQLite uses the index for no other condition."""

_RULES = (
    GuardRule("entry_update", "UPDATE", ENTRY, "", "entries of the ledger are never changed"),
    GuardRule("entry_delete", "DELETE", ENTRY, "", "entries of the ledger are never removed"),
    GuardRule(
        "entry_insert",
        "INSERT",
        ENTRY,
        (
            f"NEW.sequence <> (SELECT COALESCE(MAX(sequence), 0) + 1 FROM {ENTRY})"
            f' OR EXISTS (SELECT 1 FROM {ENTRY} WHERE "key" = NEW."key")'
            f" OR (NEW.name <> '' AND EXISTS (SELECT 1 FROM {ENTRY} WHERE name = NEW.name AND {NAMED}))"
        ),
        "an entry of the ledger follows on the last, with a key and a name of its own",
    ),
    GuardRule("text_update", "UPDATE", TEXT, "", "texts of the ledger are never changed"),
    GuardRule(
        "text_delete",
        "DELETE",
        TEXT,
        f"NOT EXISTS (SELECT 1 FROM {ENTRY} WHERE subject = 'entry-' || OLD.sequence AND sort = '{REDACTION}')",
        "a text of the ledger is removed only after an entry redacts it",
    ),
    GuardRule(
        "text_insert",
        "INSERT",
        TEXT,
        f'NEW.sequence <= (SELECT "count" FROM {HEAD})',
        "a text of the ledger is entered together with its entry",
    ),
    GuardRule(
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
    GuardRule("head_delete", "DELETE", HEAD, "", "the head of the ledger is never removed"),
    GuardRule("head_insert", "INSERT", HEAD, f"EXISTS (SELECT 1 FROM {HEAD})", "the ledger has one head"),
)

GUARDS = Guards("ledger", (ENTRY, TEXT, HEAD), "the tables of the ledger are never emptied", _RULES)

NOT_ABOUT_PEOPLE = (
    f"NOT (sort = '{EVENT}' AND kind IN ("
    + ", ".join(f"'{kind}'" for kind in sorted({*PERSON_KINDS, STEPPED_BACK, RETURNED}))
    + "))"
)
"""Every entry that is not an event about people. They are few among many, and have an index of their own."""


def set_up(_apps: Any, editor: Any) -> None:
    """Make the triggers and the index. A migration calls this."""
    vendor = editor.connection.vendor
    for statement in (*GUARDS.statements(vendor), *(_notification() if vendor == "postgresql" else [])):
        editor.execute(statement)
    _index_others(editor)


def set_up_again(_apps: Any, editor: Any) -> None:
    """Make the index anew, after a kind of events about people was added. A migration calls this."""
    editor.execute("DROP INDEX ledger_others")
    _index_others(editor)


def _index_others(editor: Any) -> None:
    editor.execute(f"CREATE INDEX ledger_others ON {ENTRY} (sequence) WHERE {NOT_ABOUT_PEOPLE}")


def _notification() -> list[str]:
    """Return the trigger by which PostgreSQL notifies `ledger` of the number of entries on every commit."""
    function = "$$ BEGIN PERFORM pg_notify('ledger', NEW.\"count\"::text); RETURN NULL; END $$"
    return [
        f"CREATE FUNCTION ledger_tell() RETURNS trigger LANGUAGE plpgsql AS {function}",
        f"CREATE TRIGGER ledger_tell AFTER UPDATE ON {HEAD} FOR EACH ROW EXECUTE FUNCTION ledger_tell()",
    ]
