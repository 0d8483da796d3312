"""Answer from a long ledger: compact it, fold the rest, and add one more event.

A force of `standto new` with 10,000 people, and 1,000,000 events of its people over a year up to now, to the second:
leave and its end, stepping back and returning, authority withdrawn and restored, call-ins. One in two hundred is
corrected. The horizon is from a day before now until four days after.

1. Pick the events that still matter from all that are known at the start of the horizon; compared with grouping and
   sorting them all by person.
2. Fold them, with the events that became known since, into the timeline of now: aim 0.7 s; compared with all events.
3. Add one more event and make the timeline of now: aim 30 ms; compared with the fold of 2.

The windows and reasons must equal those of all events.
"""

from __future__ import annotations

import random
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from benchmarks.bench_fold import LINES, group
from benchmarks.measuring import best_of, print_figure
from standto.model.event import CORRECTION, Event
from standto.model.time import DAY, FOREVER, HOUR, SECOND, Period
from standto.register import Records, compacted_places, corrected_subjects, history_of, situation_in
from standto.scenario.generating import generate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from standto.model.scenario import Scenario
    from standto.model.time import Instant
    from standto.register import Situation

EVENTS, PEOPLE = 1_000_000, 10_000
DAYS = 365
MORE = 20
"""The number of events that follow, one after another."""


def main() -> int:
    """Measure, print, and return 1 if an answer is wrong."""
    whole = long_ledger()
    now = whole.horizon.start + DAY
    since = whole.horizon.start
    known = [event for event in whole.events if event.recorded <= since]
    pools = {pool.id for pool in whole.pools}
    picking = best_of(1, lambda: compacted_places(known, pools=pools, since=since))
    grouping = best_of(1, lambda: group(known))
    what = f"compacting {len(known):,} events of {PEOPLE:,} people"
    print_figure(what, picking, "s", aim=None, alternative="grouping and sorting them by person alone", other=grouping)
    few = replace(whole, events=tuple(needed(whole.events, known, pools, since)))
    print(f"{len(few.events):,} events still matter", flush=True)
    folding = best_of(3, lambda: now_of(Records(few, since=since), now).timeline)
    started = time.perf_counter()
    everything = now_of(Records(whole, since=since), now)
    _ = everything.timeline
    nothing = time.perf_counter() - started
    print_figure("fold of these, timeline of now", folding, "s", aim=0.7, alternative="all events", other=nothing)
    records = Records(few, since=since)
    right = same(now_of(records, now), everything)
    following = follow(records, now)
    what = "one more event, timeline of now"
    print_figure(what, following * 1000, "ms", aim=30, alternative="that fold", other=folding * 1000)
    return 0 if right else 1


def long_ledger() -> Scenario:
    """Return a force with a million events of its people and a horizon from the last day on."""
    scenario = generate(people=PEOPLE, days=28, duties=12, teams=5, seed=1)
    chance = random.Random(1)
    start = scenario.horizon.start + 10 * DAY
    beginning = start + DAY - DAYS * DAY
    people = [person.id for person in scenario.people]
    events: list[Event] = []
    for number in range(EVENTS):
        at = beginning + number * DAYS * DAY // EVENTS // SECOND * SECOND
        if number % 200 == 199:
            events.append(Event(f"b{number}", CORRECTION, f"b{number - chance.randrange(1, 100)}", at, at))
            continue
        away, back = chance.choice(LINES)
        kind = away if chance.random() < 0.3 else back
        until = FOREVER
        if away == "stood-off" or (number % 4 == 0 and kind != "available"):
            until = at + chance.randrange(60, 86_400) * SECOND
        happens = at + chance.randrange(7 * 24) * HOUR if number % 10 == 0 and until == FOREVER else at
        events.append(Event(f"b{number}", kind, chance.choice(people), happens, at, until))
    return replace(scenario, horizon=Period(start, start + 5 * DAY), events=tuple(events))


def needed(events: Sequence[Event], known: Sequence[Event], pools: set[str], since: Instant) -> list[Event]:
    """Return the events that still matter, the later ones, and the histories that these need, in order."""
    picked = [known[place] for place in compacted_places(known, pools=pools, since=since)]
    later = [event for event in events if event.recorded > since]
    history = history_of(events, corrected_subjects(picked, later))
    wanted = {event.id for event in (*picked, *later)} | {events[place].id for place in history}
    return [event for event in events if event.id in wanted]


def now_of(records: Records, now: Instant) -> Situation:
    """Return the situation of now."""
    return situation_in(records, at=now, known_at=now)


def follow(records: Records, now: Instant) -> float:
    """Return the median seconds for one more event, of some that follow one another."""
    chance, taken = random.Random(2), []
    for second in range(MORE):
        at = now + second * SECOND
        kind = ("stepped-back", "returned")[second % 2]
        event = Event(f"m{second}", kind, chance.choice(records.scenario.people).id, at, at)
        started = time.perf_counter()
        records = records.followed_by([event])
        _ = now_of(records, at).timeline
        taken.append(time.perf_counter() - started)
    return sorted(taken)[len(taken) // 2]


def same(one: Situation, other: Situation) -> bool:
    """Whether two situations are equal for every person in every window."""
    windows, others = one.windows(), other.windows()
    duties = range(len(windows.criticalities))
    return (
        windows.classes == others.classes
        and all(
            (ours == theirs).all()
            for ours, theirs in zip(one.people_classes(windows), other.people_classes(others), strict=True)
        )
        and windows.starts.tolist() == others.starts.tolist()
        and windows.counts.tolist() == others.counts.tolist()
        and windows.required.tolist() == others.required.tolist()
        and one.not_counted(one.period.start, duties) == other.not_counted(other.period.start, duties)
    )


if __name__ == "__main__":
    raise SystemExit(main())
