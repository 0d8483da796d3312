"""Errors of an append that entered nothing."""

from __future__ import annotations

from standto.errors import Fault, InputError, StandtoError
from standto.wording import length
from standto_desk.ledger.models import Entry


class Refused(InputError):
    """A draft has a fault; carries every fault, whose line is the number of its draft, from 1."""


class ClockAhead(InputError):
    """The machine's clock has jumped ahead, and nobody has confirmed it."""

    def __init__(self, by: int) -> None:
        self.by = by
        what = (
            f"the machine's clock has jumped ahead by {length(by)}, and nothing was entered: set it right, or let an "
            "administrator confirm it (standto clock --confirm); people can still step back and return"
        )
        super().__init__([Fault("clock", what)])


class Stale(StandtoError):
    """Newer entries concern the same subjects; carries them."""

    def __init__(self, changes: tuple[Entry, ...]) -> None:
        self.changes = changes
        numbers = ", ".join(str(entry.sequence) for entry in changes)
        super().__init__(f"newer entries concern the same subjects: {numbers}")
