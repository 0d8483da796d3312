"""Printing, and writing files: whole, or not at all."""

from __future__ import annotations

import json
import os
import sys
import textwrap
from errno import EACCES, EISDIR, ENOENT, ENOTDIR
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standto.cli.colouring import coloured
from standto.errors import OptionError
from standto.wording.sentences import WIDTH, columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from standto.model.result import Result


def print_answer(answer: Result, *, as_json: bool) -> None:
    """Print an answer as one line of JSON, or as text for reading."""
    if as_json:
        print_json(answer.as_json())
    else:
        show(answer.summary())


def show(text: str) -> None:
    """Print a text for reading, in colour if that is wanted; lines that a narrow screen has no room for are wrapped."""
    print(coloured("\n".join(part for line in text.split("\n") for part in _fitted(line))))


def _fitted(line: str) -> list[str]:
    """Return a line as lines that fit the screen, if it is narrow; the second is indented further than the first."""
    width = columns()
    if len(line) <= width or width == WIDTH:
        return [line]
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    return textwrap.wrap(
        line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False, replace_whitespace=False
    )


def print_csv(rows: Sequence[dict[str, Any]]) -> None:
    """Print rows of the same keys for a spreadsheet, with no cell that it would take for a formula."""
    from standto.model.frames import texts_of
    from standto.sheets.formulas import csv_of

    sys.stdout.write(csv_of(texts_of(rows)))


def print_json(value: Any) -> None:
    """Print a value as one line of JSON."""
    sys.stdout.write(json_line(value))


def json_line(value: Any) -> str:
    """Return a value as one line of JSON; the same value always gives the same bytes."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n"


def table(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as lines with aligned cells; numbers are aligned right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))] if rows else []
    return "\n".join("  ".join(map(_aligned, row, widths)).rstrip() for row in rows)


def _aligned(cell: str, width: int) -> str:
    return cell.rjust(width) if cell.replace(",", "").isdecimal() else cell.ljust(width)


def check_places(places: Mapping[str, str | None]) -> None:
    """Refuse files that cannot be written, before long work whose answer would be lost.

    Parameters
    ----------
    places
        The file that each option names; None for an option that is not given.

    Raises
    ------
    OptionError
        With every file that is a folder, has none to be in or may not be written there, and files named twice.
    """
    given = {option: Path(path) for option, path in places.items() if path is not None}
    faults = [f"{path}: cannot be written: {why}" for path in given.values() if (why := _unwritable(path))]
    faults += [
        f"{option}: {str(given[option])!r} is the file of {before} too: name another"
        for before, option in combinations(given, 2)
        if os.path.realpath(given[option]) == os.path.realpath(given[before])
    ]
    if faults:
        raise OptionError("\n".join(faults))


def _unwritable(path: Path) -> str | None:
    """Return why a file cannot be written; None if nothing speaks against it yet."""
    try:
        if path.is_dir():
            return os.strerror(EISDIR)
        if not path.parent.exists():
            return os.strerror(ENOENT)
        if not path.parent.is_dir():
            return os.strerror(ENOTDIR)
        # What is no regular file, such as a pipe, is written to in its place.
        place = path if path.exists() and not path.is_file() else path.parent
        return None if os.access(place, os.W_OK) else os.strerror(EACCES)
    except (OSError, ValueError) as error:
        return getattr(error, "strerror", None) or str(error)


def write_text(path: str | Path, text: str) -> None:
    """Write a text file in UTF-8 in one step; see `write_bytes`."""
    try:
        content = text.encode()
    except ValueError as error:
        raise OptionError(f"{path}: cannot be written: {error}") from error
    write_bytes(path, content)


def write_bytes(path: str | Path, content: bytes) -> None:
    """Write a file in one step: it stays as it was, or it is complete.

    Parameters
    ----------
    path
        Where to write it.
    content
        The whole content.

    Raises
    ------
    OptionError
        It cannot be written there.
    """
    from standto.scenario.whole_files import whole_file

    with whole_file(path, private=False) as file:
        file.write(content)


def write_folder(folder: str | Path, files: Iterable[tuple[str, str]]) -> int:
    """Write a new folder of text files in one step, and return their number: it is complete, or not there.

    Parameters
    ----------
    folder
        A folder that is empty, or that does not exist in a folder that does.
    files
        The path of each file in it, and its text.

    Raises
    ------
    OptionError
        It is not empty, or cannot be written there.
    """
    from standto.scenario.whole_files import whole_folder

    number = 0
    with whole_folder(folder) as beside:
        for name, text in files:
            path = beside / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(text.encode())
            number += 1
    return number
