"""Numbers for the public: small ones suppressed, with others if a sum would give them away, and large ones coarse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from standto.model.time import HOUR

SMALL = 5
"""The number of people, or of places short at one time, below which the public sees no number."""
LEAST_SMALL = 2
"""The least that it may be: below, everybody would see numbers of one person."""


class HoursShort(NamedTuple):
    """Hours of a month that the public may see, or not.

    Attributes
    ----------
    micros
        Microseconds of places, or of crews.
    most
        The most places, or crews, at one time.
    """

    micros: int
    most: int

    def small(self, bound: int) -> bool:
        """Return whether there is something here, but too little to show: few places at once, or few hours."""
        return self.micros > 0 and (self.most < bound or self.micros < bound * HOUR)

    def shown(self, bound: int) -> int | None:
        """Return the hours in steps of the bound; None if they are small."""
        return None if self.small(bound) else stepped(self.micros, bound)


def shown_parts(parts: Sequence[HoursShort], bound: int) -> tuple[int | None, ...]:
    """Return the hours of the parts of a sum that is shown, in steps of the bound; None for those that are suppressed.

    Small parts are suppressed. If only one is, so is the smallest other that is not 0: otherwise the small part would
    be the sum less the others.
    """
    hidden = {place for place, part in enumerate(parts) if part.small(bound)}
    if len(hidden) == 1:
        others = [place for place, part in enumerate(parts) if part.micros and place not in hidden]
        hidden |= {min(others, key=lambda place: parts[place].micros)} if others else set()
    return tuple(None if place in hidden else stepped(part.micros, bound) for place, part in enumerate(parts))


def stepped(micros: int, step: int) -> int:
    """Return hours rounded to a multiple of a step; halves up."""
    length = step * HOUR
    return (micros + length // 2) // length * step


def banded(number: int, step: int) -> str:
    """Return a number of people as ``fewer than 5``, ``5 to 9``, ``10 to 14`` and so on."""
    if number < step:
        return f"fewer than {step:,}"
    floor = number - number % step
    return f"{floor:,} to {floor + step - 1:,}"
