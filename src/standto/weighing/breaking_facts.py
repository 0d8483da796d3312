"""The facts of breaking points: the fields of the answer, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from standto.presenting.scope import Scope
from standto.wording import counted


class BreakingPoint(NamedTuple):
    """The smallest step-back of a group that breaks some duties.

    Attributes
    ----------
    group, id, size
        The sort and the id of the group, and the number of people and places in it; see `LeavingGroup`.
    duty
        The last of the duties, an index into `Scenario.duties_in_order`: they are this duty and all that are met
        before it.
    criticality
        The criticality of that duty.
    ends
        Whether that duty is the last of its criticality.
    worst
        The smallest number whose step-back breaks them, if the worst leave; 0: they are short already; None: not even
        the whole group breaks them.
    at_least
        The bound that is proved on `worst`; the same unless a search was cut short.
    window
        The first window that breaks then; None if none does.
    first
        The duties that fail first, as indices.
    orders
        The step-backs at which 5, 50 and 95 percent of random orders have broken them, None where that many orders
        break nothing; None if no orders were drawn.
    """

    group: str
    id: str
    size: int
    duty: int
    criticality: int
    ends: bool
    worst: int | None
    at_least: int | None
    window: int | None
    first: tuple[int, ...]
    orders: tuple[int | None, int | None, int | None] | None


@dataclass(frozen=True, repr=False)
class BreakingPointsFacts(Scope):
    """The smallest step-back at which each duty fails: of everybody, of each skill, each team and each donor.

    Attributes
    ----------
    runs, seed
        The number of random orders drawn, None for none, and their seed.
    points
        By group, then by duty in order.
    """

    runs: int | None
    seed: int
    points: tuple[BreakingPoint, ...]

    def of(self, group: str, name: str = "") -> tuple[BreakingPoint, ...]:
        """Return the points of one group, by duty."""
        return tuple(one for one in self.points if (one.group, one.id) == (group, name))

    @property
    def headline(self) -> str:
        """The smallest step-back of all that breaks a duty."""
        worst = [one.worst for one in self.of("everybody") if one.worst is not None]
        windows = counted(len(self.windows), "window")
        return f"{min(worst):,} may break a duty, over {windows}" if worst else f"nothing breaks, over {windows}"
