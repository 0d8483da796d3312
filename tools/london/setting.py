"""The forces, duties, powers and pools of the weekend: the forces are reported, every number is invented."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from standto.model.duties import Duty, Power
from standto.model.people import Capability, Force, Pool, Team
from standto.model.shifts import Pattern
from standto.scenario.generating.absence import AbsenceRates
from standto.scenario.generating.draws import apportion
from standto.scenario.generating.rhythm import EIGHT_HOURS
from standto.scenario.generating.volunteers import SKILLS
from tools.london.params import HEADCOUNT

if TYPE_CHECKING:
    from tools.london.params import WeekendParams

HOME = "met"
MILITARY = "mod"
MILITARY_POOL = "mod-support"
ATTACK = "attack"
SHIFTS = EIGHT_HOURS
CYCLE = ("early", "early", "late", "late", "night", "night", "rest", "rest", "rest", "rest")
PATTERN = Pattern("two-two-two-four", date(2023, 9, 18), CYCLE)
TEAMS = tuple(Team(f"team-{letter}", HOME, PATTERN.id, 2 * place) for place, letter in enumerate("abcde"))
CAPABILITIES = (
    *(Capability(skill.id, skill.name) for skill in SKILLS),
    Capability("military-support", "Counter-terrorism support by the armed forces"),
)


class Donor(NamedTuple):
    """A force that was or could have been asked.

    Attributes
    ----------
    weight
        Its share of the places lent, relative to the others; the same scale serves forces that sent none.
    sent
        Whether it was reported to have sent officers.
    """

    id: str
    name: str
    weight: int
    sent: bool


DONORS = (
    Donor("kent", "Kent Police", 3, sent=True),
    Donor("hertfordshire", "Hertfordshire Constabulary", 2, sent=True),
    Donor("thames-valley", "Thames Valley Police", 3, sent=False),
    Donor("bedfordshire", "Bedfordshire Police", 2, sent=True),
    Donor("cambridgeshire", "Cambridgeshire Constabulary", 2, sent=True),
    Donor("leicestershire", "Leicestershire Police", 2, sent=False),
    Donor("avon-and-somerset", "Avon and Somerset Police", 2, sent=True),
    Donor("surrey", "Surrey Police", 2, sent=False),
    Donor("sussex", "Sussex Police", 2, sent=False),
    Donor("devon-and-cornwall", "Devon & Cornwall Police", 2, sent=False),
    Donor("north-yorkshire", "North Yorkshire Police", 2, sent=False),
)
"""In the order in which they are called on, which is invented."""
FORCES = (
    Force(HOME, "home", 0, "Metropolitan Police Service"),
    *(Force(donor.id, "police", 1, donor.name) for donor in DONORS),
    Force(MILITARY, "military", 3, "Ministry of Defence"),
)
MUTUAL_AID = "Police Act 1996, section 24: officers lent by another force, under the host's direction"
SUPPORT = "Military aid to the civil authorities: support to counter-terrorism, in an attack, where ministers agree"
NO_POWER = "Military aid to the civil authorities: not in routine policing"
POWERS = (
    Power("home-all", "home", "*", permitted=True, authority="The chief officer's own authority"),
    Power("police-all", "police", "*", permitted=True, authority=MUTUAL_AID),
    Power("military-routine", "military", "routine", permitted=False, authority=NO_POWER),
    Power("military-ct", "military", "ct-response", permitted=True, when=ATTACK, authority=SUPPORT),
    Power("military-guard", "military", "static-guard", permitted=True, when=ATTACK, authority=SUPPORT),
)


def levels(params: WeekendParams) -> list[int]:
    """Return the number of people for whom each rung of skill is the highest, the lowest rung first."""
    higher = [params.arv_people, params.sfo_people, params.ctsfo_people]
    return [HEADCOUNT - sum(higher), *higher]


def rates(params: WeekendParams) -> AbsenceRates:
    """Return the shares of people who are away."""
    return AbsenceRates(leave=params.leave, limited=params.limited, sick=params.sick)


def duties(params: WeekendParams) -> tuple[Duty, ...]:
    """Return the duties, sized by the people whom the teams usually have on duty."""
    usual = [people / len(TEAMS) * rates(params).present for people in levels(params)]
    afo, arv, sfo, ctsfo = usual

    def required(people: float, slack: float) -> int:
        """Return the requirement for a number of people usually on duty, less a slack."""
        return round(people * (1 - slack) * params.requirement_level)

    vehicles = required(arv, params.routine_slack)
    guards = round(vehicles * params.guard_part)
    inner, outer = apportion(vehicles - guards, [5, 4])
    site_a, site_b, site_c = apportion(guards, [1, 1, 1])
    protection, hubs = apportion(required(afo, params.other_slack), [3, 2])
    guard = params.guard_criticality
    return (
        Duty("ct-response", "ct-response", ("ctsfo", "military-support"), required(ctsfo, params.ct_slack), 1,
             name="Counter-terrorist response"),
        Duty("site-a", "static-guard", ("arv", "military-support"), site_a, guard, "site-a", name="Guard of site A"),
        Duty("site-b", "static-guard", ("arv", "military-support"), site_b, guard, "site-b", name="Guard of site B"),
        Duty("site-c", "static-guard", ("arv", "military-support"), site_c, guard, "site-c", name="Guard of site C"),
        Duty("armed-response-inner", "routine", ("arv",), inner, 2, name="Armed response vehicles, inner London"),
        Duty("protection", "routine", ("afo",), protection, 2, name="Protection of people and premises"),
        Duty("hubs", "routine", ("afo",), hubs, 2, name="Patrols of transport hubs"),
        Duty("specialist-support", "routine", ("sfo",), required(sfo, params.routine_slack) - 1, 2,
             name="Specialist support"),
        Duty("armed-response-outer", "routine", ("arv",), outer, 3, name="Armed response vehicles, outer London"),
    )  # fmt: skip


def asked(params: WeekendParams) -> dict[str, int]:
    """Return the number of places that each donor's pool was or could have been asked for."""
    sent = sum(donor.weight for donor in DONORS if donor.sent)
    shares = apportion(params.aid_asked, [donor.weight if donor.sent else 0 for donor in DONORS])
    return {
        f"{donor.id}-arv": share if donor.sent else max(1, round(params.aid_asked * donor.weight / sent))
        for donor, share in zip(DONORS, shares, strict=True)
    }


def lent(params: WeekendParams) -> dict[str, int]:
    """Return the number of places offered by each donor that sent officers, which may not be the number asked."""
    senders = [donor for donor in DONORS if donor.sent]
    shares = apportion(params.aid_places, [donor.weight for donor in senders])
    return {f"{donor.id}-arv": share for donor, share in zip(senders, shares, strict=True)}


def pools(params: WeekendParams) -> tuple[Pool, ...]:
    """Return the pools of the forces that lent or could have lent people, and of the armed forces."""
    places, lead = asked(params), params.lead_minutes
    donors = (
        Pool(f"{donor.id}-arv", donor.id, ("afo", "arv"), places[f"{donor.id}-arv"], "not-asked", lead_minutes=lead)
        for donor in DONORS
    )
    soldiers = ("military-support",)
    military = Pool(MILITARY_POOL, MILITARY, soldiers, params.military_places, "not-asked", lead_minutes=lead)
    return (*donors, military)
