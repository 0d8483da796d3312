"""Phrases that several screens use: numbers, lists, figures, shortages."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from standto.model.one_line import counted
from standto.model.words import USUAL, Vocabulary

WIDTH = 100
"""Columns of a screen, unless a narrower one is asked for."""
SEE_ALL = "use --all"
"""How to see the rest of a list that is cut."""
_COLUMNS: ContextVar[int] = ContextVar("columns", default=WIDTH)
_TIE = "\N{FIGURE SPACE}"
_UNCUT: ContextVar[bool] = ContextVar("uncut", default=False)

REASON_WORDS = {
    "off-shift": "off shift",
    "not-rested": "not rested",
    "not-ready": "not ready in time",
    "elsewhere": "on duty elsewhere",
    "not-current": "without a current ticket",
    "authority-withdrawn": "with authority withdrawn",
    "stepped-back": "stepped back",
    "unavailable": "unavailable",
    "not-permitted": "not permitted in law",
    "not-present": "not here",
}


@contextmanager
def uncut(wanted: bool = True) -> Iterator[None]:
    """Write every list whole meanwhile, if that is wanted."""
    token = _UNCUT.set(wanted)
    try:
        yield
    finally:
        _UNCUT.reset(token)


def room(most: int) -> int:
    """Return the number of entries that a list of a text has room for: `most`, or any number where nothing is cut."""
    return sys.maxsize if _UNCUT.get() else most


@contextmanager
def screen_of(width: int) -> Iterator[None]:
    """Write texts for a screen of `width` columns meanwhile."""
    token = _COLUMNS.set(width)
    try:
        yield
    finally:
        _COLUMNS.reset(token)


def columns() -> int:
    """Return the columns of the screen that texts are for."""
    return _COLUMNS.get()


def with_name(row: str, name: str) -> str:
    """Return an id with its name, as ``ct-response (Counter-terrorist response)``; alone if it has no other name."""
    bare = name.removesuffix(f" ({row})")
    return row if bare == row else f"{row} ({bare})"


def listed(names: Sequence[str], joint: str = "and") -> str:
    """Return names as a list in a sentence: ``a``, ``a and b``, ``a, b and c``, or ``a; b, c; and d`` with commas."""
    if len(names) < 2:
        return "".join(names)
    comma = "; " if any("," in name for name in names) else ", "
    last = ";" if comma == "; " and len(names) > 2 else ""
    return f"{comma.join(names[:-1])}{last} {joint} {names[-1]}"


def some_of(names: Sequence[str], most: int = 5) -> str:
    """Return ids as a list in a sentence, and the number of the others after the first `most`."""
    more = len(names) - most
    others = [f"{more:,} more"] if more > 0 else []
    return listed([*map(repr, names[:most]), *others])


def joined(parts: Sequence[str]) -> str:
    """Return parts joined by commas, or by semicolons if a part has a comma itself."""
    return ("; " if any("," in part for part in parts) else ", ").join(parts)


def claimed(count: int | None, low: int | None, high: int | None) -> str:
    """Return the claim of a report: ``112``, ``60 to 300``, ``at least 60``, ``at most 300``."""
    if count is not None:
        return f"{count:,}"
    if not low and high is not None:
        return f"at most {high:,}"
    return f"at least {low or 0:,}" if high is None else f"{low:,} to {high:,}"


def shortage(
    required: int,
    duties: Sequence[str],
    eligible: int,
    not_counted: Mapping[str, int],
    words: Vocabulary = USUAL,
) -> str:
    """Return a bottleneck as a sentence.

    For example ``12 places for a; 10 people could fill any of them, not counting 140 off shift and 31 stepped back``.
    """
    places = f"{counted(required, 'place')} for {listed(duties)}"
    people = counted(eligible, words.person, words.people)
    could = f"{people} could fill {'any of them' if required > 1 else 'it'}"
    reasons = [f"{number:,} {REASON_WORDS.get(reason, reason)}" for reason, number in not_counted.items() if number]
    return f"{places}; {could}" + (f", not counting {listed(reasons)}" if reasons else "")


def in_columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the rows of a table as lines: the first column to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]).rstrip() for row in rows]


def fitted_rows(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the rows of a table, headings first, as aligned lines; on a screen too narrow for them, each in words.

    A row that the screen breaks in two has its numbers under the wrong headings.
    """
    lines = in_columns(rows)
    if columns() == WIDTH or max(map(len, lines), default=0) <= columns():
        return lines
    head, *others = rows
    return [line for row in others for line in _in_words(head, row)]


def _in_words(head: Sequence[str], row: Sequence[str]) -> list[str]:
    """Return a row as ``name: heading value, heading value``, which never breaks within a number and its error."""
    cells = [f"{name} {cell}" for name, cell in zip(head[1:], row[1:], strict=True) if cell]
    text = f"{row[0].strip()}: {', '.join(cells)}".replace(" ± ", f"{_TIE}±{_TIE}").replace(" %", f"{_TIE}%")
    return [line.replace(_TIE, " ") for line in wrapped(text, hanging=2)]


def wrapped(text: str, indent: int = 0, hanging: int = 0) -> list[str]:
    """Return a text as lines that fit the screen."""
    return textwrap.wrap(
        text,
        columns(),
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hanging),
        break_long_words=False,
        break_on_hyphens=False,
    )
