"""The present, before which everything that is looked back on lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.model.time import HOUR
from standto_desk.clock import now

if TYPE_CHECKING:
    from standto.model.time import Instant


def latest() -> Instant:
    """Return the desk's present."""
    return now()


def latest_asked(hour: Instant | None) -> Instant:
    """Return the last moment that may be asked for; a moment in the hour that runs is taken for the whole hour.

    Parameters
    ----------
    hour
        Up to when the reader is told; None: up to the present.
    """
    return latest() if hour is None else hour + HOUR - 1
