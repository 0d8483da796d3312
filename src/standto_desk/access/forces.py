"""The force that this desk plans for, and those that it knows."""

from __future__ import annotations

import json
import tomllib

from standto_desk.caching.databases import DatabaseValue

_home: DatabaseValue[str] = DatabaseValue()
"""The home force of each database; it is set when a scenario is entered, and a ledger has one for good."""


def home_force() -> str:
    """Return the id of the home force; blank while no scenario has been entered."""
    home = _home.get()
    if home is None and (home := _read()):
        _home.set(home)
    return home or ""


def known_forces() -> tuple[str, ...]:
    """Return the ids of the forces that the ledger has, sorted; none while no scenario has been entered."""
    from standto_desk.ledger.reading import known_entries

    rows = known_entries().rows("forces").order_by("subject")
    return tuple(rows.values_list("subject", flat=True).distinct())


def _read() -> str:
    """Return the home force that the settings in the ledger name."""
    from standto_desk.ledger.reading import entries

    body = entries().settings().latest_first().values_list("body", flat=True).first()
    return str(tomllib.loads(json.loads(body)["toml"]).get("home", "")) if body else ""
