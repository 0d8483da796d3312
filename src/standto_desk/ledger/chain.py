"""The canonical form of an entry, and the chain of hashes over it."""

from __future__ import annotations

from hashlib import sha256
from json import JSONEncoder
from secrets import token_hex
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

COLUMNS = (
    "account", "body", "capability", "count", "force", "high", "imported", "key", "kind", "known", "low", "name",
    "occurred", "post", "recorded", "sequence", "sort", "source", "step", "subject", "text_hash", "until",
)  # fmt: skip
"""Every column of an entry but `hash` and `nonce`, sorted: the order in the canonical form."""

WITH_NONCE = tuple(sorted([*COLUMNS, "nonce"]))
"""The same with the nonce, which every entry has except those made before there were nonces."""

GENESIS = sha256(b"standto ledger 1").hexdigest()
"""The hash before the first entry."""

_encode = JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


def canonical(entry: Mapping[str, Any]) -> bytes:
    """Return the canonical form of an entry.

    One JSON object in UTF-8: the columns but `hash`, sorted by name, no spaces, numbers as whole numbers, `imported`
    as true or false, missing values as null, and only those characters escaped that JSON requires.
    The nonce is included if there is one: entries made before there were nonces keep their form.

    Parameters
    ----------
    entry
        Its columns by name; other keys are ignored.
    """
    columns = WITH_NONCE if entry.get("nonce") else COLUMNS
    return _encode({column: entry[column] for column in columns}).encode()


def new_nonce() -> str:
    """Return a new nonce. Without it, nobody can use the hash to guess the person that an entry is about."""
    return token_hex(16)


def link(previous: str, entry: Mapping[str, Any]) -> str:
    """Return the hash of an entry: SHA-256 of the previous hash, as bytes, followed by its canonical form."""
    return sha256(bytes.fromhex(previous) + canonical(entry)).hexdigest()


def text_hash(salt: str, text: str) -> str:
    """Return the salted hash of a free text: SHA-256 of the salt as written, followed by the text in UTF-8.

    Parameters
    ----------
    salt
        Sixteen random bytes in hexadecimal: 32 characters.
    text
        The text.
    """
    return sha256(f"{salt}{text}".encode()).hexdigest()
