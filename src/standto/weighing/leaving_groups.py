"""The groups whose step-back is weighed: everybody, those with one skill, one team, the places of one donor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.kernel.parts import HOME
from standto.model.time import Instant
from standto.model.windows import Windows
from standto.register import Situation
from standto.supposing.leavers import Leavers

STAYERS = 1
"""The force of everybody who stays, in windows whose home force is a group."""


class LeavingGroup(NamedTuple):
    """People and places that step back together.

    Attributes
    ----------
    sort
        ``everybody``, ``capability``, ``team`` or ``force``. A force is a donor, whose places are withdrawn.
    id
        The id of the capability, team or force; empty for everybody.
    size
        The number of them who may step back.
    windows
        The windows in which the home force is the group, and everybody else is of force `STAYERS`.
    kinds
        The class of each member in each window, -1 where they do not count, shape (windows, members), int32; None for
        donors, whose order is not drawn.
    """

    sort: str
    id: str
    size: int
    windows: Windows
    kinds: NDArray[np.int32] | None


@dataclass(frozen=True)
class LeavingGroups:
    """Every group of a situation that may step back at its start.

    Attributes
    ----------
    situation, until, basis
        The situation, the end of the time asked for, and the help that counts.
    """

    situation: Situation
    until: Instant | None
    basis: str

    def __iter__(self) -> Iterator[LeavingGroup]:
        """Yield everybody, then each skill held, each team and each donor, in the order of the scenario."""
        scenario = self.situation.scenario
        members = len(self._leavers.register)
        yield self._group("everybody", "", np.ones(members, dtype=np.bool_))
        for capability in self._held:
            yield self._group("capability", capability, self._held[capability])
        for team in scenario.teams:
            if (mine := self._of_team(team.id)).any():
                yield self._group("team", team.id, mine)
        yield from self._donors()

    @cached_property
    def windows(self) -> Windows:
        """The windows asked about, cut also where what somebody could still do after stepping back changes."""
        return self._leavers.windows

    @cached_property
    def _leavers(self) -> Leavers:
        return Leavers(self.situation, None, self.until, self.basis)

    @cached_property
    def _kinds(self) -> NDArray[np.int32]:
        """The class of each member, shape (windows, members); -1 for members who lose nothing there."""
        kinds = list(self._leavers.members())
        # The last row of the table is for the kind -1.
        classes = np.array([*(was for was, _ in self._leavers.pairs), -1], dtype=np.int32)
        return np.array([classes[own] for own in kinds], dtype=np.int32).reshape(len(kinds), -1)

    @cached_property
    def _held(self) -> dict[str, NDArray[np.bool_]]:
        """Whether each member holds each capability that duties and crews ask for, by capability."""
        scenario, register = self.situation.scenario, self._leavers.register
        asked = {name for demand in scenario.demands for names in demand.alternatives for name in names}
        held = {}
        for capability in (one.id for one in scenario.capabilities):
            if capability in asked:
                people, places = self.situation.may_step_back_from(capability, self.until)
                mine = np.concatenate([people[register.people], np.repeat(places > 0, register.places)])
                if mine.any():
                    held[capability] = mine
        return held

    def _of_team(self, team: str) -> NDArray[np.bool_]:
        """Return whether each member is of a team; places are of none."""
        people, register = self.situation.scenario.people, self._leavers.register
        mine = np.zeros(len(register), dtype=np.bool_)
        mine[: len(register.people)] = [people[person].team == team for person in register.people.tolist()]
        return mine

    def _group(self, sort: str, name: str, chosen: NDArray[np.bool_]) -> LeavingGroup:
        kinds = self._kinds[:, chosen]
        classes = len(self.windows.classes)
        row, _ = np.nonzero(kinds >= 0)
        # gone[w, c] = members of the group whose class in window w is c
        gone = np.zeros((len(self.windows), classes), dtype=np.int64)
        np.add.at(gone, (row, kinds[kinds >= 0]), 1)
        return LeavingGroup(sort, name, int(chosen.sum()), self._split(gone), kinds)

    def _split(self, gone: NDArray[np.int64]) -> Windows:
        """Return windows in which those who may go are the home force, and all others are of force `STAYERS`."""
        windows = self.windows
        classes = (
            *(kind._replace(force=HOME) for kind in windows.classes),
            *(kind._replace(force=STAYERS) for kind in windows.classes),
        )
        counts = np.hstack([gone, windows.counts - gone])
        return replace(windows, classes=classes, counts=counts, forces=2)

    def _donors(self) -> Iterator[LeavingGroup]:
        """Yield each force but the home force whose people or places count in some window."""
        force = np.array([kind.force for kind in self.windows.classes], dtype=np.int64)
        for place, donor in enumerate(self.situation.scenario.forces_in_order):
            gone = np.where(force == place, self.windows.counts, 0)
            if place != HOME and gone.any():
                yield LeavingGroup("force", donor.id, int(gone.sum(axis=1).max()), self._split(gone), None)
