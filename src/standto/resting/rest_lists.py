"""Rest as JSON and as rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from standto.model.time import Instant
from standto.resting.rest_facts import RestFacts
from standto.stints import printed


def rest_json(rest: RestFacts) -> dict[str, Any]:
    """Return an answer in the form of ``standto rest --json``."""
    situation, iso = rest.situation, rest.scenario.zone.iso
    return {
        "format": 1,
        "scenario": rest.scenario.title,
        "at": None if situation.at is None else iso(situation.at),
        "known_at": None if situation.known_at is None else iso(situation.known_at),
        "until": iso(rest.period.until),
        "stints": _stints(rest, iso),
    }


def rest_rows(rest: RestFacts) -> list[dict[str, Any]]:
    """Return a flat row for each rule that a stint breaks."""
    return _stints(rest, rest.scenario.zone.local)


def rest_columns() -> dict[str, type]:
    """Return the columns of `rest_rows`."""
    times = {"from": datetime, "until": datetime}
    return {"person": str, **times, "rule": str, "effect": str, "measured": float, "bound": float}


def _stints(rest: RestFacts, told: Callable[[Instant], Any]) -> list[dict[str, Any]]:
    people = rest.scenario.people
    # Many stints start together, and a look-up of the zone costs more than everything else here.
    told_of = {moment: told(moment) for moment in {moment for each in rest.broken for moment in each.period}}
    return [
        {
            "person": people[each.person].id,
            "from": told_of[each.period.start],
            "until": told_of[each.period.until],
            "rule": rest.rules[each.rule].id,
            "effect": rest.rules[each.rule].effect,
            "measured": printed(rest.rules[each.rule], each.measured),
            "bound": rest.rules[each.rule].bound,
        }
        for each in rest.broken
    ]
