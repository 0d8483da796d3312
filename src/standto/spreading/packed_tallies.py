"""Tallies packed for the way: some hundred kilobytes, checked when they are unpacked."""

from __future__ import annotations

import hashlib
import zlib
from typing import TYPE_CHECKING

import numpy as np

from standto.futures.canonical_form import bytes_of, tally_from

if TYPE_CHECKING:
    from standto.futures.future_tally import FutureTally

_WIDTH = 8
"""The bytes of a number."""
_DIGEST = hashlib.sha256().digest_size
_MOST_BYTES = 1 << 31
"""The greatest size of an unpacked tally: more is no tally, but an attempt to fill the memory."""


def packed(tally: FutureTally) -> bytes:
    """Return a tally in as few bytes as soon can be had.

    Returns
    -------
    bytes
        SHA-256 of the canonical bytes, then these bytes, compressed. Their numbers are laid out by place value first,
        lowest bytes of all numbers first: most upper bytes are zero, and long rows of zeros take next to nothing.
    """
    canonical = bytes_of(tally)
    head, _, numbers = canonical.partition(b"\n")
    planes = np.frombuffer(numbers, np.uint8).reshape(-1, _WIDTH).T.tobytes()
    return hashlib.sha256(canonical).digest() + zlib.compress(head + b"\n" + planes)


def unpacked(data: bytes) -> FutureTally:
    """Return the tally that was packed.

    Raises
    ------
    ValueError
        The bytes hold no tally, or another than the one that was packed.
    """
    try:
        unpacking = zlib.decompressobj()
        head, _, planes = unpacking.decompress(data[_DIGEST:], _MOST_BYTES).partition(b"\n")
    except zlib.error as error:
        raise ValueError(f"these bytes hold no tally: {error}") from None
    if not unpacking.eof or len(planes) % _WIDTH:
        raise ValueError("the tally is cut off")
    canonical = head + b"\n" + np.frombuffer(planes, np.uint8).reshape(_WIDTH, -1).T.tobytes()
    if hashlib.sha256(canonical).digest() != data[:_DIGEST]:
        raise ValueError("the tally is not the one that was packed")
    return tally_from(canonical)
