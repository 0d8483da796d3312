"""Relief as JSON and as rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from standto.model.duties import JOINED
from standto.model.time import Period
from standto.presenting.scope import scope_json
from standto.relieving.newcomers import Newcomers
from standto.relieving.relief_facts import ReliefFacts


def relief_json(relief: ReliefFacts) -> dict[str, Any]:
    """Return an answer in the form of ``standto relief --pool POOL --json``."""
    return {
        **scope_json(relief),
        "adding": _adding(relief, relief.newcomers),
        "enough": relief.enough,
        "curve": [
            {
                "count": number,
                "place_hours": relief.place_hours[number],
                "crew_hours": relief.crew_hours[number],
                "hours_not_covered": relief.hours_not_covered[number],
                "duties": relief.by_duty(number),
                "crews": relief.by_crew(number),
                "short": _periods(relief, relief.short_periods(number)),
                "closes": _periods(relief, relief.closed_by(number)),
            }
            for number in range(relief.up_to + 1)
        ],
    }


def relief_rows(relief: ReliefFacts) -> list[dict[str, Any]]:
    """Return a flat row for each number added and each duty or crew that is ever short."""
    rows = []
    for number in range(relief.up_to + 1):
        hours = [("duty", one, each) for one, each in relief.by_duty(number).items()]
        hours += [("crew", one, each) for one, each in relief.by_crew(number).items()]
        rows += [{"count": number, "of": of, "subject": one, "hours_short": each} for of, one, each in hours]
    return rows


def relief_columns() -> dict[str, type]:
    """Return the columns of `relief_rows`."""
    return {"count": int, "of": str, "subject": str, "hours_short": float}


def _adding(relief: ReliefFacts, newcomers: Newcomers) -> dict[str, Any]:
    iso = relief.scenario.zone.iso
    start, until = newcomers.there
    return {
        "pool": newcomers.pool or None,
        "capability": None if newcomers.pool else JOINED.join(newcomers.skill),
        "force": relief.scenario.forces_in_order[newcomers.force].id,
        "asked": iso(newcomers.asked),
        "from": iso(start) if start < until else None,
        "until": iso(until) if start < until else None,
    }


def _periods(relief: ReliefFacts, periods: Iterable[Period]) -> list[dict[str, str]]:
    iso = relief.scenario.zone.iso
    return [{"from": iso(start), "until": iso(until)} for start, until in periods]
