"""The ledger: append-only entries in a chain, and the free text beside it.

The names are looked up when they are used, since Django imports the room before its tables are ready.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto_desk.public_names import looked_up_late

if TYPE_CHECKING:
    from standto_desk.ledger.appending import append
    from standto_desk.ledger.drafts import Draft
    from standto_desk.ledger.folding import scenario_as_of
    from standto_desk.ledger.hands import Hand
    from standto_desk.ledger.models import Entry
    from standto_desk.ledger.reading import entries, head, known_entries, texts
    from standto_desk.ledger.refusals import ClockAhead, Refused, Stale

__getattr__ = looked_up_late(
    __name__,
    {
        "ClockAhead": "refusals",
        "Draft": "drafts",
        "Entry": "models",
        "Hand": "hands",
        "Refused": "refusals",
        "Stale": "refusals",
        "append": "appending",
        "entries": "reading",
        "head": "reading",
        "known_entries": "reading",
        "scenario_as_of": "folding",
        "texts": "reading",
    },
)

__all__ = [
    "ClockAhead",
    "Draft",
    "Entry",
    "Hand",
    "Refused",
    "Stale",
    "append",
    "entries",
    "head",
    "known_entries",
    "scenario_as_of",
    "texts",
]
