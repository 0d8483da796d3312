"""What the codes of one sheet mean."""

from __future__ import annotations

from standto.importing.cell_texts import Lookup, text_of
from standto.importing.day_times import day_time, is_period
from standto.importing.discretion import is_remark
from standto.importing.mapping.records import CodeMeaning, Mapping, SheetMapping
from standto.importing.misfits import Misfit
from standto.importing.offered_words import all_allowed
from standto.scenario.cells import Unusable
from standto.sheets import Cell

_OFF = CodeMeaning()


class CodeBook(dict[Cell, CodeMeaning]):
    """The meaning of each cell of a sheet that holds a code, read once each; a blank cell means off.

    Parameters
    ----------
    mapping
        Its codes hold for every sheet.
    sheet
        Its codes hold before those of the mapping.
    """

    def __init__(self, mapping: Mapping, sheet: SheetMapping) -> None:
        super().__init__()
        self._codes = Lookup([sheet.codes, mapping.codes])
        self._drop = tuple(sheet.drop)
        self._empty = Lookup([dict.fromkeys(sheet.empty, True)])

    def __missing__(self, cell: Cell) -> CodeMeaning:
        """Read a cell; raise `Misfit` if it holds no code."""
        found = self[cell] = self._meaning(text_of(cell))
        return found

    def _meaning(self, text: str) -> CodeMeaning:
        if (found := self._codes.get(text)) is not None:
            return found
        if not text or self._empty.get(text):
            return _OFF
        if (bare := self._without_marks(text)) != text:
            return self._meaning(bare)
        if is_period(text):
            try:
                return CodeMeaning((day_time(text),))
            except Unusable:
                raise Misfit("may be by day or by night", "write it as 07:00-15:00, or add it to [codes]") from None
        if is_remark(text):
            raise Misfit("the text is not a code", self._allowed(), "")
        raise Misfit("is not a code", self._allowed())

    def _without_marks(self, text: str) -> str:
        while (mark := next((mark for mark in self._drop if text.endswith(mark)), "")) and text != mark:
            text = text[: -len(mark)].rstrip()
        return text

    def _allowed(self) -> str:
        codes = [code for code in self._codes.texts if code]
        return all_allowed(codes) if codes else "add it to [codes]"
