"""The situation: the state of a scenario as of one instant and as known at another. Every engine starts from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from standto.errors import OptionError
from standto.model.doors import Supposable
from standto.model.event import LINES, Event
from standto.model.html_tables import facts_table
from standto.model.one_line import on_the_clock, over, titled
from standto.model.scenario import Scenario
from standto.model.time import FOREVER, Instant, Period
from standto.model.windows import Windows
from standto.register.alternatives import Wanted
from standto.register.followed_standings import FollowedStandings
from standto.register.knowledge import EVERYTHING
from standto.register.place_reasons import places_not_counted
from standto.register.pool_states import Lots
from standto.register.readiness import OnDuty
from standto.register.records import Records
from standto.register.rest_counts import people_in_broken_stints
from standto.register.rest_record import RestRecord
from standto.register.rules import Rules
from standto.register.selection import Selection, basis_selection, places_counted, select
from standto.register.standing import Standing
from standto.register.standing_moves import Moves
from standto.register.stepping_back import Claim, claims_before, home_supply_left, stepped_back_at
from standto.register.timeline import Timeline
from standto.wording import Moment, optional_instant


@dataclass(frozen=True, repr=False)
class Situation(Supposable):
    """The state of a scenario from `at` on, as known at `known_at`; an event of the future counts from its own time.

    Attributes
    ----------
    records
        The records of the scenario.
    at
        The start of the windows; None: the start of the horizon.
    known_at
        Only events recorded by then count; None: all events.
    assumed
        Declarations assumed to be in force throughout, sorted.
    ready
        Every duty and crew can wait this number of minutes at least; None: only as long as their rows say.
    """

    records: Records
    at: Instant | None = None
    known_at: Instant | None = None
    assumed: tuple[str, ...] = ()
    ready: int | None = None

    @property
    def scenario(self) -> Scenario:
        """The scenario."""
        return self.records.scenario

    @property
    def period(self) -> Period:
        """From `at` until the horizon's end."""
        horizon = self.scenario.horizon
        return Period(horizon.start if self.at is None else self.at, horizon.until)

    def __repr__(self) -> str:
        """Return one line, because the records hold a whole scenario."""
        zone = self.scenario.zone
        known = "all events known" if self.known_at is None else f"as known {on_the_clock(zone, self.known_at)}"
        assumed = [f"assuming {name}" for name in self.assumed]
        ready = [] if self.ready is None else [f"{self.ready:,} minutes to be ready"]
        told = ", ".join([over(zone, self.period), known, *assumed, *ready])
        return f"<Situation of {titled(self.scenario.title)}, {told}>"

    def _repr_html_(self) -> str:
        """Return a table for a notebook: what the situation looks at, and what it knows."""
        local, period = self.scenario.zone.local, self.period
        facts = {
            "from": local(period.start),
            "until": local(period.until),
            "known at": "all events" if self.known_at is None else local(self.known_at),
            "assumed declarations": ", ".join(self.assumed) or "none",
            "minutes to be ready": "as the rows say" if self.ready is None else self.ready,
        }
        return facts_table(f"Situation of {self.scenario.title}", facts)

    @property
    def _known_at(self) -> Instant:
        return EVERYTHING if self.known_at is None else self.known_at

    @cached_property
    def timeline(self) -> Timeline:
        """The supply and the requirement over the whole horizon, row by row."""
        return self.records.timeline(self._known_at, self.assumed, self.ready)

    @property
    def state(self) -> int:
        """The number of the state of knowledge, the same for situations of one register with the same known events."""
        return self.records.knowledge.state(self._known_at)

    @property
    def rules(self) -> Rules:
        """The shifts, requirements, declarations and powers over the whole horizon."""
        return self.records.rules(self._known_at, self.assumed)

    @property
    def rest(self) -> RestRecord | None:
        """The rest of everybody; None if the scenario has no rules on it."""
        return self.records.rest(self._known_at)

    @property
    def standings(self) -> Sequence[Standing]:
        """The standings that `headcounts` counts."""
        return self.records.standings

    # -- supply and requirement -------------------------------------------------------------------------------

    def period_until(self, until: Moment | None) -> Period:
        """Return the period from `at` until a moment; None: until the end of the horizon.

        Raises
        ------
        OptionError
            The moment is none, is not after `at`, or is after the end of the horizon.
        """
        period = self.period
        zone = self.scenario.zone
        end = optional_instant(until, zone, self.scenario.horizon, "until", since=period.start)
        if end is None:
            return period
        if not period.start < end <= period.until:
            iso = zone.iso
            raise OptionError(
                f"until: {iso(end)} is not after {iso(period.start)} and at the latest {iso(period.until)}"
            )
        return Period(period.start, end)

    def windows(self, *, until: Moment | None = None, basis: str = "confirmed") -> Windows:
        """Return the windows from `at` on.

        Parameters
        ----------
        until
            The end of the last window; None: the end of the horizon.
        basis
            The help that counts: ``none``, ``present``, ``confirmed`` or ``offered``.
        """
        return self.select(basis_selection(self.scenario, basis), self.period_until(until))

    def select(self, selection: Selection, period: Period) -> Windows:
        """Return the windows of a period, counting only the selected supply."""
        return select(self.scenario, self.timeline, selection, period)

    def declared(self, instant: Instant) -> tuple[str, ...]:
        """Return the declarations in force, including assumed ones, sorted."""
        rules = self.timeline.rules
        return rules.declared[rules.span(instant)]

    # -- people -----------------------------------------------------------------------------------------------

    @property
    def moves(self) -> Moves:
        """Every change of a person's standing."""
        return self.records.moves(self._known_at)

    def headcounts(self, instant: Instant) -> NDArray[np.int64]:
        """Return the number of people with each standing at an instant, shape (standings,)."""
        standing = self.standing_of(instant)
        return np.bincount(standing, minlength=len(self.standings))

    def ready_minutes(self, instant: Instant) -> NDArray[np.int64]:
        """Return the readiness of each standing at an instant, shape (standings,); `NEVER` if it is off duty."""
        rules, teams = self.rules, len(self.scenario.teams)
        span = rules.span(instant)
        on_duty = OnDuty(tuple(self.standings), self.records.abilities.rota, teams)
        return on_duty.minutes(rules.ready_minutes[:, span : span + 1])[:, 0]

    def standing_of(self, instant: Instant) -> NDArray[np.int32]:
        """Return the standing of each person at an instant, shape (people,)."""
        return self._followed.at(instant)

    @cached_property
    def _followed(self) -> FollowedStandings:
        return FollowedStandings(self.moves, len(self.scenario.people), self.period.start)

    def not_counted(
        self, instant: Instant, duties: Iterable[int], basis: str | Selection = "confirmed"
    ) -> dict[str, int]:
        """Return the number of people and places that count for none of some duties, by the first reason.

        Parameters
        ----------
        duties
            Indices into `Scenario.demands`; the first of them are those of `Scenario.duties_in_order`.
        basis
            A basis, or a selection.

        Returns
        -------
        dict
            Every reason that can apply in the scenario, in the order in which reasons are checked.
        """
        selection = basis_selection(self.scenario, basis) if isinstance(basis, str) else basis
        wanted = list(duties)
        timeline = self.timeline
        span = timeline.rules.span(instant)
        headcounts, possible = self.headcounts(instant), self.records.possible_reasons
        people = self.records.reasons.count(timeline, span, headcounts, wanted, selection.lent, possible)
        abilities, (places, inside) = self.records.abilities, timeline.pool_states.at(instant)
        of_pools = places_not_counted(self.scenario, abilities, timeline, places, inside, span, wanted, selection)
        return {reason: number + of_pools[reason] for reason, number in people.items()}

    def people_classes(self, windows: Windows, basis: str = "confirmed") -> Iterator[NDArray[np.int32]]:
        """Yield the class of each person, shape (people,), window by window; -1 for people who do not count."""
        selection = basis_selection(self.scenario, basis)
        lent = np.array([bool(kind.force) for kind in self.timeline.classes] + [False], dtype=np.bool_)
        standing = np.zeros(len(self.scenario.people), dtype=np.int32)
        last: Instant | None = None
        # Take standings at the row of the window's numbers; the first row may start before its window.
        rows = np.searchsorted(self.timeline.starts, windows.starts, side="right") - 1
        for row in rows:
            start = int(self.timeline.starts[row])
            standing, last = self.moves.applied_to(standing, last, start), start
            kinds = self.timeline.class_of[standing, self.timeline.span[row]]
            yield kinds if selection.lent else np.where(lent[kinds], np.int32(-1), kinds)

    def people_in_broken_stints(self, windows: Windows, basis: str = "confirmed") -> NDArray[np.int64] | None:
        """Return how many people count at the start of each window in a stint that breaks a rule on working time.

        Returns
        -------
        ndarray or None
            Shape (windows, 2): those whose stint is in breach, and those to whom rest or pay is owed; None if there are
            no rules.
        """
        record, lent = self.rest, basis_selection(self.scenario, basis).lent
        if record is None:
            return None
        return people_in_broken_stints(record, self.timeline, self.moves, windows, lent=lent)

    # -- places -----------------------------------------------------------------------------------------------

    def places(self, windows: Windows, basis: str = "confirmed") -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """Return the class and the number of the places that count, each by window and pool, shape (windows, pools)."""
        timeline = self.timeline
        rows = np.searchsorted(timeline.starts, windows.starts, side="right") - 1
        counted = places_counted(timeline, basis_selection(self.scenario, basis))[timeline.pool_row[rows]]
        kinds = timeline.pool_class[timeline.span[rows]]
        return np.where(counted > 0, kinds, -1), np.where(kinds >= 0, counted, 0)

    def places_over_time(self, pool: str) -> list[tuple[Instant, Lots]]:
        """Return the places of a pool by state, each from its instant until the next, inside its period or outside."""
        return self.records.places(pool, self._known_at)

    def lots(self, pool: str, instant: Instant) -> Lots:
        """Return the places of a pool by state at an instant, inside its period or outside."""
        lots: Lots = {}
        for start, then in self.records.places(pool, self._known_at):
            if start > instant:
                break
            lots = then
        return lots

    def states(self, pool: str) -> frozenset[str]:
        """Return every state of a pool's places at any time."""
        return frozenset(state for _, lots in self.records.places(pool, self._known_at) for state in lots)

    # -- events ------------------------------------------------------------------------------------------------

    def events(self, *kinds: str) -> list[Event]:
        """Return the known events of some kinds, by the time at which they occurred."""
        return self.records.knowledge.all_of(kinds, self._known_at)

    def events_about(self, subject: str, *kinds: str) -> list[Event]:
        """Return the known events of some kinds about a person, a pool or a declaration, by the time they occurred."""
        family = "declaration" if set(kinds) & set(LINES["declared"]) else "supply"
        found = self.records.knowledge.of(family, subject, self._known_at)
        return [event for event in found if event.kind in kinds]

    def pool_events(self, pool: str) -> list[Event]:
        """Return the known events of a pool, by the time at which they occurred."""
        return self.records.knowledge.of("supply", pool, self._known_at)

    def claims(self, until: Instant = FOREVER) -> list[Claim]:
        """Return the known reports from before an instant, by time and line, each with the register's number.

        Reports from before `Records.since` are left out.
        """
        return claims_before(self, until)

    def stepped_back(self, force: str, instant: Instant) -> int:
        """Return the number of a force's people who have stepped back from anything, and of its places that have."""
        return stepped_back_at(self, force, instant)

    def may_step_back(
        self, duties: Iterable[int], until: Moment | None = None
    ) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
        """Return the home people and places that may still step back from an alternative of some duties.

        A person may if they have tickets for an alternative of such a duty at one and the same time in the period, on
        duty or not. At the start of the period they must not have stepped back from it.

        Returns
        -------
        tuple
            Whether each person may, shape (people,); the number of places of each pool that may, shape (pools,).
        """
        return home_supply_left(self, self.period_until(until), self.records.abilities.alternatives.of(duties))

    def may_step_back_from(
        self, capability: str | None = None, until: Instant | None = None
    ) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
        """Return the home people and places that may still step back from a capability, as `may_step_back` does.

        Parameters
        ----------
        capability
            A capability that a duty or crew asks for; None: any of those.
        until
            The end of the period; None: the end of the horizon.
        """
        skills = self.records.skills
        asked = skills.relevant if capability is None else skills.bit[capability] & skills.relevant
        return home_supply_left(self, self.period_until(until), Wanted(asked, ()))
