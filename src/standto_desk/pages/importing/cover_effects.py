"""The effect of an import on cover, in a line each for before and after."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from standto.coverage import Cover, cover
from standto.errors import OptionError
from standto.model.scenario import Scenario
from standto.model.time import DAY, Instant
from standto.register import situation_of
from standto_desk.acts.import_plans import ImportPlan
from standto_desk.picture.showing import picture_now

LONGEST = 14 * DAY
"""The most time of a first import that is looked at."""


class CoverEffect(NamedTuple):
    """Cover in words, before and after an import; `before` is empty for a first one."""

    until: Instant
    before: str
    after: str
    first_gap: Instant | None


def cover_of_first(sheets: Scenario) -> CoverEffect | None:
    """Return cover by a scenario alone, from its start; None if there is nothing to look at."""
    until = min(sheets.horizon.start + LONGEST, sheets.horizon.until)
    found = cover(situation_of(sheets), until=until)
    return CoverEffect(until, "", found.headline, _first_gap(found))


def cover_after(plan: ImportPlan) -> CoverEffect | None:
    """Return cover over the look-ahead of the board, as it is and after an import."""
    picture = picture_now()
    after = replace(plan.after, horizon=picture.scenario.horizon)
    try:
        found = cover(situation_of(after, at=picture.at, known_at=picture.known_at), until=picture.until)
    except OptionError:
        return None
    return CoverEffect(picture.until, picture.cover.headline, found.headline, _first_gap(found))


def _first_gap(found: Cover) -> Instant | None:
    return int(found.windows.starts[found.short[0]]) if found.short else None
