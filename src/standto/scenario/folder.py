"""Finding a scenario's folder, and the bytes of the files in it."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from standto.errors import Fault, ScenarioError
from standto.scenario.layout import COLUMNS, FILES, SETTINGS, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from standto.scenario.faults import Faults

SAMPLES = Path(__file__).parent.parent / "samples"
"""Where the scenarios are that come with the package."""


def samples() -> tuple[str, ...]:
    """Return the names of the scenarios that come with the package, sorted."""
    return tuple(sorted(path.parent.name for path in SAMPLES.glob(f"*/{SETTINGS}")))


def locate(folder: str | Path) -> Path:
    """Return the folder that is meant.

    Parameters
    ----------
    folder
        A path, or the name of a sample. What exists as a path is that path.

    Raises
    ------
    ScenarioError
        Neither such a folder nor such a sample exists.
    """
    path, name = Path(folder), str(folder)
    try:
        if name and path.is_dir():
            return path
        exists = path.exists()
    except (OSError, ValueError):
        exists = False
    if not exists and name in samples():
        return SAMPLES / name
    what = "is not a folder" if exists and name else "no such folder"
    known = f", or the name of a sample: {', '.join(samples())}" if samples() else ""
    raise ScenarioError([Fault(name or "FOLDER", f"{what}: name a scenario's folder{known}")])


class Folder:
    """The files of one folder; what cannot be read is noted.

    Parameters
    ----------
    path
        Where it is.
    faults
        Where faults are noted.
    """

    def __init__(self, path: Path, faults: Faults) -> None:
        self._path = path
        self._faults = faults
        self._digests: dict[str, bytes] = {}
        self._names = self._listed()
        for name in sorted(self._names):
            self._check_name(name)
        for name in FILES:
            if name not in self._names and _is_required(name):
                faults.add(name, None, None, f"no such file in {path}: every scenario has one")

    def __contains__(self, name: str) -> bool:
        """Whether a file is there."""
        return name in self._names

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a file that is there, or None where it cannot be read."""
        path = self._path / name
        try:
            if not path.is_file():
                self._faults.add(name, None, None, "is not a file")
                return None
            data = path.read_bytes()
        except OSError as error:
            self._faults.add(name, None, None, f"cannot be read: {error.strerror}")
            return None
        self._digests[name] = sha256(data).digest()
        return data

    @property
    def digest(self) -> str:
        """SHA-256 over the names and the digests of the files read, by name, in hexadecimal."""
        return _digest(self._digests.items())

    def _listed(self) -> frozenset[str]:
        """Return the names of what is in the folder."""
        try:
            return frozenset(path.name for path in self._path.iterdir())
        except OSError as error:
            self._faults.add(str(self._path), None, None, f"cannot be read: {error.strerror}")
            return frozenset()

    def _check_name(self, name: str) -> None:
        """Note a file that looks like a table and is none."""
        if name in COLUMNS or not name.lower().endswith(".csv") or (self._path / name).is_dir():
            return
        self._faults.add(name, None, None, f"unknown file: allowed are {', '.join(COLUMNS)}")


class FilesInMemory:
    """The files of a scenario that lies in memory.

    Parameters
    ----------
    data
        The bytes of each file by its name.
    faults
        Where faults are noted.
    """

    def __init__(self, data: Mapping[str, bytes], faults: Faults) -> None:
        self._data = data
        for name in FILES:
            if name not in data and _is_required(name):
                faults.add(name, None, None, "is missing: every scenario has one")

    def __contains__(self, name: str) -> bool:
        """Whether a file is there."""
        return name in self._data

    def read(self, name: str) -> bytes:
        """Return the bytes of a file that is there."""
        return self._data[name]

    @property
    def digest(self) -> str:
        """SHA-256 over the names and the digests of the files, by name, in hexadecimal."""
        return _digest((name, sha256(data).digest()) for name, data in self._data.items())


def _is_required(name: str) -> bool:
    """Whether every scenario has a file."""
    return name == SETTINGS or TABLES[name].required


def _digest(digests: Iterable[tuple[str, bytes]]) -> str:
    """Return SHA-256 over names and digests, by name, in hexadecimal."""
    return sha256(b"".join(name.encode() + b"\0" + digest for name, digest in sorted(digests))).hexdigest()
