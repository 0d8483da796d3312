"""Jobs are queued, leased to one worker at a time, and every write of a worker asks whether it still has the job."""

from __future__ import annotations

import threading
from threading import Event

import pytest
from django.db import connection, transaction

from standto_desk.clock import real_now
from standto_desk.jobs import leases
from standto_desk.jobs.contexts import JobContext
from standto_desk.jobs.functions import FUNCTIONS, title_of
from standto_desk.jobs.leases import GAVE_UP, MOST_ATTEMPTS, LeaseLost, Watch
from standto_desk.jobs.models import CANCELLED, DONE, FAILED, READY, RUNNING, Job, JobFile
from standto_desk.jobs.queueing import KEPT, AlreadyUnderWay, cancel, enqueue, forget_ended, jobs_of, under_way
from standto_desk.jobs.working import UNFORESEEN, Worker, do
from standto_desk.ledger.models import Entry
from tests.desk.jobs import counting
from tests.desk.ledger.starting import started
from tests.patience import PATIENCE, wait_until

NAMES = [counting.NAME]


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(leases, "SILENCE", 0)


def queue(to: int = 3, **more) -> Job:
    return enqueue(counting.NAME, {"to": to, "pace": 0}, **more)


def test_a_job_is_done_once_and_keeps_its_result(database):
    started()
    before = Entry.objects.count()
    one = counting.count.enqueue(account="a", to=4, pace=0)
    assert (one.state, one.is_under_way, title_of(one)) == (READY, True, "Count for the tests")
    assert Worker().do_one()
    one.refresh_from_db()
    assert (one.state, one.result, one.share, one.reason) == (DONE, 0 + 1 + 2 + 3, 100, "")
    assert Entry.objects.count() == before + 4
    assert not Worker().do_one()


def test_jobs_are_taken_in_the_order_in_which_they_were_asked_for(database, monkeypatch):
    monkeypatch.setattr(leases, "SILENCE", 15_000_000)
    asked = [queue().pk for _ in range(3)]
    watch = Watch()
    assert [watch.take(NAMES)[0].pk for _ in range(3)] == asked


def test_a_job_is_taken_by_one_of_many_workers(database):
    one, won = queue(), []
    # One more would give the job up, if all came one after the other.
    ready = threading.Barrier(MOST_ATTEMPTS)

    def compete() -> None:
        ready.wait()
        try:
            if (taken := Watch().take(NAMES)) is not None:
                won.append(taken[1])
        finally:
            connection.close()

    threads = [threading.Thread(target=compete) for _ in range(MOST_ATTEMPTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    one.refresh_from_db()
    # With leases that last no time at all, a second worker may take it over; then the first has lost it.
    assert [lease.fence for lease in sorted(won, key=lambda lease: lease.fence)] == list(range(1, one.fence + 1))
    for lease in won:
        if lease.fence != one.fence:
            with pytest.raises(LeaseLost):
                lease.beat(1)


def test_a_worker_that_lost_its_job_can_write_nothing_more(database):
    queue()
    _, first = Watch().take(NAMES)
    watch = Watch()
    taken = watch.take(NAMES)
    assert taken[1].fence == first.fence + 1
    before = Job.objects.values().get()
    context = JobContext(first)
    for write in (
        lambda: first.beat(50),
        lambda: first.end(DONE, result=7),
        lambda: first.give_back(counted=True),
        lambda: context.checkpoint(done=1),
        lambda: context.keep_file("a.txt", "text/plain", b"x"),
        lambda: first.held().__enter__(),
    ):
        with pytest.raises(LeaseLost):
            write()
    assert (Job.objects.values().get(), JobFile.objects.count()) == (before, 0)


def test_a_worker_that_shows_that_it_lives_keeps_its_job(database, monkeypatch):
    monkeypatch.setattr(leases, "SILENCE", 1_000_000)
    queue()
    _, lease = Watch().take(NAMES)
    watch, now = Watch(), 10**12
    monkeypatch.setattr(leases, "uptime", lambda: now)
    for _ in range(5):
        assert watch.take(NAMES) is None
        lease.beat(10)
        now += 999_999
    assert watch.take(NAMES) is None
    now += 1_000_000
    assert watch.take(NAMES)[1].fence == lease.fence + 1


def test_what_is_written_while_a_job_is_held_is_not_written_after_it_is_lost(database):
    started()
    before = Entry.objects.count()
    queue()
    _, lease = Watch().take(NAMES)
    Watch().take(NAMES)
    with pytest.raises(LeaseLost):
        counting.count(JobContext(lease), to=2)
    assert Entry.objects.count() == before


def test_a_job_goes_on_from_what_was_saved(database):
    started()
    one = queue(to=5)
    Job.objects.update(saved={"done": 3, "total": 3})
    assert Worker().do_one()
    one.refresh_from_db()
    assert (one.result, Entry.objects.filter(sort="event").count()) == (3 + 3 + 4, 2)


def test_a_job_whose_workers_keep_dying_ends_with_a_reason(database):
    one, watch = queue(), Watch()
    for attempt in range(MOST_ATTEMPTS):
        assert watch.take(NAMES)[0].attempts == attempt + 1
    assert watch.take(NAMES) is None
    one.refresh_from_db()
    assert (one.state, one.reason) == (FAILED, GAVE_UP)


def test_a_job_that_gets_further_is_never_given_up(database):
    queue()
    watch = Watch()
    for _ in range(MOST_ATTEMPTS + 3):
        found, lease = watch.take(NAMES)
        assert found.attempts == 1
        JobContext(lease).checkpoint(done=1)


def test_a_job_that_waits_is_cancelled_at_once(database):
    one = queue(single="key")
    cancel(one)
    one.refresh_from_db()
    assert (one.state, under_way("key"), Watch().take(NAMES)) == (CANCELLED, None, None)
    cancel(one)
    assert Job.objects.get().state == CANCELLED


def test_a_job_under_way_is_cancelled_as_soon_as_its_worker_looks(database, monkeypatch):
    monkeypatch.setattr("standto_desk.jobs.working.BEAT", 0.02)
    one = counting.wait.enqueue()
    worker = threading.Thread(target=run_one)
    worker.start()
    wait_until(lambda: Job.objects.get().state == RUNNING)
    cancel(one)
    worker.join(PATIENCE)
    one.refresh_from_db()
    assert (one.state, one.reason) == (CANCELLED, "")


def run_one() -> None:
    try:
        Worker().do_one()
    finally:
        connection.close()


def test_a_cancelled_job_whose_worker_died_is_not_taken_up_again(database):
    one = queue()
    Watch().take(NAMES)
    cancel(one)
    assert Watch().take(NAMES) is None
    one.refresh_from_db()
    assert one.state == CANCELLED


def test_a_server_that_stops_gives_its_job_back(database, monkeypatch):
    monkeypatch.setattr("standto_desk.jobs.working.BEAT", 0.02)
    one = counting.wait.enqueue()
    stop = Event()
    stop.set()
    do(*Watch().take(FUNCTIONS.keys()), stop)
    one.refresh_from_db()
    assert (one.state, one.attempts) == (READY, 0)


def test_a_job_that_was_saved_and_is_given_back_counts_no_attempt(database):
    one = queue()
    _, lease = Watch().take(NAMES)
    JobContext(lease).checkpoint(done=1)
    lease.give_back(counted=False)
    one.refresh_from_db()
    assert (one.state, one.attempts, one.saved) == (READY, 0, {"done": 1})


@pytest.mark.parametrize(("foreseen", "reason"), [(True, "it cannot be done"), (False, UNFORESEEN)])
def test_a_job_that_fails_says_why_and_nothing_of_a_person(database, foreseen, reason):
    one = counting.fail.enqueue(foreseen=foreseen)
    assert Worker().do_one()
    one.refresh_from_db()
    assert (one.state, one.reason) == (FAILED, reason)


def test_a_job_of_an_unknown_name_is_left_to_others(desk):
    enqueue("a job of a newer version", {})
    assert not Worker().do_one()
    assert title_of(Job.objects.get()) == "a job of a newer version"


def test_one_job_of_a_key_is_under_way_at_a_time(database):
    first = queue(single="key")
    with pytest.raises(AlreadyUnderWay) as refused:
        queue(single="key")
    assert (refused.value.job, under_way("key")) == (first, first)
    started()
    Worker().do_one()
    assert under_way("key") is None
    queue(single="key")


def test_a_job_asked_for_in_a_transaction_that_fails_was_never_asked_for(database):
    with transaction.atomic():
        queue()
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_ended_jobs_and_their_files_are_kept_for_a_week(database):
    one, other = queue(account="a"), queue(account="b")
    lease = Watch().take(NAMES)[1]
    JobContext(lease).keep_file("a.txt", "text/plain", b"words")
    lease.end(DONE)
    assert [found.pk for found in jobs_of("a")] == [one.pk]
    forget_ended(real_now() + KEPT - 60_000_000)
    assert bytes(JobFile.objects.get().content) == b"words"
    forget_ended(real_now() + KEPT + 60_000_000)
    assert (list(Job.objects.all()), JobFile.objects.count()) == ([other], 0)
