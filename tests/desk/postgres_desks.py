"""Fresh desks on PostgreSQL: made once, and cleaned after each test, which costs less than a database for each."""

from __future__ import annotations

import os
from typing import Any

MOST_ROWS = 500
"""A database in which a test has left more rows is dropped: what PostgreSQL counted of them would outlive them."""
CATALOGUES = ("pg_class", "pg_attribute", "pg_constraint", "pg_index", "pg_proc", "pg_trigger")
"""A change of tables, triggers or functions leaves a younger row in one of these."""


class PostgresDesks:
    """Fresh databases of one server: copies of an empty one, and those that tests have given back clean.

    Parameters
    ----------
    server
        The server.
    empty
        The name of the database with every table, whose copies these are.
    """

    def __init__(self, server: Any, empty: str) -> None:
        self._server, self._empty = server, empty
        self._clean: list[str] = []
        with self._connected(empty) as template:
            self._rows = {table: _rows_of(template, table) for table in _tables(template)}
            self._sequences = template.execute(
                "SELECT quote_ident(sequencename), coalesce(last_value, start_value), last_value IS NOT NULL "
                "FROM pg_sequences WHERE schemaname = 'public'"
            ).fetchall()
            self._shape = _shape_of(template)

    def url_of(self, name: str) -> str:
        """The URL of a database of this server."""
        return self._server.get_uri().replace("/postgres?", f"/{name}?")

    def take(self) -> str:
        """A fresh database, of a name that no test had before; its name."""
        if self._clean:
            return self._clean.pop()
        name = _new_name()
        with self._connected("postgres") as administrator:
            administrator.execute(f"CREATE DATABASE {name} TEMPLATE {self._empty}")
        return name

    def give_back(self, name: str) -> None:
        """Clean a database for another test, or drop it if it is in use, its tables changed, or it held much."""
        from psycopg.errors import ObjectInUse

        with self._connected("postgres") as administrator:
            administrator.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", [name]
            )
            again = _new_name()
            try:
                administrator.execute(
                    f"ALTER DATABASE {name} RENAME TO {again}"
                )  # whatever is left of the test loses it
            except ObjectInUse:
                administrator.execute(f"DROP DATABASE {name} WITH (FORCE)")
                return
            if self._cleaned(again):
                self._clean.append(again)
            else:
                administrator.execute(f"DROP DATABASE {again} WITH (FORCE)")

    def _cleaned(self, name: str) -> bool:
        """Make a database as it was when it was copied, if that can be done; tell whether it was."""
        with self._connected(name) as desk:
            if _shape_of(desk) != self._shape:
                return False
            with desk.transaction():
                desk.execute("SET LOCAL session_replication_role = replica")  # no trigger, and no key to another table
                gone = sum(desk.execute(f"DELETE FROM {table}").rowcount for table in self._rows)
                for table, rows in self._rows.items():
                    if rows:
                        with desk.cursor().copy(f"COPY {table} FROM STDIN (FORMAT BINARY)") as copy:
                            copy.write(rows)
                for sequence, value, called in self._sequences:
                    desk.execute("SELECT setval(%s, %s, %s)", [sequence, value, called])
        return gone < MOST_ROWS

    def _connected(self, name: str) -> Any:
        import psycopg

        return psycopg.connect(self.url_of(name), autocommit=True)


def _new_name() -> str:
    return f"desk_{os.urandom(6).hex()}"


def _tables(desk: Any) -> list[str]:
    found = desk.execute("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'").fetchall()
    return [table for (table,) in found]


def _rows_of(desk: Any, table: str) -> bytes:
    """The rows of a table as PostgreSQL copies them; nothing if there are none."""
    if not desk.execute(f"SELECT EXISTS (SELECT FROM {table})").fetchone()[0]:
        return b""
    with desk.cursor().copy(f"COPY {table} TO STDOUT (FORMAT BINARY)") as copy:
        return b"".join(copy)


def _shape_of(desk: Any) -> list[tuple[int, int]]:
    """The number of rows of each catalogue, and the youngest transaction that wrote one."""
    asked = " UNION ALL ".join(f"SELECT '{name}', count(*), max(xmin::text::bigint) FROM {name}" for name in CATALOGUES)
    return sorted(desk.execute(asked).fetchall())
