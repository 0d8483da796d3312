"""The mapping of an import, guessed from the workbooks themselves in one call."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from standto.errors import OptionError
from standto.importing.guessing.suggesting import Suggestion, suggestion
from standto.importing.importing_workbooks import paths_of, read_sheets
from standto.wording import shortened


def suggest_mapping(paths: Iterable[str | Path], *, first_day: date | None = None) -> Suggestion:
    """Guess how workbooks are to be read, with every doubt; nothing is written.

    Its `text` is the mapping's file, in which a comment stands above everything that could be meant otherwise. Read the
    doubts before you import by it: `import_workbooks` takes the file, or its `mapping`.

    Parameters
    ----------
    paths
        The workbooks: CSV, XLSX, ODS and iCalendar files.
    first_day
        The first day of sheets that name weekdays without dates; it also gives the year of dates without one.

    Raises
    ------
    InputError
        A workbook cannot be read, or holds no table that can be guessed.
    OptionError
        An argument is of the wrong type.
    """
    workbooks = paths_of(paths)
    if first_day is not None and type(first_day) is not date:
        raise OptionError(f"first_day: {shortened(first_day)} is not a date")
    return suggestion(read_sheets(workbooks), first_day=first_day)
