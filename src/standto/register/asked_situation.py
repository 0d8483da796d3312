"""The situation that a public function is asked about: given as it is, or as a scenario."""

from __future__ import annotations

from dataclasses import replace

from standto.model.scenario import Scenario
from standto.register.situation import Situation, check_within, situation_of
from standto.wording import Moment, no_scenario, optional_instant


def situated(of: Scenario | Situation, *, at: Moment | None = None, known_at: Moment | None = None) -> Situation:
    """Return the situation to answer about.

    Parameters
    ----------
    of
        A scenario; or a situation, whose own `at` and `known_at` are the defaults. If it counts all events, so does the
        answer.
    at, known_at
        As for `situation_of`.

    Raises
    ------
    OptionError
        `of` is neither; `at` lies outside the horizon; or a moment is none.
    """
    if isinstance(of, Scenario):
        return situation_of(of, at=at, known_at=known_at)
    if not isinstance(of, Situation):
        raise no_scenario(of)
    if at is None and known_at is None:
        return of
    zone, horizon = of.scenario.zone, of.scenario.horizon
    start, known = optional_instant(at, zone, horizon, "at"), optional_instant(known_at, zone, horizon, "known_at")
    if start is not None:
        check_within(horizon, start, zone)
    return replace(of, at=of.at if start is None else start, known_at=of.known_at if known is None else known)
