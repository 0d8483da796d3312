"""Saving everything that the desk keeps as of one moment, while it is in use."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, Any

from django.apps import apps
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

import standto
from standto_desk.access.log_chain import log_head
from standto_desk.clock import real_now
from standto_desk.ledger.database_reads import consistent_read
from standto_desk.ledger.reading import head
from standto_desk.service.archives import Manifest, SavedTable, opened_for_writing, write_manifest, write_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from zipfile import ZipFile

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

LEFT_OUT = {
    "acts.ask": "people asked to come in, which nothing keeps beyond their shift",
    "auth": "rights of Django's own, which the desk does not use and migrations make",
    "access.guesses": "guesses at passwords and codes that are counted now",
    "access.signedinsession": "which sessions there are, like the sessions themselves",
    "book": "derived from the ledger, and made again",
    "clock.bootreading": "comparisons of a machine's clock with its uptime, since its last boot",
    "contenttypes": "made by migrations",
    "jobs": "long work under way, and results that can be asked for again",
    "live": "when background work was last done",
    "sessions": "current sessions: after a restore everybody signs in again",
}
"""The apps and tables that are not saved, and what they hold."""
AT_ONCE = 2_000
FIRST = ("ledger.entry", "ledger.text", "ledger.head", "access.securityevent", "access.securityhead")
"""The tables that must be filled first and in this order, because of their guards."""
CLOCK = "clock.democlock"
"""The table whose one row marks a demonstration."""


def save(file: IO[bytes], *, key: Ed25519PrivateKey, progress: Callable[[float], None] | None = None) -> Manifest:
    """Write a signed backup: all tables as of one moment, while others may append.

    Parameters
    ----------
    file
        The file; it contains hashes of passwords, so only its owner may read it.
    key
        The installation's key, which signs the backup.
    """
    with opened_for_writing(file) as archive, consistent_read():
        place, log = head(), log_head()
        made = datetime.fromtimestamp(real_now() / 1e6, UTC).isoformat(timespec="seconds")
        migrations = tuple(sorted(MigrationRecorder(connection).applied_migrations()))
        tables = tuple(_tables(archive, place.count, progress))
        places = (place.count, place.hash, log.count, log.hash)
        demonstration = any(table.rows for table in tables if table.model == CLOCK)
        manifest = Manifest(made, standto.__version__, migrations, tables, *places, demonstration)
        write_manifest(archive, manifest, key)
    return manifest


def saved_models(registry: Any = apps) -> list[Any]:
    """Return the models whose tables are saved, in the order of filling them again."""
    models = [model for model in registry.get_models(include_auto_created=True) if _is_saved(model)]
    return sorted(models, key=lambda model: FIRST.index(_name(model)) if _name(model) in FIRST else len(FIRST))


def _is_saved(model: Any) -> bool:
    is_left_out = model._meta.app_label in LEFT_OUT or _name(model) in LEFT_OUT
    return model._meta.managed and not model._meta.proxy and not is_left_out


def _name(model: Any) -> str:
    return str(model._meta.label_lower)


def _tables(archive: ZipFile, entries: int, progress: Callable[[float], None] | None) -> Iterator[SavedTable]:
    """Write each table; progress goes by entries, which are nearly everything."""
    for model in saved_models():
        columns = [field.attname for field in model._meta.concrete_fields]
        rows = model._base_manager.order_by("pk").values_list(*columns).iterator(chunk_size=AT_ONCE)
        if _name(model) == FIRST[0] and progress is not None:
            rows = _counted(rows, entries, progress)
        yield write_table(archive, _name(model), columns, rows)


def _counted(rows: Iterator[Any], entries: int, progress: Callable[[float], None]) -> Iterator[Any]:
    for number, row in enumerate(rows, 1):
        if number % AT_ONCE == 0:
            progress(min(number / max(entries, 1), 1))
        yield row
