"""Read by every process whose PYTHONPATH leads here: its clock is ahead by what a file says, at any moment."""

import os
import time
from pathlib import Path

FILE = os.environ.get("CLOCK_OF_THE_TESTS", "")
real = time.time_ns
if FILE:
    time.time_ns = lambda: real() + int(Path(FILE).read_text() or 0) * 10**9
