"""Reviews of futures, future by future: a run whose futures any worker can review."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from standto.assuming.assumptions import Assumptions
from standto.futures.future_run import run_of_muster
from standto.futures.mustering import mustering_of
from standto.futures.record_bytes import bytes_of_record
from standto.ladder.review_facts import ReviewFacts
from standto.ladder.reviewing import Reviewer
from standto.model.scenario import Scenario
from standto.model.time import Instant
from standto.register import Records, Situation
from standto.spreading.sealed_values import sealed, unsealed
from standto.weighing.future_records import FutureRecords
from standto.weighing.stand_in_ciphers import with_stand_ins


class StepThen(NamedTuple):
    """A step that one review recommends; the fields are those of `RecommendedStep`, with the places of this future."""

    id: str
    step: str
    subject: str
    changes: bool
    places: int


class ReviewThen(NamedTuple):
    """What the review of one future recommends at one moment.

    Attributes
    ----------
    at
        The moment.
    steps
        The steps.
    covered
        Each criticality, and whether it is covered over the look-ahead.
    """

    at: Instant
    steps: tuple[StepThen, ...]
    covered: tuple[tuple[int, bool], ...]


Reviews = tuple[ReviewThen, ...]


@dataclass(frozen=True)
class ReviewedFutures:
    """The futures of a situation that are reviewed.

    A review needs everybody's record. Its workers get them with stand-ins for the ciphers.

    Attributes
    ----------
    scenario, since
        The scenario with stand-ins for its ciphers, and the instant from which on its register is known; see
        `standto.register.Records`.
    at, known_at, assumed, ready
        The fields of the situation.
    assumptions, seed
        As for `standto.outlook`.
    moments
        The moments of the reviews, in order.
    """

    scenario: Scenario
    since: Instant
    at: Instant | None
    known_at: Instant | None
    assumed: tuple[str, ...]
    ready: int | None
    assumptions: Assumptions
    seed: int
    moments: tuple[Instant, ...]

    @property
    def futures_inputs(self) -> str:
        """SHA-256 of everything that the futures depend on, in hexadecimal."""
        return self._records.run.inputs

    @cached_property
    def inputs(self) -> str:
        """SHA-256 of everything that the reviews depend on but the numbers of the futures, in hexadecimal."""
        digest = hashlib.sha256(f"reviews {self.futures_inputs}".encode())
        # The assumptions are among the inputs of the futures.
        here = (self.scenario, self.since, self.at, self.known_at, self.assumed, self.ready, self.moments)
        digest.update(bytes_of_record(here))
        return digest.hexdigest()

    def tally(self, start: int, stop: int) -> Reviews:
        """Return the reviews of the futures from `start` up to `stop`: by future, then by moment."""
        return tuple(self._review(future, at) for future in range(start, stop) for at in self.moments)

    def packed(self, answer: Reviews) -> bytes:
        """Return reviews packed for the way, or to be kept."""
        return sealed(answer)

    def unpacked(self, data: bytes) -> Reviews:
        """Return the reviews that were packed; raise `ValueError` if the bytes hold none."""
        try:
            return tuple(_review_in(*row) for row in unsealed(data))
        except TypeError as error:
            raise ValueError(f"these bytes hold no reviews: {error}") from None

    @cached_property
    def _records(self) -> FutureRecords:
        records = Records(self.scenario, since=self.since)
        situation = Situation(records, self.at, self.known_at, self.assumed, self.ready)
        mustering = mustering_of(situation, basis="confirmed")
        run = run_of_muster(mustering.muster(), self.assumptions, self.scenario, seed=self.seed)
        return FutureRecords(mustering, run)

    def _review(self, future: int, at: Instant) -> ReviewThen:
        then = self._records.situation(future, at)
        return _review_of(Reviewer(then.records).of(then))


def futures_to_review(
    situation: Situation, assumptions: Assumptions, seed: int, moments: tuple[Instant, ...]
) -> ReviewedFutures:
    """Return the futures of a situation, to be reviewed at some moments."""
    return ReviewedFutures(
        scenario=with_stand_ins(situation.scenario),
        since=situation.records.since,
        at=situation.at,
        known_at=situation.known_at,
        assumed=situation.assumed,
        ready=situation.ready,
        assumptions=assumptions,
        seed=seed,
        moments=moments,
    )


def _review_of(facts: ReviewFacts) -> ReviewThen:
    steps = tuple(StepThen(one.id, one.step, one.subject, one.changes, one.count or 0) for one in facts.recommendations)
    return ReviewThen(facts.at, steps, tuple(facts.covered.items()))


def _review_in(at: Instant, steps: list[list[Any]], covered: list[tuple[int, bool]]) -> ReviewThen:
    """Return the review of a row of JSON."""
    return ReviewThen(at, tuple(StepThen(*one) for one in steps), tuple((level, sound) for level, sound in covered))
