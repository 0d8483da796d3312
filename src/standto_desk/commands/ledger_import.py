"""``standto ledger import``: fill an empty ledger with a scenario or an export, or lay a folder over one in use."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from standto.cli.progress import Progress
from standto.errors import OptionError, ScenarioError
from standto_desk.commands.authors import add_author, author_from
from standto_desk.commands.opening import add_database, opened, set_up

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator
    from typing import IO


_LAYING, _AUTHOR = {"--end", "--confirm", "--json"}, {"--account", "--post", "--force"}
"""The options for a folder that is laid over a ledger in use, and those that say who enters it."""


def add(parser: ArgumentParser) -> None:
    """Lay down the options."""
    parser.add_argument(
        "source", metavar="SOURCE", help="a scenario's folder, the name of a sample, a file that export wrote, or -"
    )
    parser.add_argument(
        "--end",
        action="append",
        default=[],
        metavar="TABLE",
        help="end the rows of this table that the folder does not list; all for every table",
    )
    parser.add_argument(
        "--confirm", metavar="DIGEST", help="enter the changes that the command showed with this digest"
    )
    parser.add_argument("--json", action="store_true", help="print what a folder changes as JSON")
    parser.add_argument("--ahead", action="store_true", help="import entries that are ahead of the clock")
    add_database(parser)
    add_author(parser)


def run(args: Namespace) -> int:
    """Import; make the database if there is none."""
    path = Path(args.source)
    are_lines = args.source == "-" or path.is_file()
    if are_lines:
        _refuse(args, _LAYING | _AUTHOR, "is for a scenario, and an export has it already: leave it out")
    else:
        _refuse(args, {"--ahead"}, "is for a file that export wrote: leave it out")
    if not are_lines and _is_in_use(args.database):
        with opened(args.database):
            from standto_desk.commands.ledger_laying import lay

            return lay(args)
    if not are_lines:
        _refuse(args, _LAYING, "is for a ledger that is in use, and this one is empty: leave it out")
    count = _lines(args, path) if are_lines else _scenario(args)
    print(f"{count:,} entries")
    return 0


def _refuse(args: Namespace, options: set[str], why: str) -> None:
    """Refuse the options among some that are given, all at once."""
    if faults := [f"{option}: {why}" for option in sorted(options & args.given)]:
        raise OptionError("\n".join(faults))


def _is_in_use(database: str | None) -> bool:
    """Return whether a database holds entries already; one that is not there or has no tables holds none."""
    set_up(database)
    from django.core.exceptions import ObjectDoesNotExist
    from django.db import DatabaseError, connection

    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).is_file():
        return False
    from standto_desk.ledger.reading import head

    try:
        return head().count > 0
    except (DatabaseError, ObjectDoesNotExist):
        return False
    finally:
        connection.close()


def _scenario(args: Namespace) -> int:
    """Import a scenario, and print the warnings of `standto check`."""
    from standto.scenario import check_scenario

    with Progress("import") as progress:
        progress.say(f"reading {args.source}")
        checked = check_scenario(args.source)
        if checked.scenario is None:
            raise ScenarioError(checked.faults)
        with opened(args.database, make=True):
            from standto_desk.clock import now
            from standto_desk.ledger.scenario_import import import_scenario

            count = import_scenario(checked.scenario, author=author_from(args), now=now(), progress=progress)
            _make_projections(progress)
    for warning in checked.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    return count


def _lines(args: Namespace, path: Path) -> int:
    standard = args.source == "-"
    try:
        file: IO[bytes] = sys.stdin.buffer if standard else path.open("rb")
    except OSError as error:
        raise OptionError(f"{path}: cannot be read: {error.strerror}") from None
    set_up(args.database)
    from standto_desk.ledger.exports import begun_export, import_export

    with file, Progress("import") as progress:
        size = 0 if standard else path.stat().st_size
        name = "standard input" if standard else args.source
        lines = begun_export(_read(file, size, progress), name=name)  # before there is a database
        with opened(args.database, make=True):
            count = import_export(lines, name=name, latest=None if args.ahead else _latest())
            if args.ahead:
                _note_ahead()
            _make_projections(progress)
            return count


def _latest() -> int:
    """Return the latest time at which an entry can have been recorded: clocks may be seconds apart."""
    from standto_desk.clock import read_clock
    from standto_desk.clock.jumps import allowed_jump

    return read_clock().clock + allowed_jump()


def _note_ahead() -> None:
    """Note in the security log how far the last entry is ahead of the clock, if it is."""
    from standto.wording import length
    from standto_desk.access.forces import home_force
    from standto_desk.access.security_log import SecurityKind, note
    from standto_desk.clock import read_clock
    from standto_desk.clock.troubles import troubles_in

    if troubles_in(found := read_clock()):
        detail = f"import of entries ahead by {length(found.behind)}"
        note(SecurityKind.CLOCK_CONFIRMED, account=None, force=home_force(), detail=detail)


def _make_projections(progress: Progress) -> None:
    """Make the projections now, so that the first page does not wait for them."""
    from standto_desk.book.keeping_up import keep_up

    progress.say("making the projections")
    keep_up()


def _read(file: IO[bytes], size: int, progress: Progress) -> Iterator[bytes]:
    """Yield the lines of a file, and report the progress."""
    done = 0
    for number, line in enumerate(file):
        yield line
        done += len(line)
        if size and number % 1_000 == 0:
            progress(done / size)
