"""The weekend's futures: one digest, whoever judges them, in any chunks and any parts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from standto.assuming import read_assumptions
from standto.futures.future_run import run_of
from standto.futures.merging import digest_of
from standto.futures.packed_tallies import packed
from standto.register import situation_of
from standto.scenario import read_scenario
from standto.spreading.choosing import executor_of
from standto.spreading.chunk_work import packed_run
from standto.spreading.inline import Inline
from standto.spreading.merging_parts import PartFiles
from standto.spreading.part_files import RunPart, chunk_of_part, write_part
from standto.spreading.tallying import tally_of

FUTURES = 700


@pytest.fixture(scope="module")
def run():
    scenario = read_scenario("london-2023")
    situation = situation_of(scenario, at=scenario.instant("2023-09-22T18:00"))
    return run_of(situation, read_assumptions("stress", scenario, "london-2023"), seed=11)


@pytest.fixture(scope="module")
def expected(run):
    return digest_of(tally_of(run, 0, FUTURES, executor=Inline(1)))


@pytest.mark.slow
@pytest.mark.parametrize("size", [700, 350, 100])
@pytest.mark.parametrize("asked", [{"name": "inline"}, {"workers": 2}, {"cluster": "local:2"}], ids=str)
def test_one_two_and_seven_chunks_have_one_digest_on_every_executor(run, expected, size, asked):
    with executor_of(**asked) as executor:
        assert digest_of(tally_of(run, 0, FUTURES, size=size, executor=executor)) == expected


@pytest.mark.slow
@pytest.mark.parametrize("parts", [1, 2, 7])
def test_parts_have_the_same_digest(run, expected, parts, tmp_path):
    for number in range(1, parts + 1):
        chunk = chunk_of_part(f"{number}/{parts}", FUTURES)
        part = RunPart(run.inputs, FUTURES, chunk, (), tally_of(run, *chunk))
        write_part(tmp_path / f"{number}.part", part)
    files = PartFiles([str(path) for path in tmp_path.iterdir()])
    assert digest_of(tally_of(run, 0, FUTURES, executor=files)) == expected


def test_a_run_is_packed_without_what_it_has_cached(run):
    fresh = replace(run)
    before = packed_run(fresh)
    fresh.tally(0, 8)
    assert fresh.inputs
    assert packed_run(fresh) == before


@pytest.mark.slow
def test_a_run_and_a_tally_are_small_on_their_way(run):
    assert len(packed_run(run)) < 100_000
    assert len(packed(run.tally(0, 100))) < 300_000
