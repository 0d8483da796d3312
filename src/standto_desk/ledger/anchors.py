"""Anchors: signed copies of the ends of the ledger and of the security log, to keep elsewhere."""

from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.db import connection

from standto.errors import OptionError
from standto.model.time import Instant
from standto_desk.ledger.reading import Position, head

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

FORMATS = (1, 2)
"""An anchor of the first format does not name the security log."""


class Anchor(NamedTuple):
    """The places that an anchor names: the ledger's, and the security log's if there is one."""

    ledger: Position
    log: Position | None


def key_path() -> Path:
    """Return the path of the installation's key: `STANDTO_KEY_FILE`, or beside the file of the database.

    Raises
    ------
    OptionError
        The database has no file, and `STANDTO_KEY_FILE` is not set.
    """
    if settings.STANDTO_KEY_FILE:
        return Path(settings.STANDTO_KEY_FILE)
    if connection.vendor != "sqlite":
        raise OptionError("STANDTO_KEY_FILE: is missing: set it to the file of the installation's key")
    return Path(f"{connection.settings_dict['NAME']}.key")


def installation_key(path: Path) -> Ed25519PrivateKey:
    """Return the installation's key; on first use, make it, readable by its owner only.

    Raises
    ------
    OptionError
        It cannot be read or made.
    """
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    try:
        if not path.exists():
            data = Ed25519PrivateKey.generate().private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
            _write_once(path, data)
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise OptionError(f"{path}: is not the key of an installation: {error}") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise OptionError(f"{path}: is not an Ed25519 key")
    return key


def public_text(key: Ed25519PrivateKey) -> str:
    """Return the public half of a key, for people who verify elsewhere."""
    from cryptography.hazmat.primitives import serialization

    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_key().public_bytes(serialization.Encoding.PEM, form).decode()


def fingerprint(key: Ed25519PublicKey) -> str:
    """Return the fingerprint of a key: the SHA-256 of its 32 bytes, in hexadecimal."""
    return sha256(key.public_bytes_raw()).hexdigest()


def make_anchor(key: Ed25519PrivateKey, now: Instant, log: Position | None = None) -> str:
    """Return an anchor on the last entry and the last line of the security log, as one line of JSON.

    Parameters
    ----------
    key
        The installation's key.
    now
        The time on the clock.
    log
        The end of the security log; None for an anchor on the ledger alone.
    """
    place = head()
    fields: dict[str, Any] = {"format": 1 if log is None else 2, "count": place.count, "hash": place.hash, "made": now}
    if log is not None:
        fields["security_log"] = {"count": log.count, "hash": log.hash}
    return json.dumps(fields | {"signature": key.sign(_signed(fields)).hex()}) + "\n"


def read_anchor(text: str, key: Ed25519PublicKey, *, name: str) -> Anchor:
    """Return the places that an anchor was made on.

    Parameters
    ----------
    text
        The anchor.
    key
        The public key of the installation that made it.
    name
        Its name, for errors.

    Raises
    ------
    OptionError
        It is not an anchor, or that installation did not sign it.
    """
    from cryptography.exceptions import InvalidSignature

    try:
        fields = json.loads(text)
        signature = bytes.fromhex(fields.pop("signature"))
        anchor = Anchor(
            _position(fields), _position(fields["security_log"]) if fields["format"] == FORMATS[-1] else None
        )
        if fields["format"] not in FORMATS:
            raise OptionError(f"{name}: its format is {fields['format']}, and this version reads 1 and 2")
    except (ValueError, TypeError, KeyError, AttributeError):
        raise OptionError(f"{name}: is not an anchor: `standto ledger anchor` makes one") from None
    try:
        key.verify(signature, _signed(fields))
    except InvalidSignature:
        raise OptionError(f"{name}: was changed, or signed by another installation's key") from None
    return anchor


def _position(fields: dict[str, Any]) -> Position:
    return Position(int(fields["count"]), str(fields["hash"]))


def read_public_key(data: bytes, *, name: str) -> Ed25519PublicKey:
    """Return a public key.

    Raises
    ------
    OptionError
        It is not a public key.
    """
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = serialization.load_pem_public_key(data)
    except (ValueError, TypeError):
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise OptionError(f"{name}: is not a public key: `standto ledger anchor --public-key` prints one")
    return key


def _signed(fields: dict[str, Any]) -> bytes:
    """Return the bytes that the signature covers: the other fields, in a canonical form."""
    return json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()


def _write_once(path: Path, data: bytes) -> None:
    """Write a file that only its owner may read, unless another process has made it meanwhile."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.partial")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(beside, path)
        except FileExistsError:
            return
    finally:
        beside.unlink(missing_ok=True)
