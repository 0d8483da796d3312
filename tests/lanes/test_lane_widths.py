"""Narrow numbers that never overflow, lanes of any number and blocks: the same answers however they are laid out."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given

from standto.kernel.answers import answers_for
from standto.lanes.lane_judging import Judgement, aligned_rows, judge_lanes, lane_judgement, lane_space
from standto.lanes.lane_planning import MOST_GROUPS, lane_plan, most_groups, width_for
from standto.lanes.vectors import LANES
from tests.kernel.worlds import random_windows, windows_of, worlds
from tests.lanes.side_by_side import in_lanes, judged


@pytest.mark.parametrize(
    ("supply", "required", "width"),
    [
        (0, 0, np.int16),
        (32_767, 0, np.int16),
        (0, 32_767, np.int16),
        (16_384, 16_383, np.int16),
        (16_384, 16_384, np.int32),
        (32_768, 0, np.int32),
        (0, 2**31 - 1, np.int32),
    ],
)
def test_the_width_holds_all_supply_and_all_places_together(supply, required, width):
    assert width_for(supply, required) is width


def test_more_than_32_bits_hold_is_refused():
    with pytest.raises(ValueError, match="2,147,483,648 people and places are more than 32 bits hold"):
        width_for(2**30, 2**30)


# Kinds at home and from a second tier, and duties in three runs, two of them of one group.
CLASSES = [(0, 0b011), (0, 0b110), (1, 0b111), (1, 0b100)]


@pytest.mark.parametrize(
    ("counts", "required"),
    [
        ([0, 0, 0, 0], [32_767, 0, 0]),
        ([0, 0, 0, 0], [10_000, 12_767, 10_000]),
        ([32_767, 0, 0, 0], [0, 0, 0]),
        ([0, 0, 32_766, 0], [0, 0, 1]),
        ([8_000, 8_384, 0, 0], [16_383, 0, 0]),
        ([5_000, 5_000, 3_000, 3_384], [1, 16_381, 1]),
        ([0, 1, 0, 0], [16_383, 16_383, 0]),
    ],
)
@pytest.mark.parametrize("beyond", [0, 1, 40_000])
def test_answers_are_exact_at_the_edge_of_16_bits_and_past_it(counts, required, beyond):
    counts[1] += beyond
    windows = windows_of(CLASSES, [counts], [required], [1, 1, 2])
    assert in_lanes(windows)[1].dtype == (np.int32 if sum(counts) + sum(required) > 32_767 else np.int16)
    gap, duty_gap, used = judged(windows)
    answers = answers_for(windows)
    assert duty_gap.tolist() == answers.gap().tolist()
    assert used.tolist() == answers.filled().sum(axis=2).tolist()
    assert gap[0].tolist() == [duty_gap[0, :2].sum(), duty_gap[0].sum()]


@given(worlds())
def test_16_and_32_bits_say_the_same(windows):
    for narrow, wide in zip(judged(windows, np.int16), judged(windows, np.int32), strict=True):
        assert narrow.tolist() == wide.tolist()


def test_a_requirement_that_is_the_same_in_every_lane_may_be_given_once():
    windows = random_windows(5, duties=6, classes=14, forces=3, windows=2 * LANES, people=6, strength=22)
    plan, counts, required = in_lanes(windows)
    once, everywhere = lane_judgement(plan, 2 * LANES), lane_judgement(plan, 2 * LANES)
    judge_lanes(plan, counts, np.ascontiguousarray(required[:, :1]), lane_space(plan), once)
    judge_lanes(plan, counts, np.repeat(required[:, :1], 2 * LANES, axis=1), lane_space(plan), everywhere)
    assert all(np.array_equal(one, other) for one, other in zip(once, everywhere, strict=True))


def test_blocks_say_the_same_as_each_block_alone():
    windows = random_windows(6, duties=6, classes=14, forces=3, windows=3 * LANES, people=6, strength=22)
    plan, counts, required = in_lanes(windows)
    once = np.ascontiguousarray(required[:, :1])
    blocks = aligned_rows(3 * plan.kinds, LANES).reshape(3, plan.kinds, LANES)
    blocks[:] = counts.reshape(plan.kinds, 3, LANES).transpose(1, 0, 2)
    found = lane_judgement(plan, LANES, blocks=(3,))
    judge_lanes(plan, blocks, once, lane_space(plan), found)
    for block in range(3):
        alone = lane_judgement(plan, LANES)
        judge_lanes(plan, blocks[block], once, lane_space(plan), alone)
        assert all(np.array_equal(of[block], one) for of, one in zip(found, alone, strict=True))


def test_without_any_supply_every_place_is_missing():
    plan = lane_plan([], [], [1, 2])
    required = np.array([[2], [3]], dtype=np.int16)
    found = lane_judgement(plan, LANES)
    judge_lanes(plan, np.zeros((0, LANES), dtype=np.int16), required, lane_space(plan), found)
    assert [table[:, 0].tolist() for table in found] == [[2, 5], [2, 3], [0]]


def test_what_was_there_before_is_overwritten():
    windows = random_windows(8, duties=5, classes=9, forces=3, windows=LANES, people=6, strength=9)
    plan, counts, required = in_lanes(windows)
    clean, space = lane_judgement(plan, LANES), lane_space(plan)
    judge_lanes(plan, counts, required, lane_space(plan), clean)
    space.memory[:] = 77
    dirty = Judgement(*(np.full_like(table, -7) for table in clean))
    judge_lanes(plan, counts, required, space, dirty)
    assert all(np.array_equal(one, other) for one, other in zip(clean, dirty, strict=True))


def test_a_part_with_more_groups_than_every_set_is_worth_is_refused():
    reach = [1 << duty | 1 << duty + 1 for duty in range(MOST_GROUPS)]
    assert most_groups(reach, MOST_GROUPS + 1) == MOST_GROUPS + 1
    with pytest.raises(ValueError, match="a part has more than 14 groups of duties"):
        lane_plan(reach, [0] * MOST_GROUPS, [1] * (MOST_GROUPS + 1))


_DIGEST = """
import hashlib
from tests.kernel.worlds import random_windows
from tests.lanes.side_by_side import judged

tables = judged(random_windows(4, duties=9, classes=25, forces=4, windows=100, people=9, strength=22, spread=0.3))
print(hashlib.sha256(b"".join(table.astype("<i8").tobytes() for table in tables)).hexdigest())
"""


@pytest.mark.slow
@pytest.mark.parametrize("settings", [{"NUMBA_CPU_NAME": "generic", "NUMBA_CPU_FEATURES": ""}, {"NUMBA_OPT": "0"}])
def test_a_processor_without_wide_vectors_and_a_compiler_that_optimises_nothing_say_the_same(settings, root, tmp_path):
    def digest(extra):
        environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path / str(len(extra))), **extra}
        command = [sys.executable, "-c", _DIGEST]
        return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=True).stdout

    assert digest(settings) == digest({})
