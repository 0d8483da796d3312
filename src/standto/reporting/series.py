"""A duty over time: what it required, and who filled it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from standto.model.time import Instant


@dataclass(frozen=True, slots=True)
class Stretch:
    """A longest time in which nothing about a duty's cover changes.

    Attributes
    ----------
    required
        How many it takes; None: it does not stand.
    home, aid, contingency
        How many of the home force, of other forces and of the military fill it.
    gap
        How many are missing.
    """

    start: Instant
    until: Instant
    required: int | None
    home: int
    aid: int
    contingency: int
    gap: int


@dataclass(frozen=True, slots=True)
class DutySeries:
    """A duty's stretches, one after the other."""

    duty: str
    name: str
    stretches: tuple[Stretch, ...]
    trace: tuple[str, ...]
