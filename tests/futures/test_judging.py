"""Futures judged side by side against the cover of each, found by adding its events to the situation."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from standto.assuming.assumptions import Assumptions
from standto.coverage import cover
from standto.futures.future_events import FOR_GOOD, AbsentSlots, DrawnFutures, PoolPlaces
from standto.futures.judging import judging_of
from standto.futures.merging import digest_of, merged
from standto.futures.mustering import mustering_of
from standto.futures.things_to_judge import judged_things
from standto.kernel.queries import shares_in
from standto.model.event import STEPPED_BACK, Event
from standto.model.time import FOREVER, HOUR, MINUTE
from standto.model.windows import Windows
from standto.register import situation_of
from tests.register.asking import BASES
from tests.register.scenarios import questions

NOTHING = Assumptions("nothing", "planner", 0, "", (), "")
HOLD = 4 * HOUR


def absences(futures):
    """Return absences as a block draws them: for each future, slots with their first step and the one after."""
    rows = sorted((number, slot, *times) for number, ours in enumerate(futures) for slot, times in ours.items())
    return AbsentSlots(*np.array(rows, dtype=np.int32).reshape(-1, 4).T)


def drawn(futures, *, places=None, required=None):
    absent = absences(futures)
    return DrawnFutures(absent, absent, PoolPlaces(places), required)


@st.composite
def departures(draw, muster, slots):
    """Return a future in which some slots that are there step back for good; those away stay away."""
    away = {slot: (0, FOR_GOOD) for slot in range(len(muster)) if muster.away_since[slot] != FOREVER}
    there = [slot for slot in range(slots) if slot not in away]
    gone = draw(st.lists(st.sampled_from(there), unique=True)) if there else []
    return away | {slot: (draw(st.integers(0, len(muster.starts) - 1)), FOR_GOOD) for slot in gone}


def situation_in(future, situation, mustering, muster):
    """Return the situation in which the slots of a future have stepped back."""
    people = situation.scenario.people
    recorded = situation.period.start if situation.known_at is None else situation.known_at
    events = [
        Event("", STEPPED_BACK, people[mustering.slots[slot]].id, int(muster.starts[step]), recorded)
        for slot, (step, _) in future.items()
        if muster.away_since[slot] == FOREVER
    ]
    return replace(situation, records=situation.records.followed_by(events))


def gaps_of(situation, things, muster, basis):
    """Return the gap of each thing judged in each step, from the cover of a situation."""
    found = cover(situation, until=int(muster.untils[-1]), basis=basis)
    rows = np.searchsorted(found.windows.starts, muster.starts, side="right") - 1
    duties, below = found.gap[rows][:, list(things.duties)], found.below_needs[rows].astype(int)
    crew_levels = [one.crew.criticality for one in things.crews]
    together = [
        [
            sum(gap for gap, duty in zip(duty_row, things.duties, strict=True) if things.criticalities[duty] <= level)
            + sum(short for short, own in zip(crew_row, crew_levels, strict=True) if own <= level)
            for duty_row, crew_row in zip(duties.tolist(), below.tolist(), strict=True)
        ]
        for level in things.levels
    ]
    return np.array([*together, *duties.T.tolist(), *below.T.tolist()]).reshape(-1, len(muster.starts)), found, rows


def used_of(found, rows, muster):
    """Return the places that each tier fills in each step."""
    by_force = found.filled.sum(axis=2) + (0 if found.crews is None else found.crews.filled().sum(axis=1))
    used = np.zeros((int(muster.tiers.max()) + 1, len(rows)), dtype=np.int64)
    for force, tier in enumerate(muster.tiers.tolist()):
        used[tier] += by_force[rows, force]
    return used


def expected_alone(short, muster):
    """Return the first step from which nothing is short any more, if that holds for the hold time."""
    steps = len(muster.starts)
    after = max((step + 1 for step in range(steps) if short[step]), default=0)
    held = after < steps and muster.untils[-1] - muster.starts[after] >= HOLD
    return after if held else steps


@given(questions(), st.sampled_from(BASES), st.data())
@settings(max_examples=60)
def test_a_block_of_futures_is_tallied_as_the_cover_of_each(question, basis, data):
    scenario, at, known_at, assume, until, ready = question
    situation = situation_of(scenario, at=at, known_at=known_at, assume=assume, ready=ready)
    mustering = mustering_of(situation, basis=basis, until=until)
    muster = mustering.muster()
    things = judged_things(scenario, muster, NOTHING)
    futures = [data.draw(departures(muster, len(mustering.slots))) for _ in range(3)]
    tally = judging_of(muster, things, HOLD).tally(drawn(futures), len(futures))
    minutes = np.diff((np.append(muster.starts, muster.untils[-1]) - muster.starts[0]) // MINUTE)
    gaps, used, alone, short = [], [], [], []
    for future in futures:
        own = situation_in(future, situation, mustering, muster)
        found, answer, rows = gaps_of(own, things, muster, basis)
        gaps.append(found)
        used.append(used_of(answer, rows, muster))
        at_home = gaps_of(own, things, muster, "none")[0][: len(things.levels)]
        alone.append([expected_alone(row > 0, muster) for row in at_home])
        short.append(found @ minutes)
    for thing, one in enumerate(things.judged):
        expected = np.array([np.bincount(column, minlength=one.most + 1) for column in np.array(gaps)[:, thing].T])
        assert tally.gaps[thing].tolist() == expected.tolist()
        firsts = Counter(int(np.flatnonzero(found[thing])[0]) if found[thing].any() else len(minutes) for found in gaps)
        assert {step: number for step, number in enumerate(tally.first_gap[thing].tolist()) if number} == firsts
        own = [int(one[thing]) for one in short]
        assert tally.place_minutes[thing].tolist() == [sum(own), sum(number**2 for number in own)]
    for level in range(len(things.levels)):
        counts = Counter(one[level] for one in alone)
        assert {step: number for step, number in enumerate(tally.alone_from[level].tolist()) if number} == counts
    for tier, ours in enumerate(tally.used):
        filled = np.array(used)[:, tier].T
        assert ours.tolist() == [np.bincount(row, minlength=ours.shape[1]).tolist() for row in filled]


@st.composite
def any_futures(draw, muster, number):
    """Return futures in which slots come and go, help comes and goes, and requirements differ."""
    steps, pools = muster.pool_kind.shape
    times = st.tuples(st.integers(0, steps - 1), st.integers(1, steps + 1)).map(
        lambda pair: (pair[0], pair[0] + pair[1] if pair[0] + pair[1] < steps else FOR_GOOD)
    )
    slots = st.dictionaries(st.integers(0, len(muster) - 1), times) if len(muster) else st.just({})
    futures = [draw(slots) for _ in range(number)]
    seed = draw(st.integers(0, 9))
    chance = np.random.default_rng(seed)
    most = np.maximum(muster.pool_places, muster.pool_states.sum(axis=0))[:, :, None]
    places = chance.integers(0, most + 1, size=(steps, pools, number)).astype(np.int32)
    required = np.where(
        muster.required[:, :, None] > 0,
        chance.integers(0, np.maximum(muster.required, 0)[:, :, None] + 1, size=(*muster.required.shape, number)),
        muster.required[:, :, None],
    )
    return drawn(
        futures,
        places=places if draw(st.booleans()) else None,
        required=required.astype(np.int32) if draw(st.booleans()) else None,
    )


def plain_windows(muster, things, block, future):
    """Return the windows of a future of a block, counted slot by slot."""
    counts = muster.fixed.copy()
    absent = [
        (slot, start, until)
        for number, slot, start, until in zip(*(column.tolist() for column in block.absent), strict=True)
        if number == future
    ]
    for slot in range(len(muster)):
        for entry in range(muster.first[slot], muster.first[slot + 1]):
            step = muster.entry_step[entry]
            if not any(own == slot and start <= step < until for own, start, until in absent):
                counts[step, muster.entry_kind[entry]] += 1
    places = muster.pool_places if block.places.places is None else block.places.places[:, :, future]
    for step, pool in np.argwhere(muster.pool_kind >= 0).tolist():
        counts[step, muster.pool_kind[step, pool]] += places[step, pool]
    required = muster.required if block.required is None else block.required[:, :, future].astype(np.int64)
    return Windows(
        muster.starts, muster.untils, muster.classes, counts, required, things.criticalities, len(muster.tiers)
    )


@given(questions(), st.data())
@settings(max_examples=60)
def test_people_who_come_and_go_help_and_requirements_of_each_future_are_all_judged(question, data):
    scenario, at, known_at, assume, until, ready = question
    situation = situation_of(scenario, at=at, known_at=known_at, assume=assume, ready=ready)
    muster = mustering_of(situation, until=until).muster()
    things = judged_things(scenario, muster, NOTHING)
    if things.crews:
        return
    block = data.draw(any_futures(muster, 3))
    tally = judging_of(muster, things, HOLD).tally(block, 3)
    windows = [plain_windows(muster, things, block, future) for future in range(3)]
    used, gaps = zip(*(shares_in(one) for one in windows), strict=True)
    rows = len(things.levels)
    for place, duty in enumerate(things.duties):
        found = np.array([one[:, duty] for one in gaps]).T
        most = things.judged[rows + place].most
        assert tally.gaps[rows + place].tolist() == [np.bincount(row, minlength=most + 1).tolist() for row in found]
    for tier, ours in enumerate(tally.used):
        found = np.array([one[:, muster.tiers == tier].sum(axis=1) for one in used]).T
        assert ours.tolist() == [np.bincount(row, minlength=ours.shape[1]).tolist() for row in found]


@given(questions(), st.data())
@settings(max_examples=40)
def test_futures_side_by_side_are_tallied_as_one_by_one_and_as_each_alone(question, data):
    scenario, at, known_at, assume, until, ready = question
    situation = situation_of(scenario, at=at, known_at=known_at, assume=assume, ready=ready)
    muster = mustering_of(situation, until=until).muster()
    things = judged_things(scenario, muster, NOTHING)
    judging = judging_of(muster, things, HOLD)
    block = data.draw(any_futures(muster, 3))
    together = judging.tally(block, 3)
    assert digest_of(together) == digest_of(replace(judging, runs=None).tally(block, 3))
    assert digest_of(together) == digest_of(merged(judging.tally(only(block, future), 1) for future in (2, 0, 1)))


def only(block, future):
    """Return one future of a block."""
    ours = block.absent.future == future
    absent = AbsentSlots(*(column[ours] for column in block.absent))._replace(
        future=np.zeros(int(ours.sum()), dtype=np.int32)
    )
    places, required = (
        None if table is None else np.ascontiguousarray(table[:, :, future : future + 1])
        for table in (block.places.places, block.required)
    )
    return DrawnFutures(absent, absent, PoolPlaces(places), required)
