"""Migrating a database's tables, by one process at a time."""

from __future__ import annotations

from pathlib import Path

from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from standto.errors import OptionError
from standto_desk.access.log_migrating import seal_new_columns
from standto_desk.service.locks import only_one


def bring_up_to_date() -> None:
    """Migrate the tables to this version; several processes may call this at once.

    Raises
    ------
    OptionError
        The database cannot be reached, or a newer version made it.
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
        raise OptionError(f"the database cannot be reached: {in_one_line(error)}") from error


def are_behind() -> bool:
    """Tell whether migrations are missing."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def must_be_up_to_date() -> None:
    """Refuse a database with the tables of an older version."""
    if are_behind():
        what = "its tables are from an older version: `standto serve` updates them as it starts"
        raise OptionError(f"--database: {what}")


def _must_be_known() -> None:
    """Refuse a database that a newer version has made."""
    loader = MigrationLoader(connection)
    apps = {app for app, _ in loader.disk_migrations}
    unknown = set(loader.applied_migrations) - set(loader.disk_migrations)
    newer = sorted(f"{app}.{name}" for app, name in unknown if app in apps)
    if newer:
        raise OptionError(f"a newer version of Standto made this database ({', '.join(newer)}): use that version")


def _must_have_a_folder() -> None:
    """Refuse a file in a missing folder, for which SQLite's own message is no help."""
    if connection.vendor == "sqlite":
        folder = Path(connection.settings_dict["NAME"]).resolve().parent
        if not folder.is_dir():
            raise OptionError(f"{folder}: there is no such folder; make it first")


def in_one_line(error: Exception) -> str:
    """Return the first line of a database's error, which may have none."""
    return next(iter(str(error).strip().splitlines()), "it cannot be used")
