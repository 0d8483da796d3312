"""Leases on jobs: one worker has a job at a time, and one that has lost it can write nothing more.

No lease is measured by a clock that somebody can set, or about which two machines could disagree. A worker increases
the job's count of beats while it lives. The other workers watch that count, each by its own uptime: if it stands still
for a while, the worker is gone. Taking the job increases its fencing number, and every write asks for that number.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from standto.model.time import SECOND
from standto_desk.clock import real_now, uptime
from standto_desk.jobs.models import CANCELLED, FAILED, READY, RUNNING, UNDER_WAY, Job

SILENCE = 15 * SECOND
"""The time without a beat after which a worker is gone."""
MOST_ATTEMPTS = 5
"""The number of workers that may die on a job without it getting any further."""
GAVE_UP = (
    f"its worker stopped {MOST_ATTEMPTS} times before it had got any further: the server may lack memory. "
    "Ask for it again, or look into the server's log"
)


class LeaseLost(Exception):
    """Another worker has the job, or it was ended: this worker must stop, and can write nothing more."""


@dataclass(frozen=True, slots=True)
class Lease:
    """A worker's hold on a job: it lasts while the job has this fencing number."""

    job: UUID
    fence: int

    def write(self, **fields: Any) -> None:
        """Change the job, in one statement that also checks the lease.

        Raises
        ------
        LeaseLost
            Another worker has taken the job, or it has ended.
        """
        if not Job.objects.filter(pk=self.job, fence=self.fence, state=RUNNING).update(**fields):
            raise LeaseLost

    def beat(self, share: int) -> bool:
        """Show that the worker lives and how far it is; tell whether somebody has cancelled the job."""
        self.write(beats=F("beats") + 1, share=share)
        return bool(Job.objects.filter(pk=self.job).values_list("stopping", flat=True).first())

    def end(self, state: str, **fields: Any) -> None:
        """End the job."""
        self.write(state=state, ended=real_now(), single=None, **fields)

    def give_back(self, *, counted: bool) -> None:
        """Let another worker have the job; an attempt that is not counted was nobody's fault."""
        attempts = F("attempts") if counted else Greatest(F("attempts") - 1, 0)
        self.write(state=READY, attempts=attempts)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Open a transaction that is committed only if the lease lasts until then: nobody can take it meanwhile.

        Raises
        ------
        LeaseLost
            The lease is lost already.
        """
        with transaction.atomic():
            if not Job.objects.select_for_update().filter(pk=self.job, fence=self.fence, state=RUNNING).exists():
                raise LeaseLost
            # A write, so that every database holds the row until the end of the transaction.
            self.write(beats=F("beats") + 1)
            yield


class Watch:
    """What a worker has seen of the jobs that others run: since when each count of beats stands still."""

    def __init__(self) -> None:
        self._seen: dict[UUID, tuple[int, int, int]] = {}

    def take(self, names: Collection[str]) -> tuple[Job, Lease] | None:
        """Take a job whose worker is gone, or the oldest that is ready; None if there is none.

        Parameters
        ----------
        names
            The functions that this worker knows. It leaves all other jobs to others.
        """
        found = list(
            Job.objects.filter(state__in=UNDER_WAY, name__in=names)
            .only("state", "fence", "beats", "attempts", "stopping")
            .order_by("asked", "id")
        )
        for one in (*self._abandoned(found), *(one for one in found if one.state == READY)):
            if (taken := _taken(one)) is not None:
                return taken
        return None

    def _abandoned(self, found: list[Job]) -> list[Job]:
        """Return the running jobs whose beats have stood still for long."""
        running = [one for one in found if one.state == RUNNING]
        now, before = uptime(), self._seen
        self._seen = {one.pk: (one.fence, one.beats, now) for one in running}
        for key, (fence, beats, _) in self._seen.items():
            if key in before and before[key][:2] == (fence, beats):
                self._seen[key] = before[key]
        return [one for one in running if now - self._seen[one.pk][2] >= SILENCE]


def _taken(found: Job) -> tuple[Job, Lease] | None:
    """Take a job as it was found; None if another worker was quicker, or if it must end instead."""
    as_found = Job.objects.filter(pk=found.pk, state=found.state, fence=found.fence, beats=found.beats)
    if found.stopping:
        as_found.update(state=CANCELLED, ended=real_now(), single=None, fence=found.fence + 1)
        return None
    if found.attempts >= MOST_ATTEMPTS:
        as_found.update(state=FAILED, reason=GAVE_UP, ended=real_now(), single=None, fence=found.fence + 1)
        return None
    if not as_found.update(state=RUNNING, fence=found.fence + 1, beats=0, attempts=found.attempts + 1):
        return None
    taken: Job = Job.objects.get(pk=found.pk)
    return taken, Lease(found.pk, found.fence + 1)
