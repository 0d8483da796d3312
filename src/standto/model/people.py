"""Forces, their teams, people and pools, and the skills that these hold."""

from __future__ import annotations

from dataclasses import dataclass, field

from standto.model.time import ALWAYS, MINUTE, Instant, Period

DEFAULT_TIER = {"home": 0, "police": 1, "other": 2, "military": 3}
FORCE_KINDS = tuple(DEFAULT_TIER)


@dataclass(frozen=True, slots=True)
class Force:
    """An organisation that supplies people; `tier` is the order in which it is called on, 0 for home."""

    id: str
    kind: str
    tier: int
    name: str = ""

    @property
    def label(self) -> str:
        """Its name, or its id if it has none."""
        return self.name or self.id


@dataclass(frozen=True, slots=True)
class Capability:
    """A skill that somebody can be authorised for."""

    id: str
    name: str = ""

    @property
    def label(self) -> str:
        """Its name, or its id if it has none."""
        return self.name or self.id


@dataclass(frozen=True, slots=True)
class Team:
    """People who work the same pattern, `offset_days` entries further on in its cycle; without one, always."""

    id: str
    force: str
    pattern: str = ""
    offset_days: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    """One volunteer, known by a cipher; without a `team`, always on duty."""

    id: str
    force: str
    team: str = ""


@dataclass(frozen=True, slots=True)
class Authorisation:
    """A person's ticket for a capability, for a period."""

    person: str
    capability: str
    period: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class Pool:
    """People known only by their number, who all hold all `capabilities`.

    `ready_minutes` is how long a place needs to be at work once called. `part_of` is the pool that a supposed absence
    divided it from, whose places these are at another time; empty for all others.
    """

    id: str
    force: str
    capabilities: tuple[str, ...]
    count: int
    state: str
    period: Period = ALWAYS
    lead_minutes: int = 0
    ready_minutes: int = 0
    part_of: str = field(default="", compare=False, repr=False)

    @property
    def lead(self) -> Instant:
        """How long its places take from being asked for to arriving."""
        return self.lead_minutes * MINUTE
