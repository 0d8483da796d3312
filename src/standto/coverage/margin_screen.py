"""The margin for reading at 3 a.m.: one screen, with a sentence for each criticality, then the tightest windows."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from standto.coverage.lines import margin_lines
from standto.coverage.margin_facts import Least, MarginFacts, WindowMargin
from standto.kernel.critical_sets import SHORT, CriticalSet
from standto.presenting.margins import MarginLine, criticalities
from standto.presenting.scope import rest_words, scope_text
from standto.wording import counted, joined, names_of, span, wrapped
from standto.wording.sentences import SEE_ALL, columns, room, with_name

_TIGHTEST = 12
"""The most rows of the table."""
_LEAST = 11
"""The least columns for the names of duties beside the numbers of a row."""
_LEVELS = 5
"""The most criticalities with sentences."""


def margin_text(margin: MarginFacts) -> str:
    """Return an answer as plain text."""
    levels = list(zip(margin.least, margin_lines(margin), strict=True))
    more = len(levels) - room(_LEVELS)
    return "\n".join(
        [
            margin.scenario.title,
            *wrapped(f"Margin, {scope_text(margin)}", hanging=2),
            "",
            *([] if levels else ["NOTHING TO COVER: no duty stands in this time.", ""]),
            *(text for least, line in levels[: room(_LEVELS)] for text in _level(margin, least, line)),
            *([f"and {counted(more, 'more criticality', 'more criticalities')}: {SEE_ALL}", ""] if more > 0 else []),
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
    runs = counted(margin.runs or 0, "run")
    which = (
        "it"
        if sum(duty.criticality <= least.criticality for duty in margin.scenario.duties_in_order) == 1
        else "any of these duties"
    )
    return wrapped(
        f"If the {least.register:,} of your own who could do {which} step back at the start, one by one in random "
        f"order, cover survives {p50:,} of the {least.register:,}: the middle of {runs}, nine in ten "
        f"from {p05:,} to {p95:,} (seed {margin.seed}).",
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
    shown = whole[: room(_TIGHTEST)]
    lines = []
    if shown:
        cells = [("tightest", "criticality", "of", "whoever", "5 %", "50 %", "95 %", "breaks first")]
        lines = _aligned([*cells, *(_cells(margin, row) for row in shown)])
        lines += _explained(margin, shown)
    if len(whole) > len(shown):
        lines.append(f"and {counted(len(whole) - len(shown), 'more period')}: {SEE_ALL}")
    if len(whole) < len(rows):
        lines.append(f"{counted(len(rows) - len(whole), 'period')} short already: see standto cover")
    return [*lines, ""] if lines else []


def _explained(margin: MarginFacts, rows: Sequence[_TightRow]) -> list[str]:
    """Return how to read the table, and the names of its duties."""
    people = margin.scenario.words.people
    names = names_of(margin.scenario.duties_in_order)
    duties = sorted({duty for row in rows for duty in row.critical.duties})
    ids = [margin.scenario.duties_in_order[duty].id for duty in duties]
    called = joined([with_name(one, names[one]) for one in ids if names[one] != one])
    return [
        "",
        *wrapped(
            f"of: {people} of your own on duty who could do a duty of these criticalities. whoever: cover survives the "
            "loss of any that many of them. 5 %, 50 %, 95 %: if they step back in random order, cover survives that "
            "many at most in 5, 50 and 95 of 100 orders.",
            hanging=2,
        ),
        *wrapped(
            'Each row counts its own people. A larger number of more people need not be safer: read it with its "of".'
        ),
        *(wrapped(f"Breaks first: {called}.", hanging=2) if called else []),
    ]


def _tightest_first(row: _TightRow) -> tuple[int, int, int]:
    return row.critical.at_most, row.margins[0].criticality, row.margins[0].window


def _aligned(cells: Sequence[Sequence[str]]) -> list[str]:
    """Return cells as lines of a table that fits the screen; numbers are aligned right.

    The last column is wrapped, below the others where the screen is too narrow for it.
    """
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    left = sum(widths[:-1]) + 2 * (len(widths) - 1)
    if columns() < left:
        return [text for line in cells[1:] for text in wrapped(_said(line), hanging=2)]
    beside = columns() - left >= _LEAST
    lines = []
    for line in cells:
        numbers = (cell.rjust(width) for cell, width in zip(line[2:-1], widths[2:-1], strict=True))
        text = "  ".join([line[0].ljust(widths[0]), line[1].ljust(widths[1]), *numbers])
        if beside:
            first, *others = _wrapped_at(line[-1], columns() - left)
            lines += [f"{text}  {first}", *(f"{' ' * left}{other}" for other in others)]
        else:
            lines += [text, *(f"    {part}" for part in _wrapped_at(line[-1], columns() - 4))]
    return lines


def _said(line: Sequence[str]) -> str:
    """Return a row in words, for a screen that is too narrow for the table."""
    period, last, of, whoever, p05, p50, p95, first = line
    random = f", at random {p05}, {p50} and {p95}" if p50 else ""
    return f"{period}, criticality {last}: of {of}, whoever {whoever}{random}; breaks first: {first}"


def _wrapped_at(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False) or [""]


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
    duties = ", ".join(margin.scenario.duties_in_order[duty].id for duty in row.critical.duties)
    # One window gives all the numbers of the row, so that they are of the same people.
    tightest = min(row.margins, key=lambda one: (one.random is None, one.random and (one.random.p50, *one.random)))
    random = ("", "", "") if tightest.random is None else tuple(f"{number:,}" for number in tightest.random)
    return (
        period,
        criticalities(row.margins[0].criticality).removeprefix("Criticality "),
        f"{margin.who_could(row.margins[0].criticality)[tightest.window]:,}",
        f"{row.critical.worst_case:,}",
        *random,
        duties,
    )
