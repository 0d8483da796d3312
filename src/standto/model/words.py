"""The words of a scenario: what pages and reports call people, kinds of help and steps in its sector."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from standto.model import steps
from standto.model.ladder import AID_STATES, CONTINGENCY_STATES

VERBS: Mapping[str, str] = MappingProxyType(
    {
        steps.CALL_IN: "call in",
        steps.ASK_AID: "ask",
        steps.REQUEST: "request",
        steps.DEPLOY: "deploy",
        steps.STAND_DOWN: "stand down",
        steps.RELEASE: "release",
    }
)
"""The usual verb of each step that changes who is called on."""
STATES: Mapping[str, str] = MappingProxyType(
    {state: state.replace("-", " ") for state in (*AID_STATES, *CONTINGENCY_STATES)}
)
"""The usual words for the state of places of other forces."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words for what is shown; the ids in files and in JSON stay the same.

    Attributes
    ----------
    person, people
        One volunteer, and several.
    aid, contingency
        Help from forces of kind `police` and `other`, and help from forces of kind `military`.
    recorder
        The role that records who steps back and what happens.
    marking, public_marking
        The handling marking of a report to command, and of one to the public.
    steps
        A verb for some steps, by their ids; the others have their usual ones.
    states
        Words for some states of places, by their ids; the others have their usual ones.
    """

    person: str = "person"
    people: str = "people"
    aid: str = "aid"
    contingency: str = "contingency"
    recorder: str = "duty officer"
    marking: str = "OFFICIAL-SENSITIVE \N{EM DASH} command"
    public_marking: str = "Public"
    steps: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)

    def verb(self, step: str) -> str:
        """Return the verb of a step, such as ``ask`` or ``stand down``."""
        return self.steps.get(step) or VERBS[step]

    def state(self, state: str) -> str:
        """Return a state of places in words."""
        return self.states.get(state) or state.replace("-", " ")

    def named(self, step: str) -> str:
        """Return a step as reasons name it: its id, or words if the scenario has its own for any part of it."""
        kinds = {steps.ASK_AID: "aid", steps.RELEASE: "aid"} | dict.fromkeys(
            (steps.REQUEST, steps.DEPLOY, steps.STAND_DOWN), "contingency"
        )
        kind = kinds.get(step, "")
        if step not in VERBS or (step not in self.steps and (not kind or getattr(self, kind) == kind)):
            return step
        about = f" ({getattr(self, kind)})" if kind else ""
        return f"{self.verb(step)}{about}"


USUAL = Vocabulary()
"""The words of a scenario that has none of its own."""


def several(noun: str) -> str:
    """Return the plural of a noun: ``duty officers``, ``launching authorities``."""
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}s"


def with_article(noun: str) -> str:
    """Return a noun with its indefinite article: ``a contingency``, ``an extra crew``."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"
