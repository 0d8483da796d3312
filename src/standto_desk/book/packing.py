"""Many sequences in few bytes: how far each is from the one before, compressed."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence


def packed(places: Sequence[int]) -> bytes:
    """Return rising sequences as bytes; the same ones give the same bytes."""
    steps = np.diff(np.array(places, dtype=np.int64), prepend=0).astype("<i4")
    return zlib.compress(steps.tobytes(), 6)


def unpacked(data: bytes) -> list[int]:
    """Return the sequences that some bytes hold."""
    steps = np.frombuffer(zlib.decompress(data), dtype="<i4")
    return np.cumsum(steps, dtype=np.int64).tolist()
