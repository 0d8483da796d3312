"""Workers: each does one job at a time, and shows that it lives while it does."""

from __future__ import annotations

import logging
from threading import Event, Thread
from typing import Any

from django.db import connection

from standto.errors import StandtoError
from standto_desk.caching.databases import is_unreachable
from standto_desk.clock import uptime
from standto_desk.jobs.contexts import JobCancelled, JobContext, WorkerStopping
from standto_desk.jobs.functions import FUNCTIONS
from standto_desk.jobs.leases import SILENCE, Lease, LeaseLost, Watch
from standto_desk.jobs.models import CANCELLED, DONE, FAILED, Job
from standto_desk.jobs.queueing import asked_here

log = logging.getLogger("standto_desk.jobs")
BEAT = 1.0
"""Seconds between two beats, and between two looks for a job that another process has queued."""
UNFORESEEN = "the work failed for a reason that nobody foresaw; the server's log has more, under the job's number"


class Worker:
    """A thread that does jobs until it is stopped."""

    def __init__(self) -> None:
        self._stop = Event()
        self._watch = Watch()
        self._thread = Thread(target=self.run, name="standto-jobs", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def end(self, patience: float) -> None:
        """Take no further job, give the one at hand back, and wait for that as many seconds."""
        self._stop.set()
        with asked_here:
            asked_here.notify_all()
        self._thread.join(patience)

    def run(self) -> None:
        """Do jobs until stopped, whatever becomes of the database."""
        while not self._stop.is_set():
            did = False
            try:
                did = self.do_one()
            except Exception:
                log.exception("a job could not be taken or ended; its lease decides who has it")
            finally:
                connection.close()
            if not did and not self._stop.is_set():
                with asked_here:
                    asked_here.wait(BEAT)

    def do_one(self) -> bool:
        """Do one job if there is one; tell whether there was."""
        taken = self._watch.take(FUNCTIONS.keys())
        if taken is None:
            return False
        do(*taken, self._stop)
        return True


def do(one: Job, lease: Lease, stop: Event) -> None:
    """Do a job that was taken, and end it or give it back."""
    context = JobContext(lease, account=one.account, saved=one.saved)
    beating = _Beating(context, lease, stop)
    beating.start()
    try:
        result = FUNCTIONS[one.name](context, **one.arguments)
        _insist(lambda: lease.end(DONE, result=result, share=100), context)
    except LeaseLost:
        log.warning("another worker has taken a job over", extra={"job": str(one.pk)})
    except WorkerStopping:
        lease.give_back(counted=False)
    except JobCancelled:
        lease.end(CANCELLED)
    except Exception as error:  # noqa: BLE001 - becomes the end of the job, or another attempt
        _end_failed(error, one, lease, context, stop)
    finally:
        beating.end()


def _end_failed(error: Exception, one: Job, lease: Lease, context: JobContext, stop: Event) -> None:
    """End a job that failed, or give it back if the database failed."""
    if is_unreachable(error):
        log.exception("the database failed during a job; it is tried again", extra={"job": str(one.pk)})
        stop.wait(BEAT)
        _insist(lambda: lease.give_back(counted=True), context)
    else:
        reason = str(error) if isinstance(error, StandtoError) else UNFORESEEN
        log.exception("a job failed", extra={"job": str(one.pk)})
        lease.end(FAILED, reason=reason)


def _insist(write: Any, context: JobContext) -> None:
    """Write the end of a job, again and again while the database is away and nobody else can have the job."""
    while True:
        try:
            return write()
        except Exception as error:
            if not is_unreachable(error):
                raise
            connection.close()
            if isinstance(context.stop, LeaseLost):
                raise LeaseLost from None
            Event().wait(BEAT)


class _Beating:
    """A thread that shows that a worker lives, and tells it when it must stop."""

    def __init__(self, context: JobContext, lease: Lease, stop: Event) -> None:
        self._context, self._lease, self._stop = context, lease, stop
        self._over = Event()
        self._thread = Thread(target=self._run, name="standto-job-beats", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def end(self) -> None:
        """Stop beating."""
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        last = uptime()
        while not self._over.wait(BEAT):
            if self._stop.is_set():
                self._context.stop = WorkerStopping()
            try:
                if self._lease.beat(int(100 * self._context.share)):
                    self._context.stop = JobCancelled()
                last = uptime()
            except LeaseLost as lost:
                self._context.stop = lost
                break
            except Exception:
                log.warning("a worker could not show that it lives", exc_info=True)
                connection.close()
                if uptime() - last >= SILENCE:
                    self._context.stop = LeaseLost()  # by now another worker may have it
        connection.close()
