"""Jobs of the tests, and a real process that does them: ``python -m tests.desk.jobs.counting TRACE``.

A count enters a number of entries one by one, saves how far it is after each, and returns their sum. A trace beside the
database tells which worker began which number.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from threading import Event

from standto.errors import OptionError
from standto_desk.jobs.contexts import JobContext
from standto_desk.jobs.functions import FUNCTIONS, job

NAME = "count of the tests"
PACE = 0.01
"""Seconds between two numbers."""


@job(NAME, "Count for the tests")
def count(context: JobContext, to: int, trace: str = "", pace: float = PACE) -> int:
    """Enter `to` entries, each once."""
    from standto_desk.clock import now
    from standto_desk.ledger.appending import append
    from tests.desk.ledger.starting import ANA, event

    done, total = context.saved.get("done", 0), context.saved.get("total", 0)
    while done < to:
        if trace:
            with Path(trace).open("a") as file:
                file.write(f"{os.getpid()} {done}\n")
        with context.held():
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


@job("waiting job of the tests", "Wait for the tests")
def wait(context: JobContext) -> None:
    """Wait until it is stopped."""
    while True:
        context.progress(0.5)
        time.sleep(0.01)


def forget() -> None:
    """Take these functions out again."""
    for name in (NAME, "failing job of the tests", "waiting job of the tests"):
        FUNCTIONS.pop(name, None)


def make_impatient() -> None:
    """Let leases end after a second, so that tests are quick."""
    from django.conf import settings

    from standto.model.time import SECOND
    from standto_desk.jobs import leases, working

    leases.SILENCE = working.SILENCE = SECOND
    working.BEAT = 0.1
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        settings.DATABASES["default"]["OPTIONS"]["timeout"] = 0.5


def main() -> None:
    """Do jobs until told to stop."""
    import django

    django.setup()
    make_impatient()
    from standto_desk.jobs.working import Worker

    stopped = Event()
    signal.signal(signal.SIGTERM, lambda *_: stopped.set())
    worker = Worker()
    worker.start()
    print("working", flush=True)
    stopped.wait()
    worker.end(10)


if __name__ == "__main__":
    # The functions must be those of the module with its own name.
    sys.modules["tests.desk.jobs.counting"] = sys.modules["__main__"]
    main()
