"""The book: what the ledger says at a moment, as the library's scenario and situation.

The names are looked up when they are used, since Django imports the room before its tables are ready.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from standto_desk.book.keeping_up import drop, keep_up, rebuild
    from standto_desk.book.tables_then import NoScenario
    from standto_desk.book.telling import folded_at, scenario_at, situation_at

_PLACES = {
    "NoScenario": "tables_then",
    "drop": "keeping_up",
    "folded_at": "telling",
    "keep_up": "keeping_up",
    "rebuild": "keeping_up",
    "scenario_at": "telling",
    "situation_at": "telling",
}

__all__ = ["NoScenario", "drop", "folded_at", "keep_up", "rebuild", "scenario_at", "situation_at"]


def __getattr__(name: str) -> Any:
    """Look up a public name."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
