"""``standto restore``: a new database, filled with what was saved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from standto.cli.progress import Progress
from standto_desk.commands.opening import add_database, opened, set_up

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add(parser: ArgumentParser) -> None:
    """Lay down the options."""
    parser.add_argument("file", metavar="FILE", help="what `standto backup` has written")
    add_database(parser)


def run(args: Namespace) -> int:
    """Restore, and say what was restored and that it was verified."""
    path = Path(args.file)
    set_up(args.database)
    from standto_desk.service.restoring import read_backup, restore

    with Progress("restore") as progress:
        manifest = read_backup(path)  # before there is a database, which nobody wants where this fails
        with opened(args.database, make=True, tables=False):
            restore(path, manifest, progress=progress)
    print(f"{manifest.count:,} entries as they were entered; the last is {manifest.hash}")
    print("Sessions are not kept: everybody signs in again. The secret key must be the one of then.")
    return 0
