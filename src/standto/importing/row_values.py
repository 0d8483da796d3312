"""The values of a row: ids, numbers and texts, each cell read once."""

from __future__ import annotations

from collections.abc import Callable

from standto.importing.mapping.words import KIND_OF, LISTS
from standto.importing.misfits import Misfit
from standto.importing.reading_means import Means
from standto.importing.sheet_columns import SheetColumns
from standto.importing.sheet_view import JOINT, Row, SheetView
from standto.scenario.cells import MOST, is_id
from standto.sheets import Cell

_LONGEST = 9
_WHOLE = f"write a whole number up to {MOST:,}"


class RowValues:
    """A reader of the values of a sheet's rows.

    Attributes
    ----------
    names
        The columns of the folder that the mapping names.
    sources
        The columns of the sheet that each comes from.
    """

    def __init__(self, view: SheetView, columns: SheetColumns, means: Means, names: tuple[str, ...]) -> None:
        self._view, self._columns, self._means = view, columns, means
        self.names = [name for name in names if name in view.mapping.columns]
        self.sources = {name: found for name in self.names if (found := columns.source(name))}
        self._constants = {name: text for name in self.names if (text := columns.constant(name)) is not None}
        self._kept: dict[tuple[str, Cell], tuple[str, ...]] = {}
        self._given = {
            name: self._constant_ids(name, text) for name, text in self._constants.items() if name in KIND_OF
        }

    def constant(self, name: str) -> str | None:
        """Return the text that a value has in every row; None if it comes from the sheet."""
        return self._constants.get(name)

    def _constant_ids(self, name: str, text: str) -> tuple[str, ...]:
        try:
            return self._means.ids.ids(name, text, (";",))
        except Misfit:
            return tuple(text.split(";"))

    def several(self, name: str, number: int, row: Row, *, defines: bool = False) -> tuple[str, ...] | None:
        """Return the ids of a value; None if it does not fit, which is noted."""
        if name in self._given:
            return self._given[name]
        columns = self.sources.get(name, ())
        if not columns:
            return ()
        if len(columns) == 1 and not self._view.sheet.unready:
            kept = self._kept.get((name, row[columns[0]]))
            if kept is not None:
                return kept
        split = self._view.mapping.split if name in LISTS else ()

        def read() -> tuple[str, ...]:
            """Read the ids."""
            return self._means.ids.ids(name, self._columns.text(number, row, columns), split, defines=defines)

        found = self._read(columns, number, read)
        if found is not None and len(columns) == 1:
            self._kept[name, row[columns[0]]] = found
        return found

    def _read(
        self, columns: tuple[int, ...], number: int, read: Callable[[], tuple[str, ...]]
    ) -> tuple[str, ...] | None:
        try:
            return read()
        except Misfit as misfit:
            place = self._view.place(number, columns[0])
            text = JOINT.join(each for column in columns if (each := self._view.text(number, column)))
            self._means.gathering.note(place, self._view.headings[columns[0]], misfit, text)
            return None

    def one(self, name: str, number: int, row: Row) -> str:
        """Return the only id of a value; empty if it is blank or does not fit."""
        found = self.several(name, number, row)
        if found and len(found) > 1:
            column = (self.sources.get(name) or (0,))[0]
            self._means.gathering.note(
                self._view.place(number, column),
                self._view.headings[column],
                Misfit("stands for several ids", "map it to one"),
            )
        return found[0] if found else ""

    def number(self, name: str, number: int, row: Row) -> int:
        """Return a whole number; 0 if it is blank or does not fit."""
        digits = self.constant(name) or self.digits(name, number, row)
        return int(digits) if digits.isdecimal() else 0

    def digits(self, name: str, number: int, row: Row) -> str:
        """Return a whole number as text; empty if it is blank or does not fit, which is noted."""
        columns = self.sources.get(name, ())
        if not columns:
            return ""

        def read() -> str:
            """Read the number."""
            text = self._columns.text(number, row, columns)
            digits = text.removeprefix("-")
            if text and not (_is_whole(digits) and int(digits) <= MOST):
                raise Misfit("is not a whole number", _WHOLE)
            if text.startswith("-") and name != "offset_days":
                raise Misfit("is below 0", _WHOLE)
            return text

        return self._means.gathering.read(self._view, number, columns[0], read) or ""

    def text(self, name: str, number: int, row: Row) -> str:
        """Return the text of a value as it stands in the sheet."""
        if (given := self.constant(name)) is not None:
            return given
        columns = self.sources.get(name, ())
        if not columns:
            return ""

        def read() -> str:
            """Read the text."""
            text = self._columns.text(number, row, columns)
            if name == "id" and text and not is_id(text):
                raise Misfit("is not an id", "write small letters, digits, '.', '_' and '-'")
            return text

        return self._means.gathering.read(self._view, number, columns[0], read) or ""


def _is_whole(digits: str) -> bool:
    """Return whether it is a whole number that `int` reads: `int` refuses thousands of digits."""
    return digits.isascii() and digits.isdecimal() and len(digits) <= _LONGEST
