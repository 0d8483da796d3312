"""Writing the folder after an import: a new one, or in place of the one that it was laid onto."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from standto.errors import OptionError
from standto.importing.onto.laying_onto import LaidOnto
from standto.importing.onto.row_changes import IN_SETTINGS
from standto.scenario import read_scenario, write_scenario
from standto.scenario.folder import SAMPLES
from standto.scenario.layout import SETTINGS
from standto.scenario.whole_files import whole_folder


def write_beside(laid: LaidOnto, base: Path, folder: str | Path) -> None:
    """Write the scenario after an import to a new folder, with every other file of the old one.

    Files that the import does not change keep their bytes, and with them comments and the order of columns.

    Parameters
    ----------
    base
        The folder that the import was laid onto; it is not changed.
    folder
        A folder that is empty or does not exist yet.

    Raises
    ------
    OptionError, InputError
        The folder cannot be made; nothing is left of it.
    """
    with whole_folder(folder) as staging:
        _stage(laid, base, staging)


def write_in_place(laid: LaidOnto, base: Path) -> None:
    """Replace a folder by the scenario after an import: all of it, or nothing.

    Raises
    ------
    OptionError
        The folder is a sample, or cannot be replaced; it is as it was.
    """
    target = base.resolve()
    if target.parent == SAMPLES.resolve():
        raise OptionError(f"{base}: is a sample that comes with the program: write a folder of your own with -o")
    staging = target.with_name(f".{target.name}.{os.getpid()}.import")
    old = target.with_name(f".{target.name}.{os.getpid()}.before")
    try:
        _stage(laid, target, staging)
        target.rename(old)
        try:
            staging.rename(target)
        except BaseException:
            old.rename(target)
            raise
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise OptionError(f"{base}: cannot be replaced: {error.strerror}") from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _stage(laid: LaidOnto, base: Path, staging: Path) -> None:
    """Write the folder to a place of its own, and read it back."""
    write_scenario(laid.scenario, staging)
    changed = {SETTINGS if change.table in IN_SETTINGS else f"{change.table}.csv" for change in laid.changes}
    for path in sorted(base.iterdir()):
        if path.name not in changed and path.is_file():
            shutil.copy2(path, staging / path.name)
        elif path.is_dir():
            shutil.copytree(path, staging / path.name, symlinks=True)
    if read_scenario(staging) != laid.scenario:
        raise OptionError(f"{base}: cannot be written: reading it back gives another scenario")
