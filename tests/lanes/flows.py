"""Filled places by duty and by tier, as differences of maximum flows of OR-Tools: ``python -m tests.lanes.flows``.

It runs in a process of its own, because OR-Tools brings a HiGHS library that keeps the one of highspy from loading.
"""

from __future__ import annotations

import json
import sys

from tests.kernel.solvers import differences
from tests.kernel.worlds import FOR_FLOWS, random_windows

if __name__ == "__main__":
    json.dump([differences(random_windows(**sizes)) for sizes in FOR_FLOWS], sys.stdout)
