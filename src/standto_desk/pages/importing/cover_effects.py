"""The effect of an import on cover, in a line each for before and after."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from standto.coverage import Cover, cover
from standto.model.scenario import Scenario
from standto.model.time import DAY, Instant
from standto.register import situation_of
from standto_desk.acts.import_plans import ImportPlan

LONGEST = 14 * DAY
"""The most time of a first import that is looked at."""


class CoverEffect(NamedTuple):
    """Cover in words, before and after an import; `before` is empty for a first one."""

    since: Instant
    until: Instant
    before: str
    after: str
    first_gap: Instant | None


def cover_of_first(sheets: Scenario) -> CoverEffect:
    """Return cover by a scenario alone, from its start."""
    start, until = sheets.horizon
    until = min(start + LONGEST, until)
    found = cover(situation_of(sheets), until=until)
    return CoverEffect(start, until, "", found.headline, _first_gap(found))


def cover_after(plan: ImportPlan) -> CoverEffect:
    """Return cover over a look-ahead from the start of an import, as it would be without it and with it."""
    # The days of a grid begin at midnight, and what is planned at the first shift.
    start = max(plan.since, plan.after.horizon.start)
    until = min(start + plan.after.policy.look_ahead, plan.after.horizon.until)
    before, after = (
        cover(situation_of(scenario, at=start, known_at=start), until=until)
        for scenario in (replace(plan.before, horizon=plan.after.horizon), plan.after)
    )
    return CoverEffect(start, until, before.headline, after.headline, _first_gap(after))


def _first_gap(found: Cover) -> Instant | None:
    return int(found.windows.starts[found.short[0]]) if found.short else None
