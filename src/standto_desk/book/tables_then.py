"""The tables of a moment: which rows were in force, by what was known of them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from standto.errors import StandtoError
from standto.scenario.layout import SETTINGS
from standto.scenario.loaded_tables import LoadedTables
from standto_desk.book.fitting import Fitting
from standto_desk.caching.answers import Cache
from standto_desk.ledger.reading import entries
from standto_desk.ledger.tables import Tables

if TYPE_CHECKING:
    from standto.model.scenario import Scenario
    from standto.model.time import Instant

_COLUMNS = ("known", "sequence", "kind", "subject", "occurred", "capability", "step", "body")
_Row = tuple[Any, ...]
Number = tuple[int, int, int]
"""How often rows became known before others; how many rows are known; how many of the moments at which any takes
effect have come."""


class NoScenario(StandtoError):
    """Nothing was planned at a moment, by what was known then: no scenario had been entered."""


class TablesThen(NamedTuple):
    """The tables of a moment.

    Attributes
    ----------
    number
        The same for two moments with the same tables.
    scenario
        What they say, without events.
    fitting
        Which events are about what they hold.
    """

    number: Number
    scenario: Scenario
    fitting: Fitting


class TableHistory:
    """Every version of every row, in the order in which they became known."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._rows: list[_Row] = []
        self._sequence = 0
        self._generation = 0
        self._tables: Cache[tuple[int, int], Tables] = Cache(3)
        self._then: Cache[Number, TablesThen] = Cache(6)

    def at(self, at: Instant, known_at: Instant, until: int) -> TablesThen:
        """Return the tables of a moment.

        Parameters
        ----------
        until
            The last entry of the ledger that is looked at.

        Raises
        ------
        NoScenario
            There are none.
        """
        generation, rows = self._up_to(until)
        known = bisect_right(rows, known_at, key=_known)
        tables = self._tables.get((generation, known), lambda: _tables_of(rows[:known]))
        number = (generation, known, bisect_right(tables.moments, at))
        return self._then.get(number, lambda: _then(tables, at, number))

    def _up_to(self, until: int) -> tuple[int, list[_Row]]:
        """Return the rows' entries up to one of the ledger, those that came since the last time among them."""
        with self._lock:
            if self._sequence < until:
                found = entries(after=self._sequence, until=until).filter(sort="row").values_list(*_COLUMNS)
                new = sorted(found.iterator(chunk_size=10_000))
                if new and self._rows and new[0] < self._rows[-1]:
                    self._generation += 1
                if new:
                    self._rows = sorted(self._rows + new)
                self._sequence = until
            return self._generation, self._rows


def _tables_of(rows: list[_Row]) -> Tables:
    """Return the tables that some rows' entries make."""
    tables = Tables()
    for row in rows:
        tables.insert(dict(zip(_COLUMNS, row, strict=True)))
    return tables


def _then(tables: Tables, at: Instant, number: Number) -> TablesThen:
    """Return the tables in force at a moment."""
    files = tables.files(at).data
    if SETTINGS not in files:
        raise NoScenario("no scenario had been entered by then: import one")
    scenario = replace(LoadedTables(files).scenario, digest="")
    return TablesThen(number, scenario, Fitting(scenario))


def _known(row: _Row) -> Instant:
    """Sort key."""
    return row[0]
