"""The tables of an outlook's report."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from standto.charting.count_fan import FAN
from standto.outlooks.chances import CONDITION, Chance
from standto.outlooks.distributions import quantiles_of
from standto.outlooks.help_ahead import tier_lines
from standto.reporting.document import Column, Table, Words
from standto.wording import listed, moment, names_of
from standto.wording.phia_terms import YARDSTICK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from standto.model.zone import Zone
    from standto.outlooks.help_ahead import HelpGoes
    from standto.outlooks.outlook_facts import OutlookFacts
    from standto.outlooks.outlook_lines import OutlookLine
    from standto.outlooks.usual_bottlenecks import UsualBottleneck

NEVER = "–"
"""A cell without a number."""


def chance_table(lines: Sequence[OutlookLine], zone: Zone) -> Table:
    """Return how likely each thing judged is short at all, and when first."""
    columns = (
        Column("Duty, crew or criticality"),
        Column("Short at any time"),
        Column("First gap by, in 5 of 100 of those", short=True),
        Column("in half of those", short=True),
        Column("in 95 of 100", short=True),
        Column("Place-hours short, on average", number=True),
    )
    rows = []
    for line in lines:
        first = [NEVER] * 3 if line.first is None else [moment(zone, instant) for instant in line.first]
        hours = line.place_hours
        mean = f"{float(line.place_hours_mean):,g}" if hours is None else hours.text
        rows.append(tuple(map(Words, (line.name, line.short.words, *first, mean))))
    return Table(Words(f"Chances of a gap at any time, {CONDITION}"), columns, tuple(rows))


def worst_table(lines: Sequence[OutlookLine], zone: Zone) -> Table:
    """Return how short each thing judged is in the step that covers it least; those never short are left out."""
    columns = (
        Column("Duty, crew or criticality"),
        Column("Worst from", short=True),
        Column("Covered then"),
        Column("Missing in the middle future", number=True),
        Column("At most, in 95 of 100", number=True),
    )
    rows = [
        (line.name, moment(zone, line.start), line.covered.words, f"{line.missing[1]:,}", f"{line.missing[2]:,}")
        for line in lines
        if line.short.count
    ]
    return Table(Words(f"The worst step of each, {CONDITION}"), columns, tuple(tuple(map(Words, row)) for row in rows))


def bottleneck_table(facts: OutlookFacts, usual: Sequence[UsualBottleneck]) -> Table:
    """Return the duties that most often prove the first gap of each criticality."""
    names = names_of(facts.scenario.duties_in_order)
    columns = (Column("Duties up to criticality", short=True), Column("Usual bottleneck"), Column("Of the first gaps"))
    rows = tuple(
        (Words(one.criticality), Words(listed([names[duty] for duty in one.duties])), Words(one.chance.words))
        for one in usual
    )
    caption = "The duties that together need more people than could do any of them, at the first gap"
    return Table(Words(f"{caption}, {CONDITION}"), columns, rows)


def goes_table(goes: Sequence[HelpGoes], zone: Zone) -> Table:
    """Return when the home force alone covers each criticality."""

    def told(instant: int | None) -> Words:
        return Words("not in this time" if instant is None else moment(zone, instant))

    columns = (
        Column("Duties"),
        Column("In 50 of 100 futures from", short=True),
        Column("In 95 of 100 from", short=True),
        Column("In this time at all"),
    )
    rows = tuple((Words(one.name), told(one.half), told(one.most), Words(one.ever.words)) for one in goes)
    return Table(Words(f"When the home force alone covers them, {CONDITION}"), columns, rows)


def cover_table(facts: OutlookFacts, lines: Sequence[OutlookLine]) -> Table:
    """Return the chance that each of some things is covered, over time; neighbouring steps with one chance are one."""
    covered = covered_columns(facts, lines)
    columns = (Column("From", short=True), *(Column(line.name, number=True) for line in lines))
    caption = Words(f"Futures in which each is covered, over time, {CONDITION}")
    rows = _over_time(facts, covered, lambda count: Chance(count, facts.tally.futures).text)
    return Table(caption, columns, rows, folded=True)


def covered_columns(facts: OutlookFacts, lines: Iterable[OutlookLine]) -> list[list[int]]:
    """Return the number of futures in which each of some things is covered, step by step."""
    return [facts.tally.gaps[line.row][:, 0].tolist() for line in lines]


def fan_table(facts: OutlookFacts, name: str, counts: NDArray[np.int64]) -> Table:
    """Return the quantiles of a fan over time; neighbouring steps with the same ones are one row."""
    quantiles = [quantiles_of(counts, level).tolist() for level in FAN]
    heads = (Column(f"{int(level * 100)} of 100", number=True) for level in FAN)
    caption = Words(f"{name}: the number that so many of 100 futures do not exceed, {CONDITION}")
    rows = _over_time(facts, quantiles, lambda number: f"{number:,}")
    return Table(caption, (Column("From", short=True), *heads), rows, folded=True)


def _over_time(
    facts: OutlookFacts, columns: Sequence[Sequence[int]], shown: Callable[[int], str]
) -> tuple[tuple[Words, ...], ...]:
    """Return the rows of a table over time: a row for each run of steps with the same numbers."""
    rows, zone = list(zip(*columns, strict=True)), facts.scenario.zone
    found = []
    for numbers, run in groupby(range(len(rows)), key=lambda step: rows[step]):
        start = int(facts.starts[next(run)])
        found.append((Words(moment(zone, start)), *(Words(shown(number)) for number in numbers)))
    return tuple(found)


def tiers_table(facts: OutlookFacts) -> Table:
    """Return the most places that each tier fills."""
    zone = facts.scenario.zone
    columns = (
        Column("Tier"),
        Column("Most used from", short=True),
        *(Column(f"{share} of 100", number=True) for share in (5, 50, 95)),
        Column("Any used then"),
    )
    rows = tuple(
        (
            Words(line.name),
            Words(moment(zone, line.start)),
            *(Words(f"{number:,}") for number in line.used),
            Words(line.any_use.words),
        )
        for line in tier_lines(facts)
    )
    return Table(Words(f"Places filled by each tier when it fills most, {CONDITION}"), columns, rows)


def yardstick_table() -> Table:
    """Return the published yardstick."""
    rows = tuple(
        (Words(term.words), Words(f"{low_end(term.low)} to {'under ' if term.high == 50 else ''}{term.high} %"))
        for term in YARDSTICK
    )
    return Table(Words("The words of chances"), (Column("Word"), Column("Chance", short=True)), rows)


def low_end(number: int) -> str:
    """Return the low end of a term; the first begins above 0."""
    return "above 0" if number == 0 else str(number)
