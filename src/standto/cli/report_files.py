"""What commands that write reports share: the readers, the ending of the file, and pages without their pictures."""

from __future__ import annotations

import logging
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from standto.errors import OptionError, not_installed

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterable

AUDIENCES = ("command", "public")
"""Those of `standto.reporting`, which is slow to load; a test compares the two."""


class Page(Protocol):
    """A report that can be a page."""

    def as_html(self) -> str:
        """Return the page."""


def add_readers(parser: ArgumentParser, what: str) -> None:
    """Add the readers of a report, and its handling marking."""
    parser.add_argument("--audience", choices=AUDIENCES, required=True, help=f"the readers of the {what}")
    parser.add_argument("--marking", metavar="TEXT", help="a handling marking in place of the audience's own")


def ending_of(path: str, what: str, allowed: Iterable[str], otherwise: str = "") -> str:
    """Return the ending of a report's file, which chooses its format.

    Raises
    ------
    OptionError
        No format has this ending; `otherwise` says what else would choose one.
    """
    ending, endings = Path(path).suffix.lower(), tuple(allowed)
    if ending not in endings:
        raise OptionError(f"-o: {path!r} is not a {what}'s name: end it with one of {', '.join(endings)}{otherwise}")
    return ending


def html_of(report: Page) -> str:
    """Return a report as a page; if its pictures are left out, say once on standard error how to have them."""
    from standto.reporting.html import LEFT_OUT

    # The first chart on a machine lists its fonts, and Matplotlib would log that.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    text = report.as_html()
    if LEFT_OUT in text:
        _tell_of_charts()
    return text


@cache
def _tell_of_charts() -> None:
    error = not_installed("charts", "matplotlib", "charts")
    print(f"standto: {error}; the report has their tables alone", file=sys.stderr)
