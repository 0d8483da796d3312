"""The same futures have the same digest on every processor and under every NumPy."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from standto.futures.future_run import DRAWS
from tests.futures.drawn_digest import digest

KNOWN = {2: "ce0ba82f5bdfdcb4c44ca980dfc53a33a74c97562bb2a588fb498ae84b6515e8"}
"""The digest of these futures, by version of the draws. If it changes, so does every outlook kept: raise `DRAWS`."""


def printed(root, tmp_path, **environment):
    """Return the digest that a process of its own prints, which compiles everything anew."""
    child = subprocess.run(
        [sys.executable, "-m", "tests.futures.drawn_digest"],
        cwd=root,
        env={**os.environ, "NUMBA_CACHE_DIR": str(tmp_path), **environment},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return child.stdout.strip()


def test_futures_have_the_digest_that_they_always_had():
    assert digest() == KNOWN[DRAWS]


@pytest.mark.slow
@pytest.mark.parametrize("processor", ["x86-64", "skylake-avx512"])
def test_futures_have_the_same_digest_whatever_the_width_of_vectors(processor, root, tmp_path):
    if processor == "skylake-avx512" and "avx512bw" not in flags():
        pytest.skip("this processor has no AVX-512")
    found = printed(root, tmp_path, NUMBA_CPU_NAME=processor, NUMBA_CPU_FEATURES="")
    assert found == KNOWN[DRAWS]


@pytest.mark.slow
def test_futures_have_the_same_digest_under_another_numpy(root, tmp_path):
    other = os.environ.get("STANDTO_OTHER_NUMPY")
    if other is None:
        pytest.skip("no other NumPy: pip install --target FOLDER numpy==2.1.3, and STANDTO_OTHER_NUMPY=FOLDER")
    path = os.pathsep.join([other, os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    assert printed(root, tmp_path, PYTHONPATH=path) == KNOWN[DRAWS]


def flags():
    """Return the flags of this processor, as Linux names them."""
    return Path("/proc/cpuinfo").read_text(encoding="utf-8").split()
