"""Where a post is reached: by e-mail and by webhook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto_desk.access.posts import holders_of
from standto_desk.alerts.models import Address

if TYPE_CHECKING:
    from standto.model.time import Instant

EMAIL, WEBHOOK = "email", "webhook"


def addresses_of(post: str, force: str, at: Instant) -> list[tuple[str, str]]:
    """Return by which means and at which addresses a post of a force is reached at an instant, each once."""
    found: dict[tuple[str, str], None] = {}
    for holder in holders_of(post, force, at):
        if holder.email:
            found[EMAIL, holder.email] = None
    for address in Address.objects.filter(post=post).order_by("id"):
        if address.email:
            found[EMAIL, address.email] = None
        if address.webhook:
            found[WEBHOOK, address.webhook] = None
    return list(found)
