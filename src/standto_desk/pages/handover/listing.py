"""The lists of handovers and posts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from standto_desk.access.models import Account, Appointment
from standto_desk.access.permission import Action, may
from standto_desk.access.posts import appointments_of, faults_of_holding
from standto_desk.acts.handovers import OPEN, Handover
from standto_desk.clock import now
from standto_desk.presenting.posts import GONE


def held_posts(account: Account) -> list[Appointment]:
    """Return the appointments by which an account holds posts now."""
    return appointments_of(account, now())


def successors(post: str, force: str, account: Account) -> list[Account]:
    """Return the accounts that may take over a post from another: those that could act as its holder."""
    others = Account.objects.filter(is_active=True).exclude(pk=account.pk).order_by("username")
    return [one for one in others if may(one, Action.HAND_OVER, force) and not any(faults_of_holding(one, post, force))]


def handover_lines(handovers: Sequence[Handover], account: Account) -> list[dict[str, Any]]:
    """Return handovers with the names of their accounts, and the actions that the reader may take."""
    keys = {key for one in handovers for key in (one.by, one.to)}
    names = {str(one.pk): one.get_username() for one in Account.objects.filter(pk__in=keys)}
    return [_line(one, account, names) for one in handovers]


def _line(handover: Handover, account: Account, names: Mapping[str, str]) -> dict[str, Any]:
    mine = str(account.pk) if may(account, Action.HAND_OVER, handover.entry.force) else ""
    return {
        "handover": handover,
        "by": names.get(handover.by, GONE),
        "to": names.get(handover.to, GONE),
        "may_accept": handover.state == OPEN and handover.to == mine,
        "may_withdraw": handover.state == OPEN and mine in (handover.to, handover.by),
    }
