"""Writing a scenario to a folder: all of it or nothing."""

from __future__ import annotations

from pathlib import Path

from standto.errors import Fault, InputError
from standto.model.scenario import Scenario
from standto.scenario.folder import Folder
from standto.scenario.layout import SETTINGS
from standto.scenario.scenario_reader import ScenarioReader
from standto.scenario.settings_writer import settings_text
from standto.scenario.table_writer import table_texts
from standto.scenario.whole_files import whole_folder
from standto.wording import check_flag, check_path, no_scenario


def write_scenario(scenario: Scenario, folder: str | Path, *, kept: bool = False) -> None:
    """Write a scenario to a new folder; reading the folder gives an equal scenario.

    The files are written to a folder beside the new one, read back, and moved in one step. The same scenario gives the
    same bytes.

    Parameters
    ----------
    scenario
        The scenario to write.
    folder
        A folder that is empty, or that does not exist in a folder that does.
    kept
        Whether to write names that look alike, which an earlier version may have accepted. The folder can be read only
        after they are corrected.

    Raises
    ------
    OptionError
        It is not a scenario; or the folder is not empty, or cannot be made there.
    InputError
        The scenario is not sound, or the format cannot express it; nothing is written.
    """
    if not isinstance(scenario, Scenario):
        raise no_scenario(scenario, "scenario", "a scenario")
    check_path(folder, "folder")
    check_flag(kept, "kept")
    try:
        with whole_folder(folder) as beside:
            for name, text in ((SETTINGS, settings_text(scenario)), *table_texts(scenario)):
                (beside / name).write_bytes(text.encode())
            if ScenarioReader(Folder(beside), kept=kept).sound() != scenario:
                what = "the format cannot express it: reading the folder would give another scenario"
                raise InputError([Fault(str(folder), f"cannot be written: {what}")])
    except (TypeError, ValueError, OverflowError) as error:
        raise InputError([Fault(str(folder), f"cannot be written: {error}")]) from error
