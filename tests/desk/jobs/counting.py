"""Jobs of the tests.

A count enters a number of entries one by one, saves how far it is after each, and returns their sum. A trace beside the
database tells which worker began which number.
"""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from standto.errors import OptionError
from standto_desk.clock import now
from standto_desk.jobs.contexts import JobContext
from standto_desk.jobs.functions import job
from standto_desk.ledger.appending import append
from tests.desk.ledger.starting import ANA, event

NAME = "count of the tests"
PACE = 0.01
"""Seconds between two numbers."""


@job(NAME, "Count for the tests")
def count(context: JobContext, to: int, trace: str = "", pace: float = PACE, enters: bool = True) -> int:
    """Enter `to` entries, each once; or only count."""
    done, total = context.saved.get("done", 0), context.saved.get("total", 0)
    while done < to:
        if trace:
            with Path(trace).open("a") as file:
                file.write(f"{os.getpid()} {done}\n")
        with context.held():
            if enters:
                append([event("statement", "met", text=f"n{done}", key=context.key(done))], author=ANA, now=now())
            done, total = done + 1, total + done
            context.checkpoint(done=done, total=total)
        context.progress(done / to)
        time.sleep(pace)
    return total


@job("failing job of the tests", "Fail for the tests")
def fail(context: JobContext, foreseen: bool) -> None:
    """Fail."""
    raise OptionError("it cannot be done") if foreseen else ValueError("m0001 must not be shown")


@job("frozen job of the tests", "Freeze for the tests")
def freeze(context: JobContext, trace: str) -> int:
    """Enter one entry; the first process to try is stopped in its transaction, before it enters anything."""
    with context.held():
        first = not Path(trace).exists()
        with Path(trace).open("a") as file:
            file.write(f"{os.getpid()}\n")
        if first:
            os.kill(os.getpid(), signal.SIGSTOP)
        append([event("statement", "met", text="entered", key=context.key("one"))], author=ANA, now=now())
        context.checkpoint(done=1)
    return os.getpid()


@job("waiting job of the tests", "Wait for the tests")
def wait(context: JobContext) -> None:
    """Wait until it is stopped."""
    while True:
        context.progress(0.5)
        time.sleep(0.01)
