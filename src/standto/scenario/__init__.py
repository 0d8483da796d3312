"""The scenario folder: read, check, write and make it; and the samples.

Nothing in here knows what a scenario is used for.
"""

from __future__ import annotations

from standto.scenario.folder_writer import write_scenario
from standto.scenario.scenario_reader import Checked, check_scenario, read_scenario

__all__ = ["Checked", "check_scenario", "read_scenario", "write_scenario"]
