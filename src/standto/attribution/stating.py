"""The cover statement: what was short in a past period, for how long, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from standto.attribution.attributing import attribute
from standto.attribution.capability_strengths import capability_strengths_of
from standto.attribution.rows_of_time import rows_of
from standto.attribution.statement_facts import StatementFacts
from standto.attribution.statement_records import statement_columns, statement_json, statement_rows
from standto.attribution.statement_screen import statement_text
from standto.attribution.strengths import strengths_of
from standto.errors import OptionError
from standto.model.result import Result
from standto.model.scenario import Scenario
from standto.register import Situation, situated, situation_in
from standto.register.asked_situation import check_within
from standto.register.selection import basis_selection
from standto.wording import Moment, check_callable, optional_instant

PRESENT = "present"


class CoverStatement(StatementFacts, Result):
    """The place-hours short of a past period, each by one cause; its fields are `StatementFacts`."""

    def as_json(self, *, trace: bool = False) -> dict[str, Any]:
        """Return the answer, ready for `json.dumps`.

        Parameters
        ----------
        trace
            Whether to list the events behind each cause, not only their number, the first and the last.
        """
        return statement_json(self, trace=trace)

    @property
    def columns(self) -> dict[str, type]:
        """The columns of `rows()` in order, each with the type of its values; a value may also be None."""
        return statement_columns()

    def rows(self) -> list[dict[str, Any]]:
        """Return a flat row for each row of time and duty or crew, for a data frame."""
        return statement_rows(self)

    def summary(self) -> str:
        """Return one screen for reading: what was short and why, then each row of time, then who there was."""
        return statement_text(self)


def statement(
    of: Situation | Scenario,
    *,
    since: Moment | None = None,
    until: Moment | None = None,
    known_at: Moment | None = None,
    basis: str = PRESENT,
    assume: Sequence[str] = (),
    ready: int | None = None,
    now: Moment | None = None,
    progress: Callable[[float], None] | None = None,
) -> CoverStatement:
    """Return the place-hours short of a past period by duty, crew and site, each by one cause.

    Parameters
    ----------
    of
        A scenario; or a situation, whose start, knowledge, assumptions and readiness are then the defaults.
    since, until
        The period; by default the whole horizon.
    known_at
        Only events recorded by then count; None: everything known now, also what was recorded later.
    basis
        Which help counted as it was: ``none``, ``present``, ``confirmed`` or ``offered``.
    assume
        Declarations to assume in force throughout.
    ready
        Minutes that every duty and crew could wait at least; None: only as long as their rows say.
    now
        The present: rows that end after it are marked as not over yet. The library reads no clock.
    progress
        Called with the share of the work that is done, from 0 to 1.

    Raises
    ------
    OptionError
        The period is not inside the horizon, or starts at or after `now`; there is no such basis or declaration.

    Notes
    -----
    The causes are counterfactual, in a fixed order: reasons not to count are lifted one after another, and the cause of
    a place-hour is the step at which it is filled first. See `standto.attribution.attributing.attribute`.
    """
    situation = _situation(of, since, known_at, assume, ready)
    scenario = situation.scenario
    basis_selection(scenario, basis)
    check_callable(progress, "progress")
    period = situation.period_until(until)
    present = optional_instant(now, scenario.zone, scenario.horizon, "now")
    if present is not None and period.start >= present:
        starts, now_is = scenario.zone.iso(period.start), scenario.zone.iso(present)
        raise OptionError(f"since: the period starts at {starts}, which is not past: allowed are times before {now_is}")
    kind, rows = rows_of(scenario.zone, period)
    found = attribute(situation, basis, rows, progress)
    strengths = strengths_of(situation, basis, rows), capability_strengths_of(situation, basis, rows)
    return CoverStatement(situation, basis, kind, rows, found, *strengths, present)


def _situation(
    of: Situation | Scenario, since: Moment | None, known_at: Moment | None, assume: Sequence[str], ready: int | None
) -> Situation:
    """Return the situation from the start of the period, with everything known unless something else is asked for."""
    usual = situated(of)
    zone, horizon = usual.scenario.zone, usual.scenario.horizon
    start = optional_instant(since, zone, horizon, "since")
    known = optional_instant(known_at, zone, horizon, "known_at")
    if start is not None:
        check_within(horizon, start, zone, "since")
    found = situation_in(
        usual.records,
        at=usual.at if start is None else start,
        assume=assume or usual.assumed,
        ready=usual.ready if ready is None else ready,
    )
    # Without a state of knowledge a situation knows what was known at its start: a statement looks back.
    return replace(found, known_at=usual.known_at if known is None else known)
