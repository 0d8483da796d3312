"""Crews: people who go out whole or not at all, and the seats that each state of a crew takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from standto.model.time import ALWAYS, Period

OFF = "off"
"""What a crew is where none of its states can be filled; no state has the name."""


@dataclass(frozen=True, slots=True)
class Crew:
    """A crew that goes out whole or not at all.

    Attributes
    ----------
    needs
        The state from which on the crew counts as covered; empty for its last.
    ready_minutes
        How long its seats can wait for people.
    """

    id: str
    task: str
    needs: str = ""
    criticality: int = 1
    site: str = ""
    ready_minutes: int = 0
    period: Period = ALWAYS
    shifts: tuple[str, ...] = ()
    when: str = ""
    name: str = ""

    @property
    def label(self) -> str:
        """Its name, or its id if it has none."""
        return self.name or self.id


@dataclass(frozen=True, slots=True)
class Seat:
    """What one state of a crew takes: `strength` people, each with any one of the alternatives in `capabilities`."""

    crew: str
    state: str
    id: str
    capabilities: tuple[str, ...]
    strength: int = 1


class CrewStates(NamedTuple):
    """The states of a crew, the best first, as demands that must all be filled.

    Attributes
    ----------
    crew
        The crew.
    names
        The name of each state.
    needs
        The index of the state from which on the crew counts as covered.
    seats
        The seats of each state, as indices into `Scenario.demands`.
    """

    crew: Crew
    names: tuple[str, ...]
    needs: int
    seats: tuple[tuple[int, ...], ...]
