"""Rest as JSON and as rows."""

from __future__ import annotations

from typing import Any

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
        "stints": rest_rows(rest),
    }


def rest_rows(rest: RestFacts) -> list[dict[str, Any]]:
    """Return a flat row for each rule that a stint breaks."""
    people, zone = rest.scenario.people, rest.scenario.zone
    # Many stints start together, and a look-up of the zone costs more than everything else here.
    iso = {moment: zone.iso(moment) for each in rest.broken for moment in each.period}
    return [
        {
            "person": people[each.person].id,
            "from": iso[each.period.start],
            "until": iso[each.period.until],
            "rule": rest.rules[each.rule].id,
            "effect": rest.rules[each.rule].effect,
            "measured": printed(rest.rules[each.rule], each.measured),
            "bound": rest.rules[each.rule].bound,
        }
        for each in rest.broken
    ]
