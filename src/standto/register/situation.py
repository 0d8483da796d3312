"""The situation: everything that is so as of an instant, as known at an instant; the one input of every engine."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from standto.errors import OptionError
from standto.model.event import REPORT, Event
from standto.model.time import FOREVER, Instant, Period
from standto.register.knowledge import EVERYTHING
from standto.register.reasons import REASONS, places_not_counted
from standto.register.records import Records
from standto.register.selection import Selection, basis_selection, places_counted, select
from standto.register.stepping_back import people_left, places_left, stepped_back

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from standto.model.scenario import Scenario
    from standto.model.windows import Windows
    from standto.register.pool_states import Lots
    from standto.register.rules import Rules
    from standto.register.standing import Standing
    from standto.register.standing_moves import Moves
    from standto.register.timeline import Timeline


class Claim(NamedTuple):
    """A report of how many had stepped back, beside the register's own number at that time."""

    event: Event
    register: int


@dataclass(frozen=True)
class Situation:
    """What is so as of `at`, as known at `known_at`; what is known of the time after `at` counts when it comes.

    Attributes
    ----------
    records
        The register that it was drawn from.
    at
        Windows start here; None: where the horizon starts.
    known_at
        Only what was recorded by then; None: everything.
    assumed
        Declarations taken to be in force throughout, sorted.
    """

    records: Records
    at: Instant | None = None
    known_at: Instant | None = None
    assumed: tuple[str, ...] = ()

    @property
    def scenario(self) -> Scenario:
        """The scenario it is about."""
        return self.records.scenario

    @property
    def period(self) -> Period:
        """From `at` until the horizon's end."""
        horizon = self.scenario.horizon
        return Period(horizon.start if self.at is None else self.at, horizon.until)

    @property
    def _known_at(self) -> Instant:
        return EVERYTHING if self.known_at is None else self.known_at

    @cached_property
    def timeline(self) -> Timeline:
        """How many count for what, row by row, over the whole horizon."""
        return self.records.timeline(self._known_at, self.assumed)

    @property
    def state(self) -> int:
        """A number that is the same for two situations of one register in which the same is known."""
        return self.records.knowledge.state(self._known_at)

    @property
    def rules(self) -> Rules:
        """What is so for everybody, over the whole horizon."""
        return self.records.rules(self._known_at, self.assumed)

    @property
    def standings(self) -> Sequence[Standing]:
        """The standings that `headcounts` counts."""
        return self.records.standings

    # -- supply and requirement -------------------------------------------------------------------------------

    def asked(self, until: Instant | None) -> Period:
        """Return the period asked for.

        Raises
        ------
        OptionError
            It does not end after it starts, or not within the horizon.
        """
        period = self.period
        if until is None:
            return period
        if not period.start < until <= period.until:
            iso = self.scenario.zone.iso
            raise OptionError(
                f"until: {iso(until)} is not after {iso(period.start)} and at the latest {iso(period.until)}"
            )
        return Period(period.start, until)

    def windows(self, *, until: Instant | None = None, basis: str = "confirmed") -> Windows:
        """Return the windows from `at` on.

        Parameters
        ----------
        until
            End of the time asked for; None: the horizon's.
        basis
            Which help counts: ``none``, ``present``, ``confirmed`` or ``offered``.
        """
        return self.select(basis_selection(self.scenario, basis), self.asked(until))

    def select(self, selection: Selection, period: Period) -> Windows:
        """Return the windows of a period, counting only what is selected."""
        return select(self.scenario, self.timeline, selection, period)

    def declared(self, instant: Instant) -> tuple[str, ...]:
        """Return the declarations in force, with those assumed, sorted."""
        rules = self.timeline.rules
        return rules.declared[rules.span(instant)]

    # -- people -----------------------------------------------------------------------------------------------

    @property
    def moves(self) -> Moves:
        """Who changes from one standing to another, when."""
        return self.records.moves(self._known_at)

    def headcounts(self, instant: Instant) -> NDArray[np.int64]:
        """Return how many people have each standing at an instant, shape (standings,)."""
        standing = self.standing_of(instant)
        return np.bincount(standing, minlength=len(self.standings))

    def standing_of(self, instant: Instant) -> NDArray[np.int32]:
        """Return the standing of each person at an instant, shape (people,)."""
        if instant < self.period.start:
            return self._after(np.zeros(len(self.scenario.people), dtype=np.int32), None, instant)
        return self._after(self._standing_at_first.copy(), self.period.start, instant)

    @cached_property
    def _standing_at_first(self) -> NDArray[np.int32]:
        """The standing of each person where the period starts: behind it may lie years of moves, before it a few."""
        return self._after(np.zeros(len(self.scenario.people), dtype=np.int32), None, self.period.start)

    def _after(self, standing: NDArray[np.int32], start: Instant | None, until: Instant) -> NDArray[np.int32]:
        """Put into standings the moves after one instant, None for all, up to another."""
        moves = self.moves
        done = 0 if start is None else int(np.searchsorted(moves.at, start, side="right"))
        past = int(np.searchsorted(moves.at, until, side="right"))
        # Of several moves of one person the last in time is written last.
        standing[moves.person[done:past]] = moves.after[done:past]
        return standing

    def not_counted(
        self, instant: Instant, duties: Iterable[int], basis: str | Selection = "confirmed"
    ) -> dict[str, int]:
        """Return who does not count for any of some duties, by the first reason.

        Parameters
        ----------
        duties
            Indices into `Scenario.duties_in_order`.
        basis
            A basis, or a selection of one's own.

        Returns
        -------
        dict
            Every reason in the contract's order, with the number of people and places.
        """
        selection = basis_selection(self.scenario, basis) if isinstance(basis, str) else basis
        wanted = list(duties)
        timeline = self.timeline
        span = timeline.rules.span(instant)
        headcounts = self.headcounts(instant)
        people = self.records.reasons.count(timeline, span, headcounts, wanted, selection.lent)
        places, inside = timeline.pool_states.at(instant)
        of_pools = places_not_counted(self.scenario, timeline, places, inside, span, wanted, selection)
        return {reason: int(number) + of_pools[reason] for reason, number in zip(REASONS, people, strict=True)}

    def roll(self, windows: Windows, basis: str = "confirmed") -> Iterator[NDArray[np.int32]]:
        """Yield for each window the class of each person, -1 for who does not count; shape (people,)."""
        selection = basis_selection(self.scenario, basis)
        lent = np.array([bool(kind.force) for kind in windows.classes] + [False], dtype=np.bool_)
        moves = self.moves
        standing = np.zeros(len(self.scenario.people), dtype=np.int32)
        # As at the row that the window's numbers come from, which the first may have started before it.
        rows = np.searchsorted(self.timeline.starts, windows.starts, side="right") - 1
        done = 0
        for row in rows:
            past = int(np.searchsorted(moves.at, self.timeline.starts[row], side="right"))
            standing[moves.person[done:past]] = moves.after[done:past]
            done = past
            kinds = self.timeline.class_of[standing, self.timeline.span[row]]
            yield kinds if selection.lent else np.where(lent[kinds], np.int32(-1), kinds)

    # -- places -----------------------------------------------------------------------------------------------

    def places(self, windows: Windows, basis: str = "confirmed") -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """Return the class of each pool's places, and how many count, window by window; shape (windows, pools)."""
        timeline = self.timeline
        rows = np.searchsorted(timeline.starts, windows.starts, side="right") - 1
        counted = places_counted(timeline, basis_selection(self.scenario, basis))[timeline.pool_row[rows]]
        kinds = timeline.pool_class[timeline.span[rows]]
        return np.where(counted > 0, kinds, -1), np.where(kinds >= 0, counted, 0)

    def lots(self, pool: str, instant: Instant) -> Lots:
        """Return the places of a pool by state at an instant, whether or not its period is running."""
        lots: Lots = {}
        for start, then in self.records.places(pool, self._known_at):
            if start > instant:
                break
            lots = then
        return lots

    def states(self, pool: str) -> frozenset[str]:
        """Return every state that a place of a pool is ever in."""
        return frozenset(state for _, lots in self.records.places(pool, self._known_at) for state in lots)

    # -- what is said -----------------------------------------------------------------------------------------

    def events(self, *kinds: str) -> list[Event]:
        """Return the known events of some kinds, by when they occurred."""
        return self.records.knowledge.all_of(kinds, self._known_at)

    def pool_events(self, pool: str) -> list[Event]:
        """Return the known events of a pool, by when they occurred."""
        return self.records.knowledge.of("supply", pool, self._known_at)

    def claims(self, until: Instant = FOREVER) -> list[Claim]:
        """Return the reports known and made before an instant, by time and line, each with the register's number.

        Those of before the time that the records tell of (`Records.since`) are left out.
        """
        return [
            Claim(event, self.stepped_back(event.subject, event.occurred))
            for event in self.events(REPORT)
            if self.records.since <= event.occurred < until
        ]

    def stepped_back(self, force: str, instant: Instant) -> int:
        """Return how many people of a force have stepped back from anything, and its places that have."""
        return stepped_back(self, force, instant)

    def register(
        self, duties: Iterable[int], until: Instant | None = None
    ) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
        """Return the home people and places who may still step back.

        Those count who at the beginning have not stepped back from a capability of the duties for which they have
        a ticket at some time of the time asked for, on duty or not.

        Returns
        -------
        tuple
            Whether each person does, shape (people,); how many places of each pool do, shape (pools,).
        """
        period, wanted = self.asked(until), 0
        for duty in duties:
            wanted |= self.records.duty_masks[duty]
        return people_left(self, period, wanted), places_left(self, period, wanted)


def situation_of(
    scenario: Scenario,
    *,
    at: Instant | None = None,
    known_at: Instant | None = None,
    assume: Sequence[str] = (),
) -> Situation:
    """Return the situation of a scenario.

    Parameters
    ----------
    at
        As of when; None: from the start of the horizon on.
    known_at
        As known when; None: at `at`, and everything where that is None too.
    assume
        Declarations taken to be in force throughout.

    Raises
    ------
    OptionError
        `at` lies outside the horizon, or nothing in the scenario knows a declaration.
    """
    return situation_in(Records(scenario), at=at, known_at=known_at, assume=assume)


def situation_in(
    records: Records,
    *,
    at: Instant | None = None,
    known_at: Instant | None = None,
    assume: Sequence[str] = (),
) -> Situation:
    """Return a situation from records already at hand; see `situation_of`."""
    scenario = records.scenario
    iso = scenario.zone.iso
    if at is not None and at not in scenario.horizon:
        start, until = scenario.horizon
        raise OptionError(f"at: {iso(at)} is not at or after {iso(start)} and before {iso(until)}")
    unknown = sorted(set(assume) - set(scenario.declarations))
    if unknown:
        allowed = ", ".join(scenario.declarations) or "none in this scenario"
        raise OptionError(f"assume: {', '.join(unknown)}: no such declaration; allowed: {allowed}")
    return Situation(records, at, at if known_at is None else known_at, tuple(sorted(set(assume))))
