"""Sending messages about alerts; failed messages are tried again, after longer and longer pauses."""

from __future__ import annotations

import logging

from django.db import DatabaseError, transaction
from django.db.models import Q

from standto.model.time import MINUTE, Instant
from standto_desk.alerts.messages import send_email, send_webhook, why_not
from standto_desk.alerts.models import FAILED, SENDING, SENT, WAITING, Notice
from standto_desk.alerts.watching import EMAIL
from standto_desk.clock import uptime

log = logging.getLogger(__name__)

LOST = 5 * MINUTE
"""A message that is being sent for this long was interrupted, because its process ended."""
LONGEST = 60 * MINUTE
"""The longest time between two attempts."""
LONGEST_ROUND = MINUTE
"""The time in which a round may start sending messages; the rest wait for the next round."""


MATTERS = Q(alert__closed__isnull=True, alert__acknowledged__isnull=True)
"""Messages that still matter: the alert is neither closed nor acknowledged."""


def deliver_due(*, now: Instant) -> int:
    """Send every message that is due; return the number sent.

    A message is marked before it is sent, so that two processes do not both send it. If a process ends in between, the
    message is sent again with the same number, by which receivers recognise it.
    """
    ends = uptime() + LONGEST_ROUND
    # Untried messages go first, so that failing ones delay only themselves.
    return sum(_send(notice, now) for notice in _due(now) if uptime() < ends)


def _due(now: Instant) -> list[Notice]:
    """Return the open messages that wait, failed some time ago or were interrupted."""
    open_notices = Notice.objects.filter(MATTERS).exclude(state=SENT).select_related("alert")
    open_notices = open_notices.order_by("attempts", "id")
    return [notice for notice in open_notices if _is_due(notice, now)]


def _is_due(notice: Notice, now: Instant) -> bool:
    if notice.state == WAITING or notice.tried is None:
        return True
    return not 0 <= now - notice.tried < pause_of(notice)  # below 0: it was tried by a clock that was ahead


def pause_of(notice: Notice) -> int:
    """Return the pause after an attempt, in microseconds; each is longer than the last."""
    return LOST if notice.state == SENDING else min(LONGEST, MINUTE * 2 ** min(notice.attempts, 10))


def _send(notice: Notice, now: Instant) -> bool:
    if not _claimed(notice, now):
        return False
    try:
        (send_email if notice.means == EMAIL else send_webhook)(notice)
    except DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001
        # A failure holds up no other message. The error's own words can hold addresses, so only its kind is logged.
        log.warning(
            "alert not sent", extra={"alert": notice.alert_id, "means": notice.means, "why": type(error).__name__}
        )
        Notice.objects.filter(pk=notice.pk).update(state=FAILED, why=why_not(error))
        return False
    Notice.objects.filter(pk=notice.pk).update(state=SENT, why="")
    return True


def _claimed(notice: Notice, now: Instant) -> bool:
    """Mark a message as being sent; return False if another process has it or it no longer matters."""
    same = Q(pk=notice.pk, state=notice.state, attempts=notice.attempts)
    with transaction.atomic():
        return bool(Notice.objects.filter(MATTERS, same).update(state=SENDING, attempts=notice.attempts + 1, tried=now))
