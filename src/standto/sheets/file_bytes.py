"""The bytes of a file that somebody names: a regular file within bounds, or a fault."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from standto.errors import Fault, InputError
from standto.sheets.bounds import MIB, MOST_BYTES

SAVE_AGAIN = "save it again as XLSX, ODS or CSV"


def refused(file: str, what: str, *, line: int | None = None) -> InputError:
    """Return the error that refuses a file."""
    return InputError([Fault(file, what, line=line)])


def damaged(file: str) -> InputError:
    """Return the error that refuses a workbook whose parts cannot be read together."""
    return refused(file, f"is a damaged workbook: {SAVE_AGAIN}")


def bytes_of(path: str | Path) -> bytes:
    """Return the content of a regular file.

    Raises
    ------
    InputError
        It is not there, cannot be read, is not a regular file, or is larger than `MOST_BYTES`. A pipe or a device
        is refused unopened, so that reading never waits.
    """
    try:
        # Without waiting, so that a pipe without a writer does not hold the program up.
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            _must_be_regular(str(path), os.fstat(handle))
            with os.fdopen(handle, "rb", closefd=False) as file:
                data = file.read(MOST_BYTES + 1)
        finally:
            os.close(handle)
    except FileNotFoundError:
        raise refused(str(path), "is not there") from None
    except OSError as error:
        raise refused(str(path), f"cannot be read: {error.strerror or error}") from None
    except ValueError as error:
        raise refused(str(path), f"cannot be read: {error}") from None
    must_be_small(str(path), len(data))
    return data


def _must_be_regular(file: str, status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise refused(file, "is a folder: name the workbook, calendar or CSV file in it")
    if not stat.S_ISREG(status.st_mode):
        raise refused(file, "is not a regular file: name a workbook, calendar or CSV file")
    must_be_small(file, status.st_size)


def must_be_small(file: str, size: int) -> None:
    """Raise `InputError` if a file of a size is empty or too large to be read."""
    if size > MOST_BYTES:
        raise refused(
            file, f"is larger than {MOST_BYTES // MIB} MiB: save the sheets that you need as a file of their own"
        )
    if size == 0:
        raise refused(file, "is empty: name a workbook, calendar or CSV file")
