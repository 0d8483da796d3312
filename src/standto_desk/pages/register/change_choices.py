"""What a form of the register offers to choose from: the things that are in force now."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from standto.model.duties import ANY
from standto.model.ladder import AID_STATES, CONTINGENCY_STATES
from standto.model.people import FORCE_KINDS
from standto.model.scenario import Scenario
from standto.model.working_time import EFFECTS, MEASURES, UNRESTED
from standto_desk.components.spoken import id_words
from standto_desk.pages.register.change_kinds import Choices
from standto_desk.presenting.kinds_of_forces import KIND_WORDS

Offer: TypeAlias = Callable[[Scenario], Choices]

MEASURE_WORDS = {
    "stint-hours": "The hours of one stint",
    "rest-before": "The rest before a stint, in hours",
    "hours-in": "The hours of work in some days",
    "rest-in": "The longest rest in some days, in hours",
    "run": "The number of stints in a row",
    "night-run": "The number of nights in a row",
}
EFFECT_WORDS = {
    "breach": "A breach of the rule",
    "owed": "Rest is owed",
    "note": "A note",
}


def optional(words: str, offer: Offer) -> Offer:
    """Return an offer that may also be left blank, with words for that."""
    return lambda scenario: [("", words), *offer(scenario)]


def needed(offer: Offer) -> Offer:
    """Return an offer of which one must be chosen."""
    return optional("Choose one", offer)


def teams(scenario: Scenario) -> Choices:
    """Return the teams."""
    return [(one.id, one.id) for one in scenario.teams]


def home_teams(scenario: Scenario) -> Choices:
    """Return the teams of the home force."""
    return [(one.id, one.id) for one in scenario.teams if one.force == scenario.home]


def patterns(scenario: Scenario) -> Choices:
    """Return the patterns."""
    return [(one.id, one.id) for one in scenario.patterns]


def shifts(scenario: Scenario) -> Choices:
    """Return the shifts, each with its times."""
    return [(one.id, f"{one.id}, {one.starts:%H:%M} to {one.ends:%H:%M}") for one in scenario.shifts]


def skills(scenario: Scenario) -> Choices:
    """Return the capabilities."""
    return [(one.id, one.label) for one in scenario.capabilities]


def skills_or_several(scenario: Scenario) -> Choices:
    """Return the capabilities, and those that some duty or seat asks one person to hold together."""
    together = {item for one in scenario.demands for item in one.capabilities if "+" in item}
    names = {one.id: one.label for one in scenario.capabilities}
    return [
        *skills(scenario),
        *((one, " with ".join(names.get(each, each) for each in one.split("+"))) for one in sorted(together)),
    ]


def forces(scenario: Scenario) -> Choices:
    """Return the forces."""
    return [(one.id, one.label) for one in scenario.forces]


def demands(scenario: Scenario) -> Choices:
    """Return the duties and the crews."""
    return [*((one.id, one.label) for one in scenario.duties), *crews(scenario)]


def crews(scenario: Scenario) -> Choices:
    """Return the crews."""
    return [(one.id, one.label) for one in scenario.crews]


def tasks(scenario: Scenario) -> Choices:
    """Return the tasks of duties and crews, and every task."""
    return [(ANY, "Every task"), *_names(one.task for one in scenario.demands)]


def sites(scenario: Scenario) -> Choices:
    """Return the sites of duties and crews."""
    return list(_names(one.site for one in scenario.demands if one.site))


def kinds(_scenario: Scenario) -> Choices:
    """Return the kinds of forces."""
    return [(kind, KIND_WORDS.get(kind, kind)) for kind in FORCE_KINDS]


def states(_scenario: Scenario) -> Choices:
    """Return the states of pools."""
    return [(one, id_words(one)) for one in dict.fromkeys(("available", *AID_STATES, *CONTINGENCY_STATES))]


def yes_no(_scenario: Scenario) -> Choices:
    """Return yes and no."""
    return [("yes", "Yes"), ("no", "No")]


def measures(_scenario: Scenario) -> Choices:
    """Return the measures of rules of rest."""
    return [(one, MEASURE_WORDS[one]) for one in MEASURES]


def effects(_scenario: Scenario) -> Choices:
    """Return the effects of rules of rest."""
    return [(one, EFFECT_WORDS[one]) for one in EFFECTS]


def sets_of_rules(_scenario: Scenario) -> Choices:
    """Return the sets of rules that come with the program."""
    from standto.stints import sets

    return [(one, one) for one in sets()]


def unrested(_scenario: Scenario) -> Choices:
    """Return what becomes of people in a stint that breaks a rule."""
    words = {"count": "They count", "leave-out": "They do not count"}
    return [(one, words[one]) for one in UNRESTED]


def _names(names: Iterable[str]) -> Iterable[tuple[str, str]]:
    return ((one, one) for one in sorted(set(names)))
