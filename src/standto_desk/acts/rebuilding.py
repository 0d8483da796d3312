"""Asking for the projections of the ledger to be rebuilt."""

from __future__ import annotations

from standto_desk.access.job_accounts import require_still
from standto_desk.access.models import Account
from standto_desk.access.permission import Action, require
from standto_desk.book.keeping_up import drop, keep_up
from standto_desk.book.models import Snapshot
from standto_desk.jobs.contexts import JobContext
from standto_desk.jobs.functions import job
from standto_desk.jobs.models import Job

SINGLE = "rebuild"
"""The key by which the projections are rebuilt once at a time."""


def ask_rebuild(*, account: Account) -> Job:
    """Ask for the projections to be dropped and made again, unless that is under way.

    Raises
    ------
    AlreadyUnderWay
        It is.
    """
    require(account, Action.VERIFY)
    return rebuild_projections.enqueue(account=str(account.pk), single=SINGLE)


@job("rebuild", "Rebuild the projections of the ledger")
def rebuild_projections(context: JobContext) -> int:
    """Drop the projections and make them again; return the number of snapshots.

    Each snapshot is saved as soon as it is made, so a worker that takes over makes only those that are missing.
    """
    if context.account:
        require_still(context, Action.VERIFY)
    if not context.saved:
        with context.held():
            drop()
            context.checkpoint(dropped=True)
    keep_up(context.progress)
    return int(Snapshot.objects.count())
