"""Stopping in good order when the terminal is closed that a server was started from."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType


def at_hangup() -> Callable[[int, FrameType | None], None] | signal.Handlers:
    """Return how SIGHUP is handled from now on: as SIGTERM is, unless it is ignored, as under ``nohup``."""
    ignored = signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
    return signal.SIG_IGN if ignored else _stop


def _stop(_signal: int, _frame: FrameType | None) -> None:
    """Do what is done at SIGTERM."""
    signal.raise_signal(signal.SIGTERM)
