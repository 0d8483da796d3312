"""The sheets of the workbooks that each `[[sheet]]` of a mapping means."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from standto.importing.cell_texts import like
from standto.importing.mapping.records import SheetMapping
from standto.importing.misfits import Misfit
from standto.importing.offered_words import nearest_first, several
from standto.sheets import Sheet


def file_name(sheet: Sheet) -> str:
    """Return the name of a sheet's file without its folder."""
    return PurePath(sheet.file).name


def sheets_for(mapping: SheetMapping, sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return the sheets that a mapping means; raise `Misfit` if there are none, or if it does not say which."""
    files = list(dict.fromkeys(file_name(sheet) for sheet in sheets))
    named = [sheet for sheet in sheets if like(file_name(sheet), mapping.file)]
    if not named:
        given = f"{nearest_first(mapping.file, files)}given are {several(files)}"
        raise Misfit(f"no workbook is named {mapping.file!r}", given)
    if mapping.sheet:
        found = [sheet for sheet in named if like(sheet.name, mapping.sheet)]
        if not found:
            raise Misfit(f"no sheet is named {mapping.sheet!r}", f"there are {several([one.name for one in named])}")
        return found
    for file in dict.fromkeys(file_name(sheet) for sheet in named):
        names = [sheet.name for sheet in named if file_name(sheet) == file]
        if len(names) > 1:
            raise Misfit(f"{file} has {len(names)} sheets", f"name one with sheet: {several(names)}")
    return named
