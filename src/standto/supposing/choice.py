"""The group that steps back when a number do: the worst, the best, or one at random, with bounds on every group.

The worst group does most harm in one window: the one in which that number can leave the most places short beyond those
short before. In it, the group is chosen against the set of duties that is then shortest: first the people who can do
the most important of its duties; members who do no harm there are chosen by the hours for which they count. The best
group is the one that costs least of those found by three rules (`least_harm`). Of equals, the first in the file are
chosen, people before places.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from standto.kernel.queries import gaps_in
from standto.model.event import Event
from standto.model.time import HOUR, Instant
from standto.register import Situation
from standto.supposing.bounds import Bounds, Losses
from standto.supposing.least_harm import LeastHarm
from standto.supposing.leavers import leavers_of

CHOICES = ("worst", "best", "random")
"""Which group steps back."""
_SAME = 1e-6
"""Place-hours that differ by less are the same, added in another order."""


@dataclass(frozen=True)
class GroupSteppingBack:
    """A number of home people, and places of home pools, who step back together.

    Attributes
    ----------
    choice
        ``worst``, ``best`` or ``random``.
    count, may
        How many step back, and how many could.
    capability
        What they step back from; None: everything.
    team
        The team that they are of; empty for any.
    since
        When.
    seed
        The seed of a random group; None for the others.
    people, places
        The ciphers, in the order of the file; the number of places of each pool.
    events
        The events by which they step back, and stay so whatever later events say.
    bounds
        What any group of that size costs, at most and at least.
    place_hours
        The place-hours short once this group has stepped back, seats that crews need taken as duties.
    window
        For the worst group, the window of the bounds in which it does most harm; else None.
    """

    choice: str
    count: int
    may: int
    capability: str | None
    team: str
    since: Instant
    seed: int | None
    people: tuple[str, ...]
    places: tuple[tuple[str, int], ...]
    events: tuple[Event, ...]
    bounds: Bounds = field(compare=False)
    place_hours: float
    window: int | None

    @property
    def least_possible(self) -> bool:
        """Whether no group of that size costs fewer place-hours."""
        return self.place_hours <= self.bounds.at_least + _SAME

    @property
    def most_possible(self) -> bool:
        """Whether no group of that size costs more place-hours."""
        return self.place_hours >= self.bounds.at_most - _SAME


def stepping_back(
    situation: Situation,
    count: int,
    capability: str | None = None,
    *,
    choice: str = "worst",
    seed: int = 0,
    since: Instant | None = None,
    until: Instant | None = None,
    basis: str = "confirmed",
    team: str = "",
) -> GroupSteppingBack:
    """Return who steps back when a number of the home force do, with bounds that hold for any such group.

    Parameters
    ----------
    count
        How many people and places of home pools; if fewer may step back, all of those do.
    capability
        What they step back from; None: from everything that a duty or crew asks for.
    choice
        One of `CHOICES`.
    seed
        The seed of a random group.
    since
        When they step back, in the time of the situation; None: at its start.
    until
        The end of the time for which harm counts; None: the end of the horizon.
    basis
        Which help counts: ``none``, ``present``, ``confirmed`` or ``offered``.
    team
        Only people of this team; empty for everybody.

    Raises
    ------
    OptionError
        No duty or crew asks for the capability.
    """
    leavers = leavers_of(situation, capability, since, until, basis, team)
    losses = Losses(leavers, min(count, len(leavers.register)))
    if choice == "worst":
        window = _worst_window(losses.bounds)
        return _group(losses, choice, seed, _worst(losses, window), window)
    if choice == "best":
        return _best(losses)
    members = np.random.default_rng(seed).choice(len(leavers.register), losses.count, replace=False)
    return _group(losses, choice, seed, members, None)


def _best(losses: Losses) -> GroupSteppingBack:
    """Return the group that costs least, of those that cost as little as can be found; the first of equals."""
    found: list[GroupSteppingBack] = []
    for members in LeastHarm(losses).groups():
        found.append(_group(losses, "best", 0, members, None))
        if found[-1].least_possible:
            break
    return min(found, key=lambda group: round(group.place_hours, 6))


def _group(losses: Losses, choice: str, seed: int, members: NDArray[np.int64], window: int | None) -> GroupSteppingBack:
    leavers = losses.leavers
    people, places = leavers.named(members.tolist())
    after = leavers.without(people, places).windows(until=leavers.until, basis=leavers.basis)
    hours = (after.untils - after.starts) / HOUR
    return GroupSteppingBack(
        choice=choice,
        count=losses.count,
        may=len(leavers.register),
        capability=leavers.capability,
        team=leavers.team,
        since=leavers.situation.period.start,
        seed=seed if choice == "random" else None,
        people=people,
        places=places,
        events=tuple(leavers.events(people, places)),
        bounds=losses.bounds,
        place_hours=float((gaps_in(after).sum(axis=1) * hours).sum()),
        window=window,
    )


def _worst_window(bounds: Bounds) -> int:
    """Return the window in which most more places can be left short; of these, the one with most short, the first."""
    return int(np.lexsort((-bounds.attained, bounds.before - bounds.attained))[0])


def _worst(losses: Losses, window: int) -> NDArray[np.int64]:
    """Return the members who do most harm in a window."""
    leavers, supply = losses.leavers, losses.leavers.supply
    against = losses.worst_sets(window)
    fixed = len(supply.windows.classes) - len(leavers.pairs)
    # first[kind] = the most important duty of the set that the kind can do, if it then can do none of it
    never = against.bit_length() + 1
    first = np.full(len(leavers.pairs) + 1, never, dtype=np.int64)
    for number, kind in enumerate(supply.windows.classes[fixed:]):
        inside = kind.duties & against
        if inside and not supply.kept[kind.force] & against:
            first[number] = (inside & -inside).bit_length()
    here = first[next(islice(leavers.members(), window, None))]
    # by the first duty of the set, then by the hours counted, then by the file
    return np.lexsort((np.where(here == never, -losses.counted, 0), here))[: losses.count]
