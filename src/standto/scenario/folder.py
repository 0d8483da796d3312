"""A scenario's folder, and the files in it."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from os import PathLike
from pathlib import Path

from standto.errors import Fault, OptionError, ScenarioError
from standto.scenario.csv_rows import CsvRows
from standto.scenario.faults import Faults
from standto.scenario.layout import COLUMNS, FILES, REQUIRED, SETTINGS, TableLayout
from standto.scenario.name_likeness import nearest
from standto.wording import shortened

SAMPLES = Path(__file__).parent.parent / "samples"
"""The folder of the scenarios that come with the package."""
_LOCKS = ("~$", ".~lock.", ".#")
"""The starts of names of files that programs make beside a file that is open."""
_TYPO = 0.75
"""The similarity from which the name of a file is likely to be another one mistyped."""


def samples() -> tuple[str, ...]:
    """Return the names of the scenarios that come with the package, sorted."""
    return tuple(sorted(path.parent.name for path in SAMPLES.glob(f"*/{SETTINGS}")))


def locate(folder: str | Path) -> Path:
    """Return the path of a scenario's folder.

    Parameters
    ----------
    folder
        A path, or the name of a sample. A path that exists takes precedence over a sample of the same name.

    Raises
    ------
    ScenarioError
        There is no such folder and no such sample.
    OptionError
        It is not a path.
    """
    if not isinstance(folder, (str, PathLike)):
        raise OptionError(f"folder: {shortened(folder)} is not a path or the name of a sample")
    path, name = Path(folder), str(folder)
    try:
        if name and path.is_dir():
            return path
        exists = path.exists()
    except (OSError, ValueError):
        exists = False
    if not exists and name in samples():
        return SAMPLES / name
    raise ScenarioError([Fault(name or "FOLDER", _no_folder(path, name, exists=exists and bool(name)))])


def _no_folder(path: Path, name: str, *, exists: bool) -> str:
    """Return why a name is no scenario's folder, and which folder or sample was probably meant."""
    what = "is not a folder" if exists else "no such folder"
    known = f", or the name of a sample: {', '.join(samples())}" if samples() else ""
    if exists and (path.parent / SETTINGS).is_file():
        return f"{what}: name the folder that it is in, {path.parent}"
    near = _nearest_folder(path, name)
    return f"{what}: name a scenario's folder{known}{f'; did you mean {near}?' if near else ''}"


def _nearest_folder(path: Path, name: str) -> str | None:
    """Return the sample, or the folder beside it, that a name is most like; None if there is none."""
    if not name:
        return None
    if near := nearest(name, samples()):
        return near
    try:
        beside = [one.name for one in path.parent.iterdir() if (one / SETTINGS).is_file()]
    except (OSError, ValueError):
        return None
    found = nearest(path.name, beside)
    return None if found is None else str(path.parent / found)


class Folder:
    """The files of one folder."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._names: frozenset[str] = frozenset()
        self._misnamed: set[str] = set()
        self._digests: dict[str, bytes] = {}

    @property
    def digest(self) -> str:
        """SHA-256 over the names and the digests of the files read, by name, in hexadecimal."""
        parts = (name.encode() + b"\0" + digest for name, digest in sorted(self._digests.items()))
        return sha256(b"".join(parts)).hexdigest()

    def list_files(self, faults: Faults) -> None:
        """List the folder; note missing files and unknown tables."""
        self.list_strays(faults)
        for name in REQUIRED:
            if name not in self:
                faults.add(name, f"no such file in {self._path}: every scenario has one")

    def list_strays(self, faults: Faults) -> None:
        """List the folder; note files that look like tables and are none."""
        self._names = self._listed(faults)
        for name in sorted(self._names - set(FILES)):
            meant = name.strip().lower()
            if (meant.endswith(".csv") or meant == SETTINGS) and not self._is_folder(name):
                faults.add(name, self._stray(name, meant))
                self._misnamed.add(meant)

    def _listed(self, faults: Faults) -> frozenset[str]:
        try:
            return frozenset(path.name for path in self._path.iterdir())
        except OSError as error:
            faults.add(str(self._path), f"cannot be read: {error.strerror}")
            return frozenset()

    def _is_folder(self, name: str) -> bool:
        return (self._path / name).is_dir()

    def _stray(self, name: str, meant: str) -> str:
        """Return the fault of a file that is no table; `meant` is its name in small letters."""
        lock = next((start for start in _LOCKS if name.startswith(start)), "")
        if lock:
            return (
                f"is the lock of a program that has {name[len(lock) :]} open: close the file there, or delete this one"
            )
        if name.startswith("._"):
            return f"is what a Mac leaves beside {name[2:]}, and holds no table: delete it"
        if meant in FILES and meant in self._names:
            return f"is a second {meant}: delete one of them"
        if meant in FILES:
            return f"is {meant} with capitals or spaces in its name: rename it to {meant}"
        near = nearest(meant.removesuffix(".csv"), (file.removesuffix(".csv") for file in COLUMNS), _TYPO)
        hint = f"; the nearest is {near}.csv" if near else ""
        return f"unknown file{hint}: allowed are {', '.join(COLUMNS)}"

    def __contains__(self, name: str) -> bool:
        """Return whether a file is there, if only with capitals in its name, which is a fault."""
        return name in self._names or name in self._misnamed

    def settings(self, faults: Faults) -> bytes | None:
        """Return the bytes of `scenario.toml`; None if it is missing or cannot be read."""
        return self._read(SETTINGS, faults)

    def rows(self, table: TableLayout, faults: Faults) -> CsvRows | None:
        """Return the rows of a table; None if its file is missing or cannot be read."""
        data = self._read(table.file, faults)
        return None if data is None else CsvRows(table, data, faults)

    def _read(self, name: str, faults: Faults) -> bytes | None:
        data = self._data(name, faults) if name in self._names else None
        if data is not None:
            self._digests[name] = sha256(data).digest()
        return data

    def _data(self, name: str, faults: Faults) -> bytes | None:
        path = self._path / name
        try:
            if path.is_file():
                return path.read_bytes()
            faults.add(name, "is not a file")
        except OSError as error:
            faults.add(name, f"cannot be read: {error.strerror}")
        return None


class SentFiles(Folder):
    """The files of a folder, or some of them, in memory.

    Parameters
    ----------
    files
        The bytes of each file by its name.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__(Path())
        self._files = files

    def _listed(self, _: Faults) -> frozenset[str]:
        return frozenset(self._files)

    def _is_folder(self, _: str) -> bool:
        return False

    def _data(self, name: str, _: Faults) -> bytes | None:
        return self._files[name]
