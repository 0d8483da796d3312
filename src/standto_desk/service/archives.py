"""The file of a backup: every table as lines of JSON in a ZIP, and a manifest with what each must hold.

Nothing in it is of one kind of database, so that what was saved from SQLite can be restored into PostgreSQL, and the
other way round.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from standto.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

FORMAT = 1
MANIFEST = "manifest.json"
DAMAGED = (BadZipFile, EOFError, OSError, LookupError, TypeError, ValueError, RuntimeError, zlib.error)
"""What reading a damaged file may raise."""


@dataclass(frozen=True, slots=True)
class SavedTable:
    """A table in a backup: the model that it is of, its columns, how many rows it has, and the SHA-256 of its lines."""

    model: str
    columns: tuple[str, ...]
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds.

    Attributes
    ----------
    made
        When, in ISO 8601, by the machine's clock.
    version
        The version of Standto that made it.
    migrations
        What had made the tables: app and name of each.
    tables
        Each, in the order in which they can be filled again.
    count, hash
        The place that the ledger had come to.
    """

    made: str
    version: str
    migrations: tuple[tuple[str, str], ...]
    tables: tuple[SavedTable, ...]
    count: int
    hash: str


def write_table(archive: ZipFile, model: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> SavedTable:
    """Write a table into a backup; return what its manifest says of it."""
    digest, count = hashlib.sha256(), 0
    with archive.open(_member(model), "w", force_zip64=True) as file:
        for row in rows:
            line = json.dumps([_plain(value) for value in row], ensure_ascii=False, separators=(",", ":")).encode()
            file.write(line + b"\n")
            digest.update(line + b"\n")
            count += 1
    return SavedTable(model, tuple(columns), count, digest.hexdigest())


def write_manifest(archive: ZipFile, manifest: Manifest) -> None:
    """Write the manifest of a backup, its last member."""
    archive.writestr(MANIFEST, json.dumps({"format": FORMAT, **asdict(manifest)}, indent=1), ZIP_DEFLATED)


def read_manifest(path: Path) -> Manifest:
    """Return the manifest of a backup, having read all of it: every table is as it was written.

    Raises
    ------
    InputError
        It is no backup, or is damaged; says which table, and what is wrong with it.
    """
    try:
        with ZipFile(path) as archive:
            manifest = _manifest_in(archive, path)
            faults = [fault for table in manifest.tables if (fault := _damage(archive, table, path))]
    except OSError as error:
        raise InputError([Fault(str(path), None, None, f"cannot be read: {error.strerror or error}")]) from error
    except DAMAGED as error:
        what = "is no backup of the desk, or its end is missing: a backup is a ZIP file"
        raise InputError([Fault(str(path), None, None, what)]) from error
    if faults:
        raise InputError(faults)
    return manifest


def rows_of(archive: ZipFile, table: SavedTable) -> Iterator[list[Any]]:
    """Go through the rows of a table in a backup."""
    with archive.open(_member(table.model)) as file:
        for line in file:
            yield json.loads(line)


def _manifest_in(archive: ZipFile, path: Path) -> Manifest:
    """Return the manifest of an archive."""
    try:
        data = archive.read(MANIFEST)
    except DAMAGED as error:
        what = "is missing: this is no backup of the desk" if isinstance(error, KeyError) else "is damaged"
        raise InputError([Fault(str(path), None, MANIFEST, what)]) from error
    try:
        return _manifest(json.loads(data))
    except (ValueError, RecursionError) as error:
        what = str(error) if isinstance(error, _NoManifest) else "is damaged: it is not JSON"
        raise InputError([Fault(str(path), None, MANIFEST, what)]) from error


class _NoManifest(ValueError):
    """What a manifest says is none of a backup; the message says why, in words for people."""


def _manifest(said: Any) -> Manifest:
    """Return what a manifest says."""
    if not isinstance(said, dict) or "format" not in said:
        raise _NoManifest("names no format: this is no backup of the desk")
    if said["format"] != FORMAT:
        raise _NoManifest(f"its format is {said['format']}, and this version reads {FORMAT}")
    return Manifest(**{name: _part(said, name, read) for name, read in _PARTS.items()})


def _part(said: dict[str, Any], name: str, read: Callable[[Any], Any]) -> Any:
    """Return a part of a manifest."""
    if name not in said:
        raise _NoManifest(f"{name} is missing, which every backup has")
    try:
        return read(said[name])
    except (LookupError, TypeError, ValueError) as error:
        raise _NoManifest(f"{name} is not as `standto backup` writes it") from error


def _text(value: Any) -> str:
    """Return a text."""
    if not isinstance(value, str):
        raise TypeError
    return value


def _whole(value: Any) -> int:
    """Return a number of entries or rows."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value


def _migrations(value: Any) -> tuple[tuple[str, str], ...]:
    """Return the migrations that a manifest names."""
    return tuple((_text(app), _text(name)) for app, name in value)


def _tables(value: Any) -> tuple[SavedTable, ...]:
    """Return the tables that a manifest names."""
    return tuple(
        SavedTable(
            _text(table["model"]),
            tuple(_text(column) for column in table["columns"]),
            _whole(table["rows"]),
            _text(table["sha256"]),
        )
        for table in value
    )


_PARTS: dict[str, Callable[[Any], Any]] = {
    "made": _text,
    "version": _text,
    "migrations": _migrations,
    "tables": _tables,
    "count": _whole,
    "hash": _text,
}
"""The parts of a manifest, and how each is read."""


def _damage(archive: ZipFile, table: SavedTable, path: Path) -> Fault | None:
    """Return what is wrong with a table, if anything."""
    digest, rows = hashlib.sha256(), 0
    try:
        with archive.open(_member(table.model)) as file:
            for line in file:
                digest.update(line)
                rows += 1
    except DAMAGED as error:
        what = "is missing from the backup" if isinstance(error, KeyError) else "is damaged: it cannot be read"
        return Fault(str(path), None, table.model, what)
    if (rows, digest.hexdigest()) != (table.rows, table.sha256):
        return Fault(str(path), None, table.model, "is not as it was saved")
    return None


def _member(model: str) -> str:
    """Return the name of a table's file in a backup."""
    return f"tables/{model}.jsonl"


def _plain(value: Any) -> Any:
    """Return a value as JSON can hold it; a field reads it back."""
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode("ascii")
    return value


def opened_for_writing(file: IO[bytes]) -> ZipFile:
    """Return an empty backup in a file."""
    return ZipFile(file, "w", ZIP_DEFLATED, compresslevel=3)
