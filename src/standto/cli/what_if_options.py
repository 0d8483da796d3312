"""The options for what-ifs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.cli.options import add_whole

if TYPE_CHECKING:
    from argparse import ArgumentParser


def add_what_if(parser: ArgumentParser) -> None:
    """Add the sentences that are supposed, and the seed of what is drawn."""
    parser.add_argument(
        "--what-if",
        metavar="S",
        action="append",
        default=[],
        help="suppose this, which is never recorded: '40 of arv step back', 'team c away Sun' (may be repeated)",
    )
    add_whole(parser, "--what-if-seed", "N", "the seed of the people whom a what-if draws", default=0)
