"""The screen that a command prints on: its width, its colours, and whether progress is shown."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from standto.cli.colouring import coloured_output, wants_colour
from standto.cli.progress import silent
from standto.wording.sentences import WIDTH, screen_of, uncut

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

NARROWEST = 40
"""The least columns that text is wrapped to."""


@contextmanager
def screen(args: Namespace) -> Iterator[None]:
    """Print for the terminal meanwhile, as the options of every command say."""
    token = coloured_output.set(wants_colour(getattr(args, "colour", "auto")))
    try:
        with screen_of(columns_here()), silent(getattr(args, "quiet", False)), uncut(getattr(args, "all", False)):
            yield
    finally:
        coloured_output.reset(token)


def columns_here() -> int:
    """Return the columns to wrap to: the terminal's, or those that COLUMNS says; 100 at most, and in a file."""
    if not sys.stdout.isatty() and not os.environ.get("COLUMNS", "").isdecimal():
        return WIDTH
    return min(max(shutil.get_terminal_size((80, 24)).columns, NARROWEST), WIDTH)
