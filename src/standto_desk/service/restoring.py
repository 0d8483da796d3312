"""Restoring a backup into an empty database, and proving that it is what was saved."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import Error, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from standto.errors import OptionError, StandtoError
from standto_desk.ledger.verifying import verify_ledger
from standto_desk.service.archives import read_manifest, rows_of
from standto_desk.service.saving import saved_models
from standto_desk.service.tables import bring_up_to_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from standto_desk.service.archives import Manifest, SavedTable

HEAD = "ledger.head"
AT_ONCE = 1_000


class NotRestored(StandtoError):
    """What was restored is not what was saved; nothing of it is kept."""


def read_backup(path: Path) -> Manifest:
    """Return what a backup says that it holds, having read all of it; no database is looked at.

    Parameters
    ----------
    path
        The backup.

    Raises
    ------
    InputError
        It is no backup, or is damaged.
    OptionError
        A newer version has made it.
    """
    manifest = read_manifest(path)
    nodes = set(MigrationLoader(None).graph.nodes)
    unknown = sorted(_of_known_apps(manifest, nodes) - nodes)
    if unknown:
        names = ", ".join(f"{app}.{name}" for app, name in unknown)
        raise OptionError(f"a newer version of Standto has made this backup ({names}): restore it with that version")
    return manifest


def restore(path: Path, manifest: Manifest, *, progress: Callable[[float], None] | None = None) -> None:
    """Fill an empty database with a backup, verify it, and bring its tables up to this version.

    Parameters
    ----------
    path
        The backup.
    manifest
        What it holds, as `read_backup` has it.
    progress
        Told the share that is done.

    Raises
    ------
    OptionError
        The database is not empty.
    NotRestored
        What was filled in is not what was saved.
    """
    _must_be_empty()
    models = _tables_as_then(manifest)
    try:
        with ZipFile(path) as archive, transaction.atomic():
            for table in manifest.tables:
                _fill_from(archive, models[table.model], table, progress)
            _reset_sequences(list(models.values()))
            _prove(manifest, models)
    except Error as error:
        raise NotRestored(f"{path}: the database refused what was saved: {error}") from error
    bring_up_to_date()


def _must_be_empty() -> None:
    """Refuse a database that has tables: what is in it would be mixed with what was saved."""
    found = connection.introspection.table_names()
    if found:
        raise OptionError(f"--database: is not empty, it has the table {found[0]}; restore into a new one")


def _tables_as_then(manifest: Manifest) -> dict[str, Any]:
    """Make the tables as the version had them that made the backup; return their models as they were then."""
    executor = MigrationExecutor(connection)
    last = _last_of_each_app(executor, _of_known_apps(manifest, set(executor.loader.graph.nodes)))
    executor.migrate(last)
    then = MigrationExecutor(connection).loader.project_state(last).apps
    models = {model._meta.label_lower: model for model in saved_models(then)}
    if missing := [table.model for table in manifest.tables if table.model not in models]:
        raise OptionError(f"the backup has a table that this version does not know: {missing[0]}")
    return models


def _of_known_apps(manifest: Manifest, nodes: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return the migrations of a backup but those of apps that the desk no longer uses, of which nothing was saved."""
    apps = {app for app, _ in nodes}
    return {(app, name) for app, name in manifest.migrations if app in apps}


def _last_of_each_app(executor: MigrationExecutor, migrations: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the migrations that no other of the same app among them follows on."""
    following = executor.loader.graph.node_map
    return [
        node
        for node in sorted(migrations)
        if not any(child.key[0] == node[0] and child.key in migrations for child in following[node].children)
    ]


def _fill_from(archive: ZipFile, model: Any, table: SavedTable, progress: Callable[[float], None] | None) -> None:
    """Fill a table with the rows that an archive has of it."""
    try:
        _fill(model, table, rows_of(archive, table), progress)
    except (LookupError, TypeError, ValueError, ValidationError) as error:
        raise NotRestored(f"{table.model}: a row that was saved cannot be one of that table") from error


def _fill(model: Any, table: SavedTable, rows: Iterator[list[Any]], progress: Callable[[float], None] | None) -> None:
    """Fill a table; the ledger's one head is there already, and only moves."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    made = (
        model(**{name: _read(fields[name], value) for name, value in zip(table.columns, row, strict=True)})
        for row in rows
    )
    if table.model == HEAD:
        for head in made:
            if head.count:
                head.save(force_update=True)
        return
    done = 0
    while some := list(islice(made, AT_ONCE)):
        model._base_manager.bulk_create(some)
        done += len(some)
        if progress is not None and table.model == "ledger.entry":
            progress(done / table.rows)


def _read(field: Any, value: Any) -> Any:
    """Return a value as a column holds it."""
    if value is None:
        return None
    return (field.target_field if field.is_relation else field).to_python(value)


def _reset_sequences(models: list[Any]) -> None:
    """Let numbers that the database gives begin after those that were restored."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _prove(manifest: Manifest, models: dict[str, Any]) -> None:
    """Hold what was filled in to what was saved: every count, and the ledger's chain up to its head."""
    for table in manifest.tables:
        if (found := models[table.model]._base_manager.count()) != table.rows:
            raise NotRestored(f"{table.model}: {found} rows were restored of {table.rows}")
    verified = verify_ledger()
    if verified.fault:
        raise NotRestored(f"the ledger was not as it was entered when it was saved: {verified.fault}")
    if (verified.count, verified.hash) != (manifest.count, manifest.hash):
        raise NotRestored("the ledger does not end where it ended when it was saved")
