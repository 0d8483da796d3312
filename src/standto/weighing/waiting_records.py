"""What waiting costs, as JSON and as rows."""

from __future__ import annotations

from typing import Any

from standto.presenting.scope import not_checked
from standto.weighing.value_records import difference_numbers
from standto.weighing.waiting_facts import WaitingCostsFacts


def waiting_json(facts: WaitingCostsFacts) -> dict[str, Any]:
    """Return the answer for JSON."""
    situation, iso = facts.situation, facts.scenario.zone.iso
    return {
        "format": 1,
        "scenario": facts.scenario.title,
        "at": iso(situation.period.start),
        "known_at": None if situation.known_at is None else iso(situation.known_at),
        "until": iso(facts.until),
        "basis": facts.basis,
        "not_checked": list(not_checked(facts.scenario)),
        "assumptions": facts.assumptions.name,
        "seed": facts.seed,
        "futures": facts.futures,
        "moments": [iso(one) for one in facts.moments],
        "inputs": facts.inputs,
        "costs": [{**row, "asked": iso(one)} for row, one in _rows(facts)],
    }


def waiting_rows(facts: WaitingCostsFacts) -> list[dict[str, Any]]:
    """Return a flat row for each help, moment and criticality."""
    local = facts.scenario.zone.local
    return [{**row, "asked": local(asked)} for row, asked in _rows(facts)]


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
