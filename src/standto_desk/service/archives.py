"""The file of a backup: every table as lines of JSON in a ZIP, a manifest with what each must hold, and its signature.

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

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

FORMAT = 2
UNSIGNED = 1
"""The format of the backups that were made before they were signed."""
MANIFEST, SIGNATURE = "manifest.json", "manifest.signature.json"
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
    lines, lines_hash
        The place that the security log had come to.
    demonstration
        Whether it is of a demonstration, which has a clock of its own.
    """

    made: str
    version: str
    migrations: tuple[tuple[str, str], ...]
    tables: tuple[SavedTable, ...]
    count: int
    hash: str
    lines: int = 0
    lines_hash: str = ""
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class Saved:
    """What a backup says that it holds, and by whom that is signed.

    Attributes
    ----------
    manifest
        What it holds.
    data
        The bytes of the manifest, which are what is signed.
    signature, key
        The signature, and the public key that it names, in hexadecimal; blank where it has none.
    """

    manifest: Manifest
    data: bytes
    signature: str
    key: str


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


def write_manifest(archive: ZipFile, manifest: Manifest, key: Ed25519PrivateKey) -> None:
    """Write the manifest of a backup, and its signature: the last members."""
    data = json.dumps({"format": FORMAT, **asdict(manifest)}, indent=1).encode()
    signed = {"signature": key.sign(_signed(data)).hex(), "key": key.public_key().public_bytes_raw().hex()}
    archive.writestr(MANIFEST, data, ZIP_DEFLATED)
    archive.writestr(SIGNATURE, json.dumps(signed), ZIP_DEFLATED)


def is_signed_by(saved: Saved, key: Ed25519PublicKey) -> bool:
    """Tell whether a key has signed a backup's manifest."""
    from cryptography.exceptions import InvalidSignature

    try:
        key.verify(bytes.fromhex(saved.signature), _signed(saved.data))
    except (InvalidSignature, ValueError):
        return False
    return True


def read_saved(path: Path) -> Saved:
    """Return what a backup says, having read all of it: every table is as it was written, and there is nothing else.

    Raises
    ------
    InputError
        It is no backup, or is damaged; says which table, and what is wrong with it.
    """
    try:
        with ZipFile(path) as archive:
            saved = _saved_in(archive, path)
            tables = saved.manifest.tables
            faults = [
                *_members(archive, tables, path),
                *(bad for one in tables if (bad := _damage(archive, one, path))),
            ]
    except OSError as error:
        raise InputError([Fault(str(path), f"cannot be read: {error.strerror or error}")]) from error
    except DAMAGED as error:
        what = "is no backup of the desk, or its end is missing: a backup is a ZIP file"
        raise InputError([Fault(str(path), what)]) from error
    if faults:
        raise InputError(faults)
    return saved


class Swapped(ValueError):
    """A table that is no longer what it was when the backup was looked through."""


def rows_of(archive: ZipFile, table: SavedTable) -> Iterator[list[Any]]:
    """Go through the rows of a table in a backup; raise `Swapped` where they are not those that its manifest says."""
    digest = hashlib.sha256()
    with archive.open(_member(table.model)) as file:
        for line in file:
            digest.update(line)
            yield json.loads(line)
    if digest.hexdigest() != table.sha256:
        raise Swapped


def _signed(data: bytes) -> bytes:
    """Return what is signed: the manifest, marked so that no other signature of the key can stand for it."""
    return b"standto backup\n" + data


def _saved_in(archive: ZipFile, path: Path) -> Saved:
    """Return what an archive says that it holds, and by whom that is signed."""
    try:
        data = archive.read(MANIFEST)
    except DAMAGED as error:
        what = "is missing: this is no backup of the desk" if isinstance(error, KeyError) else "is damaged"
        raise InputError([Fault(str(path), what, column=MANIFEST)]) from error
    try:
        manifest = _manifest(json.loads(data, object_pairs_hook=_members_once))
    except (ValueError, RecursionError) as error:
        what = str(error) if isinstance(error, _NoManifest) else "is damaged: it is not JSON"
        raise InputError([Fault(str(path), what, column=MANIFEST)]) from error
    return Saved(manifest, data, *_signature_in(archive))


def _signature_in(archive: ZipFile) -> tuple[str, str]:
    """Return the signature of an archive and the key that it names; blank where there is none that can be read."""
    try:
        said = json.loads(archive.read(SIGNATURE), object_pairs_hook=_members_once)
        return _text(said["signature"]), _text(said["key"])
    except (*DAMAGED, RecursionError):
        return "", ""


def _members_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the members of an object, each of which is there once: of two, nobody can tell which is meant."""
    said = dict(pairs)
    if len(said) < len(pairs):
        raise _NoManifest("says something twice: this is not as `standto backup` writes it")
    return said


def _members(archive: ZipFile, tables: Sequence[SavedTable], path: Path) -> Iterator[Fault]:
    """Go through what a backup has beside what its manifest names, and what it has twice."""
    names = archive.namelist()
    expected = [*(_member(table.model) for table in tables), MANIFEST, SIGNATURE]
    for name in dict.fromkeys([*expected, *names]):
        if names.count(name) > 1 or expected.count(name) > 1:
            yield Fault(str(path), "is in the backup more than once: nobody can tell which is meant", column=name)
        elif name not in expected:
            yield Fault(str(path), "is in the backup, and its manifest does not name it", column=name)


class _NoManifest(ValueError):
    """What a manifest says is none of a backup; the message says why, in words for people."""


def _manifest(said: Any) -> Manifest:
    """Return what a manifest says."""
    if not isinstance(said, dict) or "format" not in said:
        raise _NoManifest("names no format: this is no backup of the desk")
    if said["format"] not in (UNSIGNED, FORMAT):
        raise _NoManifest(f"its format is {said['format']}, and this version reads {UNSIGNED} and {FORMAT}")
    parts = _PARTS if said["format"] == UNSIGNED else _PARTS | _SINCE_SIGNED
    return Manifest(**{name: _part(said, name, read) for name, read in parts.items()})


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


def _yes_or_no(value: Any) -> bool:
    """Return whether something is so."""
    if not isinstance(value, bool):
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
_SINCE_SIGNED: dict[str, Callable[[Any], Any]] = {"lines": _whole, "lines_hash": _text, "demonstration": _yes_or_no}
"""The parts that it has since backups are signed."""


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
        return Fault(str(path), what, column=table.model)
    if (rows, digest.hexdigest()) != (table.rows, table.sha256):
        return Fault(str(path), "is not as it was saved", column=table.model)
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
