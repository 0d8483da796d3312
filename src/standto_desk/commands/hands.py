"""Options that say by whom a command enters something."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from standto_desk.ledger import Hand


def add_hand(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument(
        "--account", metavar="ID", default="command-line", help="by which account it is entered (%(default)s)"
    )
    parser.add_argument("--post", metavar="POST", default="", help="as which post (none)")
    parser.add_argument("--force", metavar="FORCE", default="", help="for which force (none)")


def hand_from(args: Namespace) -> Hand:
    """Return by whom something is entered."""
    from standto_desk.ledger import Hand

    return Hand(args.account, args.post, args.force)
