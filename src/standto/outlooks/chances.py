"""A chance that a simulation counted: its number, its error and its words."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from standto.wording.error_digits import WithError, digits, rounded_up, with_error
from standto.wording.phia_terms import yardstick_words

CONDITION = "if these assumptions hold"
"""What stands beside every chance."""
LEAST_FOR_WORDS = 100
"""The fewest futures whose share is put into words: with fewer, the standard error may be above 5 per cent."""
BEYOND = 0.05
"""The chance of seeing none, or all, at the bound that is shown for it."""
TOO_FEW = "too few futures for a word"
_WHOLE = Fraction(100)


@dataclass(frozen=True, order=True, slots=True)
class Chance:
    """The share of some futures in which something is so, as an estimate of its chance.

    Attributes
    ----------
    count
        The number of futures in which it is so.
    futures
        The number of futures, at least 1.
    """

    count: int
    futures: int

    @property
    def share(self) -> Fraction:
        """The share of the futures."""
        return Fraction(self.count, self.futures)

    @property
    def certain(self) -> bool:
        """Whether it is so in none of the futures, or in all."""
        return self.count in (0, self.futures)

    @property
    def error(self) -> float:
        """The standard error of the share, ``sqrt(p (1 - p) / n)``; 0 if it is so in none or in all."""
        return math.sqrt(self.share * (1 - self.share) / self.futures)

    @property
    def bound(self) -> float:
        """The greatest chance of something that none of `futures` futures would have with a chance of at least 5 %.

        It is ``1 - 0.05^(1/n)``, which the rule of three takes for ``3/n``. Where all have it, 1 less the bound is the
        least chance.
        """
        return -math.expm1(math.log(BEYOND) / self.futures)

    @property
    def number(self) -> str:
        """The number: ``42.4 %``, ``under 0.03 %`` if none has it, ``over 99.97 %`` if all have it."""
        return self._signed(self._rounded.number if not self.certain else self._bounded)

    @property
    def text(self) -> str:
        """The number with its standard error in percentage points, as ``42.4 % ± 0.5``; a bound needs none."""
        if self.certain:
            return self.number
        rounded = self._rounded
        return f"{self.number} ± {digits(rounded.error, rounded.place)}"

    @property
    def term(self) -> str:
        """The word of the number shown, on the yardstick; blank if there are too few futures for one."""
        if self.futures < LEAST_FOR_WORDS:
            return ""
        return yardstick_words(self.share * _WHOLE if self.certain else self._rounded.value)

    @property
    def words(self) -> str:
        """The number, its error and its word: ``42.4 % ± 0.5, realistic possibility``."""
        return f"{self.text}, {self.term or TOO_FEW}"

    @property
    def _rounded(self) -> WithError:
        """The per cent and its error, in as many digits as the error allows."""
        variance = self.share * (1 - self.share) / self.futures
        return with_error(self.share * _WHOLE, variance * _WHOLE**2)

    @property
    def _bounded(self) -> str:
        """The bound in per cent, rounded away from the share."""
        found = rounded_up(Fraction(self.bound) * _WHOLE)
        return digits(found.value if self.count == 0 else _WHOLE - found.value, found.place)

    def _signed(self, number: str) -> str:
        side = "" if not self.certain else "under " if self.count == 0 else "over "
        return f"{side}{number} %"
