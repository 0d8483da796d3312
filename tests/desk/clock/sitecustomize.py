"""Put the clock of every process with this folder in its PYTHONPATH ahead by the number in a file, if one is named."""

import os
import time
from pathlib import Path

real = time.time_ns


def ahead() -> int:
    """The number of seconds; asked each time, for a fork has variables of its own."""
    file = os.environ.get("CLOCK_OF_THE_TESTS", "")
    return int(Path(file).read_text() or 0) if file else 0


time.time_ns = lambda: real() + ahead() * 10**9
