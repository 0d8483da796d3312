"""The scenario folder: reading, checking and writing it; the samples; generated scenarios."""

from __future__ import annotations

from standto.scenario.folder_writer import write_scenario
from standto.scenario.scenario_reader import Checked, check_scenario, read_scenario

__all__ = ["Checked", "check_scenario", "read_scenario", "write_scenario"]
