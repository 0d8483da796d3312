"""Fold events into the windows that engines read: a million events at once, and one state of knowledge after another.

1. A force of `standto new` with 10,000 people over 28 days, with 1,000,000 events of its people, to the second: leave
   and its end, stepping back and returning, authority withdrawn and restored, call-ins. A process of its own reads the
   folder and folds it into windows. Aim: 10 s once read, 30 s and 1.5 GiB in all. Compared with grouping the same
   events by person and sorting each group, which every fold must do; and with reading alone.
2. A force of 2,595 people over 28 days: a situation and its windows afresh, compared with asking the plain register of
   the tests about everybody at one instant; aim 0.15 s. Then 300 states of knowledge, in each of which one more person
   has stepped back, each with the windows of three days, compared with folding each afresh; aim 5 ms each.

The answers must equal those of the plain register of the tests, for some people at some instants.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measuring import best_of, print_figure, run_child
from standto.model.event import Event
from standto.model.time import FOREVER, HOUR, SECOND
from standto.register import Records, situation_in, situation_of
from standto.scenario import read_scenario, write_scenario
from standto.scenario.generating import generate
from tests.register import oracle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from standto.model.scenario import Scenario
    from standto.model.windows import Windows
    from standto.register import Situation

EVENTS, PEOPLE, MET = 1_000_000, 10_000, 2_595
STATES = 300
SAMPLE = 12
"""The number of people, and of windows, that are compared with the plain register."""

_READ = "import sys; from standto import read_scenario; read_scenario(sys.argv[1])"

LINES = (
    ("unavailable", "available"),
    ("unavailable", "available"),
    ("stepped-back", "returned"),
    ("authority-withdrawn", "authority-restored"),
    ("stood-off", "called-in"),
)


def main(folder: str = "") -> int:
    """Measure, print, and return 1 if an answer is wrong; with a folder, only read and fold that."""
    if folder:
        return fold_folder(Path(folder))
    return max(measure_many(), measure_one_force())


# -- a million events ------------------------------------------------------------------------------------------


def measure_many() -> int:
    """Measure a million events from their folder."""
    with tempfile.TemporaryDirectory() as place:
        write_scenario(busy_force(), Path(place) / "force")
        folder = str(Path(place) / "force")
        child = run_child([sys.executable, "-m", "benchmarks.bench_fold", folder])
        bare = run_child([sys.executable, "-c", _READ, folder])
    if child.status or bare.status:
        return 1
    folding, aside, grouping, windows = map(float, child.output.split())
    what = f"{EVENTS:,} events of {PEOPLE:,} people"
    sorting, reading = "grouping and sorting them by person alone", "reading alone"
    print_figure(f"{what}, once read", folding, "s", aim=10, alternative=sorting, other=grouping)
    in_all = child.seconds - aside
    print_figure(f"{what}, from CSV", in_all, "s", aim=30, alternative=reading, other=bare.seconds)
    print_figure("peak memory", child.mebibytes, "MiB", aim=1536, alternative=reading, other=bare.mebibytes)
    print(f"{windows:,.0f} windows", flush=True)
    return 0


def fold_folder(folder: Path) -> int:
    """Read and fold a folder; print the seconds of folding, of other work and of the alternative, and the windows."""
    scenario = read_scenario(folder)
    read = time.perf_counter()
    situation = situation_of(scenario)
    windows = situation.windows()
    folded = time.perf_counter()
    group(scenario.events)
    grouped = time.perf_counter()
    right = agrees(situation, windows)
    print(folded - read, time.perf_counter() - folded, grouped - folded, len(windows))
    return 0 if right else 1


def busy_force() -> Scenario:
    """Return a force with a million events of its people, and the events of its pools and duties."""
    scenario = generate(people=PEOPLE, days=28, duties=12, teams=5, seed=1)
    people = [person.id for person in scenario.people]
    theirs = set(people)
    others = [event for event in scenario.events if event.subject not in theirs and event.kind != "correction"]
    chance = random.Random(1)
    horizon = scenario.horizon
    seconds = (horizon.until - horizon.start) // SECOND
    events = []
    for number in range(EVENTS - len(others)):
        away, back = chance.choice(LINES)
        kind = away if chance.random() < 0.3 else back
        at = horizon.start + chance.randrange(seconds) * SECOND
        known = at + chance.randrange(3600) * SECOND if number % 3 == 0 else at
        until = FOREVER
        if away == "stood-off" or (number % 4 == 0 and kind != "available"):
            until = at + chance.randrange(60, 86_400) * SECOND
        events.append(Event(f"b{number}", kind, chance.choice(people), at, known, until))
    return replace(scenario, events=(*others, *events))


def group(events: Sequence[Event]) -> dict[str, list[Event]]:
    """Return the events of each subject, by the time at which they occurred."""
    groups: dict[str, list[Event]] = {}
    for event in events:
        groups.setdefault(event.subject, []).append(event)
    for found in groups.values():
        found.sort(key=lambda event: event.occurred)
    return groups


# -- one force, and one state of knowledge after another ---------------------------------------------------------


def measure_one_force() -> int:
    """Measure a situation made afresh, and one after another."""
    scenario = generate(people=MET, days=28, duties=12, teams=5, seed=1)
    instant = scenario.horizon.start
    alone = best_of(5, lambda: situation_of(scenario).windows())
    plain = best_of(1, lambda: ask_plainly(scenario, instant))
    what = f"situation and windows, {MET:,} people, 28 days"
    print_figure(what, alone, "s", aim=0.15, alternative="the plain register, one instant", other=plain)
    stepping = stepping_back(scenario)
    records = Records(stepping)
    situation_in(records, known_at=instant - 1).windows()
    hours = [instant + hour * HOUR for hour in range(STATES)]
    each = best_of(1, lambda: [ask(records, hour) for hour in hours]) / STATES
    anew = best_of(1, lambda: [ask(Records(stepping), hour) for hour in hours[::30]]) / len(hours[::30])
    what = f"each of {STATES} states of knowledge, three days"
    print_figure(what, each * 1000, "ms", aim=5, alternative="folding it afresh", other=anew * 1000)
    situation = situation_in(records, at=hours[-1])
    return 0 if agrees(situation, situation.windows()) else 1


def ask(records: Records, hour: int) -> Windows:
    """Return the windows of three days, as known at their start."""
    until = min(hour + 72 * HOUR, records.scenario.horizon.until)
    return situation_in(records, at=hour).windows(until=until)


def stepping_back(scenario: Scenario) -> Scenario:
    """Return the same force with one more person stepping back each hour."""
    chance, start = random.Random(2), scenario.horizon.start
    events = [
        Event(f"b{hour}", "stepped-back", chance.choice(scenario.people).id, start + hour * HOUR, start + hour * HOUR)
        for hour in range(STATES)
    ]
    return replace(scenario, events=(*scenario.events, *events))


# -- the plain register of the tests -----------------------------------------------------------------------------


def ask_plainly(scenario: Scenario, instant: int) -> object:
    """Ask the plain register which duties each person counts for at an instant, from their own events alone."""
    events = group(scenario.events)
    known = oracle.KnownEvents(scenario)
    for person in scenario.people:
        known.events = events.get(person.id, [])
        for duty in scenario.duties:
            oracle.counts_for(known, person, duty, instant, "confirmed")
    return known


def agrees(situation: Situation, windows: Windows) -> bool:
    """Whether the register equals the plain register for some people at the start of some windows."""
    scenario, chance = situation.scenario, random.Random(3)
    people = chance.sample(range(len(scenario.people)), SAMPLE)
    rows = set(chance.sample(range(len(windows)), min(SAMPLE, len(windows))))
    plain = {person: of_one_person(situation, person) for person in people}
    for row, people_class in enumerate(situation.people_classes(windows)):
        if row in rows:
            instant = int(windows.starts[row])
            for person in people:
                kind = int(people_class[person])
                ours = windows.classes[kind].duties if kind >= 0 else 0
                standing = sum(1 << duty for duty in range(len(scenario.duties)) if windows.required[row, duty] >= 0)
                if ours & standing != what_counts(plain[person], person, instant) & standing:
                    print(f"{scenario.people[person].id} at {scenario.zone.iso(instant)}", file=sys.stderr)
                    return False
    return True


def of_one_person(situation: Situation, person: int) -> oracle.KnownEvents:
    """Return the plain register of one person and of the declarations."""
    scenario = situation.scenario
    name = scenario.people[person].id
    about = tuple(event for event in scenario.events if event.subject == name or event.kind in ("declared", "ended"))
    rows = tuple(row for row in scenario.authorisations if row.person == name)
    alone = replace(scenario, events=about, authorisations=rows)
    return oracle.KnownEvents(alone, situation.known_at, situation.assumed)


def what_counts(known: oracle.KnownEvents, person: int, instant: int) -> int:
    """Return the duties that a person counts for by the plain register, as a bit mask."""
    scenario = known.scenario
    return sum(
        1 << place
        for place, duty in enumerate(scenario.duties_in_order)
        if oracle.counts_for(known, scenario.people[person], duty, instant, "confirmed")
    )


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
