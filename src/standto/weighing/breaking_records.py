"""Breaking points as JSON and as rows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from standto.coverage.random_order import RandomMargin
from standto.presenting.scope import scope_json
from standto.weighing.breaking_facts import BreakingPoint, BreakingPointsFacts


def breaking_json(points: BreakingPointsFacts) -> dict[str, Any]:
    """Return the answer for JSON."""
    return {
        **scope_json(points),
        "runs": points.runs,
        "seed": points.seed,
        "breaking_points": [_point(points, one) for one in points.points],
    }


def breaking_rows(points: BreakingPointsFacts) -> list[dict[str, Any]]:
    """Return a flat row for each group and duty."""
    local = points.scenario.zone.local
    rows = []
    for one in points.points:
        row = _point(points, one)
        start = None if one.window is None else local(int(points.windows.starts[one.window]))
        orders = row.pop("orders") or dict.fromkeys(RandomMargin._fields)
        rows.append({**row, "from": start, "first": ";".join(row["first"]), **orders})
    return rows


def breaking_columns() -> dict[str, type]:
    """Return the columns of `breaking_rows`."""
    point = {"group": str, "id": str, "size": int, "up_to": str, "criticality": int, "worst_case": int, "at_least": int}
    return {**point, "from": datetime, "first": str, **dict.fromkeys(RandomMargin._fields, int)}


def _point(points: BreakingPointsFacts, one: BreakingPoint) -> dict[str, Any]:
    """Return a point: its group, the last of its duties, and the numbers."""
    duties = points.scenario.duties_in_order
    return {
        "group": one.group,
        "id": one.id or None,
        "size": one.size,
        "up_to": duties[one.duty].id,
        "criticality": one.criticality,
        "worst_case": one.worst,
        "at_least": one.at_least,
        "from": None if one.window is None else points.periods[one.window][0],
        "first": [duties[duty].id for duty in one.first],
        "orders": None if one.orders is None else dict(zip(RandomMargin._fields, one.orders, strict=True)),
    }
