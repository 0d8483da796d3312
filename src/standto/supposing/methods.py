"""The functions that the methods `with_…` and `without` of a scenario and a situation lead to."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, TypeVar

from standto.errors import Fault, OptionError, ScenarioError, StandtoWarning
from standto.model.event import CORRECTION, STEPPED_BACK, Event
from standto.model.people import Pool
from standto.model.scenario import Scenario
from standto.model.time import BEGINNING, FOREVER
from standto.register import Situation
from standto.scenario.layout import EVENTS
from standto.supposing.absences import Absence
from standto.supposing.changes import Change, EventsAdded, NotSupposable, StrengthChange, When
from standto.supposing.choice import CHOICES
from standto.supposing.given import Given
from standto.supposing.ground import Ground
from standto.supposing.numbers import RANDOM, WORST, NumberSteppingBack
from standto.supposing.pool_changes import MorePlaces, NewPool, PoolStep, step_named
from standto.supposing.subjects import CAPABILITY, CREW, DUTY, FORCE, PERSON, POOL, TEAM
from standto.supposing.supposition import checked_subject
from standto.wording import Moment, shortened

Of = TypeVar("Of", Scenario, Situation)
_DOOR = 5
"""How far the caller of a method is from the warning: the method, what it calls, and the function are between."""


def with_stepped_back(
    of: Of,
    count: int,
    *,
    capability: str | None,
    team: str | None,
    pool: str | None,
    since: Moment | None,
    until: Moment | None,
    choice: str | None,
    seed: int | None,
) -> Of:
    """Suppose that a number step back; see `Supposable.with_stepped_back`."""
    given = Given(Ground.under(checked_subject(of)))
    number, when = given.whole("count", count), given.when(since, until)
    skill = given.subject("capability", capability, CAPABILITY)
    crowd, places = given.subject("team", team, TEAM), given.subject("pool", pool, POOL)
    group = given.choice("choice", choice or (WORST if seed is None else RANDOM), CHOICES)
    drawn = given.whole("seed", 0 if seed is None else seed)
    if pool is not None and (capability is not None or team is not None):
        given.fault("pool", "is not allowed beside capability or team: places of a pool step back from everything")
    elif places and of_scenario(of).pool[places].force != of_scenario(of).home:
        given.fault("pool", f"{places!r} is not a pool of the home force: suppose a step of it")
    given.check()
    if places:
        return _supposed(of, given, [PoolStep(places, STEPPED_BACK, number, when)])
    return _supposed(of, given, [NumberSteppingBack(number, skill, crowd, when, group, drawn)])


def with_pool(
    of: Of,
    pool: str | Pool,
    *,
    count: int | None,
    force: str | None,
    capabilities: str | Sequence[str] | None,
    state: str | None,
    since: Moment | None,
    until: Moment | None,
    lead_minutes: int | None,
    ready_minutes: int | None,
) -> Of:
    """Suppose a new pool, or more places of one; see `Supposable.with_pool`."""
    given = Given(Ground.under(checked_subject(of)))
    when = given.when(since, until)
    given.check()
    if isinstance(pool, Pool):
        return _supposed(of, given, [_row_of(pool)], by_row=True)
    name, skills = given.text("pool", pool), given.joined("capabilities", capabilities)
    given.check()
    row = of_scenario(of).pool.get(name)
    cells = {"pool": name, "force": force, "capabilities": skills, "count": count, "state": state}
    cells |= {"lead_minutes": lead_minutes, "ready_minutes": ready_minutes}
    if row is None:
        filled = tuple((one, "" if value is None else str(value)) for one, value in cells.items())
        return _supposed(of, given, [NewPool(filled, when)], by_row=True)
    for column, theirs in (("force", row.force), ("capabilities", ";".join(row.capabilities))):
        if cells[column] not in (None, theirs):
            given.fault(
                column, f"{cells[column]!r} is not that of {name}, {theirs!r}: leave it out, or give another id"
            )
    number = given.whole("count", count)
    given.check()
    if (state, since, until, lead_minutes, ready_minutes) == (None,) * 5:
        return _supposed(of, given, [MorePlaces(name, number)])
    like = {"force": row.force, "capabilities": ";".join(row.capabilities), "lead_minutes": row.lead_minutes}
    like |= {"ready_minutes": row.ready_minutes}
    filled = tuple((one, str(like.get(one, "") if value is None else value)) for one, value in cells.items())
    return _supposed(of, given, [NewPool(filled, when, like=name)], by_row=True)


def _row_of(pool: Pool) -> NewPool:
    """Return the change that adds a row of `pools.csv`."""
    since, until = (None if end in (BEGINNING, FOREVER) else end for end in pool.period)
    cells = {"pool": pool.id, "force": pool.force, "capabilities": ";".join(pool.capabilities), "count": pool.count}
    cells |= {"state": pool.state, "lead_minutes": pool.lead_minutes, "ready_minutes": pool.ready_minutes}
    return NewPool(tuple((name, str(value)) for name, value in cells.items()), When(since, until))


def with_step(of: Of, pool: str, step: str, *, count: int | None, at: Moment | None) -> Of:
    """Suppose a step of places; see `Supposable.with_step`."""
    given = Given(Ground.under(checked_subject(of)))
    found, start = given.needed("pool", pool, POOL), given.instant("at", at)
    number = None if count is None else given.whole("count", count)
    named = given.text("step", step)
    kind = given.attempt(lambda: step_named(of_scenario(of), found, named)) if found and named else ""
    given.check()
    return _supposed(of, given, [PoolStep(found, kind or "", number, When(start))])


def with_strength(of: Of, duty: str, strength: int, *, since: Moment | None, until: Moment | None) -> Of:
    """Suppose another strength; see `Supposable.with_strength`."""
    given = Given(Ground.under(checked_subject(of)))
    found, number = given.needed("duty", duty, DUTY), given.whole("strength", strength)
    when = given.when(since, until)
    given.check()
    return _supposed(of, given, [StrengthChange(found, number, when)])


def without(of: Of, *subjects: str, since: Moment | None, until: Moment | None) -> Of:
    """Suppose that something is not there; see `Supposable.without`."""
    given = Given(Ground.under(checked_subject(of)))
    if not subjects:
        given.fault("subjects", "there is none: name people, teams, forces, pools, duties or crews")
    found = [given.find("subjects", one, PERSON, TEAM, FORCE, POOL, DUTY, CREW) for one in subjects]
    when = given.when(since, until)
    given.check()
    return _supposed(of, given, [Absence(one, when) for one in found if one is not None])


def with_events(of: Of, *events: Event | Mapping[str, Any]) -> Of:
    """Suppose more events; see `Supposable.with_events`."""
    given = Given(Ground.under(checked_subject(of)))
    rows = [_row(given, one, f"events[{place}]") for place, one in enumerate(events)]
    given.check()
    return _supposed(of, given, [EventsAdded(tuple(rows))] if rows else [], by_row=True)


def _row(given: Given, event: object, place: str) -> dict[str, str]:
    """Return the cells of an event."""
    if isinstance(event, Event):
        row = asdict(event)
        row["event"] = row.pop("kind")
        if event.recorded == event.occurred and event.kind != CORRECTION:
            row["recorded"] = None
    elif isinstance(event, Mapping):
        row = {str(column): value for column, value in event.items()}
    else:
        given.fault(
            place,
            f"{shortened(event)} is not an event: give an Event, or a mapping from {', '.join(EVENTS.columns)}",
        )
        return {}
    times = {column: row.pop(column) for column in ("occurred", "recorded", "until") if row.get(column) is not None}
    cells = {column: "" if value is None else str(value) for column, value in row.items()}
    for column, value in times.items():
        instant = value if value in (BEGINNING, FOREVER) else given.instant(f"{place}: {column}", value)
        cells[column] = "" if instant is None else given.ground.text(instant)
    return cells


def of_scenario(of: Scenario | Situation) -> Scenario:
    """Return the scenario that a change is supposed of."""
    return of.scenario if isinstance(of, Situation) else of


def _supposed(_: Of, given: Given, changes: Sequence[Change], *, by_row: bool = False) -> Of:
    """Return what changes suppose; warn of each that moves nothing."""
    ground, warned, told = given.ground, list[str](), list[str]()
    for change in changes:
        try:
            laid = change.laid_over(ground)
        except NotSupposable as error:
            raise OptionError(str(error)) from None
        except ScenarioError as error:
            raise _by_argument(error, by_row=by_row) from None
        ground = laid.ground
        told.append(laid.told)
        warned += [one if by_row else f"{laid.told}: {one}" for one in laid.warnings]
    for words in warned:
        warnings.warn(words, StandtoWarning, stacklevel=_DOOR)
    result: Any = ground.telling(told).changed
    return result  # type: ignore[no-any-return]


def _by_argument(error: ScenarioError, *, by_row: bool) -> OptionError | ScenarioError:
    """Return the faults of rows, each with the argument it comes from."""
    if not by_row:
        return OptionError("\n".join(f"{fault.column}: {fault.what}" for fault in error.faults))
    faults = [
        Fault(f"row {fault.line - 1}" if fault.line else fault.place, fault.what, column=fault.column)
        for fault in error.faults
    ]
    return ScenarioError(faults)
