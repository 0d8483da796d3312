"""Reading the clock: the one place of the desk that does."""

from __future__ import annotations

from time import time_ns
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from standto.model.time import Instant


def now() -> Instant:
    """Return the instant that the service's clock shows."""
    return time_ns() // 1000
