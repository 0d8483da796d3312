"""``standto backup``: save everything that the desk keeps in one signed file, while it runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from standto.cli.progress import Progress
from standto.scenario.whole_files import whole_file
from standto_desk.commands.opening import add_database, opened

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


EXAMPLES = """
standto backup desk.backup
standto backup desk-again.backup --database sqlite:///desk.sqlite3
"""


def add(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("file", metavar="FILE", help="where to write it; only its owner can read it")
    add_database(parser)


def run(args: Namespace) -> int:
    """Save a backup, and print its contents."""
    target = Path(args.file)
    with opened(args.database), Progress("backup") as progress, whole_file(target) as file:
        from standto_desk.ledger.anchors import fingerprint, installation_key, key_path
        from standto_desk.service.saving import save
        from standto_desk.service.tables import must_be_up_to_date

        must_be_up_to_date()
        key = installation_key(key_path())
        manifest = save(file, key=key, progress=progress)
    print(f"{target}: {manifest.count:,} entries, the last is {manifest.hash}")
    print(f"{manifest.lines:,} lines of the security log, the last is {manifest.lines_hash}")
    print(f"Signed with this installation's key; its fingerprint is {fingerprint(key.public_key())}")
    return 0
