"""Sending what is to be told; what cannot be sent is tried again, later each time."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import DatabaseError, transaction
from django.db.models import Q

from standto.model.time import MINUTE
from standto_desk.alerts.messages import send_email, send_webhook, why_not
from standto_desk.alerts.models import FAILED, SENDING, SENT, WAITING, Notice
from standto_desk.alerts.watching import EMAIL
from standto_desk.clock import uptime

if TYPE_CHECKING:
    from standto.model.time import Instant

log = logging.getLogger(__name__)

LOST = 5 * MINUTE
"""A message that was being sent for so long was interrupted: its process is gone."""
LONGEST = 60 * MINUTE
"""The longest time between two attempts."""
LONGEST_ROUND = MINUTE
"""How long messages are begun in one round; those left are sent in the next."""


MATTERS = Q(alert__closed__isnull=True, alert__acknowledged__isnull=True)
"""What is sent: of an alert that is over, or that somebody has in hand, nobody needs to hear any more."""


def deliver_due(*, now: Instant) -> int:
    """Send every message that is due; return how many went.

    A message is marked before it is sent, so that two processes do not both send it. Where a process ends between the
    two, it is sent again under the same number, by which whoever receives it can tell that it is the same.
    """
    ends = uptime() + LONGEST_ROUND
    # What was never tried goes first, so that what fails delays nothing but itself.
    return sum(_send(notice, now) for notice in _due(now) if uptime() < ends)


def _due(now: Instant) -> list[Notice]:
    """Return the messages that matter still and wait, failed a while ago, or whose sending was interrupted."""
    open_notices = Notice.objects.filter(MATTERS).exclude(state=SENT).select_related("alert")
    open_notices = open_notices.order_by("attempts", "id")
    return [notice for notice in open_notices if _is_due(notice, now)]


def _is_due(notice: Notice, now: Instant) -> bool:
    """Whether a message is to be sent now."""
    if notice.state == WAITING or notice.tried is None:
        return True
    return not 0 <= now - notice.tried < pause_of(notice)  # what was tried by a clock that was ahead is tried again


def pause_of(notice: Notice) -> int:
    """Return how long a message that was tried is left alone, in microseconds: longer each time."""
    return LOST if notice.state == SENDING else min(LONGEST, MINUTE * 2 ** min(notice.attempts, 10))


def _send(notice: Notice, now: Instant) -> bool:
    """Send one message, unless another process does."""
    if not _claimed(notice, now):
        return False
    try:
        (send_email if notice.means == EMAIL else send_webhook)(notice)
    except DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001
        # Whatever goes wrong with one message holds up no other. An error's own words can hold addresses: its kind is
        # logged, and words of our own are kept.
        log.warning(
            "alert not sent", extra={"alert": notice.alert_id, "means": notice.means, "why": type(error).__name__}
        )
        Notice.objects.filter(pk=notice.pk).update(state=FAILED, why=why_not(error))
        return False
    Notice.objects.filter(pk=notice.pk).update(state=SENT, why="")
    return True


def _claimed(notice: Notice, now: Instant) -> bool:
    """Mark a message as being sent; False where another process has it already, or it matters no more."""
    same = Q(pk=notice.pk, state=notice.state, attempts=notice.attempts)
    with transaction.atomic():
        return bool(Notice.objects.filter(MATTERS, same).update(state=SENDING, attempts=notice.attempts + 1, tried=now))
