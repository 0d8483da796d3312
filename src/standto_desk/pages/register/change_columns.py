"""The fields of each table on a form: the question, a hint, and the kind of answer."""

from __future__ import annotations

from typing import NamedTuple

from standto.model.scenario import Scenario
from standto_desk.pages.register import change_choices as offers
from standto_desk.pages.register.change_kinds import (
    CHOICE,
    LINES,
    MOMENT,
    NUMBER,
    RADIOS,
    SEVERAL,
    TEXT,
    CellKind,
    Choices,
)


class AskedColumn(NamedTuple):
    """A column as a form asks for it; `offer` gives the choices, of kinds that have some."""

    label: str
    kind: CellKind = TEXT
    hint: str = ""
    offer: offers.Offer | None = None

    def choices(self, scenario: Scenario) -> Choices:
        """Return the choices in a scenario."""
        return self.offer(scenario) if self.offer else ()


_ID = "Small letters, digits, '.', '_' and '-'. Leave blank and we make it from the name."
_FROM = AskedColumn("Starts to stand", MOMENT, "Leave blank if it has no set beginning.")
_UNTIL = AskedColumn("Stands until", MOMENT, "Leave blank if it has no set end.")
_NAME = AskedColumn("Name", TEXT, "As pages show it.")
_WHEN = AskedColumn(
    "Only while something is declared", TEXT, "The name of the declaration. Leave blank if it stands anyway."
)
_READY = AskedColumn("Minutes that it can wait for people", NUMBER, "Leave blank for 0: they must be there.")
_CRITICALITY = AskedColumn("Criticality", NUMBER, "1 is filled first. Leave blank for 1.")
_TASK = AskedColumn("Task", TEXT, "What is done there. Powers permit tasks by this name.")
_SITE = AskedColumn("Site", TEXT, "Where it is done. Leave blank if that does not matter.")
_SHIFTS = AskedColumn("Shifts", SEVERAL, "Choose none if it stands all day.", offers.shifts)
_SKILLS = AskedColumn("Skills, any one of which will do", SEVERAL, "", offers.skills_or_several)
_PERSON = AskedColumn("Cipher of the person")

ASKED: dict[str, dict[str, AskedColumn]] = {
    "people": {
        "person": AskedColumn(
            "Cipher", TEXT, "Small letters and digits. Never a name, nor a number that tells who it is."
        ),
        "team": AskedColumn("Team", CHOICE, "", offers.optional("No team", offers.home_teams)),
    },
    "authorisations": {
        "person": _PERSON,
        "capability": AskedColumn("Skill", CHOICE, "", offers.needed(offers.skills)),
        "from": AskedColumn("Valid from", MOMENT, "Leave blank if it has no set beginning."),
        "until": AskedColumn("Valid until", MOMENT, "Leave blank if it has no set end."),
    },
    "rota": {
        "person": _PERSON,
        "from": AskedColumn("On duty from", MOMENT),
        "until": AskedColumn("On duty until", MOMENT),
        "duty": AskedColumn(
            "For which duty or crew?", CHOICE, "", offers.optional("Any that they can do", offers.demands)
        ),
        "ready_minutes": AskedColumn("Minutes that they need to be at work", NUMBER, "Leave blank if they are there."),
    },
    "teams": {
        "team": AskedColumn("Id of the team", TEXT, "Small letters, digits, '.', '_' and '-'."),
        "force": AskedColumn("Force", CHOICE, "", offers.optional("Your own force", offers.forces)),
        "pattern": AskedColumn("Pattern", CHOICE, "", offers.optional("No pattern", offers.patterns)),
        "offset_days": AskedColumn("Days that it is behind the pattern", NUMBER, "Leave blank for 0."),
    },
    "shifts": {
        "id": AskedColumn("Id of the shift", TEXT, "Small letters, digits, '.', '_' and '-'."),
        "starts": AskedColumn("Starts", TEXT, "By the clock on the wall, such as 07:00."),
        "ends": AskedColumn("Ends", TEXT, "If it is not after the start, it is on the next day."),
        "ready_minutes": AskedColumn(
            "Minutes that people on it need to be at work", NUMBER, "Leave blank if they are there."
        ),
    },
    "patterns": {
        "id": AskedColumn("Id of the pattern", TEXT, "Small letters, digits, '.', '_' and '-'."),
        "anchor": AskedColumn("First day of the cycle", TEXT, "Such as 2026-03-24."),
        "cycle": AskedColumn("Cycle", LINES, "The id of a shift on each line, one for each day; 'rest' for a day off."),
    },
    "capabilities": {
        "name": _NAME,
        "capability": AskedColumn("Id of the skill", TEXT, _ID),
    },
    "duties": {
        "name": _NAME,
        "duty": AskedColumn("Id of the duty", TEXT, _ID),
        "task": _TASK,
        "site": _SITE,
        "capabilities": _SKILLS,
        "strength": AskedColumn("People required", NUMBER),
        "criticality": _CRITICALITY,
        "from": _FROM,
        "until": _UNTIL,
        "shifts": _SHIFTS,
        "when": _WHEN,
        "ready_minutes": _READY,
    },
    "crews": {
        "name": _NAME,
        "crew": AskedColumn("Id of the crew", TEXT, _ID),
        "task": _TASK,
        "site": _SITE,
        "criticality": _CRITICALITY,
        "needs": AskedColumn("State that it needs", TEXT, "The id of one of its states. Leave blank for the best."),
        "from": _FROM,
        "until": _UNTIL,
        "shifts": _SHIFTS,
        "when": _WHEN,
        "ready_minutes": _READY,
    },
    "seats": {
        "crew": AskedColumn("Crew", CHOICE, "", offers.needed(offers.crews)),
        "state": AskedColumn("State of the crew", TEXT, "The id of the state that has the seat."),
        "seat": AskedColumn("Seat", TEXT, "The id of the seat, such as driver."),
        "capabilities": _SKILLS,
        "strength": AskedColumn("People", NUMBER, "Leave blank for 1."),
    },
    "forces": {
        "name": _NAME,
        "force": AskedColumn("Id of the force", TEXT, _ID),
        "kind": AskedColumn("Kind", CHOICE, "", offers.needed(offers.kinds)),
        "tier": AskedColumn("Order in which it is asked", NUMBER, "1 is asked first. Leave blank for the usual order."),
    },
    "pools": {
        "pool": AskedColumn("Id of the pool", TEXT, "Small letters, digits, '.', '_' and '-'."),
        "force": AskedColumn("Force", CHOICE, "", offers.needed(offers.forces)),
        "capabilities": AskedColumn("Skills that each place has", SEVERAL, "", offers.skills),
        "count": AskedColumn("Places", NUMBER),
        "from": AskedColumn("Available from", MOMENT, "Leave blank if it has no set beginning."),
        "until": AskedColumn("Available until", MOMENT, "Leave blank if it has no set end."),
        "state": AskedColumn("First state", CHOICE, "", offers.optional("The usual one", offers.states)),
        "lead_minutes": AskedColumn("Minutes from asking to arriving", NUMBER, "Leave blank for 0."),
        "ready_minutes": AskedColumn("Minutes to be at work once there", NUMBER, "Leave blank for 0."),
    },
    "sources": {
        "title": AskedColumn("Title"),
        "source": AskedColumn("Id of the source", TEXT, _ID),
        "publisher": AskedColumn("Publisher"),
        "published": AskedColumn("Published", TEXT, "Its date, as it is printed."),
    },
    "powers": {
        "power": AskedColumn("Id of the power", TEXT, "Small letters, digits, '.', '_' and '-'."),
        "kind": AskedColumn("Which kind of force?", CHOICE, "", offers.needed(offers.kinds)),
        "task": AskedColumn("Task", CHOICE, "", offers.needed(offers.tasks)),
        "site": AskedColumn("Site", CHOICE, "", offers.optional("Every site", offers.sites)),
        "when": AskedColumn(
            "Only while something is declared", TEXT, "The name of the declaration. Leave blank for always."
        ),
        "permitted": AskedColumn("May it do the task?", RADIOS, "", offers.yes_no),
        "authority": AskedColumn("Law or agreement that says so"),
        "from": AskedColumn("Holds from", MOMENT, "Leave blank if it has no set beginning."),
        "until": AskedColumn("Holds until", MOMENT, "Leave blank if it has no set end."),
    },
    "rest-rules": {
        "id": AskedColumn("Id of the rule", TEXT, "The id of a rule of the set replaces that rule."),
        "measure": AskedColumn("What does it limit?", CHOICE, "", offers.needed(offers.measures)),
        "bound": AskedColumn(
            "Limit", TEXT, "Hours, or a number of stints: the least for rest, the most for the others."
        ),
        "days": AskedColumn("Days looked back", TEXT, "Only for hours or rest in some days."),
        "gap_hours": AskedColumn("Hours off that end the row", TEXT, "Only for stints or nights in a row."),
        "effect": AskedColumn("If a stint breaks it", CHOICE, "", offers.needed(offers.effects)),
        "teams": AskedColumn("Teams", SEVERAL, "Choose none if it is for everybody.", offers.teams),
        "source": AskedColumn("Where the rule is from"),
    },
}
"""The columns of each table, in the order of its form."""
