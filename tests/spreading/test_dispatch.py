from __future__ import annotations

import pytest

from standto.errors import StandtoError
from standto.spreading.chunks import cut
from standto.spreading.dispatch import Dispatch

A, B, C = CHUNKS = cut(0, 30, 10)


def test_each_chunk_goes_to_one_worker_and_no_more_is_sent():
    dispatch = Dispatch(CHUNKS)
    assert [dispatch.next_for(worker, 0) for worker in "xyzw"] == [A, B, C, None]
    assert [dispatch.finished(worker, chunk, 1) for worker, chunk in zip("xyz", CHUNKS, strict=True)] == [True] * 3
    assert dispatch.over


def test_the_chunk_of_a_lost_worker_goes_to_the_next():
    dispatch = Dispatch(CHUNKS)
    dispatch.next_for("x", 0)
    dispatch.lost("x", "it died")
    assert dispatch.next_for("y", 0) == A


def test_a_chunk_is_late_after_four_times_the_usual_time_and_the_first_answer_counts():
    dispatch = Dispatch(CHUNKS, least_late=1)
    dispatch.next_for("slow", 0)
    for worker, chunk in (("x", B), ("y", C)):
        assert dispatch.next_for(worker, 0) == chunk
        dispatch.finished(worker, chunk, 2)
    assert dispatch.next_for("x", 8) is None
    assert dispatch.next_for("slow", 9) is None
    assert dispatch.next_for("x", 9) == A
    assert dispatch.finished("x", A, 10)
    assert dispatch.over
    assert not dispatch.finished("slow", A, 11)


def test_a_late_chunk_is_sent_a_third_time_if_the_second_is_late_too():
    dispatch = Dispatch(CHUNKS, least_late=1)
    for worker in "xyz":
        dispatch.next_for(worker, 0)
    dispatch.finished("z", C, 1)
    assert dispatch.next_for("z", 5) == A
    assert dispatch.next_for("z", 5) == B
    assert dispatch.next_for("w", 9) is None
    assert dispatch.next_for("w", 10) == A


def test_a_worker_that_hangs_owes_its_chunks_even_if_others_have_answered():
    dispatch = Dispatch(CHUNKS, least_late=1)
    assert dispatch.next_for("hangs", 0) == A
    for chunk in (B, C):
        assert dispatch.next_for("x", 0) == chunk
        dispatch.finished("x", chunk, 1)
    assert dispatch.next_for("x", 6) == A
    dispatch.finished("x", A, 7)
    assert (dispatch.held_by("hangs"), dispatch.held_by("x")) == (1, 0)
    assert not dispatch.finished("hangs", A, 60)
    assert dispatch.held_by("hangs") == 0


def test_before_any_answer_a_chunk_is_late_after_two_minutes():
    dispatch = Dispatch([A])
    dispatch.next_for("x", 0)
    assert dispatch.next_for("y", 120) is None
    assert dispatch.next_for("y", 121) == A


def test_a_chunk_that_fails_is_sent_again_as_often_as_allowed():
    dispatch = Dispatch([A], retries=2)
    for _ in range(2):
        assert dispatch.next_for("x", 0) == A
        dispatch.failed("x", A, "no")
    assert dispatch.next_for("x", 0) == A
    with pytest.raises(StandtoError, match="futures 0 to 9 could not be judged, after 3 attempts: no"):
        dispatch.failed("x", A, "no")


def test_a_failure_after_the_first_answer_does_not_matter():
    dispatch = Dispatch([A, B], retries=0, least_late=1)
    dispatch.next_for("x", 0)
    dispatch.next_for("y", 0)
    dispatch.finished("y", B, 1)
    assert dispatch.next_for("y", 10) == A
    dispatch.finished("y", A, 11)
    dispatch.failed("x", A, "too late")
    assert dispatch.over


def test_the_loss_of_all_ways_is_blamed_on_no_chunk():
    dispatch = Dispatch(CHUNKS, retries=0)
    dispatch.next_for("x", 0)
    dispatch.next_for("y", 0)
    dispatch.recalled()
    assert {dispatch.next_for(worker, 1) for worker in "xyz"} == set(CHUNKS)
    assert not dispatch.over
