"""Compiled functions: those that cannot be kept, and those that two processes keep at once."""

from __future__ import annotations

import importlib.util
import os

import numpy as np
import pytest
from numba.core.caching import FunctionCache

from standto.chance.compiling import compiled

TEXT = """
def one_more(number):
    return number + 1
"""


def one_more(number):
    return number + 1


def in_another_process(path):
    """The function of a file, compiled anew as another process would, from what is kept beside it."""
    spec = importlib.util.spec_from_file_location("kept", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return compiled(module.one_more)


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


def test_two_processes_that_keep_two_signatures_at_once_take_no_file_from_each_other(tmp_path, monkeypatch):
    path = tmp_path / "kept.py"
    path.write_text(TEXT)
    first, second = in_another_process(path), in_another_process(path)
    files, others = first._cache._cache_file, second._cache._cache_file
    before, save_data = others._load_index(), files._save_data
    monkeypatch.setattr(others, "_load_index", lambda: dict(before))

    def save_after_the_other(*named):
        second(np.int64(4))
        save_data(*named)

    monkeypatch.setattr(files, "_save_data", save_after_the_other)
    first(np.uint8(4))
    assert len(list(tmp_path.rglob("*.nbc"))) == 2
    assert [in_another_process(path)(number(4)) for number in (np.uint8, np.int64)] == [5, 5]


def test_what_is_kept_is_taken_and_files_of_other_sources_go(tmp_path):
    path = tmp_path / "kept.py"
    path.write_text(TEXT)
    in_another_process(path)(np.int64(4))
    again = in_another_process(path)
    assert (again(np.int64(4)), sum(again.stats.cache_hits.values())) == (5, 1)
    old = list(tmp_path.rglob("*.nbc"))
    path.write_text(TEXT.replace("+ 1", "+ 2"))
    os.utime(path, (1, 1))
    changed = in_another_process(path)
    assert (changed(np.int64(4)), sum(changed.stats.cache_hits.values())) == (6, 0)
    assert set(old).isdisjoint(tmp_path.rglob("*.nbc"))
