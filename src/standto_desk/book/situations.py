"""What the ledger says of any moment: its situation, and its scenario."""

from __future__ import annotations

from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING

from django.db import connection

from standto.model.event import CORRECTION, DECISION
from standto.model.time import BEGINNING, FOREVER
from standto.register import Records, Situation, situation_in
from standto_desk.book.beside import EVENTS, is_behind, keep_up_beside
from standto_desk.book.collecting import uncollected
from standto_desk.book.fitting import sound
from standto_desk.book.horizons import end_of_day, horizon_of
from standto_desk.book.reading import PlacedEvent, events_in
from standto_desk.book.shelves import Shelf
from standto_desk.book.tables_then import TableHistory, TablesThen
from standto_desk.book.volumes import Frame, Volume
from standto_desk.ledger.reading import entries, head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.model.event import Event
    from standto.model.scenario import Scenario
    from standto.model.time import Instant, Period
    from standto_desk.ledger.reading import Place

VOLUMES = 4
"""How many are kept: that of now, and those of the moments last looked back to."""


class Book:
    """What one ledger says, as one process remembers it; any number of threads may ask."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._head: Place | None = None
        self._looked_at = 0
        self._forget()

    def situation_at(self, at: Instant, known_at: Instant, *, declared: bool = False) -> Situation:
        """Return the situation of a moment; see the room's function of that name."""
        with uncollected():
            situation = self._situation_at(at, known_at, declared=declared)
            _ = situation.timeline  # folded here and now
        return situation

    def _situation_at(self, at: Instant, known_at: Instant, *, declared: bool) -> Situation:
        """Return the situation of a moment, not folded yet."""
        until = self._up_to()
        then = self._tables.at(at, known_at, until)
        planned = then.scenario
        horizon = horizon_of(planned.horizon, planned.zone, planned.policy, at, keep=declared)
        frame = _frame(then, horizon, known_at)
        records = self._volumes.get(frame, lambda: Volume(frame, then)).up_to(until)
        return situation_in(records, at=at, known_at=known_at)

    def scenario_at(self, at: Instant, known_at: Instant, *, declared: bool = True) -> Scenario:
        """Return the scenario of a moment; see the room's function of that name."""
        planned, told = self._known_at(at, known_at, declared=declared)
        return replace(planned, events=sound(tuple(_as_in_a_folder(told))))

    def folded_at(self, at: Instant, known_at: Instant, *, declared: bool = False) -> Situation:
        """Return the situation of a moment from every entry known then; see the room's function of that name."""
        planned, told = self._known_at(at, known_at, declared=declared)
        whole = planned.horizon == self._tables.at(at, known_at, self._up_to()).scenario.horizon
        records = Records(
            replace(planned, events=tuple(one.event for one in told)),
            since=BEGINNING if whole else planned.horizon.start,
        )
        return situation_in(records, at=at, known_at=known_at)

    def _known_at(self, at: Instant, known_at: Instant, *, declared: bool) -> tuple[Scenario, list[PlacedEvent]]:
        """Return the tables of a moment with its horizon, and every event about them that was known then."""
        until = self._up_to()
        then = self._tables.at(at, known_at, until)
        planned = then.scenario
        known = events_in(entries(until=until).filter(known__lte=known_at))
        horizon = horizon_of(planned.horizon, planned.zone, planned.policy, at, keep=declared)
        return replace(planned, horizon=horizon), [one for one in known if then.fitting(one.event)]

    def _up_to(self) -> int:
        """Return the last entry of the ledger; where that is another ledger than before, forget everything."""
        with self._lock:
            now = head()
            if now != self._head and not self._follows(now):
                self._forget()
            self._head = now
            if now.count >= self._looked_at + EVENTS:
                self._looked_at = now.count
                if is_behind(now.count):
                    keep_up_beside()
            return now.count

    def _follows(self, now: Place) -> bool:
        """Whether a head is that of the same ledger, further on."""
        before = self._head
        if before is None or before.count == 0:
            return True
        return now.count > before.count and entries().filter(sequence=before.count, hash=before.hash).exists()

    def _forget(self) -> None:
        """Start again with nothing."""
        self._tables = TableHistory()
        self._volumes: Shelf[Frame, Volume] = Shelf(VOLUMES)


def _frame(then: TablesThen, horizon: Period, known_at: Instant) -> Frame:
    """Return the frame of a moment: one for all moments of a day, and for all that were asked of it afterwards."""
    if horizon == then.scenario.horizon:
        return Frame(then.number, horizon, None, FOREVER)
    afterwards = known_at >= horizon.until
    known_before = FOREVER if afterwards else end_of_day(then.scenario.zone, known_at)
    return Frame(then.number, horizon, min(horizon.start, known_at), known_before)


def _as_in_a_folder(told: list[PlacedEvent]) -> Iterator[Event]:
    """Yield events as a folder holds them: without the ids that they have from the ledger, where nothing needs them."""
    needed = {one.event.subject for one in told if one.event.kind == CORRECTION}
    for sequence, event in told:
        spare = event.id == f"entry-{sequence}" and event.kind != DECISION and event.id not in needed
        yield replace(event, id="") if spare else event


_books: dict[tuple[str, ...], Book] = {}
_lock = Lock()


def book() -> Book:
    """Return what this process remembers of the ledger that Django's connection leads to."""
    settings = connection.settings_dict
    place = tuple(str(settings[key]) for key in ("ENGINE", "HOST", "PORT", "NAME"))
    with _lock:
        if place not in _books:
            _books[place] = Book()
        return _books[place]


def situation_at(at: Instant, known_at: Instant | None = None, *, declared: bool = False) -> Situation:
    """Return the situation of a moment: what a fold of all entries from nothing would give.

    Parameters
    ----------
    at
        As of when. The rows of the tables are those in force then.
    known_at
        As known when; None: at `at`.
    declared
        Whether to keep to the horizon that the scenario declares wherever `at` lies in it, as an export does; see
        `horizons`.

    Raises
    ------
    NoScenario
        None had been entered by then.
    """
    return book().situation_at(at, at if known_at is None else known_at, declared=declared)


def folded_at(at: Instant, known_at: Instant | None = None, *, declared: bool = False) -> Situation:
    """Return what `situation_at` must: a fold of all entries from nothing, with no projection and nothing kept.

    Slow; it is what answers are checked against.

    Parameters
    ----------
    at, known_at, declared
        As for `situation_at`.
    """
    return book().folded_at(at, at if known_at is None else known_at, declared=declared)


def scenario_at(at: Instant, known_at: Instant | None = None, *, declared: bool = True) -> Scenario:
    """Return the scenario of a moment, with every event known then, as a folder would hold it.

    Parameters
    ----------
    at, known_at, declared
        As for `situation_at`; by default the declared horizon is kept to.

    Raises
    ------
    NoScenario
        None had been entered by then.
    """
    return book().scenario_at(at, at if known_at is None else known_at, declared=declared)
