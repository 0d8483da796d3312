"""``standto serve``: run the desk."""

from __future__ import annotations

import os
from contextlib import ExitStack, suppress
from pathlib import Path
from secrets import token_urlsafe
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from standto.cli.progress import Progress
from standto.errors import OptionError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from socket import socket

    from standto_desk.service.environment import Environment

LAST_PORT = 65_535
DEMO_ENVIRONMENT = {"STANDTO_DEMO": "1", "STANDTO_SECOND_FACTOR": "off"}


EXAMPLES = """
standto serve --demo
standto serve --demo --folder demonstration --port 0
standto serve --database sqlite:///desk.sqlite3 --host localhost --port 8000
"""


def add(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--database", metavar="URL", help="the URL of the desk's database (DATABASE_URL)")
    parser.add_argument("--host", default="localhost", help="the address to listen at (%(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="the port, up to 65535; 0: any free port (%(default)s)")
    parser.add_argument("--workers", type=int, help="the number of processes (STANDTO_WORKERS)")
    parser.add_argument("--demo", action="store_true", help="the weekend of September 2023, with its own clock")
    parser.add_argument(
        "--folder", metavar="DIR", help="with --demo: where to keep it; otherwise it is deleted when it stops"
    )


def run(args: Namespace) -> int:
    """Serve until stopped."""
    if not 0 <= args.port <= LAST_PORT:
        raise OptionError(f"--port {args.port}: there is no such port; allowed: 0 (any free port) to {LAST_PORT}")
    if args.folder and not args.demo:
        raise OptionError("--folder: needs --demo; without it --database says where the desk is kept")
    if args.demo and args.database:
        raise OptionError("--database: the demonstration has its own; --folder says where to keep it")
    with ExitStack() as stack:
        if args.demo:
            folder = Path(args.folder or stack.enter_context(TemporaryDirectory(prefix="standto-demo-")))
            _serve(args, _demo_environment(folder), folder)
        else:
            _serve(args, {"DATABASE_URL": args.database} if args.database else {}, None)
    return 0


def _demo_environment(folder: Path) -> dict[str, str]:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    database = f"sqlite:///{folder.resolve() / 'desk.sqlite3'}"
    return DEMO_ENVIRONMENT | {"DATABASE_URL": database, "STANDTO_SECRET_KEY": _secret_key_in(folder / "secret-key")}


def _secret_key_in(path: Path) -> str:
    """Return the key in a file that only its owner can read; make it if there is none."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii").strip()


def _serve(args: Namespace, variables: dict[str, str], demo: Path | None) -> None:
    import django

    from standto_desk.service.server import run_server

    bound, environment = _bound(args, variables, demo)
    os.environ["DJANGO_SETTINGS_MODULE"] = "standto_desk.service.settings"
    django.setup()
    _make_ready(environment, demo)
    # After it has stopped, uvicorn sends itself the stopping signal again.
    with suppress(KeyboardInterrupt):
        bound.listen()
        if environment.trusted_proxy:
            print(f"The desk listens at {_named(args.host)}:{bound.getsockname()[1]}, for the proxy only.")
        print(f"The desk is at {environment.address}/ (Ctrl+C stops it)", flush=True)
        run_server(bound, environment)


def _bound(args: Namespace, variables: dict[str, str], demo: Path | None) -> tuple[socket, Environment]:
    """Return a socket at the desk's address and the settings that go with it."""
    from standto_desk.commands.opening import faults_named_by_option
    from standto_desk.service.environment import read_environment
    from standto_desk.service.server import bind, check_reach

    os.umask(0o077)  # only the desk's own user may read its files
    os.environ.update(variables)
    if demo is not None:
        os.environ.setdefault("STANDTO_LOG_LEVEL", "warning")
    if args.workers is not None:
        os.environ["STANDTO_WORKERS"] = str(args.workers)
    with faults_named_by_option(_given(args)):
        read_environment(os.environ, serving=True)
    bound = bind(args.host, args.port)
    os.environ.setdefault("STANDTO_ADDRESS", f"http://{_named(args.host)}:{bound.getsockname()[1]}")
    environment = read_environment(os.environ, serving=True)  # again, now that the port is known
    check_reach(args.host, environment)
    return bound, environment


def _make_ready(environment: Environment, demo: Path | None) -> None:
    """Update the database, and print the first steps or the demonstration's accounts."""
    from standto_desk.service.tables import bring_up_to_date

    if demo is not None:
        print("Preparing the demonstration; this takes some seconds.", flush=True)
    with Progress("updating the database"):
        bring_up_to_date()
    if not environment.demo:
        _must_be_real()
    if demo is None:
        lines = _first_steps()
    else:
        from standto_desk.service.demonstration import make_demonstration

        lines = make_demonstration()
    print(*lines, "", sep="\n", end="")


def _must_be_real() -> None:
    from standto_desk.clock import demo_clock

    if demo_clock() is not None:
        raise OptionError(
            "--database: has the clock of a demonstration, so nothing would be shown as of now. `standto serve --demo "
            "--folder DIR` serves a demonstration that is kept as DIR/desk.sqlite3. If this is a real desk, somebody "
            "has put that clock there: see the how-to `Put the clock right`"
        )


def _given(args: Namespace) -> dict[str, str]:
    """Return the options that were given, by the variables that they override."""
    options = {"DATABASE_URL": ("--database", args.database), "STANDTO_WORKERS": ("--workers", args.workers)}
    return {name: option for name, (option, value) in options.items() if value is not None}


def _first_steps() -> list[str]:
    from standto_desk.access.models import Membership
    from standto_desk.ledger.reading import head

    steps = []
    if not head().count:
        steps.append(
            "There is no scenario yet. An administrator opens Set up, or you enter one: standto ledger import FOLDER"
        )
    if not Membership.objects.ahead().filter(role="administrator").exists():
        steps.append(
            "There is no administrator yet. Make one: standto account make NAME --force FORCE --role administrator"
        )
    return steps


def _named(host: str) -> str:
    """Return a host as an address has it; one that listens for others is reached from here as localhost."""
    from standto_desk.service.variables import is_loopback

    return "localhost" if not is_loopback(host) else f"[{host}]" if ":" in host else host
