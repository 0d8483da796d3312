"""Asking a process of its own what some workbooks hold, within bounds of memory and time."""

from __future__ import annotations

import json
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from threading import BoundedSemaphore
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from standto.errors import Fault, InputError
from standto.importing.folder_check import ImportedTables
from standto.importing.rejects import Reject
from standto.model.scenario import Scenario
from standto.model.time import Period
from standto.scenario.folder_cells import FolderCells
from standto.scenario.scenario_reader import ScenarioReader
from standto_desk.kit.workbooks.apart import SECONDS

AT_ONCE, WAIT = 1, 20
"""The number of imports that each process of the desk reads at once, and for how many seconds others wait."""
LONGEST_NAME = 100
COMMAND = (sys.executable, "-I", "-m", "standto_desk.kit.workbooks.apart")
NOTHING = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1"}
"""The environment of the process: none of the desk's own, which holds its secrets."""
BUSY = "are not read yet, because we are reading somebody else's: send the form again in a minute"
TOO_LONG = f"take more than {SECONDS} seconds or more memory than they may: send fewer sheets at a time"
UNEXPECTED = "hold something that we did not expect: save the sheets that you need as CSV, and send those"

_turns = BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Upload:
    """What somebody sent: the workbooks, and the key file if they have one. It lives as long as its request."""

    workbooks: Sequence[UploadedFile]
    key: UploadedFile | None


@dataclass(frozen=True)
class SuggestedMapping:
    """A mapping as guessed: its text, and each doubt with the key that it is about."""

    text: str
    doubts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ReadSheets:
    """What workbooks hold by a mapping, with ciphers in place of people.

    Attributes
    ----------
    settings, tables
        The text of `scenario.toml`, and the rows of each table by its file.
    counts
        The numbers of what was understood.
    rejects
        What does not fit; then nothing else is of use.
    key
        The text of the new key file; empty if nobody is new. The one value here that names people.
    lists_all_tickets
        Whether the sheets list all tickets of the people in them.
    covered
        The time that the sheets cover, in whole days for grids; None if something does not fit.
    """

    settings: str
    tables: dict[str, list[list[str]]]
    counts: dict[str, float]
    rejects: tuple[Reject, ...]
    warnings: tuple[str, ...]
    notes: tuple[str, ...]
    unread: tuple[str, ...]
    key: str
    lists_all_tickets: bool
    covered: Period | None


def suggested(upload: Upload, *, first_day: date, known: dict[str, str]) -> SuggestedMapping:
    """Return a mapping as guessed from workbooks; raise `InputError` if none can be.

    Parameters
    ----------
    first_day
        The first day of sheets that name weekdays alone.
    known
        Settings of the scenario that the desk knows: its time zone and its force.
    """
    found = _asked(upload, {"mapping": None, "first_day": first_day.isoformat(), "scenario": known})
    return SuggestedMapping(found["mapping"], tuple((key, what) for key, what in found["doubts"]))


def read_by(upload: Upload, mapping: str, *, taken: Iterable[str], needs_key: bool) -> ReadSheets:
    """Return what workbooks hold by a mapping; raise `InputError` with the faults of files that cannot be read.

    Parameters
    ----------
    taken
        Ids that no new cipher may be.
    needs_key
        Whether people in the workbooks may have ciphers already: without a key file they would get second ones.
    """
    found = _asked(upload, {"mapping": mapping, "taken": sorted(taken), "needs_key": needs_key})
    rejects = tuple(Reject(*each) for each in found.pop("rejects"))
    texts: dict[str, Any] = {name: tuple(found.pop(name)) for name in ("warnings", "notes", "unread")}
    covered = found.pop("covered")
    return ReadSheets(rejects=rejects, covered=covered and Period(*covered), **texts, **found)


def read_folder(upload: Upload) -> FolderCells:
    """Return the cells of a folder; raise `InputError` with the faults of files that cannot be read."""
    found = _asked(upload, {"folder": True})
    wrong = tuple(Fault(*each) for each in found["wrong"])
    return folder_of(found)._replace(faults=wrong, lost=found["lost"])


def folder_of(found: dict[str, Any]) -> FolderCells:
    """Return the cells of a folder as JSON holds them."""
    rows = {file: [(line, tuple(cells)) for line, cells in some] for file, some in found["rows"].items()}
    return FolderCells(found["settings"], rows)


def scenario_in(settings: str, tables: dict[str, list[list[str]]]) -> Scenario:
    """Return the scenario in tables that `read_by` found sound."""
    rows = {"forces.csv": [], "duties.csv": [], **{file: list(map(tuple, found)) for file, found in tables.items()}}
    return ScenarioReader(ImportedTables(rows, settings)).sound()


def _asked(upload: Upload, asked: dict[str, Any]) -> dict[str, Any]:
    """Return the answer of the process; raise `InputError` with the faults that it found."""
    if not _turns.acquire(timeout=WAIT):
        raise InputError([Fault("workbooks", BUSY)])
    try:
        # The files are copied once it is their turn, so that those who wait hold one copy.
        found = _run(json.dumps({**asked, **_texts(upload)}))
    finally:
        _turns.release()
    if "faults" in found:
        raise InputError([Fault(*each) for each in found["faults"]])
    return found


def _run(asked: str) -> dict[str, Any]:
    # Nothing that it says on standard error is read: a traceback could hold a cell.
    try:
        done = subprocess.run(  # noqa: S603
            COMMAND, input=asked, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=2 * SECONDS,
            env=NOTHING, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
    except (subprocess.TimeoutExpired, OSError):
        raise InputError([Fault("workbooks", TOO_LONG)]) from None
    if done.returncode:
        raise InputError([Fault("workbooks", TOO_LONG if done.returncode < 0 else UNEXPECTED)])
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _texts(upload: Upload) -> dict[str, Any]:
    files = [{"name": PurePath(one.name or "").name[:LONGEST_NAME], "data": _text(one)} for one in upload.workbooks]
    return {"files": files, "key": None if upload.key is None else _text(upload.key)}


def _text(file: UploadedFile) -> str:
    # A file is read again by the mapping that it suggested.
    file.seek(0)
    return b64encode(file.read()).decode()
