"""The tables of the folder that an import makes, and the place that each row comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from standto.importing.cell_moments import Moments
from standto.importing.gathering import Away, Gathering, Spell
from standto.importing.mapping.words import COLUMNS, SINGULAR
from standto.importing.misfits import Misfit
from standto.importing.value_ids import ValueIds
from standto.model.event import UNAVAILABLE
from standto.model.time import Instant
from standto.scenario.layout import Cells

Origins = dict[str, list[object]]
_BY_TABLE = {table: {name: place for place, name in enumerate(columns)} for table, columns in COLUMNS.items()}


class FolderTables:
    """The tables of a folder, filled one after the other.

    Attributes
    ----------
    rows
        The rows of each table by its name, with a cell for each documented column.
    origins
        The place of each of them: a cell, or a row of the mapping in words.
    """

    def __init__(self, home: str, rows: Mapping[str, Iterable[Mapping[str, str]]], file: str) -> None:
        self.rows: dict[str, list[Cells]] = {table: [] for table in COLUMNS}
        self.origins: Origins = {table: [] for table in COLUMNS}
        self._home = home
        self._file = file or "the mapping"
        for table, given in rows.items():
            for number, cells in enumerate(given, start=1):
                self.add(table, cells, f"{self._file}: [[{SINGULAR[table]}]] {number}")

    def add(self, table: str, cells: Mapping[str, str], origin: object) -> None:
        """Add a row."""
        self.rows[table].append(tuple(cells.get(name, "") for name in COLUMNS[table]))
        self.origins[table].append(origin)

    def ids(self, table: str) -> set[str]:
        """Return the ids of a table so far."""
        return {row[0] for row in self.rows[table]}

    def gathered(
        self,
        gathering: Gathering,
        spells: list[Spell],
        absences: Iterable[Away],
        moments: Moments,
        known: Instant | None,
    ) -> None:
        """Add everything that the sheets say.

        Absences ahead are known from an instant on, the start of the plan: somebody booked for leave must not count
        until the leave begins. None: from the time they begin.
        """
        for table, rows in gathering.rows.items():
            for cells, place in rows:
                self.add(table, cells | _recorded(cells, moments, known) if table == "events" else cells, place)
        for person, member in sorted(gathering.people.items()):
            force = "" if member.force == self._home else member.force
            self.add("people", {"person": person, "force": force, "team": member.team}, member.place)
        text = moments.text
        for ticket, place in sorted(gathering.tickets.items(), key=lambda pair: _ticket_order(pair[0])):
            start, until = ("" if end is None else text(end) for end in ticket[2:])
            self.rows["authorisations"].append((ticket.person, ticket.capability, start, until))
            self.origins["authorisations"].append(place)
        self.rows["rota"] += [
            (spell.person, text(spell.start), text(spell.until), spell.duty, _digits(spell.ready_minutes))
            for spell in spells
        ]
        self.origins["rota"] += [spell.place for spell in spells]
        for absence in absences:
            cells = {"occurred": text(absence.start), "event": UNAVAILABLE, "subject": absence.person}
            cells |= _recorded(cells, moments, known)
            self.add("events", cells | {"until": text(absence.until)}, absence.place)

    def complete(self, ids: ValueIds, mapped: Iterable[str]) -> None:
        """Add the home force, and the capabilities and teams that people have, where no table lists them."""
        if self._home not in self.ids("forces"):
            self.rows["forces"].insert(0, (self._home, "", "home", ""))
            self.origins["forces"].insert(0, self._file)
        held = sorted({row[1] for row in self.rows["authorisations"]})
        teams = sorted({row[2] for row in self.rows["people"]})
        for table, used in (("capabilities", (*mapped, *held)), ("teams", teams)):
            known = self.ids(table)
            for name in dict.fromkeys(used):
                if name and name not in known:
                    self.add(table, {COLUMNS[table][0]: name}, self._file)
                    ids.learn(SINGULAR[table], name)


def _recorded(cells: Mapping[str, str], moments: Moments, known: Instant | None) -> dict[str, str]:
    """Return the cell that says from when an absence ahead is known; none for anything else."""
    if known is None or cells.get("event") != UNAVAILABLE or cells.get("recorded"):
        return {}
    try:
        occurred = moments.instant(moments.stamp(cells["occurred"]))
    except (KeyError, Misfit):
        # The check of the whole folder tells what is wrong with it.
        return {}
    return {"recorded": moments.text(known)} if known < occurred else {}


def _digits(number: int) -> str:
    return str(number) if number else ""


def _ticket_order(ticket: tuple[str, str, int | None, int | None]) -> tuple[str, str, int, int]:
    return (*ticket[:2], ticket[2] or 0, ticket[3] or 0)
