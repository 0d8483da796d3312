"""Triggers by which the database itself protects the security log and the list of openings."""

from __future__ import annotations

from typing import Any

from standto_desk.ledger.triggers import GuardRule, Guards

LINE, HEAD = "access_securityevent", "access_securityhead"

GUARDS = Guards(
    "security_log",
    (LINE, HEAD),
    "the security log is never emptied",
    (
        GuardRule("line_update", "UPDATE", LINE, "", "the security log only grows: no line is changed"),
        GuardRule("line_delete", "DELETE", LINE, "", "the security log only grows: no line is removed"),
        GuardRule(
            "line_insert",
            "INSERT",
            LINE,
            f"NEW.sequence <> (SELECT COALESCE(MAX(sequence), 0) + 1 FROM {LINE})",
            "the security log only grows: a line follows on the last",
        ),
        GuardRule(
            "head_update",
            "UPDATE",
            HEAD,
            (
                'NEW.id <> OLD.id OR NEW."count" <= OLD."count"'
                f' OR NEW."count" <> (SELECT MAX(sequence) FROM {LINE})'
                f' OR NEW.hash <> (SELECT hash FROM {LINE} WHERE sequence = NEW."count")'
            ),
            "the head of the security log only moves forward, onto the last line",
        ),
        GuardRule("head_delete", "DELETE", HEAD, "", "the head of the security log is never removed"),
        GuardRule("head_insert", "INSERT", HEAD, f"EXISTS (SELECT 1 FROM {HEAD})", "the security log has one head"),
    ),
)

OPENING = "access_opening"
OPENINGS = Guards(
    "openings",
    (OPENING,),
    "the list of openings is never emptied",
    (
        GuardRule("update", "UPDATE", OPENING, "", "the list of openings only grows: no line is changed"),
        GuardRule("delete", "DELETE", OPENING, "", "the list of openings only grows: no line is removed"),
    ),
)
"""The guards of the list of openings, whose lines are also sealed in the log."""

_FORMER = {
    "sqlite": ("DROP TRIGGER security_log_update", "DROP TRIGGER security_log_delete"),
    "postgresql": (
        f"DROP TRIGGER security_log_rows ON {LINE}",
        f"DROP TRIGGER security_log_table ON {LINE}",
        "DROP FUNCTION security_log_only_grows()",
    ),
}
"""Statements that drop the guards that the log had before it was a chain."""


def take_away_former(_apps: Any, editor: Any) -> None:
    """Drop the guards that the log had before it was a chain, in a migration."""
    for statement in _FORMER[editor.connection.vendor]:
        editor.execute(statement)


def set_up(_apps: Any, editor: Any) -> None:
    """Set up the guards of the log, in a migration."""
    for statement in GUARDS.statements(editor.connection.vendor):
        editor.execute(statement)


def set_up_openings(_apps: Any, editor: Any) -> None:
    """Set up the guards of the list of openings, in a migration."""
    for statement in OPENINGS.statements(editor.connection.vendor):
        editor.execute(statement)
