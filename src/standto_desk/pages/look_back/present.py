"""The present, before which everything that is looked back on lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto_desk.clock import now
from standto_desk.ledger import entries

if TYPE_CHECKING:
    from typing import Any

    from standto.model.time import Instant


def latest() -> Instant:
    """Return the desk's present."""
    return now()


def known_entries() -> Any:
    """Return the entries that are known by now: in a demonstration, history may lie ahead of the clock."""
    return entries().filter(known__lte=latest())
