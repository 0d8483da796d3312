"""What the sheets of one import give, gathered row by row, with everything that does not fit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

from standto.importing.cell_texts import text_of
from standto.importing.ciphers import CipherBook
from standto.importing.discretion import Discretion
from standto.importing.misfits import Misfit
from standto.importing.rejects import Reject
from standto.importing.sheet_view import Place, SheetView
from standto.model.time import Instant
from standto.scenario.cells import is_id
from standto.sheets import Cell

T = TypeVar("T")


class Spell(NamedTuple):
    """A time on duty of one person, and the cell that says so."""

    person: str
    start: Instant
    until: Instant
    duty: str
    ready_minutes: int
    place: Place


class Away(NamedTuple):
    """A time of absence of one person, and the cell that says so."""

    person: str
    start: Instant
    until: Instant
    place: Place


class Member(NamedTuple):
    """What the sheets say about one person."""

    force: str
    team: str
    place: Place


class HeldTicket(NamedTuple):
    """A ticket of one person; None for a period without start or end."""

    person: str
    capability: str
    start: Instant | None
    until: Instant | None


class _Noted(NamedTuple):
    place: Place
    column: str
    text: str
    misfit: Misfit


class Gathering:
    """What the sheets of one import give.

    Attributes
    ----------
    people, tickets, spells, absences
        What the sheets say about people.
    in_grids
        The people whose days a grid gives, codes of days off among them.
    rows
        The rows of every other table, with the place that each comes from.
    """

    def __init__(self, ciphers: CipherBook, *, in_sheets: bool) -> None:
        self.people: dict[str, Member] = {}
        self.tickets: dict[HeldTicket, Place] = {}
        self.spells: list[Spell] = []
        self.in_grids: set[str] = set()
        self.absences: list[Away] = []
        self.rows: dict[str, list[tuple[dict[str, str], Place]]] = {}
        self.views: list[tuple[SheetView, frozenset[int]]] = []
        self._ciphers = ciphers
        self._in_sheets = in_sheets
        self._noted: list[_Noted] = []
        self._kept: dict[Cell, str] = {}

    def add_view(self, view: SheetView, private: Iterable[int]) -> None:
        """Note a sheet that is read, and its columns whose texts are private."""
        self.views.append((view, frozenset(private)))

    def in_two_rows(self, one: Place, other: Place) -> bool:
        """Return whether two cells are in two rows of one grid, each of which should be about one person."""
        if one.sheet is not other.sheet or one.row == other.row:
            return False
        return any(view.sheet is one.sheet and view.mapping.shape == "days" for view, _ in self.views)

    def note(self, place: Place, column: str, misfit: Misfit, text: str | None = None) -> None:
        """Note a cell that does not fit; without a text to show, its message begins with what is wrong."""
        for one in (misfit, *misfit.others):
            shown = one.text if one.text is not None else text
            self._noted.append(_Noted(place, column, shown or "", one))

    def read(self, view: SheetView, row: int, column: int, read: Callable[[], T]) -> T | None:
        """Return what a cell gives; None if it does not fit, which is noted."""
        try:
            return read()
        except Misfit as misfit:
            self.note(view.place(row, column), view.headings[column], misfit, text_of(view.sheet.rows[row][column]))
            return None

    def person(self, cell: Cell) -> str:
        """Return the cipher of the person in a cell; raise `Misfit` if it holds no number or name."""
        found = self._kept.get(cell)
        if found is None:
            found = self._kept[cell] = self._person(text_of(cell))
        return found

    def _person(self, text: str) -> str:
        if self._in_sheets:
            if known := self._ciphers.find(text):
                return known
            if not is_id(text):
                raise Misfit("the cell holds no cipher", "write ciphers, or leave in_sheets out of [ciphers]", "")
            return text
        found = self._ciphers.cipher(text)
        if not found:
            raise Misfit(
                "the cell holds no number or name of a person", "fill it, name its column in fill, or skip the row", ""
            )
        return found

    def also(self, person: str, text: str, place: Place) -> None:
        """Note another number or name of a person, by which other sheets may call them."""
        if not self._ciphers.also(text, person):
            what = Misfit("somebody else has this number or name", "tell the two people apart, or leave also out", "")
            self.note(place, "", what)

    def member(self, person: str, place: Place, force: str = "", team: str = "") -> None:
        """Note a person, with their force and their team as far as a sheet gives them."""
        known = self.people.get(person)
        if known is None:
            self.people[person] = Member(force, team, place)
        elif force or team:
            for name, old, new in (("force", known.force, force), ("team", known.team, team)):
                if old and new and old != new:
                    what = f"the person has the {name} {new} here, and {old} at {known.place}"
                    self.note(place, name, Misfit(what, "write one of them", ""))
            self.people[person] = Member(known.force or force, known.team or team, known.place)

    def rejects(self) -> tuple[Reject, ...]:
        """Return everything that does not fit, by sheet, row and column."""
        if not self._noted:
            return ()
        order = {id(view.sheet): number for number, (view, _) in reversed(list(enumerate(self.views)))}
        discretion = Discretion(self._private())
        noted = sorted(self._noted, key=lambda one: (order.get(id(one.place.sheet), -1), *one.place[1:]))
        found = (
            Reject(
                one.place.sheet.file,
                str(one.place),
                one.column if discretion.may_show(one.column) else "",
                f"{discretion.shown(one.text)} {one.misfit.what}" if one.text else one.misfit.what,
                one.misfit.allowed,
            )
            for one in noted
        )
        return tuple(dict.fromkeys(found))

    def _private(self) -> Iterable[str]:
        for view, columns in self.views:
            for row in view.sheet.rows[view.last_heading + 1 :]:
                yield from (text_of(row[column]) for column in columns if row[column] is not None)
