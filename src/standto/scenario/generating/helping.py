"""Forces that lend people, their pools, and the powers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from standto.model.duties import ANY, Power
from standto.model.event import RETURNED, STEPPED_BACK, Event
from standto.model.ladder import (
    AID_ARRIVED,
    AID_ASKED,
    AID_CONFIRMED,
    AID_DECLINED,
    AID_OFFERED,
    AID_RELEASED,
    AID_WITHDRAWN,
    CONTINGENCY_AGREED,
    CONTINGENCY_REQUESTED,
    CONTINGENCY_STOOD_DOWN,
)
from standto.model.people import Force, Pool
from standto.scenario.generating.draws import Draws
from standto.scenario.generating.volunteers import SKILLS, SUPPORT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from standto.model.duties import Duty
    from standto.scenario.generating.options import Size

HOME = "home"
ATTACK = "attack"
"""The declaration under which soldiers may do some tasks."""
TO_CIVIL_AUTHORITIES = "Aid to the civil authorities in an attack"
LENT = 0.02
"""The size of a pool, as a share of the home force's people on duty."""


class Neighbour(NamedTuple):
    """A force that lends people, and the steps of its pool.

    Attributes
    ----------
    level
        The highest rung of skill that its people hold.
    happens
        Events, each with the share of the horizon that has passed.
    """

    id: str
    name: str
    kind: str
    level: int
    state: str
    lead_minutes: int
    happens: tuple[tuple[float, str], ...] = ()


ASKED_AND_SENT = (
    (0.30, AID_ASKED),
    (0.32, AID_OFFERED),
    (0.34, AID_CONFIRMED),
    (0.36, AID_ARRIVED),
    (0.75, AID_RELEASED),
)
DECLINED = ((0.30, AID_ASKED), (0.33, AID_DECLINED))
WITHDRAWN = ((0.35, AID_ASKED), (0.38, AID_OFFERED), (0.42, AID_WITHDRAWN))
STOOD_BY = ((0.40, CONTINGENCY_REQUESTED), (0.43, CONTINGENCY_AGREED), (0.65, CONTINGENCY_STOOD_DOWN))
NEIGHBOURS = (
    Neighbour("north", "Northern force", "police", 1, "not-asked", 180, ASKED_AND_SENT),
    Neighbour("east", "Eastern force", "police", 1, "not-asked", 240, DECLINED),
    Neighbour("south", "Southern force", "police", 2, "not-asked", 240, WITHDRAWN),
    Neighbour("west", "Western force", "police", 1, "arrived", 180, ((0.20, AID_RELEASED),)),
    Neighbour("coast", "Coastal force", "police", 0, "not-asked", 360),
    Neighbour("railway", "Railway guards", "other", 0, "not-asked", 120),
    Neighbour("army", "Armed forces", "military", -1, "not-asked", 720, STOOD_BY),
)
"""All of them, with their names, are invented."""

POWERS = (
    Power("home-all", "home", "*", permitted=True, authority="The force's own authority"),
    Power("police-all", "police", "*", permitted=True, authority="Mutual aid between forces"),
    Power("other-static-guard", "other", "static-guard", permitted=True, authority="Agreement with the guards"),
    Power("military-not-routine", "military", "routine", permitted=False, authority="No power beyond a citizen's"),
    Power("military-response", "military", "ct-response", permitted=True, when=ATTACK, authority=TO_CIVIL_AUTHORITIES),
    Power("military-guard", "military", "static-guard", permitted=True, when=ATTACK, authority=TO_CIVIL_AUTHORITIES),
)


def powers_for(duties: Sequence[Duty]) -> tuple[Power, ...]:
    """Return the powers over the tasks of some duties."""
    tasks = {ANY, *(duty.task for duty in duties)}
    return tuple(power for power in POWERS if power.task in tasks)


def forces() -> tuple[Force, ...]:
    """Return the home force and the forces that lend."""
    tiers = {"police": 1, "other": 2, "military": 3}
    lenders = (Force(lender.id, lender.kind, tiers[lender.kind], lender.name) for lender in NEIGHBOURS)
    return (Force(HOME, "home", 0, "Home force"), *lenders)


def pools_of(draws: Draws, on_duty: float) -> tuple[Pool, ...]:
    """Return a small pool of the home force, and the pools of the forces that lend."""
    home = Pool("home-reserve", HOME, (SKILLS[0].id,), draws.whole(on_duty * LENT / 2), "available")
    return (home, *(_pool(draws, lender, on_duty) for lender in NEIGHBOURS))


def _pool(draws: Draws, lender: Neighbour, on_duty: float) -> Pool:
    skills = tuple(skill.id for skill in SKILLS[: lender.level + 1]) or (SUPPORT.id,)
    factor = 3.0 if lender.kind == "military" else draws.uniform(0.5, 1.5)
    count = max(1, round(on_duty * LENT * factor))
    return Pool(f"{lender.id}-pool", lender.id, skills, count, lender.state, lead_minutes=lender.lead_minutes)


def steps_of(draws: Draws, pools: Sequence[Pool], size: Size) -> Iterator[Event]:
    """Yield the steps of the pools along the ladder."""
    by_force = {pool.force: pool for pool in pools}
    for lender in NEIGHBOURS:
        pool = by_force[lender.id]
        partly = draws.chance(0.3) and pool.count > 1
        for share, kind in lender.happens:
            count = pool.count - 1 if partly and kind == AID_OFFERED else None
            moment = size.moment(share)
            yield Event("", kind, pool.id, moment, moment, count=count)
    reserve = by_force[HOME]
    if reserve.count > 1:
        gone, back = size.moment(0.45), size.moment(0.7)
        yield Event("", STEPPED_BACK, reserve.id, gone, gone, count=reserve.count // 2)
        yield Event("", RETURNED, reserve.id, back, back)
