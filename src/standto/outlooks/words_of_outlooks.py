"""What pictures of an outlook show, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.outlooks.chances import CONDITION
from standto.outlooks.outlook_lines import lines_of
from standto.wording import counted, moment, span

if TYPE_CHECKING:
    from standto.outlooks.outlook_facts import OutlookFacts

_MOST = 5


def fan_words(facts: OutlookFacts, row: int) -> str:
    """Return what the fan of the gap of something shows."""
    line, zone = lines_of(facts)[row], facts.scenario.zone
    when = span(zone, int(facts.starts[0]), int(facts.untils[-1]))
    low, middle, high = line.missing
    return (
        f"{line.name}, {when}, {CONDITION}: short at any time in {line.short.text} of futures. At its worst, from "
        f"{moment(zone, line.start)}, the middle future misses {counted(middle, 'place')}; 5 of 100 miss at most "
        f"{low:,}, 95 of 100 at most {high:,}."
    )


def heat_words(facts: OutlookFacts) -> str:
    """Return what the heat map of all duties and crews shows."""
    zone = facts.scenario.zone
    when = span(zone, int(facts.starts[0]), int(facts.untils[-1]))
    lines = [line for line in lines_of(facts) if line.sort != "criticality" and line.short.count]
    if not lines:
        return f"{when}, {CONDITION}: nothing is short in any of {counted(facts.tally.futures, 'future')}."
    order = sorted(lines, key=lambda line: (line.covered.count, line.row))
    told = [
        f"{line.name} is covered in {line.covered.text} of futures from {moment(zone, line.start)}, its worst hour"
        for line in order[:_MOST]
    ]
    more = f"; and {len(order) - _MOST:,} more" if len(order) > _MOST else ""
    return f"{when}, {CONDITION}: {'; '.join(told)}{more}."
