"""What a function that runs as a job can ask for and say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any
from uuid import UUID

from standto_desk.jobs.leases import Lease
from standto_desk.jobs.models import Job, JobFile


class JobCancelled(Exception):
    """Somebody has cancelled the job."""


class WorkerStopping(Exception):
    """The worker stops in good order; another one resumes the job."""


class JobContext:
    """A running job, as its function sees it.

    Attributes
    ----------
    job
        Its id.
    account
        The account that asked for it.
    saved
        What a worker before this one saved with `checkpoint`; empty at first.
    share
        The share that is done, from 0 to 1. Its worker writes it down from time to time.
    stop
        The error that `progress` raises next: why the work must not go on; None while it may.
    """

    def __init__(self, lease: Lease, *, account: str = "", saved: dict[str, Any] | None = None) -> None:
        self.job: UUID = lease.job
        self.account = account
        self.saved = saved or {}
        self.share = 0.0
        self.stop: Exception | None = None
        self._lease = lease

    def progress(self, share: float) -> None:
        """Say how far the work is, from 0 to 1. Call it often: it costs nothing, and it is how work is stopped.

        Raises
        ------
        JobCancelled
            Somebody has cancelled the job.
        LeaseLost
            Another worker has it.
        WorkerStopping
            The server stops.
        """
        self.share = min(max(share, 0.0), 1.0)
        if self.stop is not None:
            raise self.stop

    def checkpoint(self, **saved: Any) -> None:
        """Save how far the work has got, for a worker that has to resume it."""
        self._lease.write(saved=saved, attempts=0)
        self.saved = saved

    def held(self) -> AbstractContextManager[None]:
        """Open a transaction that can only be committed while this worker has the job."""
        return self._lease.held()

    @contextmanager
    def held_unless_cancelled(self) -> Iterator[None]:
        """Open a transaction like `held`, the last step of a job that is cancelled in time or not at all.

        Raises
        ------
        JobCancelled
            Somebody has cancelled the job.
        """
        with self.held():
            if Job.objects.filter(pk=self.job, stopping=True).exists():
                raise JobCancelled
            yield

    def key(self, part: object) -> str:
        """Return the key for an entry that this job makes, so that a job that runs twice enters it once."""
        return f"job-{self.job.hex}-{part}"

    def keep_file(self, name: str, kind: str, content: bytes) -> None:
        """Keep a file for the account that asked for the job.

        Parameters
        ----------
        name, kind
            The file's name, and its type, such as ``text/csv``.
        """
        with self.held():
            JobFile.objects.update_or_create(job_id=self.job, defaults={"name": name, "type": kind, "content": content})
