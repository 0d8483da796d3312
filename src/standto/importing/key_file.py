"""The key file: which number or name each cipher stands for. It stays with the planner, outside every folder."""

from __future__ import annotations

import csv
import fcntl
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

from standto.errors import Fault, InputError, OptionError
from standto.importing.ciphers import normal_form
from standto.scenario.cells import is_id
from standto.scenario.file_text import NotText, without_mark
from standto.scenario.whole_files import whole_file
from standto.sheets.formulas import neutral

HEADING = ["person", "cipher"]
_LARGEST = 100_000_000
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class KeyFile:
    """One key file, locked against other imports while it is open.

    Attributes
    ----------
    path
        Where it is, without symbolic links.
    known
        The cipher of each number or name in it.
    """

    def __init__(self, path: Path, known: Mapping[str, str], data: bytes | None) -> None:
        self.path = path
        self.known = dict(known)
        self._data = data

    def add(self, new: Mapping[str, str]) -> None:
        """Add people with their ciphers, in one step; with none, the file stays as it is."""
        if new.items() - self.known.items():
            self.known |= new
            self._write(key_text(self.known).encode())

    @contextmanager
    def adding(self, new: Mapping[str, str]) -> Iterator[None]:
        """Add people before something is written that holds their ciphers; if that fails, put the file back."""
        known, data = dict(self.known), self._data
        self.add(new)
        try:
            yield
        except BaseException:
            self.known = known
            self._write(data)
            raise

    def _write(self, data: bytes | None) -> None:
        if data is None:
            self.path.unlink(missing_ok=True)
        elif data != self._data:
            with whole_file(self.path) as file:
                file.write(data)
        self._data = data


@contextmanager
def opened_key(path: str | Path, folder: str | Path | None = None) -> Iterator[KeyFile]:
    """Open a key file that exists, or a new one, and keep other imports from it.

    Parameters
    ----------
    path
        The key file.
    folder
        The scenario folder that is being made; the key file must be outside it. None if none is made.

    Raises
    ------
    OptionError
        The file would be inside the folder, or where other people can read or replace it.
    InputError
        The file is there, and is no key file.
    """
    try:
        target = Path(path).resolve()
        _check_outside(path, target, None if folder is None else Path(folder).resolve())
        _check_directory(path, target.parent)
        handle = os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY)
    except (OSError, ValueError, RuntimeError) as error:
        raise OptionError(
            f"{path}: cannot be used as a key file: {getattr(error, 'strerror', None) or error}"
        ) from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        before = _read(path, target)
        yield KeyFile(target, {} if before is None else known_in(path, before), before)
    finally:
        os.close(handle)


def _check_outside(path: str | Path, target: Path, folder: Path | None) -> None:
    if folder is not None and target.is_relative_to(folder):
        raise OptionError(f"{path}: is inside the folder {folder}: keep the key to the ciphers outside it")
    marker = next((parent for parent in target.parents if (parent / "scenario.toml").exists()), None)
    if marker is not None:
        raise OptionError(f"{path}: is inside the scenario folder {marker}: keep the key to the ciphers outside it")


def _check_directory(path: str | Path, directory: Path) -> None:
    if not directory.is_dir():
        raise OptionError(f"{path}: there is no folder {directory}: make it first")
    if directory.stat().st_mode & stat.S_IWOTH:
        raise OptionError(f"{path}: every account can write to {directory}: keep the key in a folder of your own")


def _read(path: str | Path, target: Path) -> bytes | None:
    """Return the bytes of a key file; None if there is none yet."""
    try:
        about = target.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OptionError(f"{path}: cannot be used as a key file: {error.strerror}") from None
    if not stat.S_ISREG(about.st_mode):
        raise OptionError(f"{path}: is not a file: name a file for the key to the ciphers")
    if about.st_mode & _OTHERS:
        raise OptionError(f"{path}: other accounts may read it: make it yours alone, with chmod 600 {path}")
    if about.st_size > _LARGEST:
        raise InputError([Fault(str(path), f"is larger than {_LARGEST:,} bytes, the most that is read")])
    try:
        return target.read_bytes()
    except OSError as error:
        raise OptionError(f"{path}: cannot be read: {error.strerror}") from None


def known_in(path: str | Path, data: bytes) -> dict[str, str]:
    """Return the ciphers in a key file; raise `InputError` with every fault, none of which shows a number or name."""
    try:
        rows = list(csv.reader(StringIO(without_mark(data).decode(), newline="")))
    except (NotText, csv.Error) as error:
        raise InputError([Fault(str(path), f"is not a key file: {error}", line=getattr(error, "line", None))]) from None
    if not rows or rows[0] != HEADING:
        raise InputError([Fault(str(path), f"is not a key file: its first line is {','.join(HEADING)}", line=1)])
    faults, known = [], {}
    forms: dict[str, int] = {}
    for line, row in enumerate(rows[1:], start=2):
        if not row:
            continue
        form = normal_form(row[0])
        what = _wrong(row, forms.get(form))
        if what:
            faults.append(Fault(str(path), what, line=line))
            continue
        known[row[0]] = row[1]
        forms[form] = line
    if faults:
        raise InputError(faults)
    return known


def _wrong(row: list[str], person: int | None) -> str:
    """Return what is wrong with a row; empty if nothing is."""
    if len(row) != len(HEADING) or not normal_form(row[0]) or not is_id(row[1]):
        return "is not a person and their cipher: write the number or name, a comma, and the cipher in small letters"
    return "" if person is None else f"has the person of line {person} again: keep one of the two lines"


def key_text(known: Mapping[str, str]) -> str:
    """Return the text of a key file, by cipher, so that it says nothing about the order of a sheet."""
    found = StringIO(newline="")
    writer = csv.writer(found, lineterminator="\n")
    writer.writerow(HEADING)
    writer.writerows((neutral(person), cipher) for person, cipher in sorted(known.items(), key=lambda pair: pair[1]))
    return found.getvalue()


def work_tree_of(path: str | Path) -> Path | None:
    """Return the git work tree that a file is in; None if it is in none."""
    return next((parent for parent in Path(path).resolve().parents if (parent / ".git").exists()), None)
