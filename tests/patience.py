"""The patience of tests with a slow machine. It costs nothing if the machine is fast, and no test asserts a time."""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE = 60
"""The seconds that a busy machine may take for anything that must happen at all."""


def wait_until(holds: Callable[[], object]) -> None:
    """Wait until something holds."""
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until, "it does not come to hold"
        time.sleep(0.02)
