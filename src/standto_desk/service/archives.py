"""The file of a backup: every table as lines of JSON in a ZIP, with a manifest of their hashes and its signature.

It is independent of the kind of database, so that a backup of SQLite can be restored into PostgreSQL, and the reverse.
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
"""The format of backups before they were signed."""
MANIFEST, SIGNATURE = "manifest.json", "manifest.signature.json"
DAMAGED = (BadZipFile, EOFError, OSError, LookupError, TypeError, ValueError, RuntimeError, zlib.error)
"""The errors that reading a damaged file may raise."""


@dataclass(frozen=True, slots=True)
class SavedTable:
    """A table in a backup: its model, its columns, its number of rows, and the SHA-256 of its lines."""

    model: str
    columns: tuple[str, ...]
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The manifest of a backup.

    Attributes
    ----------
    made
        When it was made, in ISO 8601, by the machine's clock.
    version
        The version of Standto that made it.
    migrations
        The migrations that made the tables: app and name of each.
    tables
        The tables, in the order in which they can be filled again.
    count, hash
        The end of the ledger.
    lines, lines_hash
        The end of the security log.
    demonstration
        Whether it is a demonstration's, which has a clock of its own.
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
    """The manifest of a backup with its signature.

    Attributes
    ----------
    manifest
        The manifest.
    data
        The bytes of the manifest, which are signed.
    signature, key
        The signature and the public key that it names, in hexadecimal; blank without one.
    """

    manifest: Manifest
    data: bytes
    signature: str
    key: str


def write_table(archive: ZipFile, model: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> SavedTable:
    """Write a table into a backup; return its part of the manifest."""
    digest, count = hashlib.sha256(), 0
    with archive.open(_member(model), "w", force_zip64=True) as file:
        for row in rows:
            line = json.dumps([_plain(value) for value in row], ensure_ascii=False, separators=(",", ":")).encode()
            file.write(line + b"\n")
            digest.update(line + b"\n")
            count += 1
    return SavedTable(model, tuple(columns), count, digest.hexdigest())


def write_manifest(archive: ZipFile, manifest: Manifest, key: Ed25519PrivateKey) -> None:
    """Write the manifest of a backup and its signature, which are its last files."""
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
    """Return the manifest of a backup after checking that the whole file agrees with it.

    Raises
    ------
    InputError
        It is not a backup, or it is damaged; names each damaged table.
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
        what = "is not a backup of the desk, or its end is missing: a backup is a ZIP file"
        raise InputError([Fault(str(path), what)]) from error
    if faults:
        raise InputError(faults)
    return saved


class Swapped(ValueError):
    """A table has changed since the backup was checked."""


def rows_of(archive: ZipFile, table: SavedTable) -> Iterator[list[Any]]:
    """Yield the rows of a table in a backup; raise `Swapped` if they do not agree with its manifest."""
    digest = hashlib.sha256()
    with archive.open(_member(table.model)) as file:
        for line in file:
            digest.update(line)
            yield json.loads(line)
    if digest.hexdigest() != table.sha256:
        raise Swapped


def _signed(data: bytes) -> bytes:
    """Return the bytes to sign: the manifest, marked so that no other signature of the key fits."""
    return b"standto backup\n" + data


def _saved_in(archive: ZipFile, path: Path) -> Saved:
    try:
        data = archive.read(MANIFEST)
    except DAMAGED as error:
        what = "is missing: this is not a backup of the desk" if isinstance(error, KeyError) else "is damaged"
        raise InputError([Fault(str(path), what, column=MANIFEST)]) from error
    try:
        manifest = _manifest(json.loads(data, object_pairs_hook=_members_once))
    except (ValueError, RecursionError) as error:
        what = str(error) if isinstance(error, _NoManifest) else "is damaged: it is not JSON"
        raise InputError([Fault(str(path), what, column=MANIFEST)]) from error
    return Saved(manifest, data, *_signature_in(archive))


def _signature_in(archive: ZipFile) -> tuple[str, str]:
    """Return the signature of an archive and the key that it names; blank if it has no readable one."""
    try:
        signature = json.loads(archive.read(SIGNATURE), object_pairs_hook=_members_once)
        return _text(signature["signature"]), _text(signature["key"])
    except (*DAMAGED, RecursionError):
        return "", ""


def _members_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the members of an object; refuse a member that occurs twice, because either could be meant."""
    members = dict(pairs)
    if len(members) < len(pairs):
        raise _NoManifest("says something twice, which `standto backup` never writes")
    return members


def _members(archive: ZipFile, tables: Sequence[SavedTable], path: Path) -> Iterator[Fault]:
    """Yield the files in a backup that its manifest does not name, or that occur twice."""
    names = archive.namelist()
    expected = [*(_member(table.model) for table in tables), MANIFEST, SIGNATURE]
    for name in dict.fromkeys([*expected, *names]):
        if names.count(name) > 1 or expected.count(name) > 1:
            yield Fault(str(path), "is in the backup more than once, so it is unclear which is meant", column=name)
        elif name not in expected:
            yield Fault(str(path), "is in the backup, but its manifest does not name it", column=name)


class _NoManifest(ValueError):
    """A manifest that no backup has; the message says why."""


def _manifest(content: Any) -> Manifest:
    if not isinstance(content, dict) or "format" not in content:
        raise _NoManifest("names no format: this is not a backup of the desk")
    if content["format"] not in (UNSIGNED, FORMAT):
        raise _NoManifest(f"has the format {content['format']}, but this version reads {UNSIGNED} and {FORMAT}")
    parts = _PARTS if content["format"] == UNSIGNED else _PARTS | _SINCE_SIGNED
    return Manifest(**{name: _part(content, name, read) for name, read in parts.items()})


def _part(content: dict[str, Any], name: str, read: Callable[[Any], Any]) -> Any:
    if name not in content:
        raise _NoManifest(f"lacks {name}, which every backup has")
    try:
        return read(content[name])
    except (LookupError, TypeError, ValueError) as error:
        raise _NoManifest(f"its {name} is not as `standto backup` writes it") from error


def _exactly(kind: type) -> Callable[[Any], Any]:
    """Return a reader that accepts values of exactly one type."""

    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise TypeError
        return value

    return read


_text, _whole, _yes_or_no = map(_exactly, (str, int, bool))


def _migrations(value: Any) -> tuple[tuple[str, str], ...]:
    return tuple((_text(app), _text(name)) for app, name in value)


def _tables(value: Any) -> tuple[SavedTable, ...]:
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
"""Further parts of the manifest of a signed backup."""


def _damage(archive: ZipFile, table: SavedTable, path: Path) -> Fault | None:
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
    return f"tables/{model}.jsonl"


def _plain(value: Any) -> Any:
    """Return a value in a form that JSON has and that a field reads back."""
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
