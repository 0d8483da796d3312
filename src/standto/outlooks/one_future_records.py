"""One future as JSON and as rows: a row for each step, in counts."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from standto.outlooks.chances import CONDITION
from standto.outlooks.help_ahead import tier_names
from standto.outlooks.outlook_records import question_json

if TYPE_CHECKING:
    from standto.outlooks.one_future_facts import OneFutureFacts

MOVES = ("stepped_back", "returned", "away", "otherwise_absent")
"""The columns that count slots."""


def one_future_json(facts: OneFutureFacts) -> dict[str, Any]:
    """Return one future in the form of ``standto outlook --future N --json``."""
    ours, iso = facts.outlook, facts.scenario.zone.iso
    judged = zip(ours.tally.judged, facts.gaps.tolist(), facts.first_gap, strict=True)
    return {
        **question_json(ours),
        "condition": CONDITION,
        "future": facts.future,
        "steps": [iso(start) for start in (*ours.starts.tolist(), int(ours.untils[-1]))],
        **{name: values.tolist() for name, values in zip(MOVES, facts.moves, strict=True)},
        "judged": [
            {
                "of": one.sort,
                "id": one.id,
                "gap": gap,
                "first_gap": None if first is None else iso(int(ours.starts[first])),
            }
            for one, gap, first in judged
        ],
        "tiers": [
            {"tier": tier, "name": name, "used": used}
            for tier, (name, used) in enumerate(zip(tier_names(ours), facts.used.tolist(), strict=True))
        ],
    }


def one_future_rows(facts: OneFutureFacts) -> list[dict[str, Any]]:
    """Return a flat row for each step and each thing judged."""
    ours, local = facts.outlook, facts.scenario.zone.local
    starts, untils = ([local(one) for one in times.tolist()] for times in (ours.starts, ours.untils))
    moves = [dict(zip(MOVES, (int(number) for number in row), strict=True)) for row in zip(*facts.moves, strict=True)]
    return [
        {"from": starts[step], "until": untils[step], "of": one.sort, "subject": one.id, "gap": gap, **moves[step]}
        for one, gaps in zip(ours.tally.judged, facts.gaps.tolist(), strict=True)
        for step, gap in enumerate(gaps)
    ]


def one_future_columns() -> dict[str, type]:
    """Return the columns of `one_future_rows`."""
    return {"from": datetime, "until": datetime, "of": str, "subject": str, "gap": int, **dict.fromkeys(MOVES, int)}
