"""A review as text, on one screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.ladder.lines import advice_lines, kept_lines, remaining_lines
from standto.presenting.advice import grouped
from standto.presenting.scope import CALL_INS_ALONE, assumption_words, rest_words
from standto.scenario.warnings import warnings_beside_advice
from standto.wording import counted, day_and_time, moment, wrapped
from standto.wording.sentences import SEE_ALL, room

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from standto.ladder.review_facts import ReviewFacts
    from standto.presenting.advice import Advice

SHOWN = 6
"""The number of entries shown under each heading; the rest are counted."""


def review_text(review: ReviewFacts) -> str:
    """Return a review as text: the steps to decide, late ones first, then remaining gaps, and help kept."""
    zone = review.scenario.zone
    lines = wrapped(review.scenario.title)
    lines += [
        f"Review of {day_and_time(zone, review.at)}, looking ahead to {moment(zone, review.until)}",
        f"Next review by {moment(zone, review.next_review)}",
    ]
    if review.known_at != review.at:
        lines.append(f"As known at {day_and_time(zone, review.known_at)}")
    if assumed := assumption_words(review.scenario, review.assumed, review.ready):
        first, *others = assumed
        lines.append(", ".join([first[0].upper() + first[1:], *others]))
    for warning in warnings_beside_advice(review.scenario):
        lines += ["", *wrapped(f"WARNING: {warning}.", hanging=2)]
    lines += ["", *_to_do(grouped(advice_lines(review)))]
    lines += _listed("NOT CLOSED BY ANY STEP", [one.words for one in remaining_lines(review)], "gap")
    lines += _to_ask(review)
    lines += _listed("KEPT", [one.words for one in kept_lines(review)], "pool")
    return "\n".join([*lines, "", rest_words(review.scenario, CALL_INS_ALONE)])


def _to_do(advice: Sequence[Advice]) -> Iterator[str]:
    yield "TO DECIDE" if advice else "NOTHING TO DECIDE"
    for one in advice[: room(SHOWN)]:
        yield from wrapped(f"{'LATE ' if one.late else ''}{one.sentence}", 2, 2)
        for reason in one.because:
            yield from wrapped(reason, 6, 2)
    yield from _more(sum(len(one.ids) for one in advice[room(SHOWN) :]), "step")


def _listed(heading: str, sentences: Sequence[str], noun: str) -> Iterator[str]:
    if sentences:
        yield from ("", heading)
        for sentence in sentences[: room(SHOWN)]:
            yield from wrapped(sentence, 2, 2)
        yield from _more(len(sentences) - room(SHOWN), noun)


def _to_ask(review: ReviewFacts) -> Iterator[str]:
    """Yield how to find people for the first remaining gap, where a rota keeps the review from calling them in."""
    scenario = review.scenario
    if review.remaining and scenario.rota and not scenario.policy.call_in_from_rota:
        gap = review.remaining[0]
        at, known_at = scenario.zone.iso(gap.start), scenario.zone.iso(review.known_at)
        yield f"  The review calls in nobody outside their rota. List the {scenario.words.people} you could ask:"
        command = f"    standto candidates FOLDER --duty {gap.duty} --at {at}"
        yield from [command] if at == known_at else [f"{command} \\", f"      --known-at {known_at}"]


def _more(number: int, noun: str) -> Iterator[str]:
    if number > 0:
        yield f"  and {counted(number, f'more {noun}')}: {SEE_ALL}"
