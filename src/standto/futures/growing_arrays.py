"""Arrays that grow while events are drawn, since nobody knows beforehand how many there will be."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from standto.chance.compiling import compiled


@compiled
def grown(array: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return an array of twice the length that begins with the numbers of another."""
    longer = np.empty(2 * len(array), dtype=np.int32)
    longer[: len(array)] = array
    return longer
