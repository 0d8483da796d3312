"""Printing, and writing files: whole, or not at all."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standto.cli.colouring import coloured
from standto.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from standto.model.result import Result


def print_answer(answer: Result, *, as_json: bool) -> None:
    """Print an answer as one line of JSON, or as text for reading."""
    if as_json:
        print_json(answer.as_json())
    else:
        show(answer.summary())


def show(text: str) -> None:
    """Print a text for reading, in colour if that is wanted."""
    print(coloured(text))


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


def write_text(path: str | Path, text: str) -> None:
    """Write a file in one step: it stays as it was, or it is complete.

    Parameters
    ----------
    path
        Where to write it.
    text
        The whole content.

    Raises
    ------
    OptionError
        It cannot be written there.
    """
    target = Path(path)
    try:
        handle, beside = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".partial", dir=target.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            Path(beside).chmod(0o644)
            Path(beside).replace(target)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as error:
        # The system's own words would name the temporary file beside it.
        raise OptionError(f"{path}: cannot be written: {error.strerror}") from error
    except ValueError as error:
        raise OptionError(f"{path}: cannot be written: {error}") from error
