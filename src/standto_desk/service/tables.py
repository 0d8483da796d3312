"""Bringing a database's tables up to date, by one process at a time."""

from __future__ import annotations

from pathlib import Path

from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from standto.errors import OptionError
from standto_desk.access.sealing import seal_new_columns
from standto_desk.service.locks import only_one


def bring_up_to_date() -> None:
    """Make the tables that this version works with; several processes may ask at once.

    Raises
    ------
    OptionError
        The database cannot be reached, or a newer version has made it.
    """
    must_be_reached()
    with only_one("tables", wait=True):
        _must_be_known()
        if are_behind():
            call_command("migrate", interactive=False, verbosity=0)
            seal_new_columns()
    connection.close()


def must_be_reached() -> None:
    """Refuse a database that cannot be reached."""
    try:
        _must_have_a_folder()
        connection.ensure_connection()
    except OperationalError as error:
        raise OptionError(f"the database cannot be reached: {_plain(error)}") from error


def are_behind() -> bool:
    """Return whether the database lacks tables, or changes to them, that this version works with."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def must_be_up_to_date() -> None:
    """Refuse a database whose tables are those of an older version."""
    if are_behind():
        what = "its tables are those of an older version: `standto serve` brings them up to date as it starts"
        raise OptionError(f"--database: {what}")


def _must_be_known() -> None:
    """Refuse a database that this version cannot know."""
    loader = MigrationLoader(connection)
    apps = {app for app, _ in loader.disk_migrations}
    unknown = set(loader.applied_migrations) - set(loader.disk_migrations)
    newer = sorted(f"{app}.{name}" for app, name in unknown if app in apps)
    if newer:
        raise OptionError(f"a newer version of Standto has made this database ({', '.join(newer)}): use that version")


def _must_have_a_folder() -> None:
    """Refuse a file in a folder that is not there, which SQLite says in words that help nobody."""
    if connection.vendor == "sqlite":
        folder = Path(connection.settings_dict["NAME"]).resolve().parent
        if not folder.is_dir():
            raise OptionError(f"{folder}: there is no such folder; make it first")


def _plain(error: Exception) -> str:
    """Return the first line of what a database says."""
    return str(error).strip().splitlines()[0]
