"""The margin as JSON and as rows."""

from __future__ import annotations

from typing import Any

from standto.coverage.margin_facts import MarginFacts, WindowMargin
from standto.coverage.random_order import RandomMargin
from standto.presenting.scope import TIMES, scope_json


def margin_json(margin: MarginFacts) -> dict[str, Any]:
    """Return an answer in the form of ``standto margin --json``."""
    return {
        **scope_json(margin),
        "runs": margin.runs,
        "seed": margin.seed,
        "margins": _margins_json(margin),
        "summary": _summary_json(margin),
    }


def margin_rows(margin: MarginFacts) -> list[dict[str, Any]]:
    """Return a flat row for each window and criticality."""
    rows = []
    for one, line in zip(margin.margins, _margins_json(margin), strict=True):
        critical, random = line["critical"] or {}, line["random"] or {}
        rows.append(
            {
                **margin.times[one.window],
                "criticality": line["criticality"],
                "worst_case": line["worst_case"],
                "at_most": line.get("at_most", line["worst_case"]),
                "critical": ";".join(critical.get("duties", ())),
                "eligible": critical.get("eligible"),
                "required": critical.get("required"),
                **{name: random.get(name) for name in RandomMargin._fields},
            }
        )
    return rows


def margin_columns() -> dict[str, type]:
    """Return the columns of `margin_rows`."""
    numbers = dict.fromkeys(("criticality", "worst_case", "at_most"), int)
    after = dict.fromkeys(("eligible", "required", *RandomMargin._fields), int)
    return {**TIMES, **numbers, "critical": str, **after}


def _margins_json(margin: MarginFacts) -> list[dict[str, Any]]:
    return [
        {
            "from": margin.periods[one.window][0],
            "until": margin.periods[one.window][1],
            "criticality": one.criticality,
            **_critical_json(margin, one),
            "random": _random_json(one.random),
        }
        for one in margin.margins
    ]


def _critical_json(margin: MarginFacts, one: WindowMargin) -> dict[str, Any]:
    """Return the worst case and the critical set."""
    if one.critical is None:
        return {"worst_case": None, "critical": None}
    duties = margin.scenario.duties_in_order
    line: dict[str, Any] = {"worst_case": one.critical.worst_case}
    if one.critical.at_most != one.critical.worst_case:
        line["at_most"] = one.critical.at_most
    line["critical"] = {
        "duties": [duties[duty].id for duty in one.critical.duties],
        "eligible": one.critical.eligible,
        "required": one.critical.required,
    }
    return line


def _summary_json(margin: MarginFacts) -> list[dict[str, Any]]:
    lines = []
    for least in margin.least:
        worst_case = None if least.critical is None else least.critical.worst_case
        line: dict[str, Any] = {"criticality": least.criticality, "worst_case": worst_case}
        if least.at_most != worst_case:
            line["at_most"] = least.at_most
        line["from"], line["until"] = (None, None) if least.window is None else margin.periods[least.window]
        line["register"] = least.register
        line["random"] = _random_json(least.random)
        lines.append(line)
    return lines


def _random_json(random: RandomMargin | None) -> dict[str, int] | None:
    return None if random is None else random._asdict()
