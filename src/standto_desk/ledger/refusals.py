"""Why something is not entered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.errors import InputError, StandtoError

if TYPE_CHECKING:
    from standto_desk.ledger.models import Entry


class Refused(InputError):
    """Nothing was entered; carries every fault, its line being the number of the draft, from 1."""


class Stale(StandtoError):
    """Nothing was entered, since entries made meanwhile concern the same subjects; carries them."""

    def __init__(self, changes: tuple[Entry, ...]) -> None:
        self.changes = changes
        numbers = ", ".join(str(entry.sequence) for entry in changes)
        super().__init__(f"entries made meanwhile concern the same: {numbers}")
