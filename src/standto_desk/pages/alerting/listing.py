"""The lists of alerts and of the addresses that receive them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from standto_desk.access.email_addresses import checked_email
from standto_desk.access.posts import known_posts
from standto_desk.alerts.alert_lists import open_alerts
from standto_desk.alerts.delivery import pause_of
from standto_desk.alerts.matters import DUE, GAP, LATE, LOG, MARGIN
from standto_desk.alerts.models import FAILED, SENT, Address, Alert, Notice
from standto_desk.alerts.watching import EMAIL, WEBHOOK, next_owner
from standto_desk.alerts.webhooks import checked_webhook
from standto_desk.book.situations import situation_at
from standto_desk.clock import now
from standto_desk.ledger.drafts import sequence_in

MEANS = {EMAIL: "email", WEBHOOK: "webhook"}
MOST = 50
"""The number of closed alerts that are listed."""


def listed_alerts() -> list[dict[str, Any]]:
    """Return the open alerts, oldest first, with those that somebody has acknowledged at the end."""
    found = sorted(open_alerts(), key=lambda one: (one.acknowledged is not None, one.raised))
    return [
        {
            "alert": alert,
            "next": next_owner(alert),
            "failing": list(map(_failed, alert.failing)),
            "place": _place_of(alert),
        }
        for alert in found
    ]


def _place_of(alert: Alert) -> dict[str, str] | None:
    """Return a link to the page that shows the reason for an alert; None if no page does."""
    if alert.kind == GAP:
        return {"words": "See this duty on the board", "href": f"{reverse('board')}#duty-{alert.about}"}
    if alert.kind == MARGIN:
        return {"words": "See the margin on the board", "href": f"{reverse('board')}#board-margin"}
    if alert.kind == LOG and (number := sequence_in(alert.about)) is not None:
        return {"words": "See the log entry", "href": reverse("log-line", args=[number])}
    if alert.kind in (LATE, DUE):
        return {"words": "See the recommendations", "href": f"{reverse('ladder')}#recommended"}
    return None


def _failed(notice: Notice) -> dict[str, Any]:
    """Return why we could not send a message, and when we try again; never its address."""
    again = None if notice.tried is None else notice.tried + pause_of(notice)
    return {"means": MEANS[notice.means], "attempts": notice.attempts, "why": notice.why, "again": again}


def addresses() -> list[dict[str, Any]]:
    """Return the addresses of posts, each with the reason why it cannot be used or why its last message failed."""
    return [{"address": one, "unusable": _unusable(one), "failing": _failing(one)} for one in Address.objects.all()]


def _unusable(address: Address) -> str:
    """Return why an address cannot be used, such as one that an older version accepted; blank if it can."""
    try:
        checked_email(address.email)
        checked_webhook(address.webhook)
    except ValueError as error:
        return str(error)
    return ""


def _failing(address: Address) -> str:
    """Return why the last message to an address could not be sent; blank if it was, or if there was none."""
    to = [text for text in (address.email, address.webhook) if text]
    last = Notice.objects.filter(to__in=to, state__in=(SENT, FAILED)).order_by("-id").first()
    return "" if last is None or last.state == SENT else last.why


def posts() -> list[str]:
    """Return the posts that can receive alerts: those held here, and the one that receives alerts without an owner."""
    planned = situation_at(now()).scenario
    known = {one.post for one in known_posts(planned.home) if not one.outside}
    return sorted({*known, planned.policy.approvers["aid"][0]})
