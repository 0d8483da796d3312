"""The force that this desk plans for, and the forces that it knows."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING

from standto_desk.caching.databases import DatabaseValue

if TYPE_CHECKING:
    from standto_desk.ledger.reading import Position

_home: DatabaseValue[str] = DatabaseValue()
"""The home force of each database; entering a scenario sets it, and a ledger keeps it for good."""
_without: DatabaseValue[Position] = DatabaseValue()
"""The head of each ledger that was seen without a home force."""


def home_force() -> str:
    """Return the id of the home force; blank until a scenario is entered."""
    home = _home.get()
    if home is None and (home := _read_once()):
        _home.set(home)
    return home or ""


def known_forces() -> tuple[str, ...]:
    """Return the ids of the forces in the ledger, sorted; none until a scenario is entered."""
    from standto_desk.ledger.reading import known_entries

    rows = known_entries().rows("forces").order_by("subject")
    return tuple(rows.values_list("subject", flat=True).distinct())


def _read_once() -> str:
    """Return the home force in the ledger; while nothing more is entered, an answer that there is none stays right."""
    from standto_desk.ledger.reading import head

    last = head()
    if _without.get() == last:
        return ""
    home = _read()
    if not home:
        _without.set(last)
    return home


def _read() -> str:
    """Return the home force named by the settings in the ledger."""
    from standto_desk.ledger.reading import entries

    body = entries().settings().latest_first().values_list("body", flat=True).first()
    return str(tomllib.loads(json.loads(body)["toml"]).get("home", "")) if body else ""
