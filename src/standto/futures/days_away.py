"""How long somebody stays away: thresholds for the day of a return, made once by exact arithmetic."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

from standto.assuming.ranges import Spread
from standto.chance.thresholds import SCALE


@lru_cache(maxsize=256)
def day_thresholds(per_day: Spread, halves_after_days: Spread | None, age: int, days: int) -> NDArray[np.uint64]:
    """Return thresholds for the number of whole days that somebody stays away.

    Parameters
    ----------
    per_day, halves_after_days
        The numbers of a `standto.assuming.processes.Returning`.
    age
        The whole days that they have been away already.
    days
        The number of days to look at.

    Returns
    -------
    ndarray
        Column `k` is the threshold of ``1 - product of (1 - q(a)) over a from age to age + k``, the chance of a return
        within the next ``k + 1`` days, shape (levels, days), uint64. The level of `per_day` counts first, then that of
        `halves_after_days`. The number of days is the number of thresholds that are not above a draw; `days` means that
        nobody returns in time.
    """
    halves: tuple[Fraction | None, ...] = (None,) if halves_after_days is None else halves_after_days.levels
    rows = [_day_row(first, half, age, days) for first, half in product(per_day.levels, halves)]
    return np.array(rows, dtype=np.uint64)


def _day_row(per_day: Fraction, half: Fraction | None, age: int, days: int) -> list[int]:
    # q(a) = p / (1 + a / h) = p h / (h + a); 1 - q(a) = (d (n + a m) - p n) / (d (n + a m)) for p = p/d and h = n/m.
    chance, scale = per_day.numerator, per_day.denominator
    row, staying, whole = [], 1, 1
    for day in range(age, age + days):
        if half is None:
            staying, whole = staying * (scale - chance), whole * scale
        else:
            part = scale * (half.numerator + day * half.denominator)
            staying, whole = staying * (part - chance * half.numerator), whole * part
        row.append((whole - staying) * SCALE // whole)
    return row
