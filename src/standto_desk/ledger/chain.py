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
"""The same with the nonce, which every entry has that was made since there are any."""

GENESIS = sha256(b"standto ledger 1").hexdigest()
"""What the first entry follows on."""

_encode = JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


def canonical(entry: Mapping[str, Any]) -> bytes:
    """Return the canonical form of an entry.

    One JSON object in UTF-8: the columns but `hash`, sorted by name, no spaces, numbers as whole numbers, `imported`
    as true or false, what is not there as null, and no character escaped but those that JSON cannot hold as they are.
    The nonce is among them where there is one: entries of before there was any have the form that they had.

    Parameters
    ----------
    entry
        Its columns by name; others are passed over.
    """
    columns = WITH_NONCE if entry.get("nonce") else COLUMNS
    return _encode({column: entry[column] for column in columns}).encode()


def new_nonce() -> str:
    """Return the nonce of an entry: by its hash, nobody who is not shown it can try whom the entry is about."""
    return token_hex(16)


def link(previous: str, entry: Mapping[str, Any]) -> str:
    """Return the hash of an entry: SHA-256 of the hash before it, as bytes, and of its canonical form.

    Parameters
    ----------
    previous
        The hash of the entry before, in hexadecimal; `GENESIS` for the first.
    entry
        Its columns by name.
    """
    return sha256(bytes.fromhex(previous) + canonical(entry)).hexdigest()


def text_hash(salt: str, text: str) -> str:
    """Return the salted hash of a free text: SHA-256 of the salt as it is written, and of the text in UTF-8.

    Parameters
    ----------
    salt
        Sixteen random bytes in hexadecimal: 32 characters.
    text
        The text.
    """
    return sha256(f"{salt}{text}".encode()).hexdigest()
