"""Whether a policy lets one account propose and approve."""

from __future__ import annotations

import pytest

from standto import read_scenario
from standto.errors import ScenarioError
from standto.model.policies import Policy
from standto.scenario.settings_writer import settings_text


def folder(path, policy: str):
    """Return a folder with one force and one duty, and a policy."""
    (path / "scenario.toml").write_text(
        'format = 1\ntitle = "A force"\ntimezone = "UTC"\nstarts = 2024-01-01T00:00:00\nends = 2024-01-02T00:00:00\n'
        f'home = "met"\n{policy}'
    )
    (path / "forces.csv").write_text("force,kind\nmet,home\n")
    (path / "capabilities.csv").write_text("capability\narv\n")
    (path / "duties.csv").write_text("duty,task,capabilities,strength\npatrol,patrol,arv,1\n")
    return path


def test_it_is_allowed_unless_the_policy_says_otherwise(tmp_path):
    assert Policy().approve_own is True
    assert read_scenario(folder(tmp_path, "[policy]\napprove_own = false\n")).policy.approve_own is False


def test_it_is_written_only_where_it_is_not_the_default(tmp_path):
    forbidden = read_scenario(folder(tmp_path, "[policy]\napprove_own = false\n"))
    assert "approve_own = false" in settings_text(forbidden)
    assert "approve_own" not in settings_text(read_scenario(folder(tmp_path, "[policy]\napprove_own = true\n")))


@pytest.mark.parametrize("value", ['"false"', "0", "1", "2024-01-01", "[]"])
def test_anything_but_true_and_false_is_refused_with_what_is_allowed(tmp_path, value):
    with pytest.raises(ScenarioError) as refused:
        read_scenario(folder(tmp_path, f"[policy]\napprove_own = {value}\n"))
    (fault,) = refused.value.faults
    assert (fault.column, fault.line) == ("policy.approve_own", 8)
    assert fault.what.endswith("is not allowed: write true or false, without quotes")
