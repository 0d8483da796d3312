"""What is compiled once and kept on disk."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import standto

_WORDS = "from standto.chance.searching import next_success; import numpy as np;"
_ASK = "print(next_success(-1, np.arange(1, 2**8, dtype=np.uint64) << np.uint64(56), 10**6, 0, 1, 1, 1, 1))"


def answer_of(folder):
    """Return what the package in a folder answers."""
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    ran = subprocess.run(
        [sys.executable, "-c", _WORDS + _ASK], env=environment, capture_output=True, text=True, check=True, cwd=folder
    )
    return ran.stdout


@pytest.mark.slow
def test_a_compiled_function_is_compiled_again_when_a_file_that_it_calls_has_changed(tmp_path):
    ours = Path(standto.__file__).parent
    shutil.copytree(ours, tmp_path / "standto", ignore=shutil.ignore_patterns("__pycache__", "samples"))
    first = answer_of(tmp_path)
    assert answer_of(tmp_path) == first
    called = tmp_path / "standto" / "chance" / "random_words.py"
    called.write_text(called.read_text(encoding="utf-8").replace("0xD2511F53", "0xD2511F55"), encoding="utf-8")
    assert answer_of(tmp_path) != first
