"""The margin for reading at 3 a.m.: one screen, with a sentence for each criticality, then the tightest windows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from standto.coverage.lines import margin_lines
from standto.coverage.margin_facts import Least, MarginFacts, WindowMargin
from standto.kernel.critical_sets import SHORT, CriticalSet
from standto.presenting.margins import MarginLine, criticalities
from standto.presenting.scope import rest_words, scope_text
from standto.wording import counted, names_of, span, wrapped
from standto.wording.sentences import columns

_TIGHTEST = 12
"""The most rows of the table."""
_LEVELS = 5
"""The most criticalities with sentences."""


def margin_text(margin: MarginFacts) -> str:
    """Return an answer as plain text."""
    levels = list(zip(margin.least, margin_lines(margin), strict=True))
    more = len(levels) - _LEVELS
    return "\n".join(
        [
            margin.scenario.title,
            *wrapped(f"Margin, {scope_text(margin)}", hanging=2),
            "",
            *(text for least, line in levels[:_LEVELS] for text in _level(margin, least, line)),
            *([f"and {counted(more, 'more criticality', 'more criticalities')}: use --json", ""] if more > 0 else []),
            *_table(margin),
            rest_words(margin.scenario),
        ]
    )


def _level(margin: MarginFacts, least: Least, line: MarginLine) -> list[str]:
    return [
        *wrapped(f"{line.label}: {line.words[0].lower()}{line.words[1:]}", hanging=2),
        *_at_random(margin, least),
        "",
    ]


def _at_random(margin: MarginFacts, least: Least) -> list[str]:
    """Return the random margin as a sentence."""
    if least.random is None or least.random.p05 == SHORT:
        return []
    p05, p50, p95 = least.random
    return wrapped(
        f"If the {least.register:,} on the register step back at the start, one by one in random order, cover survives "
        f"{p50:,} of them: the middle of {counted(margin.runs or 0, 'run')}, nine in ten from {p05:,} to {p95:,} "
        f"(seed {margin.seed}).",
        indent=2,
        hanging=2,
    )


class _TightRow(NamedTuple):
    """Neighbouring windows with the same worst case."""

    margins: list[WindowMargin]
    critical: CriticalSet


def _table(margin: MarginFacts) -> list[str]:
    """Return the tightest windows, with neighbours of the same worst case merged."""
    rows = _rows(margin)
    whole = sorted((row for row in rows if row.critical.worst_case != SHORT), key=_tightest_first)
    lines = []
    if whole:
        cells = [("tightest", "criticality", "to spare", "5 %", "50 %", "95 %", "first to break")]
        lines = _aligned([*cells, *(_cells(margin, row) for row in whole[:_TIGHTEST])])
        people = margin.scenario.words.people
        lines.append(f"to spare: whoever steps back; 5 %, 50 %, 95 %: if {people} on duty step back in random order")
    if len(whole) > _TIGHTEST:
        lines.append(f"and {counted(len(whole) - _TIGHTEST, 'more period')}: use --json")
    if len(whole) < len(rows):
        lines.append(f"{counted(len(rows) - len(whole), 'period')} short already: see standto cover")
    return [*lines, ""] if lines else []


def _tightest_first(row: _TightRow) -> tuple[int, int, int]:
    return row.critical.at_most, row.margins[0].criticality, row.margins[0].window


def _aligned(cells: Sequence[Sequence[str]]) -> list[str]:
    """Return cells as lines of a table that fits the screen; numbers are aligned right."""
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = []
    for line in cells:
        numbers = (cell.rjust(width) for cell, width in zip(line[2:-1], widths[2:-1], strict=True))
        text = "  ".join([line[0].ljust(widths[0]), line[1].ljust(widths[1]), *numbers, line[-1]])
        lines.append(text if len(text) <= columns() else f"{text[: columns() - 1]}…")
    return lines


def _rows(margin: MarginFacts) -> list[_TightRow]:
    """Return runs of windows with the same worst case, criticality by criticality."""
    rows = []
    ordered = sorted(margin.margins, key=lambda one: (one.criticality, one.window))
    for (_, critical), group in groupby(enumerate(ordered), key=_alike):
        members = [one for _, one in group]
        if critical is not None and members[0].critical is not None:
            rows.append(_TightRow(members, members[0].critical))
    return rows


def _alike(numbered: tuple[int, WindowMargin]) -> tuple[tuple[int, int], tuple[int, tuple[int, ...]] | None]:
    """Return a group key: the same for neighbouring windows with one criticality, set of duties and worst case."""
    number, one = numbered
    return (one.criticality, one.window - number), None if one.critical is None else (
        one.critical.at_most,
        one.critical.duties,
    )


def _cells(margin: MarginFacts, row: _TightRow) -> tuple[str, ...]:
    """Return a row of the table, with the least random margins of its windows."""
    starts, untils = margin.windows.starts, margin.windows.untils
    period = span(margin.scenario.zone, int(starts[row.margins[0].window]), int(untils[row.margins[-1].window]))
    called = names_of(margin.scenario.duties_in_order)
    names = ", ".join(called[margin.scenario.duties_in_order[duty].id] for duty in row.critical.duties)
    found = [one.random for one in row.margins if one.random is not None]
    least = [f"{min(column):,}" for column in zip(*found, strict=True)]
    return (
        period,
        criticalities(row.margins[0].criticality).removeprefix("Criticality "),
        f"{row.critical.worst_case:,}",
        *least,
        names,
    )
