from __future__ import annotations

import re

import pytest

import standto
from tests.new_process import printed_by

HEAVY = {"distributed", "highspy", "jinja2", "matplotlib", "numba", "numpy"}


def loaded_by(statement: str) -> set[str]:
    """The heavy packages that a statement loads in a new process."""
    script = f"import sys; {statement}; print(*sys.modules)"
    return HEAVY & set(printed_by(script).split())


def test_the_public_names_are_those_of_the_reference_and_sorted(root):
    page = (root / "docs" / "reference" / "library.md").read_text(encoding="utf-8")
    (names,) = re.findall(r"(?s)```python\nfrom standto import \((.*?)\)\n```", page)
    assert [name.strip() for name in names.split(",") if name.strip()] == standto.__all__ == sorted(standto.__all__)


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
