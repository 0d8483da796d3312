"""Restoring a backup into an empty database, and proving that it is what was saved."""

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
"""The tables with one row, which is there already and only moves."""
AS_NOW = ("ledger", "clock")
"""The apps whose tables are made as they are now, since proving and recording a restore go by them.

An entry never changes, so that the ledger's tables only gain columns; a clock's are of one row.
"""
AT_ONCE = 1_000


def restore(path: Path, saved: Saved, terms: Terms, *, progress: Callable[[float], None] | None = None) -> str:
    """Fill an empty database with a backup, prove it, and bring its tables up to this version.

    Parameters
    ----------
    path
        The backup.
    saved
        What it says, as `read_backup` has found it.
    terms
        What it must prove.
    progress
        Told the share that is done.

    Returns
    -------
    str
        Why nothing proved it; blank where it was proved.

    Raises
    ------
    OptionError
        The database is not empty.
    NotRestored
        What was filled in is not what was saved, or not what the anchor names.
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
        raise NotRestored(f"{path}: the database refused what was saved: {error}") from error
    bring_up_to_date()
    return why


def _must_be_empty() -> None:
    """Refuse a database that has tables: what is in it would be mixed with what was saved."""
    found = connection.introspection.table_names()
    if found:
        raise OptionError(f"--database: is not empty, it has the table {found[0]}; restore into a new one")


def _tables_as_then(manifest: Manifest) -> Any:
    """Make the tables as the version had them that made the backup; return the registry of their models."""
    executor = MigrationExecutor(connection)
    last = _last_of_each_app(executor, of_known_apps(manifest, set(executor.loader.graph.nodes)))
    now = [node for app in AS_NOW for node in executor.loader.graph.leaf_nodes(app)]
    last = [node for node in last if node[0] not in AS_NOW] + now
    executor.migrate(last)
    return MigrationExecutor(connection).loader.project_state(last).apps


def _saved_models(then: Any, manifest: Manifest) -> dict[str, Any]:
    """Return the models of the tables in a backup, as they were then."""
    models = {model._meta.label_lower: model for model in saved_models(then)}
    if missing := [table.model for table in manifest.tables if table.model not in models]:
        raise OptionError(f"the backup has a table that this version does not know: {missing[0]}")
    return models


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
    except Swapped as error:
        raise NotRestored(f"{table.model}: the backup was changed while it was being restored") from error
    except (LookupError, OverflowError, TypeError, ValueError, ValidationError) as error:
        raise NotRestored(f"{table.model}: a row that was saved cannot be one of that table") from error


def _fill(model: Any, table: SavedTable, rows: Iterator[list[Any]], progress: Callable[[float], None] | None) -> None:
    """Fill a table; a head is there already, and only moves."""
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
    """Return a value as a column holds it."""
    if value is None:
        return None
    return (field.target_field if field.is_relation else field).to_python(value)


def _reset_sequences(models: list[Any]) -> None:
    """Let numbers that the database gives begin after those that were restored."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
