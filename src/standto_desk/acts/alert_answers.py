"""Answering an alert: acknowledging it, or passing it on to the next owner at once."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from standto_desk.access.models import Account
from standto_desk.access.permission import Action, may
from standto_desk.alerts.models import Alert
from standto_desk.alerts.watching import next_owner, pass_on
from standto_desk.clock import now, read_clock
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft

ACKNOWLEDGEMENT, PASSING_ON = "acknowledgement", "passing-on"
"""The sorts of entries that record answers to alerts."""


@transaction.atomic
def acknowledge_alert(*, account: Account, author: Author, alert: int) -> Alert:
    """Record that an account acknowledges an alert, so that it is not passed on; only the first one counts."""
    found = _theirs(account, alert)
    if found.acknowledged is None:
        moment = now()
        found.acknowledged, found.acknowledged_by, found.acknowledged_as = moment, author.account, author.post
        found.save(update_fields=["acknowledged", "acknowledged_by", "acknowledged_as"])
        append([_draft(ACKNOWLEDGEMENT, found)], author=author, now=moment)
    return found


@transaction.atomic
def pass_alert_on(*, account: Account, author: Author, alert: int) -> Alert:
    """Pass an alert that nobody has acknowledged on to the next owner, without waiting."""
    found = _theirs(account, alert)
    if found.acknowledged is not None or not found.is_open or next_owner(found) is None:
        raise PermissionDenied
    reading = read_clock()
    pass_on(found, reading.clock)
    append([_draft(PASSING_ON, found)], author=author, now=reading.now)
    return found


def _theirs(account: Account, alert: int) -> Alert:
    """Return an alert that an account may answer, locked until the transaction ends."""
    found = Alert.objects.select_for_update().filter(pk=alert).first()
    if found is None or not may(account, Action.ACKNOWLEDGE, found.force):
        raise PermissionDenied
    return found


def _draft(sort: str, alert: Alert) -> Draft:
    body = {"kind": alert.kind, "about": alert.about, "sentence": alert.sentence, "raised": alert.raised}
    return Draft(sort=sort, subject=f"alert-{alert.pk}", body=body | {"post": alert.post})
