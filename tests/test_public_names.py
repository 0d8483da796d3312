from __future__ import annotations

import subprocess
import sys

import pytest

import standto

HEAVY = {"highspy", "jinja2", "matplotlib", "numpy"}


def loaded_by(statement: str) -> set[str]:
    """The heavy packages that a statement loads in a new process."""
    script = f"import sys; {statement}; print(*sys.modules)"
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return HEAVY & set(answer.stdout.split())


def test_the_public_names_are_these_and_sorted():
    assert standto.__all__ == [
        "InputError",
        "OptionError",
        "ScenarioError",
        "StandtoError",
        "StandtoWarning",
        "Stopped",
        "candidates",
        "compare",
        "cover",
        "draw_comparison",
        "draw_cover",
        "draw_ladder",
        "draw_margin",
        "draw_relief",
        "draw_statement",
        "import_workbooks",
        "margin",
        "read_scenario",
        "relief",
        "replay",
        "rest",
        "review",
        "sitrep",
        "situation_of",
        "statement",
        "statement_report",
        "suggest_mapping",
        "what_if",
        "write_scenario",
    ]


@pytest.mark.parametrize("name", standto.__all__)
def test_a_public_name_is_what_it_says(name):
    assert getattr(standto, name).__name__ == name


def test_a_name_that_is_not_public_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'standto' has no attribute 'utils'"):
        _ = standto.utils


def test_importing_the_package_loads_nothing_heavy():
    assert loaded_by("import standto") == set()


def test_the_command_line_loads_nothing_heavy_before_a_command_needs_it():
    assert loaded_by("import standto.cli.main") == set()
