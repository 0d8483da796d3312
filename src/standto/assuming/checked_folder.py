"""Checking every file of assumptions in a scenario's folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from standto.assuming.assumptions_reader import FOLDER, SUFFIX, assumption_names, read_assumptions
from standto.errors import Fault, InputError
from standto.scenario.folder import locate

if TYPE_CHECKING:
    from standto.assuming.assumptions import Assumptions
    from standto.model.scenario import Scenario


class CheckedFolder(NamedTuple):
    """The sound assumptions of a folder by file, and the faults of the others."""

    sound: tuple[Assumptions, ...]
    faults: tuple[Fault, ...]


def check_assumptions(folder: str | Path, scenario: Scenario) -> CheckedFolder:
    """Read every file of assumptions of a scenario's folder.

    Parameters
    ----------
    folder
        The scenario's folder, or the name of a sample.
    scenario
        The sound scenario in it.
    """
    sound: list[Assumptions] = []
    faults: list[Fault] = []
    for name in assumption_names(folder):
        try:
            sound.append(read_assumptions(locate(folder) / FOLDER / f"{name}{SUFFIX}", scenario, folder))
        except InputError as error:
            faults += error.faults
    return CheckedFolder(tuple(sound), tuple(faults))
