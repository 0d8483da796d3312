"""Compiled functions where what is compiled cannot be kept."""

from __future__ import annotations

import pytest
from numba.core.caching import FunctionCache

from standto.chance.compiling import compiled

TEXT = """
def one_more(number):
    return number + 1
"""


def one_more(number):
    return number + 1


def test_a_function_of_no_file_is_compiled_without_being_kept():
    names = {}
    exec(TEXT, names)
    with pytest.raises(RuntimeError, match="no locator available"):
        FunctionCache(names["one_more"])
    assert compiled(names["one_more"])(4) == 5


def test_a_disk_that_is_full_costs_what_would_be_kept_and_no_answer(monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FunctionCache, "save_overload", full)
    assert compiled(one_more)(4) == 5
