"""What an answer says about itself: what was asked, and what was not checked."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from standto.wording import listed, moment, span

if TYPE_CHECKING:
    from collections.abc import Callable

    from standto.model.time import Instant
    from standto.model.windows import Windows
    from standto.register import Situation

NOT_CHECKED = ("rest",)
"""What no answer here looks at yet."""
HELP = {
    "none": "no help counted",
    "present": "help that is here",
    "confirmed": "confirmed help",
    "offered": "offered help",
}
"""Which help each basis counts, in words."""
UNCHECKED = "Rest is not checked."


def scope_json(situation: Situation, until: Instant, basis: str) -> dict[str, Any]:
    """Return the head of every answer's JSON."""
    iso = situation.scenario.zone.iso
    return {
        "format": 1,
        "scenario": situation.scenario.title,
        "at": None if situation.at is None else iso(situation.at),
        "known_at": None if situation.known_at is None else iso(situation.known_at),
        "until": iso(until),
        "basis": basis,
        "assume": list(situation.assumed),
        "not_checked": list(NOT_CHECKED),
    }


def iso_of(situation: Situation) -> Callable[[Instant], str]:
    """Return how instants are written, each worked out once."""
    return cache(situation.scenario.zone.iso)


def scope_text(situation: Situation, windows: Windows, basis: str) -> str:
    """Return what was asked, as a sentence."""
    zone = situation.scenario.zone
    asked = [span(zone, int(windows.starts[0]), int(windows.untils[-1]))]
    asked.append(HELP[basis])
    if situation.known_at is not None:
        asked.append(f"as known {moment(zone, situation.known_at)}")
    if situation.assumed:
        asked.append(f"assuming {listed(situation.assumed)}")
    return ", ".join(asked)
