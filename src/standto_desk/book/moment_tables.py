"""The tables of a moment: of the rows known then, those in force then."""

from __future__ import annotations

from bisect import bisect_right
from operator import itemgetter
from threading import Lock
from typing import Any, NamedTuple

from standto.errors import StandtoError
from standto.model.event import Event
from standto.model.scenario import Scenario
from standto.model.time import Instant
from standto.scenario.loaded_tables import LoadedTables
from standto_desk.caching.answers import Cache
from standto_desk.caching.compiled_queries import CompiledQuery
from standto_desk.ledger.cached_answers import CurrentLedger, LedgerCache, current_ledger
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import entries
from standto_desk.ledger.tables import RowsInForce, Tables

_COLUMNS = ("known", "sequence", "kind", "subject", "occurred", "capability", "step", "body")
_ROWS = CompiledQuery(
    Entry,
    lambda after, until: entries(after=after, until=until).rows().values_list(*_COLUMNS),
    after="sequence",
    until="sequence",
)
_Row = tuple[Any, ...]
Number = tuple[int, int, int]
"""Distinguishes tables: how often a row became known before one already read, the number of rows known, and the number
of instants so far at which a row took effect."""


class NoScenario(StandtoError):
    """No scenario had been entered by a moment."""


class MomentTables(NamedTuple):
    """The tables of a moment.

    Attributes
    ----------
    number
        Moments with the same tables have the same number.
    loaded
        The tables.
    """

    number: Number
    loaded: LoadedTables

    @property
    def scenario(self) -> Scenario:
        """The scenario of the tables, without events."""
        return self.loaded.scenario

    def fits(self, event: Event) -> bool:
        """Return whether an event is about something in the tables. If its row ended, it does not count."""
        return self.loaded.fits(event)


class _KnownTables(NamedTuple):
    """The versions in the first rows of a generation."""

    generation: int
    rows: int
    tables: Tables


class _TableHistory:
    """Every version of every row, in the order in which they became known."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._rows: list[_Row] = []
        self._sequence = 0
        self._generation = 0
        self._last = _KnownTables(0, 0, Tables())
        self._tables: Cache[tuple[int, int], Tables] = Cache(3)
        self._rows_at: Cache[Number, RowsInForce] = Cache(6)
        self._at: Cache[Number, MomentTables] = Cache(6)

    def known(self, known_at: Instant, until: int) -> tuple[tuple[int, int], Tables]:
        """Return every version of every row known at an instant, with a number that distinguishes them."""
        generation, rows = self._up_to(until)
        count = bisect_right(rows, known_at, key=itemgetter(0))
        return (generation, count), self._tables.get((generation, count), lambda: self._made(generation, count, rows))

    def _made(self, generation: int, count: int, rows: list[_Row]) -> Tables:
        """Return the versions in so many rows: those made last, if they are fewer, with what came after them."""
        last = self._last
        if last.generation != generation or last.rows > count:
            last = _KnownTables(generation, 0, Tables())
        new = (dict(zip(_COLUMNS, row, strict=True)) for row in rows[last.rows : count])
        tables = last.tables.followed_by(new)
        self._last = max(self._last, _KnownTables(generation, count, tables), key=itemgetter(0, 1))
        return tables

    def at(self, at: Instant, known_at: Instant, until: int) -> MomentTables:
        """Return the tables of a moment."""
        number, tables = self._numbered(at, known_at, until)
        return self._at.get(number, lambda: _loaded(tables, at, number))

    def rows_at(self, at: Instant, known_at: Instant, until: int) -> RowsInForce:
        """Return the rows of a moment."""
        number, tables = self._numbered(at, known_at, until)
        return self._rows_at.get(number, lambda: tables.rows_in_force(at))

    def _numbered(self, at: Instant, known_at: Instant, until: int) -> tuple[Number, Tables]:
        known, tables = self.known(known_at, until)
        return (*known, bisect_right(tables.moments, at)), tables

    def _up_to(self, until: int) -> tuple[int, list[_Row]]:
        """Read the new rows up to an entry, and return all rows."""
        with self._lock:
            if self._sequence < until:
                new = sorted(_ROWS(after=self._sequence, until=until))
                if new and self._rows and new[0] < self._rows[-1]:
                    self._generation += 1
                if new:
                    self._rows = sorted(self._rows + new)
                self._sequence = until
            return self._generation, self._rows


_histories: LedgerCache[None, _TableHistory] = LedgerCache(1)


def tables_at(ledger: CurrentLedger, at: Instant, known_at: Instant) -> MomentTables:
    """Return the tables of a moment.

    Raises
    ------
    NoScenario
        There are none.
    """
    return _histories.get(None, _TableHistory, ledger).at(at, known_at, ledger.head.count)


def rows_at(at: Instant, known_at: Instant) -> RowsInForce:
    """Return the rows in force at a moment as known at another, sound or not; the same object for the same rows."""
    ledger = current_ledger()
    return _histories.get(None, _TableHistory, ledger).rows_at(at, known_at, ledger.head.count)


def tables_known(ledger: CurrentLedger, known_at: Instant) -> Tables:
    """Return every version of every row known at an instant."""
    return _histories.get(None, _TableHistory, ledger).known(known_at, ledger.head.count)[1]


def _loaded(tables: Tables, at: Instant, number: Number) -> MomentTables:
    if not tables.settings(at):
        raise NoScenario("no scenario had been entered by then: import one")
    return MomentTables(number, tables.load(at))
