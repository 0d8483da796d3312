"""How an act enters many drafts: while its page waits, or as a job that is followed and cancelled."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager

from django.db import transaction

from standto_desk.clock import now
from standto_desk.jobs.contexts import JobContext
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.rehearsing import rehearse

PLANNED, CHECKED = 0.1, 0.9
"""The shares of a job that are done once it has planned, and once it has checked every entry."""


class Entering:
    """Entering at once: nothing but the transaction itself."""

    def check(self, drafts: Sequence[Draft], author: Author) -> None:
        """Check drafts before the transaction opens."""

    def transaction(self) -> AbstractContextManager[object]:
        """Open the transaction in which everything is entered."""
        return transaction.atomic()


class EnteringByJob(Entering):
    """Entering by a job: it is checked where nobody waits for it, and entered while its worker has the job.

    Parameters
    ----------
    context
        The job.
    """

    def __init__(self, context: JobContext) -> None:
        self._context = context

    def check(self, drafts: Sequence[Draft], author: Author) -> None:
        """Check each entry, and say how many are checked; raise what stops the job."""
        rehearse(drafts, author=author, now=now(), progress=self._say)

    def transaction(self) -> AbstractContextManager[object]:
        """Open the transaction, unless the job is cancelled or another worker has it."""
        return self._context.held_unless_cancelled()

    def _say(self, share: float) -> None:
        self._context.progress(PLANNED + (CHECKED - PLANNED) * share)


AT_ONCE = Entering()
"""While the page waits."""
