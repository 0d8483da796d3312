"""The duties of a synthetic force, sized by the people expected on duty."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from standto.model.duties import Duty
from standto.model.event import DECLARED, DUTY_SUSPENDED, ENDED, STRENGTH_CHANGED, Event
from standto.model.time import DAY, HOUR
from standto.scenario.generating.draws import Draws, apportion
from standto.scenario.generating.volunteers import SKILLS, SUPPORT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from standto.scenario.generating.options import Size
    from standto.scenario.generating.rhythm import Rhythm


class DutyKind(NamedTuple):
    """A kind of duty.

    Attributes
    ----------
    name
        Its name.
    level
        The rung of skill that it needs.
    weight
        Its share of the people of that rung, relative to other duties that need it.
    part
        The part of the day in which it stands.
    supported
        Whether soldiers may ever do it.
    """

    id: str
    name: str
    task: str
    level: int
    criticality: int
    weight: float
    part: str = "all"
    supported: bool = False
    when: str = ""


KINDS = (
    DutyKind("site", "Guard of a site", "static-guard", 0, 2, 0.3, supported=True),
    DutyKind("armed-response", "Armed response vehicles", "routine", 1, 1, 0.6),
    DutyKind("ct-response", "Counter-terrorist response", "ct-response", 3, 1, 0.8, supported=True),
    DutyKind("protection", "Protection of people", "protection", 0, 2, 0.3),
    DutyKind("specialist-support", "Specialist support", "routine", 2, 2, 0.6),
    DutyKind("patrol", "Patrols in the evening and at night", "routine", 1, 3, 0.15, part="night"),
    DutyKind("hub", "Patrols of a transport hub", "routine", 0, 3, 0.2),
    DutyKind("planned-operations", "Planned operations", "routine", 2, 3, 0.3, part="day"),
    DutyKind("escort", "Escorts", "protection", 1, 2, 0.15, part="day"),
    DutyKind("reserve", "Reserve in a major incident", "routine", 0, 2, 0.1, when="major-incident"),
    DutyKind("event", "Events in the evening", "routine", 0, 3, 0.1, part="evening"),
    DutyKind("ct-reserve", "Counter-terrorist reserve", "ct-response", 3, 2, 0.2, supported=True),
)
"""Duties are taken from this list in turn; all of it is invented."""


WAITING = ("specialist-support", "reserve", "ct-reserve")
"""The kinds of duties that can wait, where people are on call."""
WAIT_MINUTES = 60


def duties_of(
    size: Size, rhythm: Rhythm, levels: Sequence[int], counting: float, taken: Sequence[int] = ()
) -> tuple[Duty, ...]:
    """Return duties that the force can mostly cover.

    Parameters
    ----------
    size
        The size asked for.
    rhythm
        How the teams share the hours.
    levels
        The number of people for whom each rung of skill is the highest.
    counting
        The share of people on duty by their pattern who are present and willing, and whom duties may ask for.
    taken
        The number of people of each rung whom crews take.

    Notes
    -----
    From the highest rung down, the duties of a rung share the people for whom it is the highest, and the people
    of higher rungs whom no duty has asked for.
    """
    kinds = [KINDS[index % len(KINDS)] for index in range(size.duties)]
    strengths = [0] * size.duties
    spare = 0.0
    for level in reversed(range(len(SKILLS))):
        spare += levels[level] * rhythm.share * counting
        spare = max(spare - taken[level], 0.0) if taken else spare
        asked = [index for index, kind in enumerate(kinds) if kind.level == level]
        if asked:
            shares = apportion(int(spare), [kinds[index].weight for index in asked])
            for index, share in zip(asked, shares, strict=True):
                strengths[index] = share
            spare -= int(spare)
    return tuple(_duty(kinds[index], index, max(strengths[index], 1), rhythm) for index in range(size.duties))


def able_to_wait(duties: Sequence[Duty], levels: Sequence[int], on_call: float) -> tuple[Duty, ...]:
    """Return duties of which some can wait, and ask for the people on call as well.

    Parameters
    ----------
    on_call
        The least share of people who are on call and present on any day.
    """
    waiting = [duty for duty in duties if duty.id.startswith(WAITING)]
    more: dict[str, int] = {}
    for level, people in enumerate(levels):
        mine = [duty for duty in waiting if SKILLS[level].id in duty.capabilities]
        shares = apportion(int(people * on_call), [1.0] * len(mine))
        more |= {duty.id: share for duty, share in zip(mine, shares, strict=True)}
    return tuple(
        replace(duty, strength=duty.strength + more[duty.id], ready_minutes=WAIT_MINUTES) if duty.id in more else duty
        for duty in duties
    )


def _duty(kind: DutyKind, index: int, strength: int, rhythm: Rhythm) -> Duty:
    number = index // len(KINDS) + 1
    suffix = f"-{number}" if number > 1 or kind.id in ("site", "hub") else ""
    skill = SKILLS[kind.level].id
    return Duty(
        id=kind.id + suffix,
        task=kind.task,
        capabilities=(skill, SUPPORT.id) if kind.supported else (skill,),
        strength=strength,
        criticality=kind.criticality,
        site=f"site-{number}" if kind.task == "static-guard" else "",
        shifts=rhythm.parts[kind.part],
        when=kind.when,
        name=kind.name,
    )


def changes_of(draws: Draws, duties: Sequence[Duty], size: Size) -> Iterator[Event]:
    """Yield changes of the requirement: more for some hours, duties suspended, an incident declared."""
    for duty in draws.some(duties, max(1, len(duties) // 4)):
        moment = size.moment(draws.uniform(0.1, 0.8))
        more = duty.strength + max(1, duty.strength // 12)
        until = moment + draws.randrange(6, 30) * HOUR
        yield Event("", STRENGTH_CHANGED, duty.id, moment, moment - DAY, until, count=more)
    lowest = [duty for duty in duties if duty.criticality > 1]
    for duty in draws.some(lowest, len(lowest) // 5):
        moment = size.moment(draws.uniform(0.2, 0.8))
        until = moment + draws.randrange(8, 24) * HOUR
        yield Event("", DUTY_SUSPENDED, duty.id, moment, moment - 3 * HOUR, until)
    for name in sorted({duty.when for duty in duties} - {""}):
        moment = size.moment(draws.uniform(0.3, 0.6))
        yield Event("", DECLARED, name, moment, moment)
        yield Event("", ENDED, name, moment + 8 * HOUR, moment + 8 * HOUR)
