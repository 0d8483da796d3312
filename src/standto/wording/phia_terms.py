"""The words of chances: the probability yardstick of the Professional Head of Intelligence Assessment (PHIA)."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple


class YardstickTerm(NamedTuple):
    """A term of the yardstick, and the per cent that it stands for, both ends included."""

    words: str
    low: int
    high: int


YARDSTICK = (
    YardstickTerm("remote chance", 0, 5),
    YardstickTerm("highly unlikely", 10, 20),
    YardstickTerm("unlikely", 25, 35),
    YardstickTerm("realistic possibility", 40, 50),
    YardstickTerm("likely", 55, 75),
    YardstickTerm("highly likely", 80, 90),
    YardstickTerm("almost certain", 95, 100),
)
"""The terms in ascending order.

The published table has "likely or probable" for the fifth. The upper end of "realistic possibility" is the one that it
leaves out: that term stands for less than 50 %. 0 and 100 % are left out too, since no judgement is certain; a number
shown here is never either.
"""
_EVEN = Fraction(50)


def yardstick_words(percent: Fraction) -> str:
    """Return the words of a chance in per cent.

    A number in one of the yardstick's gaps gets both neighbours: 7 is ``between remote chance and highly unlikely``,
    50 is ``between realistic possibility and likely``.

    Parameters
    ----------
    percent
        The number as it is shown to the reader, from 0 to 100.

    Notes
    -----
    The source of the table is "Explaining uncertainty in UK intelligence assessment", Cabinet Office, published on
    24 March 2025, at gov.uk. It gives most ends as approximate, and leaves gaps between its seven ranges on purpose. A
    gap's words are Standto's own.
    """
    above = next((place for place, term in enumerate(YARDSTICK) if percent <= term.high), len(YARDSTICK) - 1)
    term = YARDSTICK[above]
    if percent == _EVEN:
        return _between(above, above + 1)
    return term.words if percent >= term.low else _between(above - 1, above)


def _between(below: int, above: int) -> str:
    return f"between {YARDSTICK[below].words} and {YARDSTICK[above].words}"
