"""What of a decision those who only look are told: how many places of help, never how many people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.model.steps import CALL_IN, NOT

if TYPE_CHECKING:
    from standto_desk.ledger.models import Entry


def counts_people(entry: Entry) -> bool:
    """Tell whether the number of a decision or a proposal is one of people."""
    return entry.step.removeprefix(NOT) == CALL_IN


def visible_count(entry: Entry) -> int | None:
    """Return the number that a decision or a proposal names; None where it is one of people."""
    return None if counts_people(entry) else entry.count
