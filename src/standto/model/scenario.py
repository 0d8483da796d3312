"""A scenario: the rows of its tables as frozen records, in orders and indexes that answers look them up by.

Records are checked when they are read (`standto.scenario`) and trusted after that. References are ids; `Scenario` has
an index by id for each table that is looked up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from standto.model.crews import Crew, CrewStates, Seat
from standto.model.doors import Supposable, instant_of_moment
from standto.model.duties import Duty, Power
from standto.model.event import LINES, Event, Source
from standto.model.one_line import counted, over, titled
from standto.model.people import Authorisation, Capability, Force, Person, Pool, Team
from standto.model.policies import Policy
from standto.model.rotas import RotaRow
from standto.model.shifts import Pattern, Shift
from standto.model.suppositions import NOTHING_SUPPOSED, Suppositions
from standto.model.time import Instant, Period
from standto.model.words import Vocabulary
from standto.model.working_time import WorkingTime
from standto.model.zone import Zone


@dataclass(frozen=True, repr=False)
class Scenario(Supposable):
    """A whole, sound scenario.

    Attributes
    ----------
    horizon
        The half-open period that is planned.
    home
        The id of the force that plans.
    powers
        None if there is no file of powers: then every kind of force except the military may do everything.
    working_time
        The rules on working time.
    words
        What pages and reports call people, kinds of help and steps.
    digest
        SHA-256 of the files it was read from, in hexadecimal; empty if it was made in memory.
    supposed
        What was supposed of it; copies with other changes keep this.
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
    working_time: WorkingTime = field(default_factory=WorkingTime)
    capabilities: tuple[Capability, ...] = ()
    teams: tuple[Team, ...] = ()
    people: tuple[Person, ...] = ()
    authorisations: tuple[Authorisation, ...] = ()
    pools: tuple[Pool, ...] = ()
    powers: tuple[Power, ...] | None = None
    events: tuple[Event, ...] = ()
    sources: tuple[Source, ...] = ()
    rota: tuple[RotaRow, ...] = ()
    crews: tuple[Crew, ...] = ()
    seats: tuple[Seat, ...] = ()
    words: Vocabulary = field(default_factory=Vocabulary)
    digest: str = field(default="", compare=False)
    supposed: Suppositions = field(default=NOTHING_SUPPOSED, compare=False)

    def __post_init__(self) -> None:
        """Leave the year out of local times if the horizon lies within one year."""
        object.__setattr__(self, "zone", self.zone.leaving_out_year_of(self.horizon))

    def __repr__(self) -> str:
        """Return one line, because the tables may have thousands of rows."""
        numbers = [
            counted(len(self.people), "person", "people"),
            counted(len(self.pools), "pool"),
            counted(len(self.duties), "duty", "duties"),
            *([counted(len(self.crews), "crew")] if self.crews else []),
            counted(len(self.events), "event"),
        ]
        return f"<Scenario {titled(self.title)}, {over(self.zone, self.horizon)}: {', '.join(numbers)}>"

    def _repr_html_(self) -> str:
        """Return a table for a notebook: what the scenario holds."""
        from standto.model.html_tables import facts_table

        tables = ("people", "teams", "authorisations", "pools", "duties", "crews", "rota", "events", "sources")
        facts = {
            "from": self.zone.local(self.horizon.start),
            "until": self.zone.local(self.horizon.until),
            "time zone": self.zone.name,
            "home force": self.home,
            **{name: len(getattr(self, name)) for name in tables},
        }
        return facts_table(f"Scenario: {self.title}", facts)

    def instant(self, moment: datetime | str | Instant) -> Instant:
        """Return the instant of a moment: a datetime, a text in ISO 8601 or in words, or an instant.

        Times without an offset are local.

        Raises
        ------
        OptionError
            It is none of these, or a local time that does not exist.
        """
        return instant_of_moment(moment, self.zone, self.horizon)

    def followed_by(self, events: Iterable[Event]) -> Scenario:
        """Return the scenario with more events after its own; its `digest` is empty, because no folder holds it."""
        more = tuple(events)
        after = replace(self, events=self.events + more, digest="")
        # Searching all events again for the names of declarations would cost more than everything else here.
        names = {event.subject for event in more if event.kind in LINES["declared"]}
        object.__setattr__(after, "declarations", tuple(sorted({*self.declarations, *names})))
        return after

    @cached_property
    def forces_in_order(self) -> tuple[Force, ...]:
        """The forces in the order in which their help is called on: by tier, then as listed."""
        return tuple(sorted(self.forces, key=lambda force: force.tier))

    @cached_property
    def duties_in_order(self) -> tuple[Duty, ...]:
        """The duties in the order in which they are met: by criticality, then as listed.

        After the duties of a criticality come its crews: each seat of the state that a crew needs is a duty too.
        """
        seats = [_seat_duty(crew, seat) for crew in self.crews for seat in self._seats_of(crew)[self._needs(crew)]]
        return tuple(sorted([*self.duties, *seats], key=lambda duty: duty.criticality))

    @cached_property
    def demands(self) -> tuple[Duty, ...]:
        """Everything that people can fill: `duties_in_order`, then the seats of the crews' other states as duties."""
        others = (
            _seat_duty(crew, seat)
            for crew in self.crews_in_order
            for state, seats in self._seats_of(crew).items()
            for seat in seats
            if state != self._needs(crew)
        )
        return (*self.duties_in_order, *others)

    @cached_property
    def crews_in_order(self) -> tuple[Crew, ...]:
        """The crews in the order in which they are met: by criticality, then as listed."""
        return tuple(sorted(self.crews, key=lambda crew: crew.criticality))

    @cached_property
    def crew_states(self) -> tuple[CrewStates, ...]:
        """The states of each crew in order, with their seats among the demands."""
        first = {demand.crew: place for place, demand in reversed(list(enumerate(self.duties_in_order))) if demand.crew}
        following = len(self.duties_in_order)
        found = []
        for crew in self.crews_in_order:
            seats = []
            for state, ours in self._seats_of(crew).items():
                start = first[crew.id] if state == self._needs(crew) else following
                seats.append(tuple(range(start, start + len(ours))))
                following += 0 if state == self._needs(crew) else len(ours)
            names = tuple(self._seats_of(crew))
            found.append(CrewStates(crew, names, names.index(self._needs(crew)), tuple(seats)))
        return tuple(found)

    def _seats_of(self, crew: Crew) -> dict[str, list[Seat]]:
        """Return the seats of a crew by state, the best state first."""
        return self._seats_by_state[crew.id]

    @cached_property
    def _seats_by_state(self) -> dict[str, dict[str, list[Seat]]]:
        found: dict[str, dict[str, list[Seat]]] = {crew.id: {} for crew in self.crews}
        for seat in self.seats:
            found[seat.crew].setdefault(seat.state, []).append(seat)
        return found

    def _needs(self, crew: Crew) -> str:
        return crew.needs or list(self._seats_of(crew))[-1]

    @cached_property
    def pools_in_order(self) -> tuple[Pool, ...]:
        """The pools in the order in which help is called on: by their force, then as listed."""
        order = {force.id: place for place, force in enumerate(self.forces_in_order)}
        return tuple(sorted(self.pools, key=lambda pool: order[pool.force]))

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
        """Duties by id, the seats that crews need among them."""
        return {duty.id: duty for duty in self.duties_in_order}

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
        """Every declaration that a power, an event, a duty or a crew names, sorted."""
        names = {event.subject for event in self.events if event.kind in LINES["declared"]}
        names |= {power.when for power in self.powers or ()} | {duty.when for duty in self.demands}
        return tuple(sorted(names - {""}))


def _seat_duty(crew: Crew, seat: Seat) -> Duty:
    """Return a seat of a crew as a duty of the crew's criticality, called `crew/seat`."""
    return Duty(
        id=f"{crew.id}/{seat.id}",
        task=crew.task,
        capabilities=seat.capabilities,
        strength=seat.strength,
        criticality=crew.criticality,
        site=crew.site,
        period=crew.period,
        shifts=crew.shifts,
        when=crew.when,
        name=f"{crew.label}: {seat.id}",
        ready_minutes=crew.ready_minutes,
        crew=crew.id,
    )
