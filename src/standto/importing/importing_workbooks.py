"""Workbooks read, mapped and checked in one call, with a key file."""

from __future__ import annotations

from collections import abc
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from os import PathLike
from pathlib import Path

from standto.errors import Fault, InputError, OptionError
from standto.importing.ciphers import CipherBook, Draw
from standto.importing.imported_value import Imported
from standto.importing.importing_sheets import imported
from standto.importing.key_file import opened_key
from standto.importing.mapping.reader import read_mapping
from standto.importing.mapping.records import Mapping
from standto.sheets import Sheet, read_workbook
from standto.wording import check_callable, check_path, shortened

_DAY = timedelta(days=1)


def import_workbooks(
    paths: Iterable[str | Path],
    mapping: str | Path | Mapping,
    key: str | Path | None = None,
    *,
    draw: Draw | None = None,
) -> Imported:
    """Read workbooks by a mapping, and return the scenario that they give, or everything that does not fit.

    With rejects, nothing is written. Without, people who have no cipher yet are added to the key file.

    Parameters
    ----------
    paths
        The workbooks: CSV, XLSX, ODS and iCalendar files.
    mapping
        The mapping, or its file.
    key
        The key file, which is made if it is not there; None if the sheets hold ciphers already.
    draw
        Draws the ciphers of new people: given `n`, it returns a random number from 0 to `n - 1`, as `secrets.randbelow`
        does. None if the sheets hold ciphers already.

    Raises
    ------
    InputError
        A workbook, the mapping or the key file cannot be read.
    OptionError
        The key file is not where it may be, key and draw are missing, or an argument is none that is allowed.
    """
    workbooks = paths_of(paths)
    if not isinstance(mapping, Mapping):
        check_path(mapping, "mapping")
    if key is not None:
        check_path(key, "key")
    check_callable(draw, "draw", "a function such as secrets.randbelow, or None")
    found = mapping if isinstance(mapping, Mapping) else read_mapping(mapping)
    sheets = read_sheets(workbooks, found)
    if found.ciphers_in_sheets:
        return imported(sheets, found, CipherBook({}, _no_draw))
    if key is None or draw is None:
        what = "name a key file, and a source of random numbers such as secrets.randbelow"
        raise OptionError(f"import_workbooks: key and draw are missing: {what}")
    with opened_key(key) as opened:
        book = CipherBook(opened.known, draw, found.prefix)
        result = imported(sheets, found, book)
        if result.sound is not None:
            opened.add(book.new)
    return result


def paths_of(paths: object) -> list[str | Path]:
    """Return the paths of workbooks; raise `OptionError` if they are anything else, such as one path."""
    if isinstance(paths, (str, PathLike)):
        raise OptionError(f"paths: {shortened(paths)} is one path: give a list, as [{shortened(paths)}]")
    if not isinstance(paths, Iterable) or isinstance(paths, (bytes, abc.Mapping)):
        raise OptionError(f"paths: {shortened(paths)} is not a list of paths")
    found = list(paths)
    for place, path in enumerate(found):
        check_path(path, f"paths[{place}]")
    return found


def read_sheets(
    paths: Iterable[str | Path], mapping: Mapping | None = None, tell: Callable[[str], None] = lambda _: None
) -> list[Sheet]:
    """Return the sheets of some workbooks; raise `InputError` with the faults of all that cannot be read.

    Parameters
    ----------
    paths
        The workbooks.
    mapping
        The mapping, whose horizon bounds the occurrences of calendars; None if there is none yet.
    tell
        Told what is being read.
    """
    between = None if mapping is None else days_asked_for(mapping)
    sheets: list[Sheet] = []
    faults: list[Fault] = []
    for path in paths:
        tell(f"reading {path}")
        try:
            sheets += read_workbook(path, between=between)
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return sheets


def days_asked_for(mapping: Mapping) -> tuple[date, date] | None:
    """Return the days of the horizon that a mapping gives, and one on each side; None if it gives none."""
    starts, ends = mapping.scenario.get("starts"), mapping.scenario.get("ends")
    if not isinstance(starts, datetime) or not isinstance(ends, datetime) or ends.date() < starts.date():
        return None
    # The calendar ends with the year 9999, and a mapping may say any day of it.
    first, last = max(starts.date(), date.min + _DAY), min(ends.date(), date.max - 2 * _DAY)
    return first - _DAY, last + 2 * _DAY


def _no_draw(_: int) -> int:
    """Draw nothing: the sheets hold the ciphers."""
    raise AssertionError
