"""The people and places that may step back, and what each could still do then, window by window.

Stepping back concerns nobody else. So one situation in which all of them have stepped back says what each could still
do, whatever the law, their rota, their rest, and later events make of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.errors import OptionError
from standto.kernel.bit_sets import mask_of
from standto.kernel.leaving_parts import STAYS
from standto.model.event import RETURNED, STEPPED_BACK, Event
from standto.model.time import Instant
from standto.model.windows import SupplyClass, Windows
from standto.register import Situation
from standto.supposing.pool_parts import parts_of, whole_of


class MayGo(NamedTuple):
    """The people and places that may step back: the people in the order of the file, then the places pool by pool.

    Attributes
    ----------
    people
        The index of each person, shape (people,).
    places
        The number of places of each pool, shape (pools,).
    """

    people: NDArray[np.intp]
    places: NDArray[np.int64]

    def __len__(self) -> int:
        """Return the number of people and places."""
        return len(self.people) + int(self.places.sum())

    @property
    def first_place(self) -> NDArray[np.int64]:
        """The index of the first place of each pool among the members, shape (pools,)."""
        return len(self.people) + np.cumsum(self.places) - self.places


class Supply(NamedTuple):
    """Windows whose classes say who may go.

    Attributes
    ----------
    windows
        Everybody who counts. The force of a class is `STAYS` for people who lose nothing, else a place in `kept`.
    kept
        For each such force, the demands that its people can still do when they have gone, as a bit mask.
    """

    windows: Windows
    kept: tuple[int, ...]


@dataclass(frozen=True)
class Leavers:
    """The people and places that may step back at the start of a situation.

    Attributes
    ----------
    situation
        The situation; they step back at its start.
    capability
        What they step back from; None: everything.
    until, basis
        The end of the time asked for, and the help that counts.
    team
        Only people of this team, and no places; empty for everybody.
    """

    situation: Situation
    capability: str | None
    until: Instant | None
    basis: str
    team: str = ""

    @cached_property
    def register(self) -> MayGo:
        """Everybody who may step back."""
        people, places = self._people_and_places
        if self.team:
            mine = [person.team == self.team for person in self.situation.scenario.people]
            return MayGo(np.flatnonzero(people & mine), np.zeros_like(places, dtype=np.int64))
        once = self.stand_in == np.arange(len(places))
        return MayGo(np.flatnonzero(people), np.where(once, places, 0))

    @cached_property
    def _people_and_places(self) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
        return self.situation.may_step_back_from(self.capability, self.until)

    @cached_property
    def stand_in(self) -> NDArray[np.intp]:
        """The pool whose members are the places of each pool: the first part with places of a pool that is divided."""
        _, places = self._people_and_places
        first: dict[str, int] = {}
        for row, pool in enumerate(self.situation.scenario.pools):
            if places[row]:
                first.setdefault(whole_of(pool), row)
        pools = enumerate(self.situation.scenario.pools)
        return np.array([first.get(whole_of(pool), row) for row, pool in pools], dtype=np.intp)

    def without(self, people: Sequence[str], places: Sequence[tuple[str, int]]) -> Situation:
        """Return the situation in which some of them have stepped back."""
        records = self.situation.records.followed_by(self.events(people, places))
        return replace(self.situation, records=records)

    def events(self, people: Sequence[str], places: Sequence[tuple[str, int]]) -> list[Event]:
        """Return the events by which some of them step back; people stay so, whatever later events say.

        Where somebody is known to return later, they step back again at once. Places move once.
        """
        since, known_at, capability = self.situation.period.start, self.situation.known_at, self.capability or ""
        recorded = since if known_at is None else min(since, known_at)
        steps = [Event("", STEPPED_BACK, one, since, recorded, capability=capability) for one in people]
        ours = set(people)
        steps += [
            Event("", STEPPED_BACK, event.subject, event.occurred, recorded, capability=capability)
            for event in self.situation.events(RETURNED)
            if event.subject in ours
            and event.occurred > since
            and (not capability or event.capability in ("", capability))
        ]
        parts = [(part.id, number) for pool, number in places for part in parts_of(self.situation.scenario, pool)]
        return steps + [Event("", STEPPED_BACK, pool, since, recorded, count=number) for pool, number in parts]

    def named(self, members: Sequence[int]) -> tuple[tuple[str, ...], tuple[tuple[str, int], ...]]:
        """Return some members as ciphers, and as numbers of places of pools."""
        scenario, register = self.situation.scenario, self.register
        ours = sorted(members)
        people = [scenario.people[int(register.people[one])].id for one in ours if one < len(register.people)]
        pools = np.searchsorted(register.first_place, [one for one in ours if one >= len(register.people)], "right") - 1
        numbers = np.bincount(pools.astype(np.int64), minlength=len(scenario.pools)).tolist()
        places = [(pool.id, number) for pool, number in zip(scenario.pools, numbers, strict=True) if number]
        return tuple(people), tuple(places)

    @cached_property
    def _after(self) -> Situation:
        """The situation in which all of them have stepped back."""
        return self.without(*self.named(range(len(self.register))))

    @cached_property
    def windows(self) -> Windows:
        """The windows, cut also where what somebody could still do after stepping back changes."""
        windows = self.situation.windows(until=self.until, basis=self.basis)
        after = self._after.windows(until=self.until, basis=self.basis)
        starts = np.union1d(windows.starts, after.starts)
        row = np.searchsorted(windows.starts, starts, side="right") - 1
        untils = np.append(starts[1:], windows.untils[-1:])
        return replace(
            windows, starts=starts, untils=untils, counts=windows.counts[row], required=windows.required[row]
        )

    @cached_property
    def supply(self) -> Supply:
        """Everybody who counts, by what they could do before and after stepping back."""
        windows = self.windows
        found = [np.bincount(kinds[kinds >= 0]) for kinds in self.members()]
        table = np.zeros((len(windows), len(self.pairs)), dtype=np.int64)
        for row, ours in enumerate(found):
            table[row, : len(ours)] = ours
        # counts of those who lose nothing = counts of the class - those of the class who lose something
        counts = windows.counts.copy()
        before, after = windows.classes, self._after.timeline.classes
        kinds = []
        for number, (was, now) in enumerate(self.pairs):
            counts[:, was] -= table[:, number]
            kinds.append((before[was].duties, after[now].duties if now >= 0 else 0))
        kept = tuple(dict.fromkeys(left for _, left in kinds))
        classes = (
            *(SupplyClass(STAYS, kind.duties) for kind in before),
            *(SupplyClass(1 + kept.index(left), able) for able, left in kinds),
        )
        counted = replace(windows, classes=classes, counts=np.hstack([counts, table]), forces=1 + len(kept))
        return Supply(counted, (0, *kept))

    @cached_property
    def pairs(self) -> dict[tuple[int, int], int]:
        """The number of each pair of classes, before and after, that was met so far."""
        return {}

    def members(self) -> Iterator[NDArray[np.int64]]:
        """Yield the kind of each member, window by window; -1 for those who lose nothing, shape (members,)."""
        windows, register = self.windows, self.register
        pools, counted = self.situation.places(windows, self.basis)
        _, left = self._after.places(windows, self.basis)
        gone = np.minimum(np.maximum(counted - left, 0), register.places[self.stand_in])
        before = self.situation.people_classes(windows, self.basis)
        after = self._after.people_classes(windows, self.basis)
        masks = [kind.duties for kind in windows.classes] + [0]
        masks_after = [kind.duties for kind in self._after.timeline.classes] + [0]
        width = len(masks_after)
        for row, (one, other) in enumerate(zip(before, after, strict=True)):
            kinds = np.full(len(register), -1, dtype=np.int64)
            stands = mask_of(np.flatnonzero(windows.required[row] > 0).tolist())
            ours, theirs = one[register.people], other[register.people]
            for key in np.unique(ours.astype(np.int64) * width + theirs + 1).tolist():
                was, now = key // width, key % width - 1
                if was >= 0 and (masks[was] ^ masks_after[now]) & stands:
                    number = self.pairs.setdefault((was, now), len(self.pairs))
                    kinds[: len(register.people)][(ours == was) & (theirs == now)] = number
            for pool in np.flatnonzero(gone[row]).tolist():
                was = int(pools[row, pool])
                if was >= 0 and masks[was] & stands:
                    first = int(register.first_place[self.stand_in[pool]])
                    number = self.pairs.setdefault((was, -1), len(self.pairs))
                    kinds[first : first + int(gone[row, pool])] = number
            yield kinds


def leavers_of(
    situation: Situation,
    capability: str | None,
    since: Instant | None,
    until: Instant | None,
    basis: str,
    team: str = "",
) -> Leavers:
    """Return the people and places that may step back from an instant of a situation on, or the people of one team.

    Raises
    ------
    OptionError
        No duty or crew asks for the capability.
    """
    scenario = situation.scenario
    asked = sorted({one for demand in scenario.demands for names in demand.alternatives for one in names})
    if capability is not None and capability not in asked:
        allowed = ", ".join(asked) or "none in this scenario"
        raise OptionError(f"capability: {capability!r} is not one that a duty or crew asks for; allowed: {allowed}")
    start = situation if since is None else replace(situation, at=since)
    return Leavers(start, capability, until, basis, team)
