"""A comparison for reading: what is compared, the verdicts, the hours by duty, and the windows that differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise

from standto.comparing.aligned_windows import START
from standto.comparing.comparison_facts import ComparisonFacts
from standto.coverage.cover_facts import CoverFacts
from standto.presenting.scope import scope_text
from standto.wording import counted, listed, moment, names_of, span, wrapped
from standto.wording.names import Nameable
from standto.wording.sentences import SEE_ALL, columns, in_columns, room, with_name

_PERIODS = 8
"""The most periods that differ that are shown; the others are counted."""
Hours = dict[str, tuple[float, float, float]]


def comparison_text(comparison: ComparisonFacts) -> str:
    """Return a comparison as plain text."""
    before, after = comparison.before, comparison.after
    lines = [
        *_headed("A", before),
        *_headed("B", after),
        *(["Each is counted from its own start; moments are those of A."] if comparison.aligned == START else []),
        "",
        *verdicts(("A", before), ("B", after)),
        *hours_lines(comparison, ("A", "B")),
        *only_lines(comparison),
        *difference_lines(comparison, "A", "B"),
    ]
    return "\n".join(lines)


def _headed(name: str, facts: CoverFacts) -> list[str]:
    lines = wrapped(f"{name}  {facts.scenario.title}: {scope_text(facts)}", hanging=3)
    for told in facts.scenario.supposed.told:
        lines += wrapped(f"what if: {told}", indent=3, hanging=2)
    return lines


def verdicts(*answers: tuple[str, CoverFacts]) -> list[str]:
    """Return whether each answer is covered; if not, how much is short, and from when."""
    width = max(len(name) for name, _ in answers)
    lines = []
    for name, facts in answers:
        if facts.covered:
            told = "COVERED all the time"
        else:
            first = moment(facts.scenario.zone, int(facts.windows.starts[facts.short[0]]))
            told = f"NOT COVERED, {_short(facts)}, the first gap from {first}"
        lines.append(f"{name.ljust(width)}  {told}")
    return [*lines, ""]


def _short(facts: CoverFacts) -> str:
    """Return how much is short in all, with its units."""
    places, crews = (round(sum(hours.values()), 2) for hours in (facts.gap_hours, facts.crew_hours))
    told = [f"{number:,.2f} {unit}" for number, unit in ((places, "place-hours"), (crews, "crew-hours")) if number]
    return f"{listed(told) or 'less than 0.01 hours'} short"


def hours_lines(comparison: ComparisonFacts, names: tuple[str, str]) -> list[str]:
    """Return the place-hours short of each duty, and the hours of each crew, before and after, with the difference."""
    lines = [
        *_hours("Place-hours short", comparison.gap_hours, labels(comparison), names),
        *_hours("Hours below what it needs", comparison.crew_hours, labels(comparison), names),
    ]
    return lines or ["No duty or crew is short in either.", ""]


def _hours(title: str, hours: Hours, labels: dict[str, str], names: tuple[str, str]) -> list[str]:
    if not hours:
        return []
    rows = [(title, *names, "difference"), *((one, *numbers(*three)) for one, three in hours.items())]
    if len(hours) > 1:
        sums = [round(sum(three[place] for three in hours.values()), 2) for place in range(3)]
        rows.append(("in all", *numbers(sums[0], sums[1], sums[2])))
    return [*named_table(rows, labels), ""]


def numbers(before: float, after: float, difference: float) -> tuple[str, str, str]:
    """Return hours before, after, and with its sign the difference."""
    return f"{before:,.2f}", f"{after:,.2f}", signed(difference)


def signed(difference: float) -> str:
    """Return a difference with its sign: ``+4.00``, ``-4.00``, ``0.00``."""
    return f"{difference:+,.2f}" if difference else "0.00"


def labels(comparison: ComparisonFacts) -> dict[str, str]:
    """Return the id of each duty and crew, with its name if it has one."""
    return {one: with_name(one, name) for one, name in _names(comparison).items()}


def _names(comparison: ComparisonFacts) -> dict[str, str]:
    """Return the name of each duty and crew."""
    found: dict[str, str] = {}
    for facts in (comparison.after, comparison.before):
        rows: list[Nameable] = [*facts.scenario.duties, *facts.scenario.crews]
        found |= names_of(rows)
    return found


def named_table(rows: Sequence[Sequence[str]], labels: Mapping[str, str]) -> list[str]:
    """Return rows that begin with an id as lines: with names beside the ids, if the screen is wide enough."""
    lines = in_columns([(labels.get(row[0], row[0]), *row[1:]) for row in rows])
    return lines if max(map(len, lines)) <= columns() else in_columns(rows)


def only_lines(comparison: ComparisonFacts) -> list[str]:
    """Return the duties and crews that only one of the answers has."""
    named = labels(comparison)
    return [
        line
        for where, ids in zip("AB", comparison.only, strict=True)
        if ids
        for line in wrapped(f"Only in {where}: {listed([named[one] for one in ids])}.", hanging=2)
    ]


def difference_lines(comparison: ComparisonFacts, before: str, after: str) -> list[str]:
    """Return the periods in which the answers differ, each with what differs."""
    zone, edges = comparison.before.scenario.zone, list(pairwise(comparison.edges.tolist()))
    told = [_differing(comparison, row, before, after) for row in range(len(edges))]
    runs = [(what, list(rows)) for what, rows in groupby(range(len(edges)), key=told.__getitem__)]
    found = [(what, edges[rows[0]][0], edges[rows[-1]][1]) for what, rows in runs if what]
    if not found:
        return ["No window differs."]
    lines = [f"Where they differ (places short, {before} and {after}):"]
    most = room(_PERIODS)
    for what, start, until in found[:most]:
        lines += wrapped(f"{span(zone, start, until)}: {'; '.join(what)}", indent=2, hanging=2)
    if len(found) > most:
        lines.append(f"  and {counted(len(found) - most, 'more period')}: {SEE_ALL}")
    return lines


def _differing(comparison: ComparisonFacts, row: int, before: str, after: str) -> tuple[str, ...]:
    """Return in words what differs in a window."""
    named, (first, second) = _names(comparison), comparison.sides
    found = []
    for column, duty in enumerate(comparison.duties):
        if comparison.difference[row, column]:
            one, other = (max(int(side.gap[row, column]), 0) for side in (first, second))
            found.append(f"{named[duty]} {one:,} and {other:,} ({other - one:+,})")
    for column, crew in enumerate(comparison.crews):
        if change := comparison.crew_difference[row, column]:
            found.append(f"{named[crew]} is below what it needs in {after if change > 0 else before} alone")
    return tuple(found)
