"""Reviews ahead: what the review would recommend at later moments, across futures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from standto.assuming.assumptions import Assumptions
from standto.model.result import Result
from standto.model.scenario import Scenario
from standto.model.time import Instant
from standto.outlooks.looking_ahead import check_asked
from standto.register import Situation, situated
from standto.spreading.chunks import Executor, check_executor
from standto.spreading.tallying import answers_in_order
from standto.weighing.moments_to_decide import later_moments
from standto.weighing.review_ahead_facts import CoveredThen, RecommendedStep, ReviewsAheadFacts
from standto.weighing.review_ahead_records import review_ahead_columns, review_ahead_json, review_ahead_rows
from standto.weighing.review_ahead_screen import review_ahead_text
from standto.weighing.reviewed_futures import ReviewThen, StepThen, futures_to_review
from standto.wording import Moment, check_callable, check_whole

MOST_REVIEWED = 10_000


class ReviewsAhead(ReviewsAheadFacts, Result):
    """What reviews would recommend at later moments; its fields are `ReviewsAheadFacts`."""

    def as_json(self) -> dict[str, Any]:
        """Return the answer, ready for `json.dumps`."""
        return review_ahead_json(self)

    @property
    def columns(self) -> dict[str, type]:
        """The columns of `rows()` in order, each with the type of its values; a value may also be None."""
        return review_ahead_columns()

    def rows(self) -> list[dict[str, Any]]:
        """Return a flat row for each moment and step, for a data frame."""
        return review_ahead_rows(self)

    def summary(self) -> str:
        """Return one screen for reading: at each moment, the steps that futures recommend."""
        return review_ahead_text(self)


def review_ahead(
    of: Situation | Scenario,
    *,
    assumptions: Assumptions,
    moments: Sequence[Moment],
    futures: int = 20,
    seed: int = 0,
    executor: Executor | None = None,
    progress: Callable[[float], None] | None = None,
) -> ReviewsAhead:
    """Return what the review would recommend at some moments, across the first futures of an outlook.

    The events of each future join the records as they would become known: step-backs, returns and absences as they
    begin and end, and donors' answers as their places come or go. Nobody decides anything before.

    Parameters
    ----------
    of, assumptions, seed
        As for `standto.outlook`.
    moments
        The moments of the reviews: from the start on, before the end of the scenario.
    futures
        The number of futures reviewed. A review takes far longer than a future of an outlook, so there are few.
    executor
        Who reviews; None: this process, on all its cores. See `standto.spreading.executor_of`.
    progress
        Is told the share that is finished, from 0 to 1. An error that it raises cancels the rest.

    Raises
    ------
    OptionError
        An argument is outside what is allowed.

    Notes
    -----
    A future says nothing of the time at which a leave was agreed: nobody knows its end until it comes.
    """
    situation = situated(of)
    check_callable(progress, "progress")
    check_executor(executor)
    check_whole(futures, "futures", 1, MOST_REVIEWED)
    check_asked(assumptions, seed)
    later = later_moments(moments, situation, situation.period.until)
    run = futures_to_review(situation, assumptions, seed, later)
    answers = answers_in_order(run, futures, executor=executor, size=1, progress=progress)
    found = [review for each in answers for review in each]
    return ReviewsAhead(
        situation=situation,
        assumptions=assumptions,
        seed=seed,
        futures=futures,
        moments=later,
        recommended=tuple(_recommended(found)),
        covered=tuple(_covered(found, later)),
        inputs=run.futures_inputs,
    )


def _recommended(found: list[ReviewThen]) -> list[RecommendedStep]:
    """Return the steps of some reviews, by moment, the one that most of them recommend first."""
    steps: dict[tuple[Instant, str], list[StepThen]] = defaultdict(list)
    for each in found:
        for one in each.steps:
            steps[each.at, one.id].append(one)
    told = [
        RecommendedStep(
            at, name, same[0].step, same[0].subject, same[0].changes, tuple(sorted(one.places for one in same))
        )
        for (at, name), same in steps.items()
    ]
    return sorted(told, key=lambda one: (one.at, -len(one.places), one.id))


def _covered(found: list[ReviewThen], moments: tuple[Instant, ...]) -> list[CoveredThen]:
    """Return the number of reviews that find each criticality covered, by moment."""
    return [
        CoveredThen(at, level, sum(dict(one.covered)[level] for one in found if one.at == at))
        for at in moments
        for level, _ in sorted(found[0].covered)
    ]
