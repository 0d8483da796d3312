"""Asking for jobs, cancelling them, and finding them."""

from __future__ import annotations

from threading import Condition
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from standto.errors import OptionError
from standto.model.time import DAY, Instant
from standto_desk.clock import real_now
from standto_desk.jobs.models import CANCELLED, READY, RUNNING, UNDER_WAY, Job

KEPT = 7 * DAY
"""The time that an ended job, its result and its file are kept."""

asked_here = Condition()
"""Notified when this process has queued a job, so that its own worker need not wait to look again."""


class AlreadyUnderWay(OptionError):
    """A job that there may be only one of is under way.

    Attributes
    ----------
    job
        That job; None if it has ended meanwhile.
    """

    def __init__(self, found: Job | None) -> None:
        super().__init__("this is already under way; wait for the result, or cancel it")
        self.job = found


def enqueue(name: str, arguments: dict[str, Any], *, account: str = "", single: str | None = None) -> Job:
    """Queue a job. It starts once the transaction around this call, if any, has been committed.

    Parameters
    ----------
    name
        The name of a registered function.
    arguments
        Its arguments, for JSON. They are stored: no secret and nothing of a person belongs in them.
    account
        The opaque id of the account that asks; only it sees the job.
    single
        A key that only one job under way may have.

    Raises
    ------
    AlreadyUnderWay
        Another job with that key is under way.
    """
    try:
        with transaction.atomic():
            made = Job.objects.create(name=name, arguments=arguments, account=account, single=single, asked=real_now())
    except IntegrityError as error:
        raise AlreadyUnderWay(Job.objects.filter(single=single).first()) from error
    transaction.on_commit(_wake)
    return made


def _wake() -> None:
    with asked_here:
        asked_here.notify_all()


def cancel(one: Job) -> None:
    """Cancel a job: at once if no worker has it, and otherwise as soon as its worker looks; nothing if it has ended."""
    ended = {"state": CANCELLED, "ended": real_now(), "single": None}
    if not Job.objects.filter(pk=one.pk, state=READY).update(**ended):
        Job.objects.filter(pk=one.pk, state=RUNNING).update(stopping=True)


def jobs_of(account: str) -> QuerySet[Job]:
    """Return the jobs that an account asked for, the latest first."""
    return Job.objects.filter(account=account)


def under_way(single: str) -> Job | None:
    """Return the job under way with a key that only one may have, or None."""
    found: Job | None = Job.objects.filter(single=single, state__in=UNDER_WAY).first()
    return found


def forget_ended(now: Instant) -> None:
    """Delete the jobs that ended long ago, with their files."""
    Job.objects.filter(ended__lte=now - KEPT).delete()
