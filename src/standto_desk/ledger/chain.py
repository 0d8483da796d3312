"""The canonical form of an entry, and the chain of hashes over it."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from json import JSONEncoder
from secrets import token_hex
from typing import Any

COLUMNS = (
    "account", "body", "capability", "count", "force", "high", "imported", "key", "kind", "known", "low", "name",
    "occurred", "post", "recorded", "sequence", "sort", "source", "step", "subject", "text_hash", "until",
)  # fmt: skip
"""Every column of an entry except `hash` and `nonce`, sorted: the order of the canonical form."""

WITH_NONCE = tuple(sorted([*COLUMNS, "nonce"]))
"""The same with the nonce, for every entry made since there are nonces."""

GENESIS = sha256(b"standto ledger 1").hexdigest()
"""The hash before the first entry."""

_encode = JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


def canonical(entry: Mapping[str, Any]) -> bytes:
    """Return the canonical form of an entry.

    One JSON object in UTF-8: the columns except `hash`, sorted by name, no spaces, numbers as whole numbers,
    `imported` as true or false, missing values as null, and only those characters escaped that JSON requires.
    Entries made before there were nonces have none here either.

    Parameters
    ----------
    entry
        Its columns by name; the function ignores other keys.
    """
    columns = WITH_NONCE if entry.get("nonce") else COLUMNS
    return _encode({column: entry[column] for column in columns}).encode()


def new_nonce() -> str:
    """Return a new nonce, which keeps readers from guessing the person of an entry by its hash."""
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
