"""A process that is frozen in a transaction does not keep its locks for ever on PostgreSQL."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest
from django.db import connection

from standto_desk.jobs.models import DONE, RUNNING, Job
from standto_desk.ledger.database_reads import consistent_read
from standto_desk.ledger.models import Entry
from standto_desk.ledger.verifying import verify_ledger
from tests.desk.databases import point_at
from tests.desk.jobs.counting import freeze
from tests.desk.jobs.test_killed_workers import ended, workers
from tests.desk.ledger.starting import started
from tests.patience import wait_until

BRIEF = "&options=-c%20idle_in_transaction_session_timeout%3D500"
"""The part of an address that lets transactions stand still for half a second, so that tests are quick."""


def stopped(process) -> None:
    """Wait until a process is stopped."""
    wait_until(lambda: Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "T")


@pytest.fixture
def brief(postgres_desk) -> str:
    """A small desk whose transactions may stand still for half a second; its address."""
    started()
    return f"{postgres_desk}{BRIEF}"


def assert_entered_once(one: Job) -> None:
    assert Entry.objects.filter(key=f"job-{one.pk.hex}-one").count() == 1
    assert verify_ledger().fault == ""


@pytest.mark.slow
def test_another_worker_takes_the_job_of_one_that_is_frozen_in_a_transaction(brief, tmp_path):
    one = freeze.enqueue(trace=str(tmp_path / "trace"))
    with workers(brief) as found:
        frozen = found.start()
        stopped(frozen)
        other = found.start()
        done = ended(one)
        os.kill(frozen.pid, signal.SIGCONT)
        time.sleep(1)
        assert Job.objects.get(pk=one.pk).fence == done.fence
    assert (done.state, done.result) == (DONE, other.pid)
    assert_entered_once(one)


@pytest.mark.slow
def test_a_worker_that_was_frozen_alone_does_its_job_again(brief, tmp_path):
    one = freeze.enqueue(trace=str(tmp_path / "trace"))
    with workers(brief) as found:
        frozen = found.start()
        stopped(frozen)
        time.sleep(1.5)
        assert Job.objects.get(pk=one.pk).state == RUNNING
        os.kill(frozen.pid, signal.SIGCONT)
        done = ended(one)
    assert (done.state, done.result, done.reason) == (DONE, frozen.pid, "")
    assert_entered_once(one)


def allowed() -> str:
    """How long a transaction may stand still, as PostgreSQL says it."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW idle_in_transaction_session_timeout")
        return cursor.fetchone()[0]


def test_a_desk_lets_its_transactions_stand_still_for_a_minute_unless_its_address_says_otherwise(postgres_desk):
    assert allowed() == "1min"
    point_at(f"{postgres_desk}{BRIEF}")
    assert allowed() == "500ms"


def test_a_reader_of_one_moment_may_pause_for_longer(postgres_desk):
    with consistent_read():
        assert allowed() == "0"  # as long as it likes
