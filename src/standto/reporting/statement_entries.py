"""The entries behind each cause of a statement, as lines for a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.attribution.causes import CAUSES
from standto.reporting.evidence import runs_of_rows
from standto.wording import counted, names_of, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.attribution import CoverStatement


def entry_lines(statement: CoverStatement) -> Iterator[str]:
    """Yield the rows of `events.csv` behind each cause of each duty and crew that was short."""
    names = names_of((*statement.scenario.duties_in_order, *statement.scenario.crews))
    yield "Entries behind each cause, by row of events.csv"
    for line in statement.lines:
        for cause, hours in zip(CAUSES, statement.of_line(line), strict=True):
            if hours:
                entries = statement.traces.get((line.place, cause.id), ())
                rows = f"{counted(len(entries), 'event')}: {runs_of_rows(one.row for one in entries)}"
                said = f"{names[line.id]}, {cause.name}: {rows if entries else 'no event'}"
                yield from wrapped(said, indent=2, hanging=2)
