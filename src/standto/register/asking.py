"""How a situation is asked for: of which scenario, as of when, as known when, on which assumptions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.errors import OptionError
from standto.register.records import Records
from standto.register.situation import Situation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from standto.model.scenario import Scenario
    from standto.model.time import Instant


def situation_of(
    scenario: Scenario,
    *,
    at: Instant | None = None,
    known_at: Instant | None = None,
    assume: Sequence[str] = (),
) -> Situation:
    """Return the situation of a scenario.

    Parameters
    ----------
    at
        As of when; None: from the start of the horizon on.
    known_at
        As known when; None: at `at`, and everything where that is None too.
    assume
        Declarations taken to be in force throughout.

    Raises
    ------
    OptionError
        `at` lies outside the horizon, or nothing in the scenario knows a declaration.
    """
    return situation_in(Records(scenario), at=at, known_at=known_at, assume=assume)


def situation_in(
    records: Records,
    *,
    at: Instant | None = None,
    known_at: Instant | None = None,
    assume: Sequence[str] = (),
) -> Situation:
    """Return a situation from records already at hand; see `situation_of`."""
    scenario = records.scenario
    iso = scenario.zone.iso
    if at is not None and at not in scenario.horizon:
        start, until = scenario.horizon
        raise OptionError(f"at: {iso(at)} is not at or after {iso(start)} and before {iso(until)}")
    unknown = sorted(set(assume) - set(scenario.declarations))
    if unknown:
        allowed = ", ".join(scenario.declarations) or "none in this scenario"
        raise OptionError(f"assume: {', '.join(unknown)}: no such declaration; allowed: {allowed}")
    return Situation(records, at, at if known_at is None else known_at, tuple(sorted(set(assume))))
