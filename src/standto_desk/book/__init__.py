"""The book: what the ledger says at a moment, as the library's scenario and situation.

The names are looked up when they are used, since Django imports the room before its tables are ready.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto_desk.public_names import looked_up_late

if TYPE_CHECKING:
    from standto_desk.book.keeping_up import drop, keep_up, rebuild
    from standto_desk.book.tables_then import NoScenario
    from standto_desk.book.telling import folded_at, scenario_at, situation_at

__getattr__ = looked_up_late(
    __name__,
    {
        "NoScenario": "tables_then",
        "drop": "keeping_up",
        "folded_at": "telling",
        "keep_up": "keeping_up",
        "rebuild": "keeping_up",
        "scenario_at": "telling",
        "situation_at": "telling",
    },
)

__all__ = ["NoScenario", "drop", "folded_at", "keep_up", "rebuild", "scenario_at", "situation_at"]
