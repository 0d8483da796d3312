from __future__ import annotations

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standto.errors import OptionError, StandtoError, Stopped
from standto.futures.merging import digest_of, merged
from standto.futures.packed_tallies import packed, unpacked
from standto.futures.tally_bytes import bytes_of, tally_with
from standto.spreading.chunks import Chunk, cut
from standto.spreading.inline import Inline
from standto.spreading.process_pool import Processes
from standto.spreading.tallying import tally_of
from tests.spreading.counted_run import CountedRun, FailingRun, tally_of_one


def plain(tally):
    """A tally as plain values, which can be compared."""
    return {
        "judged": tally.judged,
        "futures": tally.futures,
        "gaps": [each.tolist() for each in tally.gaps],
        "first": tally.first_gap.tolist(),
        "alone": tally.alone_from.tolist(),
        "used": [each.tolist() for each in tally.used],
        "minutes": tally.place_minutes.tolist(),
        "bottlenecks": tally.bottlenecks,
    }


@given(st.integers(0, 50), st.integers(0, 300), st.integers(1, 60))
def test_chunks_hold_each_future_once_on_a_fixed_grid(start, length, size):
    chunks = cut(start, start + length, size)
    assert [future for chunk in chunks for future in range(*chunk)] == list(range(start, start + length))
    assert [chunk.start % size for chunk in chunks[1:]] == [0] * len(chunks[1:])
    assert all(chunk.stop - chunk.start <= size for chunk in chunks)


def test_a_thousand_futures_are_two_chunks_and_a_million_no_more_than_some_hundred():
    assert cut(0, 1_000) == (Chunk(0, 512), Chunk(512, 1_000))
    assert len(cut(0, 10_000)) == 10
    assert len(cut(0, 1_000_000)) == 245


def test_a_longer_run_has_the_whole_chunks_of_a_shorter_one():
    assert cut(0, 20_000)[:9] == cut(0, 10_000)[:9]


def test_a_chunk_is_keyed_by_inputs_and_futures():
    keys = {Chunk(0, 9).key("a"), Chunk(0, 9).key("b"), Chunk(0, 10).key("a"), Chunk(1, 9).key("a")}
    assert len(keys) == 4
    assert Chunk(0, 9).key("a") == Chunk(0, 9).key("a")


@given(st.lists(st.integers(0, 2**62), min_size=1, max_size=8, unique=True), st.randoms())
def test_tallies_add_up_in_any_order_and_any_groups(futures, random):
    tallies = [tally_of_one(1, future) for future in futures]
    total = plain(merged(tallies))
    random.shuffle(tallies)
    middle = random.randint(0, len(tallies))
    halves = [merged(half) for half in (tallies[:middle], tallies[middle:]) if half]
    assert plain(merged(halves)) == total


def test_tallies_of_different_things_cannot_be_added():
    one, other = tally_of_one(0, 0), tally_of_one(0, 1)
    object.__setattr__(other, "judged", ())
    with pytest.raises(ValueError, match="different things"):
        merged([one, other])


@given(st.integers(0, 2**62))
def test_a_tally_is_the_same_after_the_way(future):
    tally = merged([tally_of_one(3, future), tally_of_one(3, future + 1)])
    assert plain(unpacked(packed(tally))) == plain(tally)
    assert digest_of(unpacked(packed(tally))) == digest_of(tally)


@given(st.integers(0, 10_000), st.integers(0, 255))
def test_a_damaged_tally_is_refused(place, byte):
    data = bytearray(packed(tally_of_one(3, 4)))
    place %= len(data)
    if data[place] == byte:
        byte ^= 1
    data[place] = byte
    with pytest.raises(ValueError):
        unpacked(bytes(data))
    with pytest.raises(ValueError):
        unpacked(packed(tally_of_one(3, 4))[:place])


@pytest.mark.parametrize(
    "head", [b"", b"{}", b"[]", b'{"gaps": {"array": [1000]}}', b'{"gaps": {"array": [-1]}}', b"[" * 100_000]
)
def test_a_head_that_is_of_no_tally_is_refused(head):
    with pytest.raises(ValueError):
        tally_with(head, np.zeros(9, dtype=np.int64))


def test_a_tally_of_ten_thousand_futures_over_a_month_packs_into_some_hundred_kilobytes():
    steps, most, futures = 672, 400, 10_000
    rng = np.random.default_rng(3)
    gaps = np.zeros((steps, most + 1), dtype=np.int64)
    for step in range(steps):
        gaps[step] = np.bincount(np.minimum(rng.poisson(step / 20, futures), most), minlength=most + 1)
    tally = tally_of_one(0, 0)
    object.__setattr__(tally, "gaps", (gaps, gaps[::-1], gaps, gaps[::-1]))
    assert len(bytes_of(tally)) > 8_000_000
    assert len(packed(tally)) < 400_000


@pytest.mark.parametrize("size", [300, 150, 43])
def test_one_two_and_seven_chunks_have_one_digest_on_every_executor(size):
    run = CountedRun(seed=7)
    alone = digest_of(merged([tally_of_one(7, future) for future in range(300)]))
    assert digest_of(tally_of(run, 0, 300, size=size, executor=Inline(1))) == alone
    assert digest_of(tally_of(run, 0, 300, size=size, executor=Inline(3))) == alone
    with Processes(2) as processes:
        assert digest_of(tally_of(run, 0, 300, size=size, executor=processes)) == alone


def test_processes_serve_one_run_after_another():
    with Processes(2) as processes:
        first = tally_of(CountedRun(1), 0, 40, size=10, executor=processes)
        pids = processes.pids
        second = tally_of(CountedRun(2), 0, 40, size=10, executor=processes)
        assert processes.pids == pids
    assert digest_of(first) == digest_of(CountedRun(1).tally(0, 40))
    assert digest_of(second) == digest_of(CountedRun(2).tally(0, 40))


def test_progress_is_told_after_each_chunk():
    shares = []
    tally_of(CountedRun(), 0, 40, size=10, progress=shares.append)
    assert shares == [0.25, 0.5, 0.75, 1.0]


@pytest.mark.parametrize("executor", [Inline(1), Inline(2), Processes(2)])
def test_an_error_of_progress_cancels_the_rest(executor):
    def stop(share):
        raise Stopped("enough")

    with executor, pytest.raises(Stopped):
        tally_of(CountedRun(seconds=0.001), 0, 400, size=10, executor=executor, progress=stop)


def test_a_future_that_cannot_be_judged_is_named_after_some_attempts():
    with Processes(1) as processes, pytest.raises(StandtoError, match=r"futures 10 to 19 .* after 6 attempts: Arith"):
        tally_of(FailingRun(unlucky=12), 0, 40, size=10, executor=processes)


@pytest.mark.parametrize("workers", [0, 1025])
def test_there_is_at_least_one_process_and_no_machine_is_drowned_in_them(workers):
    with pytest.raises(OptionError, match=f"--workers: {workers} is not a number of processes: give 1 to 1,024"):
        Processes(workers)


def test_no_more_processes_start_than_two_for_each_chunk():
    with Processes(40) as processes:
        tally_of(CountedRun(), 0, 2, size=2, executor=processes)
        assert len(processes.pids) <= 2


def test_a_run_can_be_pickled():
    assert pickle.loads(pickle.dumps(CountedRun(3))) == CountedRun(3)
