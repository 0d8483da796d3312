"""Every kind of result, of a sample."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from standto import (
    breaking_points,
    candidates,
    compare,
    cost_of_waiting,
    cover,
    margin,
    outlook,
    outlook_report,
    rates,
    read_scenario,
    relief,
    replay,
    rest,
    review,
    review_ahead,
    screen_assumptions,
    sitrep,
    situation_of,
    statement,
    statement_report,
    value_of_help,
)
from standto.assuming import assumed
from standto.assuming.processes import StepBackShock
from standto.assuming.ranges import Spread
from standto.comparing import answer_if, cover_if, margin_if, review_if
from standto.model.result import Result
from standto.model.time import DAY, HOUR
from standto.outlooks.replaying_futures import future_of

SAMPLES = {"lifeboat": "ilb", "on-call": "ward"}
"""The samples, each with a duty or crew to find candidates for."""


def results_of(sample: str) -> Iterator[Result]:
    """Yield every kind of result of a sample; for each audience, where it has several."""
    scenario = read_scenario(sample)
    noon = situation_of(scenario, at=scenario.horizon.start + DAY)
    yield cover(scenario)
    yield margin(scenario, runs=2)
    yield rest(scenario)
    yield review(noon)
    yield replay(scenario)
    yield candidates(noon, duty=SAMPLES[sample])
    yield statement(scenario)
    yield compare(scenario, noon)
    yield relief(scenario)
    yield relief(scenario, capability=scenario.capabilities[0].id, up_to=2)
    yield sitrep(noon, runs=1)
    yield sitrep(scenario, at=scenario.horizon.until - 1, audience="public", runs=1)
    yield statement_report(statement(scenario), audience="command")
    yield statement_report(statement(scenario), audience="public")
    yield cover_if(noon, "1 step back")
    yield margin_if(noon, "1 step back", runs=2)
    yield review_if(noon, "1 step back")
    yield answer_if(noon, rest, "1 step back")
    yield from _of_futures(noon)


def _of_futures(noon) -> Iterator[Result]:
    """Yield every kind of result about futures, over a day in which some step back."""
    start = noon.period.start
    some = StepBackShock("some", Spread(Fraction(0), Fraction(4), whole=True), start, start + 3 * HOUR)
    asked = {"assumptions": assumed(name="few", by="planner", at=start, processes=(some,)), "until": start + DAY}
    look = outlook(noon, futures=2, **asked)
    yield look
    yield outlook_report(look)
    yield future_of(noon, future=1, **asked)
    yield breaking_points(noon, until=start + DAY, runs=2)
    yield value_of_help(noon, futures=2, **asked)
    yield cost_of_waiting(noon, moments=[start + HOUR], futures=2, **asked)
    yield review_ahead(noon, assumptions=asked["assumptions"], moments=[start + HOUR], futures=1)
    yield screen_assumptions(noon, paths=2, futures=2, **asked)
    yield rates(noon)
