"""Files and folders that are written completely or not at all."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import IO

from standto.errors import OptionError


@contextmanager
def whole_file(path: str | Path, *, private: bool = True) -> Iterator[IO[bytes]]:
    """Open a file that replaces another once it is completely written; until then that one stays as it was.

    A pipe, a terminal or another device, such as ``/dev/stdout``, is written to as it is: it has no content to keep,
    and a file in its place would remove it.

    Parameters
    ----------
    path
        Where it will be.
    private
        Whether only its owner may read it; if not, others may as far as the account's umask lets them.

    Raises
    ------
    OptionError
        It cannot be written there.
    """
    target = Path(path)
    if _is_stream(target):
        with _stream(target) as file:
            yield file
        return
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".partial", dir=target.parent)
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from error
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if not private:
            beside.chmod(_as_asked(0o666))
        beside.replace(target)
    except BaseException as error:
        beside.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _unwritable(path, error) from error
        raise


def _is_stream(target: Path) -> bool:
    """Return whether something that is no file has this path, or the path leads to an open file of a process."""
    try:
        mode = target.stat().st_mode
        return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)) or (
            target.is_symlink() and target.readlink().is_relative_to("/proc")
        )
    except (OSError, ValueError):
        return False


@contextmanager
def _stream(target: Path) -> Iterator[IO[bytes]]:
    """Open a pipe or a device to write to."""
    try:
        with target.open("wb") as file:
            yield file
    except OSError as error:
        raise _unwritable(target, error) from error


@contextmanager
def whole_folder(folder: str | Path) -> Iterator[Path]:
    """Make a folder to write into, which becomes the new folder once everything in it is written.

    Parameters
    ----------
    folder
        A folder that is empty, or that does not exist in a folder that does.

    Raises
    ------
    OptionError
        It is not empty, or cannot be made there.
    """
    target = free_folder(folder)
    try:
        beside = _beside(target)
        try:
            # Inside this block, so that an interrupt right after it removes the folder again.
            beside.mkdir()
            yield beside
            beside.replace(target)
        except BaseException:
            shutil.rmtree(beside, ignore_errors=True)
            raise
    except OSError as error:
        raise _unwritable(folder, error) from error


def free_folder(folder: str | Path) -> Path:
    """Return the path of a folder that can be made or is empty; raise `OptionError` if it is neither."""
    target = Path(folder)
    try:
        target = target.resolve()
        if target.is_dir() and any(target.iterdir()):
            raise OptionError(f"{folder}: is not empty: name an empty folder, or one that does not exist yet")
        if target.exists() and not target.is_dir():
            raise OptionError(f"{folder}: is a file: name a folder that is empty or does not exist yet")
        if not target.parent.is_dir():
            raise OptionError(f"{folder}: cannot be made, because there is no folder {target.parent}: make that first")
    except (OSError, ValueError, RuntimeError) as error:
        raise OptionError(f"{folder}: cannot be written: {error}") from None
    return target


def _beside(target: Path) -> Path:
    """Return a free path beside the new folder that no other process uses."""
    names = (target.with_name(f".{target.name}.{os.getpid()}.{number}.partial") for number in count())
    return next(path for path in names if not path.exists())


def _as_asked(mode: int) -> int:
    """Return the mode of something new without what the account's umask takes away."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mode & ~mask


def _unwritable(path: str | Path, error: OSError | ValueError) -> OptionError:
    """Return the error for a place where nothing can be written; the system's own words would name another file."""
    return OptionError(f"{path}: cannot be written: {getattr(error, 'strerror', None) or error}")
