"""What the ledger itself reads of the settings' text."""

from __future__ import annotations

import tomllib

from standto.model.zone import Zone


def zone_of(toml: str) -> Zone:
    """Return the time zone that the text of `scenario.toml` names.

    Parameters
    ----------
    toml
        The text.

    Raises
    ------
    KeyError, ValueError, OSError
        It names none.
    """
    return Zone(tomllib.loads(toml)["timezone"])
