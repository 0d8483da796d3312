"""Reviews ahead for reading: at each moment, the steps that futures recommend, the most common first."""

from __future__ import annotations

from collections.abc import Iterator

from standto.model.time import Instant
from standto.outlooks.chances import CONDITION
from standto.presenting.scope import rest_words
from standto.weighing.review_ahead_facts import RecommendedStep, ReviewsAheadFacts
from standto.weighing.same_futures import weighed_words
from standto.wording import moment, wrapped
from standto.wording.sentences import in_columns


def review_ahead_text(facts: ReviewsAheadFacts) -> str:
    """Return the answer as plain text."""
    zone, start = facts.scenario.zone, facts.situation.period.start
    lines = [facts.scenario.title, f"What reviews would recommend, as seen {moment(zone, start)}"]
    lines += wrapped(
        f"{weighed_words(facts)} Each is reviewed as it would be known then, with no decision before, {CONDITION}."
    )
    for at in facts.moments:
        lines += ["", moment(zone, at), *_at(facts, at)]
    lines += ["", *wrapped("Places: the fewest, the median and the most in the futures that recommend the step.")]
    lines += wrapped("±: the standard error of a chance; it says nothing about the assumptions.")
    return "\n".join([*lines, rest_words(facts.scenario)])


def _at(facts: ReviewsAheadFacts, at: Instant) -> Iterator[str]:
    """Yield the lines about one moment."""
    for one in facts.covered:
        if one.at == at:
            yield f"  criticality {one.criticality} covered over the look-ahead: {facts.chance_of(one.futures).text}"
    steps = [one for one in facts.recommended if one.at == at and one.changes]
    if not steps:
        yield "  no step is recommended in any future"
        return
    yield from in_columns([["  step", "in", "places"], *(_row(facts, one) for one in steps)])


def _row(facts: ReviewsAheadFacts, one: RecommendedStep) -> list[str]:
    return [f"  {one.id}", facts.chance_of(len(one.places)).text, places_words(one)]


def places_words(one: RecommendedStep) -> str:
    """Return the places of a step: the median, and the fewest to the most."""
    if not one.most:
        return "–"
    return f"{one.median:,}" if one.least == one.most else f"{one.median:,} ({one.least:,} to {one.most:,})"
