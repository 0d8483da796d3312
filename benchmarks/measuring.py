"""What benchmarks share: time and peak memory of a command, time of a function, the line that shows them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

STANDTO = str(Path(sys.executable).parent / "standto")

# A command inherits the peak of the process that starts it, so that a small one must stand between.
_PROBE = """
import os, resource, subprocess, sys, time
started = time.perf_counter()
status = subprocess.call(sys.argv[2:])
seconds = time.perf_counter() - started
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
os.write(int(sys.argv[1]), f"{seconds} {peak} {status}".encode())
"""


class Run(NamedTuple):
    """How a command went: seconds from start to end, peak memory in MiB, status, standard output."""

    seconds: float
    mebibytes: float
    status: int
    output: bytes


def run_child(command: Sequence[str]) -> Run:
    """Run a command and measure it from outside, start-up included.

    Notes
    -----
    The peak is the `ru_maxrss` of that command alone (kibibytes on Linux).
    """
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as report:
        probe = [sys.executable, "-I", "-S", "-c", _PROBE, str(writing), *command]
        child = subprocess.run(probe, stdout=subprocess.PIPE, pass_fds=[writing], check=True)
        os.close(writing)
        seconds, peak, status = report.read().split()
    return Run(float(seconds), int(peak) / 1024, int(status), child.stdout)


def best_of(times: int, work: Callable[[], object]) -> float:
    """Return the least seconds that a function took, of so many times."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return min(taken)


def print_figure(what: str, figure: float, unit: str, *, aim: float | None, alternative: str, other: float) -> None:
    """Print a figure, its aim, and its ratio to that of a named alternative in the same run."""
    aimed = "" if aim is None else f"aim {_show(aim)} {unit}"
    ratio = f"{_show(figure / other)} of {alternative} ({_show(other)} {unit})"
    print(f"{what:<52} {_show(figure):>8} {unit:<4} {aimed:<14} {ratio}", flush=True)


def _show(number: float) -> str:
    """Write a number with three digits that matter."""
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"
