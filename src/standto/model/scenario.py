"""What exists: the rows of a scenario as frozen records.

Records are checked where they are read (`standto.scenario`) and trusted from there on. References are ids;
`Scenario` has an index by id for every table.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import cached_property
from typing import TYPE_CHECKING, Any

from standto.model.event import LINES, Event
from standto.model.time import ALWAYS, MINUTE, Instant, Period, hours
from standto.model.zone import Zone

if TYPE_CHECKING:
    from collections.abc import Iterable

DEFAULT_TIER = {"home": 0, "police": 1, "other": 2, "military": 3}
FORCE_KINDS = tuple(DEFAULT_TIER)
REST = "rest"
"""The entry of a cycle on a day without a shift."""
ANY = "*"
"""Every task, or every site, in a row of `powers.csv`."""


@dataclass(frozen=True, slots=True)
class Force:
    """An organisation that supplies people; `tier` is the order in which it is called on, 0 for home."""

    id: str
    kind: str
    tier: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Capability:
    """A skill that somebody can be authorised for."""

    id: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Shift:
    """A named part of the day by the clock on the wall; an end not after the start is on the next day."""

    id: str
    starts: time
    ends: time


@dataclass(frozen=True, slots=True)
class Pattern:
    """A repeating cycle of shifts, one entry a day; `anchor` is the day of the first entry at offset 0."""

    id: str
    anchor: date
    cycle: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Team:
    """People who work the same pattern, `offset_days` entries further on in its cycle; no pattern: always."""

    id: str
    force: str
    pattern: str = ""
    offset_days: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    """One volunteer, known by a cipher; `team` is empty for somebody on duty at all times."""

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
    """Places known only by their number; every one holds all `capabilities`."""

    id: str
    force: str
    capabilities: tuple[str, ...]
    count: int
    state: str
    period: Period = ALWAYS
    lead_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Duty:
    """A standing requirement for `strength` people, each with any one of `capabilities`."""

    id: str
    task: str
    capabilities: tuple[str, ...]
    strength: int
    criticality: int = 1
    site: str = ""
    period: Period = ALWAYS
    shifts: tuple[str, ...] = ()
    when: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Power:
    """Whether a kind of force may do a task in law: where, when, and by what authority."""

    id: str
    kind: str
    task: str
    permitted: bool
    site: str = ANY
    when: str = ""
    authority: str = ""
    period: Period = ALWAYS

    def bears_on(self, kind: str, duty: Duty) -> bool:
        """Return whether it is about a kind of force and a duty, at some time; a blank site means every site."""
        return self.kind == kind and self.task in (ANY, duty.task) and self.site in (ANY, "", duty.site)


@dataclass(frozen=True, slots=True)
class Source:
    """Where an event or a figure comes from."""

    id: str
    title: str = ""
    publisher: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class Policy:
    """The numbers that a review goes by, and who approves what it recommends.

    Each default is explained in the reference of the scenario folder.
    """

    look_ahead_hours: float = 72
    reserve: int = 2
    hold_hours: float = 4
    answer_hours: float = 6
    review_hours: float = 12
    stale_hours: float = 24
    rest_hours: float = 11
    call_in_share: float = 0.1
    call_in_notice_hours: float = 4
    approve_own: bool = True
    approvers: dict[str, tuple[str, ...]] = field(
        default_factory=lambda: {
            "aid": ("strategic-commander",),
            "contingency": ("strategic-commander", "home-office", "ministry-of-defence"),
            "stand-down": ("strategic-commander",),
        }
    )

    @property
    def look_ahead(self) -> Instant:
        """How far a review looks; a minute at least, so that there is something to see."""
        return max(hours(self.look_ahead_hours), MINUTE)


@dataclass(frozen=True)
class Scenario:
    """A whole scenario, sound in itself.

    Attributes
    ----------
    horizon
        The half-open period that is planned.
    home
        The id of the force that plans.
    powers
        None where there is no file of powers: then every kind but the military may do everything.
    working_time
        The rules a roster keeps, as read.
    digest
        SHA-256 of what it was read from, in hexadecimal; empty where it was made in memory.
    """

    title: str
    zone: Zone
    horizon: Period
    home: str
    forces: tuple[Force, ...]
    duties: tuple[Duty, ...]
    shifts: tuple[Shift, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    policy: Policy = field(default_factory=Policy)
    working_time: dict[str, Any] = field(default_factory=dict)
    capabilities: tuple[Capability, ...] = ()
    teams: tuple[Team, ...] = ()
    people: tuple[Person, ...] = ()
    authorisations: tuple[Authorisation, ...] = ()
    pools: tuple[Pool, ...] = ()
    powers: tuple[Power, ...] | None = None
    events: tuple[Event, ...] = ()
    sources: tuple[Source, ...] = ()
    digest: str = field(default="", compare=False)

    def instant(self, text: str) -> Instant:
        """Return the instant that a date and time in ISO 8601 means here: local, unless it has an offset.

        Raises
        ------
        ValueError
            Not a date and time, or a local time that does not exist.
        """
        return self.zone.instant(datetime.fromisoformat(text))

    def followed_by(self, events: Iterable[Event]) -> Scenario:
        """Return the same with more events after its own; no folder holds that, so that its `digest` is empty."""
        more = tuple(events)
        after = replace(self, events=self.events + more, digest="")
        # Looking through all events for the names of declarations would cost more than all else here.
        names = {event.subject for event in more if event.kind in LINES["declared"]}
        object.__setattr__(after, "declarations", tuple(sorted({*self.declarations, *names})))
        return after

    def __post_init__(self) -> None:
        """Let the year go without saying where the horizon lies within one."""
        object.__setattr__(self, "zone", self.zone.speaking_of(self.horizon))

    @cached_property
    def forces_in_order(self) -> tuple[Force, ...]:
        """The forces in the order in which help is called on: by tier, then as listed."""
        return tuple(sorted(self.forces, key=lambda force: force.tier))

    @cached_property
    def duties_in_order(self) -> tuple[Duty, ...]:
        """The duties in the order in which they are met: by criticality, then as listed."""
        return tuple(sorted(self.duties, key=lambda duty: duty.criticality))

    @cached_property
    def force(self) -> dict[str, Force]:
        """Forces by id."""
        return {force.id: force for force in self.forces}

    @cached_property
    def pool(self) -> dict[str, Pool]:
        """Pools by id."""
        return {pool.id: pool for pool in self.pools}

    @cached_property
    def duty(self) -> dict[str, Duty]:
        """Duties by id."""
        return {duty.id: duty for duty in self.duties}

    @cached_property
    def team(self) -> dict[str, Team]:
        """Teams by id."""
        return {team.id: team for team in self.teams}

    @cached_property
    def shift(self) -> dict[str, Shift]:
        """Shifts by id."""
        return {shift.id: shift for shift in self.shifts}

    @cached_property
    def pattern(self) -> dict[str, Pattern]:
        """Patterns by id."""
        return {pattern.id: pattern for pattern in self.patterns}

    @cached_property
    def declarations(self) -> tuple[str, ...]:
        """Every declaration that a power, an event or a duty names, sorted."""
        names = {event.subject for event in self.events if event.kind in LINES["declared"]}
        names |= {power.when for power in self.powers or ()} | {duty.when for duty in self.duties}
        return tuple(sorted(names - {""}))
