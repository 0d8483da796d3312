"""A tally as bytes, the same on every machine: a line of JSON, then all arrays as 64-bit whole numbers."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standto.futures.future_tally import FutureTally, Judged

_NUMBER = np.dtype("<i8")
"""Little-endian, whatever the machine's own order."""


def bytes_of(tally: FutureTally) -> bytes:
    """Return a tally as bytes; equal tallies have equal bytes.

    Returns
    -------
    bytes
        The head of the tally and a line feed; after them, the numbers of its arrays in order, each of eight bytes, the
        lowest first.
    """
    head, arrays = head_and_arrays(tally)
    return b"\n".join([head, b"".join(np.ascontiguousarray(array, _NUMBER).tobytes() for array in arrays)])


def head_and_arrays(tally: FutureTally) -> tuple[bytes, list[NDArray[np.int64]]]:
    """Return a line of JSON with a tally's fields in order, and the arrays for which ``{"array": shape}`` stands."""
    arrays: list[NDArray[np.int64]] = []
    head = {field.name: _plain(getattr(tally, field.name), arrays) for field in fields(tally)}
    return json.dumps(head, separators=(",", ":")).encode(), arrays


def tally_with(head: bytes, numbers: NDArray[np.int64]) -> FutureTally:
    """Return the tally with a head and the numbers of its arrays, in order.

    Raises
    ------
    ValueError
        They are not of one tally.
    """
    left = _Numbers(numbers)
    try:
        found = {name: _value(plain, left) for name, plain in json.loads(head).items()}
        found["judged"] = tuple(Judged(*each) for each in found["judged"])
        tally = FutureTally(**found)
    except (AttributeError, IndexError, KeyError, RecursionError, TypeError) as error:
        raise ValueError(f"these bytes hold no tally: {error}") from None
    if left.left:
        raise ValueError("there are more numbers than the tally has")
    return tally


class _Numbers:
    """The numbers of all arrays, taken from the front."""

    def __init__(self, numbers: NDArray[np.int64]) -> None:
        self._numbers, self._at = numbers, 0

    @property
    def left(self) -> int:
        """The number of numbers not taken."""
        return len(self._numbers) - self._at

    def take(self, shape: tuple[int, ...]) -> NDArray[np.int64]:
        """Return the next array, of a shape."""
        size = 1
        for length in shape:
            if length < 0:
                raise ValueError(f"an array cannot have the shape {shape}")
            size *= length
        if size > self.left:
            raise ValueError("the numbers of a tally are cut off")
        self._at += size
        return self._numbers[self._at - size : self._at].reshape(shape)


def _plain(value: Any, arrays: list[NDArray[np.int64]]) -> Any:
    """Return a value for JSON, with its arrays added to the list."""
    if isinstance(value, Judged):
        return [value.sort, value.id, value.most]
    if isinstance(value, tuple):
        return [_plain(each, arrays) for each in value]
    if isinstance(value, dict):
        return {"counts": sorted([int(key), int(count)] for key, count in value.items())}
    if isinstance(value, np.ndarray) and value.dtype == np.object_:
        # Exact Python integers may need more than eight bytes.
        return {"whole": [int(each) for each in value.ravel()], "shape": list(value.shape)}
    if isinstance(value, np.ndarray):
        arrays.append(value)
        return {"array": list(value.shape)}
    return value if isinstance(value, str) else int(value)


def _value(plain: Any, numbers: _Numbers) -> Any:
    """Return the value that `_plain` made plain."""
    if isinstance(plain, list):
        return tuple(_value(each, numbers) for each in plain)
    if not isinstance(plain, dict):
        return plain
    if "counts" in plain:
        return {int(key): int(count) for key, count in plain["counts"]}
    if "whole" in plain:
        whole = np.empty(len(plain["whole"]), dtype=np.object_)
        whole[:] = [int(each) for each in plain["whole"]]
        return whole.reshape(plain["shape"])
    return numbers.take(tuple(plain["array"]))
