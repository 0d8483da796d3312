"""The stop rule: whether every chance that is shown has a small enough standard error."""

from __future__ import annotations

import re
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from standto.errors import OptionError
from standto.futures.future_tally import FutureTally
from standto.wording import shortened

_FAR = re.compile(r"[eE][+-]?[0-9_]{4,}")
"""An exponent so far from 0 that the fraction would have thousands of digits."""


def settled(tally: FutureTally, error: Fraction) -> bool:
    """Return whether every chance of a tally has at most a standard error.

    Notes
    -----
    The chances are those of no gap in each step, of a first gap by each step, and of help that can go by each step, for
    each thing judged. Of n futures, k have what is asked: the standard error of ``p = k/n`` is ``sqrt(p (1 - p) / n)``.
    It is at most e where ``k (n - k) <= e^2 n^3``, in whole numbers.
    """
    futures = tally.futures
    counts = [gaps[:, 0] for gaps in tally.gaps]
    counts += [np.cumsum(row[:-1]) for table in (tally.first_gap, tally.alone_from) for row in table]
    most = max((_most_spread(one, futures) for one in counts if len(one)), default=0)
    return most * error.denominator**2 <= error.numerator**2 * futures**3


def _most_spread(counts: NDArray[np.int64], futures: int) -> int:
    """Return the most of ``k (n - k)``, which is below 2^62 for 32-bit numbers of futures."""
    return int((counts * (futures - counts)).max())


def exact_error(error: float | str | Fraction | None) -> Fraction | None:
    """Return a standard error that somebody asks for as the fraction that it writes.

    Raises
    ------
    OptionError
        It is no number above 0 and below 1.
    """
    if error is None:
        return None
    text = str(error)
    try:
        exact = Fraction(0 if _FAR.search(text) else text)
    except (ValueError, ZeroDivisionError):
        exact = Fraction(0)
    if isinstance(error, bool) or not 0 < exact < 1:
        raise OptionError(f"error: {shortened(error)} is not a number above 0 and below 1, such as 0.01")
    return exact
