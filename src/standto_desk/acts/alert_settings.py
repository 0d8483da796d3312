"""Saying who is told of what, and where they are reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied

from standto_desk.access.permission import Action, may
from standto_desk.alerts.models import Address, Owner

if TYPE_CHECKING:
    from standto_desk.access.models import Account


def set_owner(*, account: Account, kind: str, place: int, post: str, minutes: int) -> Owner:
    """Let a post be told of a kind of matter at a place in the order, in place of whoever was there."""
    _ask(account)
    owner, _ = Owner.objects.update_or_create(kind=kind, place=place, defaults={"post": post, "minutes": minutes})
    return owner


def drop_owner(*, account: Account, owner: int) -> None:
    """Tell a post no longer."""
    _ask(account)
    Owner.objects.filter(pk=owner).delete()


def set_address(*, account: Account, **address: Any) -> Address:
    """Reach a post at a mailbox or a webhook too: `post`, `email`, `webhook` and `secret`."""
    _ask(account)
    return Address.objects.create(**address)


def drop_address(*, account: Account, address: int) -> None:
    """Reach a post there no longer."""
    _ask(account)
    Address.objects.filter(pk=address).delete()


def _ask(account: Account) -> None:
    """Let only those through who keep the settings."""
    if not may(account, Action.MANAGE_SETTINGS):
        raise PermissionDenied
