"""A real process that does the jobs of the tests: ``python -m tests.desk.jobs.worker_process``."""

from __future__ import annotations

import signal
from importlib import import_module
from threading import Event


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
    import_module("tests.desk.jobs.counting")
    import_module("standto_desk.pages.importing.entering_jobs")
    from standto_desk.jobs.working import Worker

    stopped = Event()
    signal.signal(signal.SIGTERM, lambda *_: stopped.set())
    worker = Worker()
    worker.start()
    print("working", flush=True)
    stopped.wait()
    worker.end(10)


if __name__ == "__main__":
    main()
