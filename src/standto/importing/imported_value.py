"""The result of an import, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping as Table
from dataclasses import dataclass, field

from standto.errors import Fault, InputError
from standto.importing.rejects import Reject
from standto.model.scenario import Scenario
from standto.model.time import Period
from standto.scenario.layout import Cells
from standto.wording import counted


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """The numbers of what an import made.

    Attributes
    ----------
    people, tickets, rows, absences
        The people, their tickets, the rows of the rota, and the events that say that somebody is unavailable.
    hours
        The hours of the rota's rows.
    new_ciphers
        The people who had no cipher before.
    """

    people: int = 0
    tickets: int = 0
    rows: int = 0
    hours: float = 0.0
    absences: int = 0
    new_ciphers: int = 0


@dataclass(frozen=True, slots=True, repr=False)
class Imported:
    """The result of an import: the tables of a scenario folder, or the rejects.

    Attributes
    ----------
    settings
        The text of `scenario.toml`.
    tables
        The rows of each table by its file, with a cell for each documented column.
    origins
        What each row of `tables` comes from: a cell, whose text is its address, or words about the mapping.
    rejects
        Everything that does not fit, in the order of the sheets; nothing is written if there is any.
    warnings
        Input that is sound but probably not intended, as `standto check` finds it.
    unread
        The sheets of the workbooks that the mapping does not name.
    notes
        What a planner must know about the reading of a file, such as its encoding.
    counts
        The numbers of what was made.
    sound
        The scenario; None if there are rejects.
    covered
        The time that the sheets cover, in whole days for grids; None where the mapping gives the horizon.
    """

    settings: str = field(repr=False)
    tables: Table[str, tuple[Cells, ...]] = field(repr=False)
    origins: Table[str, tuple[object, ...]] = field(repr=False)
    rejects: tuple[Reject, ...] = ()
    warnings: tuple[Fault, ...] = ()
    unread: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    counts: ImportCounts = field(default_factory=ImportCounts)
    sound: Scenario | None = field(default=None, repr=False)
    covered: Period | None = None

    def __repr__(self) -> str:
        """Return one line, because the tables may have thousands of rows."""
        told = counted(len(self.rejects), "reject")
        if not self.rejects:
            rows = counted(sum(map(len, self.tables.values())), "row")
            told = f"{rows} in {counted(len(self.tables), 'table')}"
        return f"<Imported: {told}, {counted(len(self.warnings), 'warning')}>"

    @property
    def scenario(self) -> Scenario:
        """The scenario; raise `InputError` with every reject if there are any."""
        if self.sound is None:
            raise InputError([Fault(reject.address, _what(reject)) for reject in self.rejects])
        return self.sound


def _what(reject: Reject) -> str:
    return f"{reject.what}: {reject.allowed}" if reject.allowed else reject.what
