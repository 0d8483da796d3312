"""How long a year's cover statement of the weekend's force takes, beside cover day by day with each cause lifted.

The folder has the 2,595 people of `london-2023`, their patterns, and the weekend's events again every four weeks for a
year. Every duty requires a quarter more, so that there are several causes. The loop makes a scenario for each step: it
leaves out the events, or widens the tables, that the step lifts. Then it asks for the cover of each day. It reads the
same folder in a process of its own, and finds the sums alone, without duties, months, strengths or entries. The first
three causes must be the same; help on its way it only counts as offered. Aim, start-up included: 10 s.
"""

from __future__ import annotations

import json
import sys
import tempfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.measuring import STANDTO, print_figure, run_child
from standto import cover, read_scenario, write_scenario
from standto.model.event import (
    AUTHORITY_WITHDRAWN,
    CALLED_IN,
    DECISION,
    REPORT,
    STATEMENT,
    STEPPED_BACK,
    UNAVAILABLE,
    Event,
)
from standto.model.time import ALWAYS, BEGINNING, DAY, FOREVER, Period
from standto.register import Records, situation_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.model.scenario import Scenario

YEAR, AGAIN = 365 * DAY, 28 * DAY
CHECKED = ("stepped-back", "authority-withdrawn", "unavailable")
OTHER = "cover day by day"
_LOOP = (
    "import json, sys; from benchmarks.bench_statement import hours_by_step;"
    "print(json.dumps(hours_by_step(sys.argv[1])))"
)


def main() -> int:
    """Measure, print, and return 1 if an answer is wrong."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "year"
        write_scenario(year_of(read_scenario("london-2023")), folder)
        ours = run_child([STANDTO, "statement", str(folder), "--audience", "command", "--json"])
        page = run_child([STANDTO, "statement", str(folder), "--audience", "command", "-o", f"{place}/year.html"])
        loop = run_child([sys.executable, "-c", _LOOP, str(folder)])
    found = json.loads(ours.output)["summary"]
    what = "statement --json, 2,595 people, a year"
    print_figure(what, ours.seconds, "s", aim=10, alternative=OTHER, other=loop.seconds)
    print_figure(
        "the same as a page with its pictures", page.seconds, "s", aim=10, alternative=OTHER, other=loop.seconds
    )
    print_figure("peak memory", ours.mebibytes, "MiB", aim=None, alternative=OTHER, other=loop.mebibytes)
    expected = json.loads(loop.output)[: 1 + len(CHECKED)]
    return 0 if expected[0] and [found["exact"].get(one, 0) for one in ("total", *CHECKED)] == expected else 1


def year_of(weekend: Scenario) -> Scenario:
    """Return the weekend's force over a year, with its events again every four weeks."""
    start = weekend.horizon.start
    events = [
        _moved(event, turn * AGAIN, start + (turn + 1) * AGAIN)
        for turn in range(YEAR // AGAIN)
        for event in weekend.events
        if event.kind not in (STATEMENT, DECISION, REPORT) and event.occurred < start + AGAIN
    ]
    return replace(
        weekend,
        horizon=Period(start, start + YEAR),
        events=tuple(events),
        authorisations=tuple(replace(one, period=ALWAYS) for one in weekend.authorisations),
        duties=tuple(replace(one, strength=one.strength * 5 // 4) for one in weekend.duties),
    )


def _moved(event: Event, later: int, end: int) -> Event:
    """Return an event at a later time, which ends before a moment if it can end."""
    occurred, until = event.occurred + later, event.until if event.until == FOREVER else event.until + later
    name = f"{event.id}-{later // AGAIN}" if event.id else ""
    ends = event.kind in (STEPPED_BACK, UNAVAILABLE, AUTHORITY_WITHDRAWN)
    return replace(
        event, id=name, occurred=occurred, recorded=event.recorded + later, until=min(until, end) if ends else until
    )


def hours_by_step(folder: str) -> list[int]:
    """Return the microseconds of places short in the year, then those that each step fills."""
    scenario = read_scenario(folder)
    least: list[np.ndarray[tuple[int, ...], np.dtype[np.int64]]] = []
    sums = []
    for number, lifted in enumerate(steps_of(scenario)):
        records, basis = Records(lifted), "offered" if number > CHECKED.index(UNAVAILABLE) + 1 else "present"
        gaps = _by_quarter_hour(records, basis)
        least.append(gaps if not least else np.minimum(least[-1], gaps))
        sums.append(int(least[-1].sum()) * DAY // 96)
    return [sums[0], *(before - after for before, after in pairwise(sums))]


def steps_of(scenario: Scenario) -> Iterator[Scenario]:
    """Yield the scenario with nothing lifted, then with each step lifted as well."""
    yield scenario
    for kind in CHECKED:
        people = {one.id for one in scenario.people}
        scenario = replace(
            scenario, events=tuple(one for one in scenario.events if one.kind != kind or one.subject not in people)
        )
        yield scenario
    yield scenario  # help on its way counts as offered
    scenario = replace(scenario, powers=None)
    yield scenario
    called = tuple(Event("", CALLED_IN, one.id, BEGINNING // 4, BEGINNING // 4) for one in scenario.people)
    scenario = replace(scenario, events=scenario.events + called)
    yield scenario
    yield replace(scenario, authorisations=tuple(replace(one, period=ALWAYS) for one in scenario.authorisations))


def _by_quarter_hour(records: Records, basis: str) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Return the gap of each duty in each quarter of an hour of the year, asking for one day after another."""
    start, until = records.scenario.horizon
    found = []
    for day in range(start, until, DAY):
        answer = cover(situation_in(records, at=day, known_at=until), until=min(day + DAY, until), basis=basis)
        quarters = np.arange(day, min(day + DAY, until), DAY // 96)
        row = np.searchsorted(answer.windows.starts, quarters, side="right") - 1
        found.append(answer.places.gap_table()[row])
    return np.concatenate(found)


if __name__ == "__main__":
    raise SystemExit(main())
