"""Put the clock of every process with this folder in its PYTHONPATH ahead by the number in a file."""

import os
import time
from pathlib import Path

FILE = os.environ.get("CLOCK_OF_THE_TESTS", "")
real = time.time_ns
if FILE:
    time.time_ns = lambda: real() + int(Path(FILE).read_text() or 0) * 10**9
