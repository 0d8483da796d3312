"""Powers that permit only what others forbid: the ledger refuses new ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from standto.errors import Fault
from standto.model.duties import ANY, Power
from standto.model.scenario import Scenario
from standto.model.time import Instant
from standto_desk.ledger.tables import Tables

PLACE = "powers.csv "
"""Stands before the id of a power in the place of a fault."""
VOID = "{} forbids all that this would permit: end or change {} first"


def new_void_powers(tables: Tables, scenario: Scenario, at: Instant, after: int) -> Iterator[Fault]:
    """Yield a fault for each power in force at an instant, and entered after an entry, that permits nothing.

    Parameters
    ----------
    scenario
        The scenario of the tables at the instant.
    """
    for fault in void_powers(scenario.powers or ()):
        if tables.entered("powers", fault.place.removeprefix(PLACE), at) > after:
            yield fault


def void_powers(powers: Sequence[Power]) -> Iterator[Fault]:
    """Yield a fault, named by id, for each power that permits only what others forbid."""
    for power in powers:
        if power.permitted and (forbidding := _forbidding(power, powers)):
            names = " with ".join(repr(one.id) for one in forbidding)
            yield Fault(f"{PLACE}{power.id}", VOID.format(names, names), column="permitted")


def _forbidding(power: Power, powers: Sequence[Power]) -> list[Power]:
    """Return the powers that forbid, one after the other, all that a power permits; none if they leave some of it."""
    covering = sorted((one for one in powers if not one.permitted and _bears_on_all(one, power)), key=_start)
    found, reached = list[Power](), power.period.start
    while reached < power.period.until:
        longest = max((one for one in covering if _start(one) <= reached), key=_until, default=None)
        if longest is None or _until(longest) <= reached:
            return []
        found.append(longest)
        reached = _until(longest)
    return found


def _bears_on_all(forbids: Power, permits: Power) -> bool:
    """Return whether one power bears on everything that another bears on, in its own time."""
    return (
        forbids.kind == permits.kind
        and forbids.task in (ANY, permits.task)
        and forbids.site in (ANY, "", permits.site)
        and forbids.when in ("", permits.when)
    )


def _start(power: Power) -> Instant:
    return power.period.start


def _until(power: Power) -> Instant:
    return power.period.until
