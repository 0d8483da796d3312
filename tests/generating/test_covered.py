"""Synthetic forces can be written and read back, and mostly cover their duties."""

from __future__ import annotations

import pytest

from standto.coverage import cover
from standto.scenario import read_scenario, write_scenario
from standto.scenario.generating import generate

FORCES = [
    {"people": 2_595, "days": 28, "duties": 12, "teams": 5},
    {"people": 400, "days": 14, "duties": 6, "teams": 7},
    {"people": 200, "days": 7, "duties": 5, "teams": 4},
    {"people": 90, "days": 7, "duties": 4, "teams": 3},
    {"people": 1, "days": 1, "duties": 20, "teams": 5},
    {"people": 1, "days": 1, "duties": 1, "teams": 1},
]


@pytest.mark.parametrize("size", FORCES)
def test_a_force_is_read_back_as_it_was_written(size, tmp_path):
    scenario = generate(**size, seed=5)
    write_scenario(scenario, tmp_path / "force")
    assert read_scenario(tmp_path / "force") == scenario


EXTRAS = [
    {"rota": True, "crews": 3},
    {"rota": True, "crews": 3, "on_call": 0.25, "rest": True},
    {"crews": 3, "on_call": 0.25},
]


@pytest.mark.parametrize("size", FORCES[:2])
@pytest.mark.parametrize("extras", EXTRAS)
@pytest.mark.parametrize("seed", [1, 2])
def test_a_force_with_a_rota_crews_and_people_on_call_mostly_covers_them(size, extras, seed):
    answer = cover(generate(**size, **extras, seed=seed))
    required = answer.windows.required.clip(min=0)
    assert 0 < answer.gap.sum() < 0.06 * required.sum()


@pytest.mark.parametrize("size", FORCES[:4])
@pytest.mark.parametrize("seed", [1, 2])
def test_a_force_mostly_covers_its_duties_with_some_gaps(size, seed):
    windows = cover(generate(**size, seed=seed)).as_json()["windows"]
    gaps = sum(duty["gap"] for window in windows for duty in window["duties"])
    required = sum(duty["required"] for window in windows for duty in window["duties"])
    assert 0 < gaps < 0.06 * required
