"""The least relief as JSON and as rows."""

from __future__ import annotations

from typing import Any

from standto.model.time import HOUR
from standto.presenting.scope import TIMES, scope_json
from standto.relieving.least_facts import GapToClose, LeastReliefFacts


def least_json(relief: LeastReliefFacts) -> dict[str, Any]:
    """Return an answer in the form of ``standto relief --json`` without a pool or a skill."""
    return {
        **scope_json(relief),
        "from": relief.scenario.zone.iso(relief.since),
        "skills": list(relief.skills),
        "everything": dict(zip(relief.skills, relief.everything, strict=True)),
        "gaps": [
            {**_gap(relief, one), "least": dict(zip(relief.skills, one.least, strict=True))} for one in relief.gaps
        ],
    }


def least_rows(relief: LeastReliefFacts) -> list[dict[str, Any]]:
    """Return a flat row for each gap and skill."""
    local, rows = relief.scenario.zone.local, []
    for one in relief.gaps:
        start, until = one.period
        times = {"from": local(start), "until": local(until), "hours": (until - start) / HOUR}
        for skill, number in zip(relief.skills, one.least, strict=True):
            rows.append({**times, **_subject(one), "most": one.most, "skill": skill, "least": number})
    return rows


def least_columns() -> dict[str, type]:
    """Return the columns of `least_rows`."""
    return {**TIMES, "duty": str, "crew": str, "most": int, "skill": str, "least": int}


def _gap(relief: LeastReliefFacts, gap: GapToClose) -> dict[str, Any]:
    iso = relief.scenario.zone.iso
    start, until = gap.period
    return {
        **_subject(gap),
        "from": iso(start),
        "until": iso(until),
        "most": gap.most,
    }


def _subject(gap: GapToClose) -> dict[str, str | None]:
    return {"duty": None if gap.crew else gap.subject, "crew": gap.subject if gap.crew else None}
