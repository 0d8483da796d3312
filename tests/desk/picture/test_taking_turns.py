"""Readers of outlooks take turns: quick questions first, each reader's newest first, and no work without a reader."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Event, Thread
from threading import enumerate as alive_threads

import pytest

from standto_desk.picture.taking_turns import QueueFull, ReaderLeft, Turns
from tests.patience import PATIENCE


def stays():
    return False


class Line:
    """Threads that ask for turns, one behind the other, while somebody holds the turn; `done` says who had one."""

    def __init__(self, most=8):
        self.turns, self.done, self._threads = Turns(most), [], []

    @contextmanager
    def held(self):
        """Hold the turn while others line up; then let them all go and wait for them."""
        with self.turns.taken("whoever was first", left=stays):
            yield
        for thread in self._threads:
            thread.join(PATIENCE)

    def asks(self, name, *, reader="", left=stays, slow=False, parts=1):
        """Ask for a turn in a thread of its own, which is in the queue when this returns."""

        def work():
            try:
                with self.turns.taken(reader or name, left=left, slow=slow) as turn:
                    for part in range(parts):
                        if part:
                            self.turns.pass_on(turn)
                        self.done.append(name)
            except ReaderLeft:
                self.done.append(f"{name} left")

        before = self.turns.waiting
        self._threads.append(Thread(target=work))
        self._threads[-1].start()
        while self.turns.waiting == before:
            pass


def test_turns_go_by_arrival():
    line = Line()
    with line.held():
        for name in "abc":
            line.asks(name)
    assert line.done == ["a", "b", "c"]


def test_quick_questions_go_before_slow_ones():
    line = Line()
    with line.held():
        line.asks("slow", slow=True)
        line.asks("quick")
    assert line.done == ["quick", "slow"]


def test_a_readers_newest_question_goes_before_their_older_ones_and_takes_nobodys_place():
    line = Line()
    with line.held():
        line.asks("a's first", reader="a")
        line.asks("b's", reader="b")
        line.asks("a's second", reader="a")
    assert line.done == ["b's", "a's second", "a's first"]


def test_others_go_between_the_parts_of_a_slow_answer():
    line = Line()
    with line.held():
        line.asks("slow", parts=3)
        line.asks("quick")
    assert line.done == ["slow", "quick", "slow", "slow"]


def test_a_slow_answer_gets_its_turn_however_many_quick_ones_come():
    line = Line(most=30)
    with line.held():
        line.asks("slow", slow=True)
        for number in range(25):
            line.asks(str(number))
    assert line.done.index("slow") == 20


@pytest.mark.parametrize("slow", [False, True])
def test_an_older_question_gets_its_turn_however_many_others_come(slow):
    line = Line(most=30)
    with line.held():
        line.asks("older", reader="a", slow=slow)
        for number in range(24):
            line.asks(str(number))
        line.asks("newer", reader="a")
    assert line.done.index("older") == 20


def test_a_question_is_dropped_when_its_reader_leaves_and_the_others_go_on():
    line, gone = Line(), Event()
    with line.held():
        line.asks("a", left=gone.is_set)
        line.asks("b")
        gone.set()
    assert line.done in (["a left", "b"], ["b", "a left"])
    assert not line.turns.waiting


def test_a_slow_answer_stops_between_its_parts_when_its_reader_leaves():
    line, gone = Line(), Event()
    with line.held():
        line.asks("a", left=gone.is_set, parts=3)
        line.asks("b", left=lambda: gone.set() or False)
    assert line.done in (["a", "b", "a left"], ["a", "a left", "b"])


def test_a_turn_ends_with_an_error_as_well():
    turns = Turns(1)
    with pytest.raises(ZeroDivisionError), turns.taken("a", left=stays):
        raise ZeroDivisionError
    with turns.taken("b", left=stays):
        pass


def test_waiting_for_a_turn_that_fails_leaves_the_queue():
    turns = Turns(1)
    with turns.taken("a", left=stays):
        with pytest.raises(ZeroDivisionError), turns.taken("b", left=lambda: 1 // 0):
            pass
        assert not turns.waiting
    with turns.taken("c", left=stays):
        pass


def test_one_reader_does_not_fill_the_queue():
    line = Line(most=8)
    with line.held():
        line.asks("a's first", reader="a")
        line.asks("a's second", reader="a")
        with pytest.raises(QueueFull), line.turns.taken("a", left=stays):
            pass
        line.asks("b")
    assert sorted(line.done) == ["a's first", "a's second", "b"]


def test_the_queue_has_an_end_and_leaves_no_thread_behind():
    before = set(alive_threads())
    line = Line(most=2)
    with line.held():
        line.asks("a")
        line.asks("b")
        with pytest.raises(QueueFull), line.turns.taken("c", left=stays):
            pass
    assert line.done == ["a", "b"]
    assert set(alive_threads()) <= before  # a thread of an earlier test may have ended
