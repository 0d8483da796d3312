"""The scope of an answer: the question, and the conditions that no answer checks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from standto.model.time import HOUR, Period
from standto.wording import counted, listed, moment, span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from standto.model.scenario import Scenario
    from standto.model.time import Instant
    from standto.model.windows import Windows
    from standto.register import Situation

HELP = {
    "none": "no help counted",
    "present": "help that is here",
    "confirmed": "confirmed help",
    "offered": "offered help",
}
"""The help that each basis counts, in words."""
TIMES: dict[str, type] = {"from": datetime, "until": datetime, "hours": float}
"""The columns of `Scope.times`."""
UNCHECKED = "Rest is not checked."
CHECKED = "Rest is checked by the rules of the scenario."
CALL_INS_ALONE = "Rest is checked for call-ins only."


@dataclass(frozen=True, repr=False)
class Scope:
    """The question that an answer over windows belongs to.

    Attributes
    ----------
    situation
        The situation asked about.
    windows
        Supply and requirement; duties and forces are numbered in their order.
    basis
        Which help counts.
    """

    situation: Situation
    windows: Windows
    basis: str

    @property
    def scenario(self) -> Scenario:
        """The scenario asked about."""
        return self.situation.scenario

    @property
    def digest(self) -> str:
        """SHA-256 of the scenario's files; empty if it was made in memory."""
        return self.scenario.digest

    @property
    def until(self) -> Instant:
        """The end of the time asked for."""
        return int(self.windows.untils[-1])

    @property
    def asked_period(self) -> Period:
        """The time asked about."""
        return Period(int(self.windows.starts[0]), self.until)

    @cached_property
    def periods(self) -> list[tuple[str, str]]:
        """The start and the end of each window, in ISO 8601."""
        bounds = [self.scenario.zone.iso(instant) for instant in (*self.windows.starts.tolist(), self.until)]
        return list(pairwise(bounds))

    @cached_property
    def times(self) -> list[dict[str, Any]]:
        """The start and the end of each window in local time, and its length in hours, for rows."""
        local = self.scenario.zone.local
        bounds = [(instant, local(instant)) for instant in (*self.windows.starts.tolist(), self.until)]
        return [
            {"from": start, "until": until, "hours": (end - begin) / HOUR}
            for (begin, start), (end, until) in pairwise(bounds)
        ]


def not_checked(scenario: Scenario) -> tuple[str, ...]:
    """Return the conditions that no answer checks: rest, if the scenario has no rules on it."""
    return () if scenario.working_time else ("rest",)


def rest_words(scenario: Scenario, without: str = UNCHECKED) -> str:
    """Return the sentence about rest at the end of an answer.

    Parameters
    ----------
    without
        What it says where the scenario has no rules.
    """
    return CHECKED if scenario.working_time else without


def scope_json(scope: Scope) -> dict[str, Any]:
    """Return the fields at the head of every answer's JSON."""
    situation, iso = scope.situation, scope.scenario.zone.iso
    return {
        "format": 1,
        "scenario": scope.scenario.title,
        "at": None if situation.at is None else iso(situation.at),
        "known_at": None if situation.known_at is None else iso(situation.known_at),
        "until": iso(scope.until),
        "basis": scope.basis,
        "assume": list(situation.assumed),
        **({} if situation.ready is None else {"ready": situation.ready}),
        "not_checked": list(not_checked(scope.scenario)),
    }


def scope_text(scope: Scope) -> str:
    """Return the question as a sentence."""
    situation, zone = scope.situation, scope.scenario.zone
    asked = [span(zone, int(scope.windows.starts[0]), scope.until), HELP[scope.basis]]
    if situation.known_at is not None:
        asked.append(f"as known {moment(zone, situation.known_at)}")
    return ", ".join([*asked, *assumption_words(scope.scenario, situation.assumed, situation.ready)])


def assumption_words(scenario: Scenario, assumed: Sequence[str], ready: int | None) -> list[str]:
    """Return what an answer assumes, in words: its declarations, and how long every duty and crew can wait."""
    words = [f"assuming {listed(assumed)}"] if assumed else []
    if ready is not None:
        soon = f"within {counted(ready, 'minute')}" if ready else "at once"
        words.append(f"{scenario.words.people} ready {soon}")
    return words
