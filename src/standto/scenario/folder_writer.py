"""Writing a scenario: all of it or nothing."""

from __future__ import annotations

import os
import shutil
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from standto.errors import Fault, InputError, OptionError
from standto.scenario.layout import SETTINGS
from standto.scenario.scenario_reader import ScenarioReader
from standto.scenario.settings_writer import settings_text
from standto.scenario.table_writer import table_texts

if TYPE_CHECKING:
    from standto.model.scenario import Scenario


def write_scenario(scenario: Scenario, folder: str | Path, *, kept: bool = False) -> None:
    """Write a scenario to a new folder, so that reading it gives an equal one.

    The files are written beside the folder under another name, read back, and put in place in one step. The same
    scenario gives the same bytes.

    Parameters
    ----------
    scenario
        What to write.
    folder
        Where to: a folder that is empty or does not exist yet, in one that does.
    kept
        Whether names that look alike are written too, as an earlier version took them: they have to be mended before
        the folder can be read.

    Raises
    ------
    OptionError
        The folder is not empty, or cannot be made there.
    InputError
        The scenario is not sound, or says what the format cannot; nothing is written.
    """
    target = free_folder(folder)
    try:
        beside = _beside(target)
        try:
            # Made in here, so that an interrupt right after it takes it away again.
            beside.mkdir()
            _write(scenario, beside)
            if ScenarioReader(beside, kept=kept).sound() != scenario:
                what = "it says what the format cannot, and would not be read back as it is"
                raise InputError([Fault(str(folder), f"cannot be written: {what}")])
            beside.replace(target)
        except BaseException:
            shutil.rmtree(beside, ignore_errors=True)
            raise
    except OSError as error:
        raise OptionError(f"{folder}: cannot be written: {error.strerror}") from error
    except (TypeError, ValueError, OverflowError) as error:
        raise InputError([Fault(str(folder), f"cannot be written: {error}")]) from error


def free_folder(folder: str | Path) -> Path:
    """Return where a folder can be made.

    Parameters
    ----------
    folder
        As for `write_scenario`.

    Raises
    ------
    OptionError
        It cannot be made there.
    """
    target = Path(folder)
    try:
        target = target.resolve()
        if target.is_dir() and any(target.iterdir()):
            raise OptionError(f"{folder}: is not empty: name a folder that is, or one that does not exist yet")
        if target.exists() and not target.is_dir():
            raise OptionError(f"{folder}: is a file: name a folder that is empty or does not exist yet")
        if not target.parent.is_dir():
            raise OptionError(f"{folder}: no such folder as {target.parent} to make it in")
    except (OSError, ValueError, RuntimeError) as error:
        raise OptionError(f"{folder}: cannot be written: {error}") from None
    return target


def _beside(target: Path) -> Path:
    """Return a free name next to the folder that is wanted, which no other process makes."""
    names = (target.with_name(f".{target.name}.{os.getpid()}.{number}.partial") for number in count())
    return next(path for path in names if not path.exists())


def _write(scenario: Scenario, folder: Path) -> None:
    """Write every file."""
    (folder / SETTINGS).write_bytes(settings_text(scenario).encode())
    for name, text in table_texts(scenario):
        (folder / name).write_bytes(text.encode())
