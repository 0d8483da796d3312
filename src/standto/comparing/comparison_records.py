"""A comparison as JSON and as rows."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from standto.comparing.aligned_windows import Side
from standto.comparing.comparison_facts import ComparisonFacts
from standto.coverage.cover_facts import CoverFacts
from standto.coverage.cover_records import cover_json
from standto.kernel.crewing import NOT_STANDING
from standto.model.time import HOUR
from standto.presenting.scope import TIMES

Line = dict[str, Any]


def comparison_json(comparison: ComparisonFacts) -> Line:
    """Return both answers, and the difference."""
    return {
        "format": 1,
        "aligned": comparison.aligned,
        "what_if": {
            "before": list(comparison.before.scenario.supposed.told),
            "after": list(comparison.after.scenario.supposed.told),
        },
        "before": cover_json(comparison.before),
        "after": cover_json(comparison.after),
        "difference": difference_json(comparison),
    }


def difference_json(comparison: ComparisonFacts) -> Line:
    """Return the difference: in all, and by window, duty and crew."""
    only_before, only_after = comparison.only
    names = ("before", "after", "difference")
    found: Line = {
        "first_gap": dict(zip(names[:2], comparison.first_gaps, strict=True)),
        "gap_hours": {duty: dict(zip(names, hours, strict=True)) for duty, hours in comparison.gap_hours.items()},
    }
    if comparison.crews:
        found["crew_hours"] = {
            crew: dict(zip(names, hours, strict=True)) for crew, hours in comparison.crew_hours.items()
        }
    return found | {
        "only_before": list(only_before),
        "only_after": list(only_after),
        "windows": _windows(comparison),
    }


def comparison_rows(comparison: ComparisonFacts) -> list[Line]:
    """Return a flat row for each window and duty or crew that stands in it, in either answer."""
    local, edges = comparison.scenario.zone.local, comparison.edges.tolist()
    blank = dict.fromkeys(comparison_columns(comparison))
    rows = []
    for row, (start, until) in enumerate(pairwise(edges)):
        hours = (until - start) / HOUR
        times = {"from": local(start), "until": local(until), "hours": hours}
        rows += [{**blank, **times, **_duty_row(line, hours)} for line in _duties(comparison, row)]
        rows += [{**blank, **times, **_crew_row(line)} for line in _crews(comparison, row)]
    return rows


def comparison_columns(comparison: ComparisonFacts) -> dict[str, type]:
    """Return the columns of `comparison_rows`."""
    numbers = ("required_before", "required_after", "gap_before", "gap_after", "difference")
    hours = ("place_hours_before", "place_hours_after", "place_hours_difference")
    found = {**TIMES, "duty": str, "crew": str, **dict.fromkeys(numbers, int), **dict.fromkeys(hours, float)}
    return found | (dict.fromkeys(("state_before", "state_after"), str) if comparison.crews else {})


def _duty_row(line: Line, hours: float) -> Line:
    before, after = line["before"] or {}, line["after"] or {}
    gaps = {"before": before.get("gap"), "after": after.get("gap"), "difference": line["difference"]}
    return {
        "duty": line["duty"],
        "required_before": before.get("required"),
        "required_after": after.get("required"),
        "gap_before": gaps["before"],
        "gap_after": gaps["after"],
        "difference": gaps["difference"],
        **{f"place_hours_{name}": _times(gap, hours) for name, gap in gaps.items()},
    }


def _crew_row(line: Line) -> Line:
    before, after = line["before"] or {}, line["after"] or {}
    states = {"state_before": before.get("state"), "state_after": after.get("state")}
    return {"crew": line["crew"], "difference": line["difference"], **states}


def _times(number: int | None, hours: float) -> float | None:
    return None if number is None else number * hours


def _windows(comparison: ComparisonFacts) -> list[Line]:
    """Return the windows of both, with what stands in each."""
    iso, edges = comparison.before.scenario.zone.iso, comparison.edges.tolist()
    found = []
    for row, (start, until) in enumerate(pairwise(edges)):
        window: Line = {"from": iso(start), "until": iso(until), "duties": _duties(comparison, row)}
        if comparison.crews:
            window["crews"] = _crews(comparison, row)
        found.append(window)
    return found


def _duties(comparison: ComparisonFacts, row: int) -> list[Line]:
    found = []
    for column, duty in enumerate(comparison.duties):
        before, after = (
            {"required": required, "gap": int(side.gap[row, column])}
            if (required := int(side.required[row, column])) >= 0
            else None
            for side in comparison.sides
        )
        if before or after:
            difference = int(comparison.difference[row, column])
            found.append({"duty": duty, "before": before, "after": after, "difference": difference})
    return found


def _crews(comparison: ComparisonFacts, row: int) -> list[Line]:
    found = []
    both = zip((comparison.before, comparison.after), comparison.sides, strict=True)
    told = [[_crew(facts, side, row, place) for place in enumerate(comparison.crews)] for facts, side in both]
    for column, (crew, before, after) in enumerate(zip(comparison.crews, *told, strict=True)):
        if before or after:
            difference = int(comparison.crew_difference[row, column])
            found.append({"crew": crew, "before": before, "after": after, "difference": difference})
    return found


def _crew(facts: CoverFacts, side: Side, row: int, place: tuple[int, str]) -> Line | None:
    """Return the state of a crew, given by its place and its id, in one answer; None where it does not stand."""
    column, crew = place
    state = int(side.state[row, column])
    if state == NOT_STANDING:
        return None
    return {"state": state_name(facts, crew, state), "covered": not bool(side.below[row, column])}


def state_name(facts: CoverFacts, crew: str, state: int) -> str:
    """Return the name of the state of a crew."""
    names = next(own.names for own in facts.scenario.crew_states if own.crew.id == crew)
    return names[state] if state >= 0 else "off"
