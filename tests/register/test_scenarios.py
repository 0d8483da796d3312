"""The random scenarios of the tests can be written to folders."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from standto.scenario import read_scenario, write_scenario
from tests.register.scenarios import scenarios


@given(scenarios(real=True, crewed=True))
@settings(max_examples=30)
def test_a_random_scenario_is_sound_and_comes_back_as_it_was_written(tmp_path_factory, scenario):
    folder = tmp_path_factory.mktemp("random") / "folder"
    write_scenario(scenario, folder)
    assert replace(read_scenario(folder), digest="") == scenario
