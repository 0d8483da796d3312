"""A scenario's folder, and the files in it."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from standto.errors import Fault, ScenarioError
from standto.scenario.csv_rows import CsvRows
from standto.scenario.faults import Faults
from standto.scenario.layout import COLUMNS, REQUIRED, SETTINGS, TableLayout

SAMPLES = Path(__file__).parent.parent / "samples"
"""The folder of the scenarios that come with the package."""


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
    """The files of one folder."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._names: frozenset[str] = frozenset()
        self._digests: dict[str, bytes] = {}

    @property
    def digest(self) -> str:
        """SHA-256 over the names and the digests of the files read, by name, in hexadecimal."""
        parts = (name.encode() + b"\0" + digest for name, digest in sorted(self._digests.items()))
        return sha256(b"".join(parts)).hexdigest()

    def list_files(self, faults: Faults) -> None:
        """List the folder; note missing files and unknown tables."""
        try:
            self._names = frozenset(path.name for path in self._path.iterdir())
        except OSError as error:
            faults.add(str(self._path), f"cannot be read: {error.strerror}")
        for name in sorted(self._names):
            if name not in COLUMNS and name.lower().endswith(".csv") and not (self._path / name).is_dir():
                faults.add(name, f"unknown file: allowed are {', '.join(COLUMNS)}")
        for name in REQUIRED:
            if name not in self._names:
                faults.add(name, f"no such file in {self._path}: every scenario has one")

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def settings(self, faults: Faults) -> bytes | None:
        """Return the bytes of `scenario.toml`; None if it is missing or cannot be read."""
        return self._read(SETTINGS, faults)

    def rows(self, table: TableLayout, faults: Faults) -> CsvRows | None:
        """Return the rows of a table; None if its file is missing or cannot be read."""
        data = self._read(table.file, faults)
        return None if data is None else CsvRows(table, data, faults)

    def _read(self, name: str, faults: Faults) -> bytes | None:
        path = self._path / name
        if name not in self._names:
            return None
        try:
            if not path.is_file():
                faults.add(name, "is not a file")
                return None
            data = path.read_bytes()
        except OSError as error:
            faults.add(name, f"cannot be read: {error.strerror}")
            return None
        self._digests[name] = sha256(data).digest()
        return data
