"""Answers that are plain values, sealed for the way: compressed JSON, checked when it is opened."""

from __future__ import annotations

import hashlib
import json
import zlib
from typing import Any

_DIGEST = hashlib.sha256().digest_size
_MOST_BYTES = 1 << 28
"""The greatest size of an answer: more is none, but an attempt to fill the memory."""


def sealed(values: Any) -> bytes:
    """Return lists, texts, whole numbers, booleans and None as SHA-256 of what follows, then compressed JSON."""
    data = zlib.compress(json.dumps(values, separators=(",", ":")).encode(), 1)
    return hashlib.sha256(data).digest() + data


def unsealed(data: bytes) -> Any:
    """Return the values that were sealed, with lists in place of tuples.

    Raises
    ------
    ValueError
        The bytes are damaged, or hold none.
    """
    if hashlib.sha256(data[_DIGEST:]).digest() != data[:_DIGEST]:
        raise ValueError("the answer is cut off or changed")
    try:
        return json.loads(zlib.decompressobj().decompress(data[_DIGEST:], _MOST_BYTES))
    except (RecursionError, ValueError, zlib.error) as error:
        raise ValueError(f"these bytes hold no answer: {error}") from None
