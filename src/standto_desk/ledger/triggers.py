"""Triggers with which a database refuses changes, in the SQL of each kind of database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple


class GuardRule(NamedTuple):
    """A change that a database refuses: its name, statement, table, condition (blank: always) and message."""

    name: str
    statement: str
    table: str
    when: str
    message: str


@dataclass(frozen=True, slots=True)
class Guards:
    """The triggers of some tables.

    Attributes
    ----------
    prefix
        The beginning of each trigger's name.
    tables
        The tables that PostgreSQL must never truncate.
    emptied
        The message when somebody tries to.
    rules
        The other changes that are refused.
    """

    prefix: str
    tables: tuple[str, ...]
    emptied: str
    rules: tuple[GuardRule, ...]

    def expected(self, vendor: str) -> Mapping[str, tuple[str, ...]]:
        """Return the definition of each trigger by name.

        For SQLite, it is the statement that made the trigger. For PostgreSQL, it is the table, the statement that the
        trigger comes before, the function that it calls, and that function's body.
        """
        if vendor == "sqlite":
            return {self._name(rule): (self._sqlite(rule),) for rule in self.rules}
        of_rows = {
            self._name(rule): (rule.table, rule.statement, self._name(rule), _refusing(rule)) for rule in self.rules
        }
        of_tables = {
            f"{table}_truncate": (table, "TRUNCATE", f"{self.prefix}_truncate", self._never_emptied())
            for table in self.tables
        }
        return of_rows | of_tables

    def statements(self, vendor: str) -> list[str]:
        """Return the statements that make every trigger."""
        if vendor == "sqlite":
            return [self._sqlite(rule) for rule in self.rules]
        return [*(statement for rule in self.rules for statement in self._postgresql(rule)), *self._truncating()]

    def _name(self, rule: GuardRule) -> str:
        return f"{self.prefix}_{rule.name}"

    def _sqlite(self, rule: GuardRule) -> str:
        when = f"WHEN {rule.when} " if rule.when else ""
        return (
            f"CREATE TRIGGER {self._name(rule)} BEFORE {rule.statement} ON {rule.table} {when}BEGIN "
            f"SELECT RAISE(ABORT, '{rule.message}'); END"
        )

    def _postgresql(self, rule: GuardRule) -> tuple[str, str]:
        """Return the function of a trigger, and the trigger that calls it."""
        name = self._name(rule)
        return (
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${_refusing(rule)}$$",
            f"CREATE TRIGGER {name} BEFORE {rule.statement} ON {rule.table} FOR EACH ROW EXECUTE FUNCTION {name}()",
        )

    def _truncating(self) -> list[str]:
        """Return the function and the triggers that refuse to truncate the tables."""
        function = f"{self.prefix}_truncate"
        return [
            f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $${self._never_emptied()}$$",
            *(
                f"CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table} EXECUTE FUNCTION {function}()"
                for table in self.tables
            ),
        ]

    def _never_emptied(self) -> str:
        return f" BEGIN RAISE EXCEPTION '{self.emptied}' USING ERRCODE = 'restrict_violation'; END "


def _refusing(rule: GuardRule) -> str:
    """Return the body of a trigger's function."""
    row = "OLD" if rule.statement == "DELETE" else "NEW"
    when = f"IF {rule.when} THEN" if rule.when else "IF TRUE THEN"
    error = f"RAISE EXCEPTION '{rule.message}' USING ERRCODE = 'restrict_violation'"
    return f" BEGIN {when} {error}; END IF; RETURN {row}; END "


_PRESENT = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    # tgtype: BEFORE is 2, FOR EACH ROW 1, TRUNCATE 32; enabled always, without a condition.
    "postgresql": """
        SELECT t.tgname, c.relname, CASE t.tgtype WHEN 7 THEN 'INSERT' WHEN 11 THEN 'DELETE' WHEN 19 THEN 'UPDATE'
            WHEN 34 THEN 'TRUNCATE' END, p.proname, p.prosrc
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
        WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND t.tgqual IS NULL AND t.tgattr = ''
    """,
}


def missing_guards(connection: Any, guards: Guards) -> list[str]:
    """Return a fault for each trigger that is missing or was changed."""
    with connection.cursor() as cursor:
        cursor.execute(_PRESENT[connection.vendor])
        present = {name: tuple(what) for name, *what in cursor.fetchall()}
    return [
        f"the trigger {name} {'was changed' if name in present else 'is missing'}: "
        "the database no longer refuses the change"
        for name, what in guards.expected(connection.vendor).items()
        if present.get(name) != what
    ]
