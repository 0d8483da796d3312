"""``standto ledger rebuild``: drop the projections of a ledger, and make them again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.cli.progress import Progress
from standto_desk.commands.opening import add_database, opened

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add(parser: ArgumentParser) -> None:
    """Lay down the options."""
    add_database(parser)


def run(args: Namespace) -> int:
    """Drop the projections and make them again; the desk may run meanwhile."""
    with opened(args.database), Progress("rebuild") as progress:
        from standto_desk.book.keeping_up import rebuild
        from standto_desk.book.models import Snapshot

        rebuild(progress)
        count = Snapshot.objects.count()
    print(f"{count:,} snapshots")
    return 0
