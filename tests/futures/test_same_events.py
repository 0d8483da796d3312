"""The same events and the same outlook without the vectors of this processor, and with an older NumPy."""

from __future__ import annotations

import os
import subprocess
import sys
from fractions import Fraction
from hashlib import sha256

import pytest

from standto.assuming.processes import CommonShock, DecisionDay, Lapsing, Returning, SteadyStepBack, UsualAbsence
from standto.assuming.ranges import Spread
from standto.model.time import DAY, HOUR
from tests.futures.assumed import assumptions_with, point, whole
from tests.futures.small_musters import START, drawn_from, muster_with
from tests.futures.test_common_random_numbers import SHOCK

EVERY_KIND = (
    SHOCK,
    SteadyStepBack("steady", Spread(Fraction(0), Fraction(1, 7))),
    CommonShock("storm", point(Fraction(1, 2)), START, START + DAY, Spread(Fraction(0), Fraction(1)), point(0)),
    Returning(
        "returns",
        Spread(Fraction(1, 10), Fraction(1, 2)),
        Spread(Fraction(1), Fraction(9)),
        (DecisionDay(START + 30 * HOUR, Spread(Fraction(0), Fraction(1))),),
    ),
    Lapsing("lapses", whole(1, 3), whole(1, 2)),
    UsualAbsence("leave", Spread(Fraction(0), Fraction(1, 3)), whole(1, 5)),
)

OUTLOOK = """
import numpy
from standto import read_scenario, situation_of
from standto.assuming import read_assumptions
from standto.futures.future_run import run_of
from standto.futures.merging import digest_of
scenario = read_scenario("london-2023")
published = read_assumptions("published", scenario, "london-2023")
run = run_of(situation_of(scenario, at="2023-09-22T18:00"), published)
found = [name for name, there in numpy._core._multiarray_umath.__cpu_features__.items() if there]
print(numpy.__version__, len(found), digest_of(run.tally(0, 300)))
"""


def printed(**surroundings: str) -> list[str]:
    """Return what a process says in some surroundings: the version of NumPy, the processor's features, the digest."""
    ran = subprocess.run(
        [sys.executable, "-c", OUTLOOK], env={**os.environ, **surroundings}, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.split()


def test_the_events_drawn_are_those_of_every_machine():
    # Drawn on x86-64 with AVX-512. Another number here means other futures for every outlook that was ever kept.
    drawn = drawn_from(
        assumptions_with(*EVERY_KIND), muster_with(60, (1,) * 200, away=[(0, 30), (9, 250)]), futures=500
    )
    numbers = [part.astype("<i8").tobytes() for part in (*drawn.stepped_back, *drawn.absent)]
    assert sha256(b"".join(numbers)).hexdigest() == "86c3546415785b5eb87218cdc29fddf9cb231032eebd7e46e275dcee6dd923a8"


@pytest.mark.slow
def test_an_outlook_has_the_same_digest_without_the_vectors_of_this_processor(tmp_path):
    from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

    version, features, digest = printed()
    plain = printed(
        NPY_DISABLE_CPU_FEATURES=" ".join(one for one in __cpu_dispatch__ if __cpu_features__.get(one)),
        NUMBA_CPU_NAME="generic",
        NUMBA_CPU_FEATURES="",
        NUMBA_CACHE_DIR=str(tmp_path),
    )
    assert (plain[0], plain[2]) == (version, digest)
    assert int(plain[1]) < int(features)


@pytest.mark.slow
def test_an_outlook_has_the_same_digest_with_an_older_numpy(tmp_path):
    place = tmp_path / "older"
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--only-binary", ":all:", "--target"]
    got = subprocess.run([*command, str(place), "numpy==2.2.6"], capture_output=True, text=True, check=False)
    if got.returncode:
        pytest.skip(f"NumPy 2.2.6 is missing: {got.stderr.strip().splitlines()[-1]}")
    version, _, digest = printed()
    older = printed(PYTHONPATH=str(place), NUMBA_CACHE_DIR=str(tmp_path / "cache"))
    assert (older[0], older[2]) == ("2.2.6", digest)
    assert version != "2.2.6"
