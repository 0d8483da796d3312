"""Every kind of result, of a sample."""

from __future__ import annotations

from collections.abc import Iterator

from standto import (
    candidates,
    compare,
    cover,
    margin,
    read_scenario,
    relief,
    replay,
    rest,
    review,
    sitrep,
    situation_of,
    statement,
    statement_report,
)
from standto.comparing import answer_if, cover_if, margin_if, review_if
from standto.model.result import Result
from standto.model.time import DAY

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
