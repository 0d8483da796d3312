"""The situation that a question is about: of a scenario, of records, or given as it is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from standto.errors import OptionError
from standto.model.scenario import Scenario
from standto.model.time import Instant, Period
from standto.model.zone import Zone
from standto.register.records import Records
from standto.register.situation import Situation
from standto.wording import MOST_MINUTES, Moment, check_whole, no_scenario, optional_instant, shortened


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
        check_within(horizon, start, zone, "at")
    return replace(of, at=of.at if start is None else start, known_at=of.known_at if known is None else known)


def situation_of(
    scenario: Scenario,
    *,
    at: Moment | None = None,
    known_at: Moment | None = None,
    assume: Sequence[str] = (),
    ready: int | None = None,
) -> Situation:
    """Return the situation of a scenario.

    Parameters
    ----------
    at
        The moment from which to look; None: the start of the horizon.
    known_at
        The moment by which events must be recorded to count; None: `at` or, without `at`, all events count.
    assume
        Declarations to assume in force throughout.
    ready
        Minutes that every duty and crew can wait at least; None: only as long as their rows say.

    Raises
    ------
    OptionError
        It is not a scenario; a moment is none, or `at` lies outside the horizon; the scenario never names a
        declaration; or `ready` is negative.

    Notes
    -----
    A moment is a datetime, a text in ISO 8601 or an instant, as everywhere in the library; see `instant_of`.
    """
    if not isinstance(scenario, Scenario):
        raise no_scenario(scenario, "scenario", "a scenario")
    zone, horizon = scenario.zone, scenario.horizon
    return situation_in(
        Records(scenario),
        at=optional_instant(at, zone, horizon, "at"),
        known_at=optional_instant(known_at, zone, horizon, "known_at"),
        assume=assume,
        ready=ready,
    )


def situation_in(
    records: Records,
    *,
    at: Instant | None = None,
    known_at: Instant | None = None,
    assume: Sequence[str] = (),
    ready: int | None = None,
) -> Situation:
    """Return a situation of existing records; see `situation_of`."""
    scenario = records.scenario
    if at is not None:
        check_within(scenario.horizon, at, scenario.zone, "at")
    _check_texts(assume)
    unknown = sorted(set(assume) - set(scenario.declarations))
    if unknown:
        allowed = ", ".join(scenario.declarations) or "none in this scenario"
        raise OptionError(f"assume: {', '.join(unknown)}: no such declaration; allowed: {allowed}")
    if ready is not None:
        check_whole(ready, "ready", 0, MOST_MINUTES)
    return Situation(records, at, at if known_at is None else known_at, tuple(sorted(set(assume))), ready)


def _check_texts(assume: object) -> None:
    """Raise `OptionError` if declarations to assume are not given as a list of texts."""
    if isinstance(assume, str):
        raise OptionError(f"assume: {assume!r} is a text: give a list of declarations, as [{assume!r}]")
    if not isinstance(assume, Collection) or not all(isinstance(one, str) for one in assume):
        raise OptionError(f"assume: {shortened(assume)} is not a list of declarations")


def check_within(period: Period, instant: Instant, zone: Zone, name: str) -> None:
    """Raise `OptionError` if an instant, given by an argument of some name, lies outside a period."""
    if instant not in period:
        start, until = (zone.iso(one) for one in period)
        raise OptionError(f"{name}: {zone.iso(instant)} is not at or after {start} and before {until}")
