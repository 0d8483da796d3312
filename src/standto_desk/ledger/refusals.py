"""Why something is not entered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.errors import Fault, InputError, StandtoError
from standto.wording import length

if TYPE_CHECKING:
    from standto_desk.ledger.models import Entry


class Refused(InputError):
    """Nothing was entered; carries every fault, its line being the number of the draft, from 1."""


class ClockAhead(InputError):
    """Nothing was entered, since the machine's clock has jumped ahead and nobody has confirmed it.

    Parameters
    ----------
    by
        By how much, in microseconds.
    """

    def __init__(self, by: int) -> None:
        self.by = by
        what = (
            f"the machine's clock has jumped ahead by {length(by)}, and nothing was entered: set it right, or let an "
            "administrator confirm it (standto clock --confirm); stepping back and returning are taken meanwhile"
        )
        super().__init__([Fault("clock", what)])


class Stale(StandtoError):
    """Nothing was entered, since entries made meanwhile concern the same subjects; carries them."""

    def __init__(self, changes: tuple[Entry, ...]) -> None:
        self.changes = changes
        numbers = ", ".join(str(entry.sequence) for entry in changes)
        super().__init__(f"entries made meanwhile concern the same: {numbers}")
