"""``standto jobs``: do long work in a process of its own, list it, and cancel it."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING
from uuid import UUID

from standto.errors import OptionError
from standto_desk.commands.opening import add_database, opened

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

ACTIONS = {
    "work": "do long work until stopped, in this process",
    "list": "list long work, the latest first",
    "cancel": "cancel long work",
}
"""Each action with its help."""
EXAMPLES = {
    "work": "standto jobs work --database sqlite:///desk.sqlite3",
    "list": "standto jobs list",
    "cancel": "standto jobs cancel 0b1e7c52-6a2f-4f0e-9d3b-2f6f1d1b7a10",
}
MOST = 50
"""The number of jobs listed."""
PATIENCE = 10.0
"""Seconds that a stopping worker waits for the work at hand."""
NO_KEY = (
    "STANDTO_SECRET_KEY: is not set. A worker reads with it what accounts have put aside, such as an import to enter: "
    "give it the key of the server"
)


def add(parser: ArgumentParser) -> None:
    """Add the actions."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    for name, words in ACTIONS.items():
        action = actions.add_parser(name, help=words, description=f"{words[0].upper()}{words[1:]}.")
        if name == "cancel":
            action.add_argument("job", metavar="JOB", help="its number, as `standto jobs list` prints it")
        add_database(action)


def run(args: Namespace) -> int:
    """Do what was asked."""
    if args.action == "work" and not os.environ.get("STANDTO_SECRET_KEY"):
        raise OptionError(NO_KEY)
    with opened(args.database):
        from standto_desk.service.tables import must_be_up_to_date

        must_be_up_to_date()
        return {"work": _work, "list": _list, "cancel": _cancel}[args.action](args)


def _work(_args: Namespace) -> int:
    from threading import Event

    from standto_desk.service.job_worker import new_worker

    stopped = Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: stopped.set())
    worker = new_worker()
    worker.start()
    print("Waiting for long work (Ctrl+C stops it)", flush=True)
    stopped.wait()
    worker.end(PATIENCE)
    return 0


def _list(_args: Namespace) -> int:
    from standto_desk.jobs.models import Job

    for one in Job.objects.all()[:MOST]:
        share = f" {one.share}%" if one.state == "running" else ""
        print(f"{one.pk}  {one.state}{share}  {one.name}{': ' + one.reason if one.reason else ''}")
    return 0


def _cancel(args: Namespace) -> int:
    from standto_desk.jobs.models import Job
    from standto_desk.jobs.queueing import cancel

    try:
        found = Job.objects.filter(pk=UUID(args.job)).first()
    except ValueError:
        found = None
    if found is None:
        raise OptionError(f"{args.job}: there is no such work: `standto jobs list` lists it")
    cancel(found)
    found.refresh_from_db()
    print(f"{found.pk}: {found.state if not found.is_under_way else 'stops as soon as its worker looks'}")
    return 0
