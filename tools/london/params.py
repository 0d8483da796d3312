"""The invented numbers of the weekend, each with the range that it was chosen from."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from standto.scenario.generating.draws import Draws

HEADCOUNT = 2_595
"""Officers with a firearms authorisation at the end of April 2023: reported, not invented."""
SEED = 2023
"""The seed of the sample."""


@dataclass(frozen=True, slots=True)
class WeekendParams:
    """Numbers that were never published; all are invented.

    Hours are counted from Friday, 22 September 2023, 00:00 in London. Shares lie between 0 and 1.

    Attributes
    ----------
    arv_people, sfo_people, ctsfo_people
        The number of people with each as their highest skill; the rest of `HEADCOUNT` hold the lowest.
    limited, leave, sick
        The shares away on limited duties for the whole time, and on leave or sick at any one time.
    ct_slack
        The share of counter-terrorist specialists usually on duty that no duty asks for.
    routine_slack
        The same of armed response vehicle officers.
    other_slack
        The same of all others.
    requirement_level
        A factor applied to every requirement.
    guard_part
        The share of the requirement for armed response vehicle officers that goes to guarding sites.
    guard_criticality
        The criticality of guarding sites: 1 beside counter-terrorist response, 2 beside most routine duties,
        3 just before the vehicles of outer London, 4 after everything else.
    ct_stepped_back, arv_stepped_back, sfo_stepped_back, afo_stepped_back
        The share of people with each highest skill who step back.
    unevenness
        How much that share differs between teams.
    step_backs_from, step_backs_until
        The hours between which people step back, most of them in the first half.
    ct_returned_by_monday, arv_returned_by_monday
        The share of them who return in the night to Monday: of the specialists, and of everybody else.
    monday_from, monday_until
        The hours between which they return.
    returned_by_thursday
        The share of the others who return by Thursday.
    thursday_from, thursday_until
        The hours between which they return, most of them in the second half.
    returns_later
        The number of hours by which all returns are later.
    aid_places
        The places lent by the forces reported to have sent officers, together, on duty at any one time.
    aid_asked
        The places asked of the same forces.
    lead_minutes
        The minutes from asking for help until it is there.
    military_places
        The places requested of the armed forces, on duty at any one time.
    """

    arv_people: int = 480
    sfo_people: int = 60
    ctsfo_people: int = 130
    limited: float = 0.09
    leave: float = 0.13
    sick: float = 0.025
    ct_slack: float = 0.35
    routine_slack: float = 0.06
    other_slack: float = 0.12
    requirement_level: float = 1.0
    guard_part: float = 0.25
    guard_criticality: int = 1
    ct_stepped_back: float = 0.5
    arv_stepped_back: float = 0.3
    sfo_stepped_back: float = 0.15
    afo_stepped_back: float = 0.005
    unevenness: float = 0.1
    step_backs_from: float = 8
    step_backs_until: float = 66
    ct_returned_by_monday: float = 0.9
    arv_returned_by_monday: float = 0.16
    monday_from: float = 68
    monday_until: float = 81
    returned_by_thursday: float = 0.97
    thursday_from: float = 116
    thursday_until: float = 156
    returns_later: float = 0
    aid_places: int = 12
    aid_asked: int = 6
    lead_minutes: int = 720
    military_places: int = 40


RANGES: dict[str, tuple[float, float]] = {
    "arv_people": (400, 560),
    "sfo_people": (40, 90),
    "ctsfo_people": (100, 160),
    "limited": (0.07, 0.11),
    "leave": (0.11, 0.15),
    "sick": (0.02, 0.03),
    "ct_slack": (0.3, 0.4),
    "routine_slack": (0.04, 0.08),
    "other_slack": (0.1, 0.15),
    "requirement_level": (0.95, 1.05),
    "guard_part": (0.15, 0.35),
    "guard_criticality": (1, 4),
    "ct_stepped_back": (0.4, 0.6),
    "arv_stepped_back": (0.24, 0.36),
    "sfo_stepped_back": (0.05, 0.25),
    "afo_stepped_back": (0, 0.01),
    "unevenness": (0, 0.2),
    "step_backs_from": (2, 12),
    "step_backs_until": (60, 68),
    "ct_returned_by_monday": (0.8, 1),
    "arv_returned_by_monday": (0.1, 0.3),
    "monday_from": (62, 72),
    "monday_until": (78, 84),
    "returned_by_thursday": (0.94, 1),
    "thursday_from": (104, 124),
    "thursday_until": (150, 158),
    "returns_later": (-6, 6),
    "aid_places": (10, 16),
    "aid_asked": (5, 9),
    "lead_minutes": (360, 720),
    "military_places": (20, 60),
}
"""The smallest and the largest plausible value of each; both can be drawn."""


def drawn(seed: int) -> WeekendParams:
    """Return parameters drawn uniformly from their ranges."""
    draws = Draws(seed, "parameters")
    whole = {field.name for field in fields(WeekendParams) if field.type == "int"}
    values: dict[str, Any] = {
        name: draws.randint(round(least), round(most)) if name in whole else round(draws.uniform(least, most), 4)
        for name, (least, most) in RANGES.items()
    }
    return WeekendParams(**values)
