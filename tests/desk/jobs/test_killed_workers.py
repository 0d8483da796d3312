"""A job that is killed at any instant resumes, and everything that it enters is entered once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from standto_desk.jobs.models import CANCELLED, DONE, FAILED, READY, RUNNING, Job
from standto_desk.jobs.queueing import cancel
from standto_desk.ledger.models import Entry
from standto_desk.ledger.verifying import verify_ledger
from tests.desk.clock.machines import Machine
from tests.desk.jobs.counting import count, wait
from tests.desk.ledger.starting import started
from tests.desk.serving import SOURCE, environment
from tests.patience import PATIENCE

pytestmark = pytest.mark.slow

TO = 25
ROOT = SOURCE.parent
TAKEN = (READY, RUNNING)


class Workers:
    """Real processes that do jobs."""

    def __init__(self, url: str, **more: str) -> None:
        self.url, self.more, self.running = url, more, []

    def start(self, **more: str) -> subprocess.Popen:
        """Start one."""
        variables = {"DATABASE_URL": self.url, "DJANGO_SETTINGS_MODULE": "standto_desk.service.settings"}
        variables |= {"STANDTO_LOG_LEVEL": "error", **self.more, **more}
        paths = variables.pop("PYTHONPATH", str(SOURCE))
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.desk.jobs.worker_process"],
            env=environment(**variables, PYTHONPATH=f"{paths}:{ROOT}"),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.running.append(process)
        assert process.stdout.readline() == "working\n"
        return process

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Send all of them a signal, and wait for those that end."""
        for process in self.running:
            process.send_signal(signal.SIGCONT)
            process.send_signal(number)
        for process in self.running:
            process.wait(PATIENCE)
            process.stdout.close()
        self.running.clear()


@contextmanager
def workers(url: str, **more: str):
    found = Workers(url, **more)
    try:
        yield found
    finally:
        found.kill()


@pytest.fixture
def small(database):
    """A small desk on each kind of database; its URL."""
    started()
    return database


def ended(one: Job, *, within: float = PATIENCE) -> Job:
    """Wait until a job has ended."""
    until = time.monotonic() + within
    while Job.objects.filter(pk=one.pk, state__in=TAKEN).exists():
        assert time.monotonic() < until, Job.objects.values().get(pk=one.pk)
        time.sleep(0.05)
    return Job.objects.get(pk=one.pk)


def assert_counted(one: Job, to: int = TO) -> None:
    """Check that every number was entered once, in order, and that the result is of all of them."""
    keys = Entry.objects.filter(key__startswith=f"job-{one.pk.hex}").order_by("sequence").values_list("key", flat=True)
    assert list(keys) == [f"job-{one.pk.hex}-{number}" for number in range(to)]
    assert (one.state, one.result, one.reason) == (DONE, sum(range(to)), "")
    assert verify_ledger().fault == ""


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lives=st.lists(st.floats(0, 0.4), min_size=1, max_size=3), at_once=st.integers(1, 2))
def test_a_job_killed_at_any_instant_resumes_and_enters_everything_once(small, lives, at_once):
    one = count.enqueue(to=TO)
    with workers(small) as found:
        for life in lives:
            for _ in range(at_once):
                found.start()
            time.sleep(life)
            found.kill()
        found.start()
        assert_counted(ended(one))


def test_a_worker_that_slept_while_another_took_its_job_writes_nothing_more(small, tmp_path):
    one = count.enqueue(to=TO * 4, trace=str(tmp_path / "trace"))
    with workers(small) as found:
        first = found.start()
        while not Job.objects.get(pk=one.pk).saved:
            time.sleep(0.01)
        for _ in range(5):
            _pause(first)
            fence = Job.objects.get(pk=one.pk).fence
            second = found.start()
            while (now := Job.objects.get(pk=one.pk)).state == RUNNING and now.fence == fence:
                time.sleep(0.02)
            os.kill(first.pid, signal.SIGCONT)
            first = second
        assert_counted(ended(one), TO * 4)
    assert len({line.split()[0] for line in (tmp_path / "trace").read_text().splitlines()}) > 1


IMPATIENT = {"sqlite": "PRAGMA busy_timeout = 200", "postgresql": "SET lock_timeout = 200"}
"""How a connection waits 200 ms for a lock; otherwise SQLite waits for seconds, and PostgreSQL for ever."""


def _pause(process: subprocess.Popen) -> None:
    """Stop a process where it holds no lock on its job, which would stop everybody."""
    while True:
        os.kill(process.pid, signal.SIGSTOP)
        time.sleep(0.02)
        try:
            connection.cursor().execute(IMPATIENT[connection.vendor])
            Job.objects.update(share=1)
            # PostgreSQL may give it the lock now, for which it asked before it was stopped.
            time.sleep(0.1)
            Job.objects.update(share=1)
            return
        except OperationalError:
            os.kill(process.pid, signal.SIGCONT)
            # Long enough that it lets go of the lock, whatever else the machine does.
            time.sleep(0.1)
        finally:
            connection.close()


def test_workers_told_to_stop_give_their_job_to_the_next_at_once(small):
    one = count.enqueue(to=TO)
    with workers(small) as found:
        for _ in range(4):
            found.start()
            time.sleep(0.15)
            found.kill(signal.SIGTERM)
            left = Job.objects.get(pk=one.pk)
            assert left.state in (READY, DONE)
        found.start()
        assert_counted(ended(one))


def test_a_clock_that_is_set_back_or_ahead_takes_no_job_from_its_worker(small, tmp_path):
    one = count.enqueue(to=TO, pace=0.1, trace=str(tmp_path / "trace"), enters=False)
    machine, other = Machine(tmp_path, small), Machine(tmp_path, small, ahead=3600)
    with workers(small, **machine.variables) as found:
        worker = found.start()
        found.start(**other.variables)
        for ahead in (-86_400, 40, 0, -5):
            machine.set(ahead)
            time.sleep(0.5)
        found_job = ended(one)
    # One worker had it from the beginning to the end.
    assert (found_job.state, found_job.result, found_job.fence) == (DONE, sum(range(TO)), 1)
    assert len({line.split()[0] for line in (tmp_path / "trace").read_text().splitlines()}) == 1
    assert worker.returncode == -signal.SIGKILL


def test_a_job_outlasts_a_database_that_goes_away_for_a_while(small, request):
    one = count.enqueue(to=TO * 2)
    with workers(small) as found:
        found.start()
        time.sleep(0.4)
        for _ in range(3):
            _away(1.6)
            time.sleep(0.3)
        assert_counted(ended(one), TO * 2)


def _away(seconds: float) -> None:
    """Take the database away from everybody else for a while."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 20000")
            cursor.execute("BEGIN IMMEDIATE")
            time.sleep(seconds)
            cursor.execute("COMMIT")
        return
    name = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
                [name],
            )
            time.sleep(0.02)


def test_a_job_whose_workers_are_killed_before_it_gets_anywhere_says_why(small):
    one = wait.enqueue()
    with workers(small) as found:
        for _ in range(5):
            found.start()
            fence = Job.objects.get(pk=one.pk).fence
            while Job.objects.get(pk=one.pk).fence == fence:
                time.sleep(0.05)
            fence = Job.objects.get(pk=one.pk).fence
            found.kill()
        found.start()
        given_up = ended(one)
    assert (given_up.state, given_up.reason.split(":")[0]) == (
        FAILED,
        "its worker stopped 5 times before it had got any further",
    )


def test_a_job_of_another_process_is_cancelled(small):
    one = wait.enqueue()
    with workers(small) as found:
        found.start()
        while Job.objects.get(pk=one.pk).state != RUNNING:
            time.sleep(0.02)
        cancel(one)
        assert ended(one).state == CANCELLED
