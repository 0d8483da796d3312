"""The question of an answer that weighs futures: its fields, its JSON and its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from standto.assuming.assumptions import Assumptions
from standto.model.scenario import Scenario
from standto.model.time import Instant
from standto.presenting.scope import HELP, not_checked
from standto.register import Situation
from standto.wording import counted, span, wrapped


@dataclass(frozen=True, repr=False)
class WeighedFutures:
    """The futures that an answer weighs: the first of an outlook.

    Attributes
    ----------
    situation, assumptions, seed, futures
        As in `standto.outlooks.outlook_facts.OutlookFacts`.
    inputs
        SHA-256 of everything that the futures depend on.
    """

    situation: Situation
    assumptions: Assumptions
    seed: int
    futures: int
    inputs: str

    @property
    def scenario(self) -> Scenario:
        """The scenario asked about."""
        return self.situation.scenario


@dataclass(frozen=True, repr=False)
class SameFutures(WeighedFutures):
    """The question of an answer that compares worlds, all of which have the same futures.

    Attributes
    ----------
    basis
        The help that counts.
    until
        The end of the time asked for.
    criticalities
        The criticalities, in order.
    """

    basis: str
    until: Instant
    criticalities: tuple[int, ...]


def weighed_json(facts: WeighedFutures, **asked: Any) -> dict[str, Any]:
    """Return the fields at the head of an answer's JSON.

    Parameters
    ----------
    asked
        The fields of its question that not every answer has.
    """
    situation, iso = facts.situation, facts.scenario.zone.iso
    return {
        "format": 1,
        "scenario": facts.scenario.title,
        "at": iso(situation.period.start),
        "known_at": None if situation.known_at is None else iso(situation.known_at),
        **asked,
        "not_checked": list(not_checked(facts.scenario)),
        "assumptions": facts.assumptions.name,
        "seed": facts.seed,
        "futures": facts.futures,
        "inputs": facts.inputs,
    }


def same_futures_json(facts: SameFutures) -> dict[str, Any]:
    """Return the fields at the head of the JSON of an answer that compares worlds."""
    return weighed_json(facts, until=facts.scenario.zone.iso(facts.until), basis=facts.basis)


def same_futures_lines(facts: SameFutures, question: str, *more: str) -> list[str]:
    """Return the first lines of an answer: the scenario's title, and the question with the time and the help asked for.

    Parameters
    ----------
    more
        Other parts of the question.
    """
    period = span(facts.scenario.zone, facts.situation.period.start, facts.until)
    return [facts.scenario.title, *wrapped(", ".join([question, period, HELP[facts.basis], *more]), hanging=2)]


def weighed_words(facts: WeighedFutures) -> str:
    """Return the futures and their assumptions as a sentence."""
    return f'{counted(facts.futures, "future")}, seed {facts.seed}, assumptions "{facts.assumptions.name}".'
