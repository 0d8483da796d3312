"""Colour on a terminal: it repeats what words say, and never says anything alone."""

from __future__ import annotations

import os
import re
import sys
from contextvars import ContextVar

_RED, _GREEN, _YELLOW, _BOLD, _FAINT = "31;1", "32;1", "33;1", "1", "2"
_RULES = (
    (re.compile(r"^\s*(NOT COVERED|BREACH|LATE|GAP AHEAD|FIRST TO FAIL)\b"), _RED),
    (re.compile(r"\b(GAP AHEAD)\b"), _RED),
    (re.compile(r"^\s*(COVERED|NO BREACH|NOTHING TO DECIDE|NOTHING FAILS)\b"), _GREEN),
    (re.compile(r"(?i)\b(short already|short ahead)\b"), _RED),
    (re.compile(r"^\s*(WARNING|warning):"), _YELLOW),
    (
        re.compile(r"^(TO DECIDE|NOT CLOSED BY ANY STEP|KEPT|NOBODY|ASK NOW FOR|HELP CAN GO|[0-9,]+ [A-Z]{4,})(?= |$)"),
        _BOLD,
    ),
    (re.compile(r"\b(DECIDED|Recommended):"), _BOLD),
    (re.compile(r"^\s*(and [0-9,]+ (?:earlier|more)\b.*)$"), _FAINT),
)
"""What is coloured: the first group of each pattern."""

coloured_output: ContextVar[bool] = ContextVar("coloured_output", default=False)
"""Whether what is printed is coloured."""


def wants_colour(choice: str) -> bool:
    """Return whether to print in colour: as chosen, or else on a terminal that can show it, unless NO_COLOR is set."""
    if choice != "auto":
        return choice == "always"
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM", "dumb") != "dumb"


def coloured(text: str) -> str:
    """Return a text with its verdicts in colour, if colour is wanted; without the colours it is the same text."""
    return "\n".join(map(_line, text.split("\n"))) if coloured_output.get() else text


def _line(line: str) -> str:
    for pattern, style in _RULES:
        if found := pattern.search(line):
            start, end = found.span(1)
            return f"{line[:start]}\x1b[{style}m{line[start:end]}\x1b[0m{line[end:]}"
    return line
