"""The question that every answer weighed over the same futures belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from standto.assuming.assumptions import Assumptions
from standto.model.scenario import Scenario
from standto.model.time import Instant
from standto.presenting.scope import not_checked
from standto.register import Situation


@dataclass(frozen=True, repr=False)
class SameFutures:
    """What was asked, and the futures that every world of the answer shares.

    Attributes
    ----------
    situation, basis, assumptions, seed, futures
        As in `standto.outlooks.outlook_facts.OutlookFacts`.
    until
        The end of the time asked for.
    criticalities
        The criticalities, in order.
    inputs
        SHA-256 of everything that the futures depend on.
    """

    situation: Situation
    basis: str
    assumptions: Assumptions
    seed: int
    futures: int
    until: Instant
    criticalities: tuple[int, ...]
    inputs: str

    @property
    def scenario(self) -> Scenario:
        """The scenario asked about."""
        return self.situation.scenario


def same_futures_json(facts: SameFutures) -> dict[str, Any]:
    """Return the fields at the head of each such answer's JSON."""
    situation, iso = facts.situation, facts.scenario.zone.iso
    return {
        "format": 1,
        "scenario": facts.scenario.title,
        "at": iso(situation.period.start),
        "known_at": None if situation.known_at is None else iso(situation.known_at),
        "until": iso(facts.until),
        "basis": facts.basis,
        "not_checked": list(not_checked(facts.scenario)),
        "assumptions": facts.assumptions.name,
        "seed": facts.seed,
        "futures": facts.futures,
        "inputs": facts.inputs,
    }
