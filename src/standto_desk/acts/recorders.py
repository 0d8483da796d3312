"""As what somebody entered something: as a post of the desk, or by the command line of the machine it runs on."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from standto_desk.ledger.models import Entry

COMMAND_LINE = "the command line"
"""As what an entry counts that no account of the desk made; whoever runs the machine needs nobody's approval."""


def recorder_of(entry: Entry) -> str:
    """Return the post as which an entry was made, whatever the command line calls itself; empty where there is none."""
    return entry.post if is_account_id(entry.account) else COMMAND_LINE


def is_account_id(text: str) -> bool:
    """Whether a text can be the id of an account."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True
