"""What has to be done first at a desk that is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto_desk.access.models import Membership
from standto_desk.access.roles import Role
from standto_desk.ledger.reading import head

if TYPE_CHECKING:
    from collections.abc import Iterator


def to_do_first() -> Iterator[str]:
    """Yield what is missing before anybody can work here, each with the command that makes it."""
    if not head().count:
        yield "There is no scenario yet. Enter one: standto ledger import FOLDER"
    if not Membership.objects.filter(role=Role.ADMINISTRATOR).exists():
        yield "There is no administrator yet. Make one: standto account make NAME --force FORCE --role administrator"
