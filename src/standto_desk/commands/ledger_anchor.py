"""``standto ledger anchor``: sign the ends of the ledger and of the security log."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from standto.cli.progress import Progress
from standto.scenario.whole_files import whole_file
from standto_desk.commands.opening import add_database, opened

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add(parser: ArgumentParser) -> None:
    """Lay down the options."""
    add_database(parser)
    parser.add_argument("-o", "--output", metavar="FILE", help="write it to this file (standard output)")
    parser.add_argument(
        "--public-key", action="store_true", help="write the public key instead, for people who verify elsewhere"
    )


def run(args: Namespace) -> int:
    """Write the anchor, or the public key that verifies it."""
    with opened(args.database), Progress("anchor"):
        from standto_desk.access.log_chain import log_head
        from standto_desk.clock import now
        from standto_desk.ledger.anchors import installation_key, key_path, make_anchor, public_text

        key = installation_key(key_path())
        text = public_text(key) if args.public_key else make_anchor(key, now(), log_head())
    if args.output is None:
        sys.stdout.write(text)
    else:
        with whole_file(Path(args.output)) as file:
            file.write(text.encode())
    return 0
