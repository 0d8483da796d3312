"""What waiting costs, as JSON and as rows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from standto.weighing.same_futures import same_futures_json
from standto.weighing.value_records import difference_columns, difference_numbers
from standto.weighing.waiting_facts import WaitingCostsFacts


def waiting_json(facts: WaitingCostsFacts) -> dict[str, Any]:
    """Return the answer for JSON."""
    iso = facts.scenario.zone.iso
    costs = [{**row, "asked": iso(one)} for row, one in _rows(facts)]
    return {**same_futures_json(facts), "moments": [iso(one) for one in facts.moments], "costs": costs}


def waiting_rows(facts: WaitingCostsFacts) -> list[dict[str, Any]]:
    """Return a flat row for each help, moment and criticality."""
    local = facts.scenario.zone.local
    return [{**row, "asked": local(asked)} for row, asked in _rows(facts)]


def waiting_columns() -> dict[str, type]:
    """Return the columns of `waiting_rows`."""
    help_asked = {"help": str, "id": str, "people": int, "asked": datetime}
    return {**help_asked, "criticality": int, **difference_columns()}


def _rows(facts: WaitingCostsFacts) -> list[tuple[dict[str, Any], int]]:
    """Return the rows with their instants; `hours_saved` and `chance_less` are what asking now saves."""
    return [
        (
            {
                "help": one.sort,
                "id": one.id or None,
                "people": one.people,
                "asked": None,
                "criticality": criticality,
                **difference_numbers(each),
            },
            one.asked,
        )
        for one in facts.costs
        for criticality, each in zip(facts.criticalities, one.differences, strict=True)
    ]
