"""Doors from a record to what-ifs: methods that suppose a change and return the changed record.

The changes are worked out in `standto.supposing`, which is above this room, as is the one reader of moments. This
module alone looks upwards, and only when a method is called, so that analysts find the methods on the record itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib import import_module
from typing import Any, Self

from standto.model.event import Event
from standto.model.people import Pool
from standto.model.time import Instant, Period
from standto.model.zone import Zone

_ROOM, _WORDS = "standto.supposing", "standto.wording"


def instant_of_moment(moment: Any, zone: Zone, horizon: Period) -> Instant:
    """Return the instant of a moment in any form; see `standto.wording.instant_of`."""
    found: Instant = import_module(_WORDS).instant_of(moment, zone, horizon, "moment")
    return found


class Supposable:
    """A scenario or a situation, of which changes can be supposed.

    Each method returns a changed copy; nothing is recorded, and the record itself stays as it is. A moment is a
    `datetime`, a text such as ``2023-09-23T18:00`` or ``Sat 18:00``, or an instant. A change of a scenario is known
    from the start; a change of a situation, at the moment from which the situation looks. A change that moves nothing,
    or less than it says, is a `StandtoWarning`.
    """

    def with_stepped_back(
        self,
        count: int,
        *,
        capability: str | None = None,
        team: str | None = None,
        pool: str | None = None,
        since: datetime | str | Instant | None = None,
        until: datetime | str | Instant | None = None,
        choice: str | None = None,
        seed: int | None = None,
    ) -> Self:
        """Suppose that a number of people and places of the home force step back.

        Parameters
        ----------
        count
            How many more step back, of those who have not yet.
        capability
            Only people and places with this skill, who step back from it; None: from everything.
        team
            Only people of this team.
        pool
            Only places of this pool of the home force.
        since, until
            When they do; None: from the start until the end.
        choice
            Who they are: ``worst`` or ``best`` for cover, or ``random`` by the seed. By default ``random`` if there is
            a seed, else ``worst``.
        seed
            The number that determines a random choice.

        Raises
        ------
        OptionError
            Names every argument that is not allowed, and what is.
        """
        given = {"capability": capability, "team": team, "pool": pool, "since": since, "until": until}
        return self._supposing("with_stepped_back", count, **given, choice=choice, seed=seed)

    def with_pool(
        self,
        pool: str | Pool,
        *,
        count: int | None = None,
        force: str | None = None,
        capabilities: str | Sequence[str] | None = None,
        state: str | None = None,
        since: datetime | str | Instant | None = None,
        until: datetime | str | Instant | None = None,
        lead_minutes: int | None = None,
        ready_minutes: int | None = None,
    ) -> Self:
        """Suppose a new pool, or more places of one.

        Parameters
        ----------
        pool
            The id of a new pool; or that of a pool of the scenario, whose force and capabilities the places then have;
            or the row of a new pool, which needs no other argument.
        count
            The number of places: of a pool of the scenario, how many more.
        force, capabilities
            What the row of a new pool says; capabilities that each place holds, all of them.
        state
            The state of the places on the ladder; None: here, that is ``available``, ``arrived`` or ``deployed``.
        since, until
            When the places are there; None: from the start until the end.
        lead_minutes, ready_minutes
            What the row says; None: as the pool of the scenario, or 0.

        Raises
        ------
        ScenarioError
            The row has faults; it carries all of them.
        """
        given: dict[str, Any] = {"count": count, "force": force, "capabilities": capabilities, "state": state}
        given |= {"since": since, "until": until, "lead_minutes": lead_minutes, "ready_minutes": ready_minutes}
        return self._supposing("with_pool", pool, **given)

    def with_step(
        self, pool: str, step: str, *, count: int | None = None, at: datetime | str | Instant | None = None
    ) -> Self:
        """Suppose that places of a pool move along the ladder.

        Parameters
        ----------
        pool
            The pool.
        step
            The kind of event, such as ``aid-arrived``, or its last word, such as ``arrived``.
        count
            The number of places; None: all that are in the first state that the step takes places from.
        at
            When; None: at the start.

        Raises
        ------
        OptionError
            Names every argument that is not allowed, and what is.
        """
        return self._supposing("with_step", pool, step, count=count, at=at)

    def with_strength(
        self,
        duty: str,
        strength: int,
        *,
        since: datetime | str | Instant | None = None,
        until: datetime | str | Instant | None = None,
    ) -> Self:
        """Suppose that a duty needs another number of people, whatever later events say about it.

        Parameters
        ----------
        duty
            The duty.
        strength
            The number of people that it needs.
        since, until
            When; None: from the start until the end.

        Raises
        ------
        OptionError
            Names every argument that is not allowed, and what is.
        """
        return self._supposing("with_strength", duty, strength, since=since, until=until)

    def without(
        self,
        *subjects: str,
        since: datetime | str | Instant | None = None,
        until: datetime | str | Instant | None = None,
    ) -> Self:
        """Suppose that people, teams, forces, pools, duties or crews are not there, whatever later events say.

        People are unavailable, places of pools are not there, and duties and crews are suspended.

        Parameters
        ----------
        subjects
            Their ids. If something else has the same id, say which is meant: ``team a``, ``duty a``.
        since, until
            When; None: from the start until the end.

        Raises
        ------
        OptionError
            Names every argument that is not allowed, and what is.
        """
        return self._supposing("without", *subjects, since=since, until=until)

    def with_events(self, *events: Event | Mapping[str, Any]) -> Self:
        """Suppose more events after those of the file.

        Parameters
        ----------
        events
            Events, or mappings from the columns of `events.csv` to values: texts, numbers and moments. Without
            `recorded`, an event is known as soon as it occurs, and in a situation at once.

        Raises
        ------
        ScenarioError
            Some events have faults; it carries all of them.
        """
        return self._supposing("with_events", *events)

    def _supposing(self, door: str, *args: Any, **given: Any) -> Self:
        """Call the function of the room above that a door leads to."""
        changed: Self = getattr(import_module(_ROOM), door)(self, *args, **given)
        return changed
