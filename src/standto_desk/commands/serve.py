"""``standto serve``: run the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.errors import OptionError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add(parser: ArgumentParser) -> None:
    """Lay down the options."""
    parser.add_argument("--database", metavar="URL", help="where the ledger is")


def run(_args: Namespace) -> int:
    """Say that it is not there yet."""
    raise OptionError("serve: not there yet")
