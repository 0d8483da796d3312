"""Tallies packed for the way: ten kilobytes or so, checked when they are unpacked."""

from __future__ import annotations

import hashlib
import zlib
from typing import TYPE_CHECKING

import numpy as np

from standto.futures.tally_bytes import head_and_arrays, tally_with

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from standto.futures.future_tally import FutureTally

_DIGEST = hashlib.sha256().digest_size
_PLACE, _COUNT = np.dtype("<u4"), np.dtype("<i8")
MOST_BYTES, _MOST_NUMBERS = 1 << 30, 1 << 28
"""The greatest size of a tally on its way and unpacked: more is no tally, but an attempt to fill the memory."""


def packed(tally: FutureTally) -> bytes:
    """Return a tally in as few bytes as soon can be had.

    Returns
    -------
    bytes
        SHA-256 of what follows; then, compressed, three lines and the numbers that are not 0. The lines are the tally's
        head, the number of all numbers, and the number of those that are not 0. About one in fifty is not. For each of
        them there is first the distance from the one before, then the number. Both are laid out by place value, the
        lowest bytes of all first: most upper bytes are 0, and long rows of zeros take next to nothing.
    """
    head, arrays = head_and_arrays(tally)
    numbers = np.concatenate([array.ravel() for array in arrays]) if arrays else np.zeros(0, dtype=np.int64)
    places = np.flatnonzero(numbers)
    lines = b"%s\n%d\n%d\n" % (head, len(numbers), len(places))
    data = zlib.compress(lines + _planes(np.diff(places, prepend=0), _PLACE) + _planes(numbers[places], _COUNT), 1)
    return hashlib.sha256(data).digest() + data


def unpacked(data: bytes) -> FutureTally:
    """Return the tally that was packed.

    Raises
    ------
    ValueError
        The bytes hold no tally, or not the one that was packed.
    """
    if hashlib.sha256(data[_DIGEST:]).digest() != data[:_DIGEST]:
        raise ValueError("the tally is cut off or changed")
    try:
        unpacking = zlib.decompressobj()
        head, size, some, planes = unpacking.decompress(data[_DIGEST:], MOST_BYTES).split(b"\n", 3)
        filled = int(some)
        if not 0 <= filled <= int(size) <= _MOST_NUMBERS or len(planes) != filled * (_PLACE.itemsize + _COUNT.itemsize):
            raise ValueError("its numbers are cut off")
        numbers = np.zeros(int(size), dtype=np.int64)
        split = filled * _PLACE.itemsize
        places = np.cumsum(_numbers(planes[:split], _PLACE), dtype=np.int64)
        numbers[places] = _numbers(planes[split:], _COUNT)
    except (IndexError, ValueError, zlib.error) as error:
        raise ValueError(f"these bytes hold no tally: {error}") from None
    return tally_with(head, numbers)


def _planes(numbers: NDArray[np.int64], kind: np.dtype[np.generic]) -> bytes:
    """Return the lowest bytes of all numbers, then the next ones, and so on."""
    return numbers.astype(kind).view(np.uint8).reshape(-1, kind.itemsize).T.tobytes()


def _numbers(planes: bytes, kind: np.dtype[np.generic]) -> NDArray[np.int64]:
    """Return the numbers whose bytes were laid out by place value."""
    rows = np.frombuffer(planes, np.uint8).reshape(kind.itemsize, -1)
    return np.ascontiguousarray(rows.T).view(kind).ravel().astype(np.int64)
