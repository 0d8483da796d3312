"""Restoring a backup into an empty database, with proof."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import Error, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from standto.errors import OptionError
from standto_desk.service.archives import Swapped, rows_of
from standto_desk.service.backup_proofs import NotRestored, note_restored, of_known_apps, prove
from standto_desk.service.saving import saved_models
from standto_desk.service.tables import bring_up_to_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from standto_desk.service.archives import Manifest, Saved, SavedTable
    from standto_desk.service.backup_proofs import Terms

HEADS = ("ledger.head", "access.securityhead")
"""The tables with one row, which already exists and only moves."""
AS_NOW = ("ledger", "clock")
"""The apps whose tables are made at the current version, because proving and noting a restore use them.

The ledger's tables only gain columns, because entries never change; the clock's have one row.
"""
AT_ONCE = 1_000


def restore(path: Path, saved: Saved, terms: Terms, *, progress: Callable[[float], None] | None = None) -> str:
    """Fill an empty database with a backup, prove it, and migrate its tables; return why it is unproven, or blank.

    Raises
    ------
    NotRestored
        The restored data differ from the backup or from the anchor.
    """
    _must_be_empty()
    manifest = saved.manifest
    then = _tables_as_then(manifest)
    models = _saved_models(then, manifest)
    try:
        with ZipFile(path) as archive, transaction.atomic():
            for table in manifest.tables:
                _fill_from(archive, models[table.model], table, progress)
            _reset_sequences(list(models.values()))
            prove(manifest, models, then, terms)
            why = note_restored(saved, terms, then)
    except Error as error:
        raise NotRestored(f"{path}: the database refused the backup's rows: {error}") from error
    bring_up_to_date()
    return why


def _must_be_empty() -> None:
    """Refuse a database with tables, whose content would mix with the backup."""
    found = connection.introspection.table_names()
    if found:
        raise OptionError(f"--database: is not empty, because it has the table {found[0]}; restore into a new database")


def _tables_as_then(manifest: Manifest) -> Any:
    """Make the tables as the backup's version had them; return the registry of their models."""
    executor = MigrationExecutor(connection)
    last = _last_of_each_app(executor, of_known_apps(manifest, set(executor.loader.graph.nodes)))
    now = [node for app in AS_NOW for node in executor.loader.graph.leaf_nodes(app)]
    last = [node for node in last if node[0] not in AS_NOW] + now
    executor.migrate(last)
    return MigrationExecutor(connection).loader.project_state(last).apps


def _saved_models(then: Any, manifest: Manifest) -> dict[str, Any]:
    models = {model._meta.label_lower: model for model in saved_models(then)}
    if missing := [table.model for table in manifest.tables if table.model not in models]:
        raise OptionError(f"the backup has a table that this version does not know: {missing[0]}")
    return models


def _last_of_each_app(executor: MigrationExecutor, migrations: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the migrations that no other of the same app follows."""
    following = executor.loader.graph.node_map
    return [
        node
        for node in sorted(migrations)
        if not any(child.key[0] == node[0] and child.key in migrations for child in following[node].children)
    ]


def _fill_from(archive: ZipFile, model: Any, table: SavedTable, progress: Callable[[float], None] | None) -> None:
    try:
        _fill(model, table, rows_of(archive, table), progress)
    except Swapped as error:
        raise NotRestored(f"{table.model}: the backup changed while it was being restored") from error
    except (LookupError, OverflowError, TypeError, ValueError, ValidationError) as error:
        raise NotRestored(f"{table.model}: a row of the backup does not fit this table") from error


def _fill(model: Any, table: SavedTable, rows: Iterator[list[Any]], progress: Callable[[float], None] | None) -> None:
    """Fill a table; a head already exists and only moves."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    made = (
        model(**{name: _read(fields[name], value) for name, value in zip(table.columns, row, strict=True)})
        for row in rows
    )
    if table.model in HEADS:
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
    if value is None:
        return None
    return (field.target_field if field.is_relation else field).to_python(value)


def _reset_sequences(models: list[Any]) -> None:
    """Start the numbers that the database gives after the restored ones."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
