"""Reviews for reading, on one screen."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from standto.ladder.naming import Naming
from standto.model.steps import (
    ASK_AID,
    CALL_IN,
    CONFLICT,
    DEPLOY,
    ENDS_EARLY,
    OVERDUE,
    RELEASE,
    REQUEST,
    REVIEW_DUE,
    STALE,
    STAND_DOWN,
)
from standto.scenario.warnings import warnings_beside_advice
from standto.wording import counted, day_and_time, listed, moment, shortage, span, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from standto.ladder.recommendation import KeptHelp, Recommendation, RemainingGap, ReviewFacts
    from standto.model.zone import Zone

TOGETHER = (ASK_AID, RELEASE)
"""Steps of which those for several pools are said together."""

SHOWN = 6
"""Rows of one kind on a screen; the rest is counted."""


def review_text(review: ReviewFacts) -> str:
    """Return a review as text: what to do, late ones first; then what remains, and what is kept and why."""
    zone = review.scenario.zone
    lines = wrapped(review.scenario.title)
    lines += [
        f"Review of {day_and_time(zone, review.at)}, looking ahead to {moment(zone, review.until)}",
        f"Next review by {moment(zone, review.next_review)}",
    ]
    if review.known_at != review.at:
        lines.append(f"As known at {day_and_time(zone, review.known_at)}")
    for warning in warnings_beside_advice(review.scenario):
        lines += ["", *wrapped(f"WARNING: {warning}.", hanging=2)]
    lines += ["", *_to_do(review, zone), *_remaining(review, zone), *_kept(review, zone)]
    return "\n".join([*lines, "", "Rest is checked for call-ins only."])


def _to_do(review: ReviewFacts, zone: Zone) -> Iterator[str]:
    """Yield what to do, late ones first."""
    naming = Naming.of(review.scenario)
    ordered = sorted(map(naming.recommendation, review.recommendations), key=lambda one: not one.late)
    yield "TO DECIDE" if ordered else "NOTHING TO DECIDE"
    groups = [list(group) for _, group in groupby(ordered, key=alike)]
    for group in groups[:SHOWN]:
        one = group[0]
        yield from wrapped(f"{'LATE ' if one.late else ''}{sentence(one, zone, group)}", 2, 2)
        for reason in because(one):
            yield from wrapped(reason, 6, 2)
    yield from _more(sum(map(len, groups[SHOWN:])), "step")


def alike(one: Recommendation) -> tuple[object, ...]:
    """Return a sort key: steps that differ in the pool and its number alone are said in one sentence."""
    alone = None if one.step in TOGETHER else one.subject
    return one.step, alone, one.condition, one.duties, one.by, one.late, one.power, one.approvers


def sentence(one: Recommendation, zone: Zone, group: Sequence[Recommendation] = (), *, named: bool = False) -> str:
    """Return a recommendation, or several that are alike, as a sentence, with by when and who approves it.

    Parameters
    ----------
    named
        Whether times carry their zone: for a sentence that no page's head gives the zone of.
    """
    said = what(one) if len(group) < 2 else what_together(group)
    if one.windows:
        first = one.windows[0]
        said += f", first for {span(zone, first.start, first.until, named=named)}"
        if len(one.windows) > 1:
            said += f" and {counted(len(one.windows) - 1, 'later window')}"
    if one.by is not None:
        # Late means that `by` is now or before: either way it is due.
        said += f"; {'decide now, due by' if one.late else 'decide by'} {moment(zone, one.by, named=named)}"
    if one.power:
        said += f"; permitted by {one.power}"
    if one.approvers:
        said += f"; to be approved by {listed(one.approvers)}"
    return said + "."


def what_together(group: Sequence[Recommendation]) -> str:
    """Return what several recommendations that are alike say to do."""
    pools = listed([f"{one.subject} {one.count}" for one in group])
    duties = listed(group[0].duties or ())
    places = counted(sum(one.count or 0 for one in group), "place")
    if group[0].step == ASK_AID:
        return f"Ask for {places} of aid for {duties}: {pools}"
    return f"Release {places} of aid, {pools}: {duties} can do without"


def what(one: Recommendation) -> str:
    """Return what a recommendation says to do."""
    number = one.count or 0
    duties = listed(one.duties or ())
    without = f"{duties} can do without" if duties else "it may do no duty that there is"
    said = {
        CALL_IN: f"Call in {counted(number, 'person', 'people')} off duty for {duties}",
        ASK_AID: f"Ask {one.about} for {counted(number, 'place')} for {duties}",
        REQUEST: f"Request {counted(number, 'place')} of {one.about} as a contingency for {duties}",
        DEPLOY: f"Deploy {counted(number, 'place')} of {one.about} to {duties}",
        STAND_DOWN: f"Stand down {one.about}, {counted(number, 'place')}: {without}",
        RELEASE: f"Release {one.about}, {counted(number, 'place')}: {without}",
        OVERDUE: f"Ask {one.about} for an answer: {counted(number, 'place')} open for too long",
        ENDS_EARLY: f"Replace {one.about}, whose time ends: {counted(number, 'place')} short for {duties}",
        STALE: f"Ask {one.about} for a new figure: the latest report is old",
        CONFLICT: f"Settle the figures for {one.about}: they cannot all be true",
        REVIEW_DUE: f"Record a decision for {one.about}: a review is due",
    }[one.step]
    return f"{said}, if {one.condition} is declared" if one.condition else said


def because(one: Recommendation) -> Iterator[str]:
    """Yield the proof of a step, what was counted before it, and what is not known, as sentences."""
    mine = set(one.duties or ())
    # One sentence is enough to act on: the first shortage that a duty of the step has part in.
    for proof in [each for each in one.bottlenecks if mine & set(each.duties)][:1]:
        said = shortage(proof.required, proof.duties, proof.eligible, proof.not_counted)
        yield f"because {said}."
    if one.counted_before:
        before = (f"{number} by {step}" for step, number in one.counted_before.items())
        yield f"counted first: {', '.join(before)}."
    if one.at_most is not None:
        most = f"at most {one.at_most:,} could come"
        yield f"the most found: the search ended before it knew whether there are more; {most}."


def _remaining(review: ReviewFacts, zone: Zone) -> Iterator[str]:
    """Yield the gaps that no step closes."""
    if review.remaining:
        yield from ("", "NOT CLOSED BY ANY STEP")
        for one in review.remaining[:SHOWN]:
            yield f"  {remaining_text(Naming.of(review.scenario).remaining(one), zone)}"
        yield from _more(len(review.remaining) - SHOWN, "gap")


def remaining_text(one: RemainingGap, zone: Zone) -> str:
    """Return a gap that stays as a sentence."""
    return f"{one.duty}: {one.gap} short, {span(zone, one.start, one.until)}"


def _kept(review: ReviewFacts, zone: Zone) -> Iterator[str]:
    """Yield what help is kept, and what keeps it."""
    if review.kept:
        yield from ("", "KEPT")
        for one in review.kept[:SHOWN]:
            yield from wrapped(kept_text(Naming.of(review.scenario).kept(one), zone), 2, 2)
        yield from _more(len(review.kept) - SHOWN, "pool")


def kept_text(one: KeptHelp, zone: Zone, *, named: bool = False) -> str:
    """Return why a pool is kept as a sentence.

    Parameters
    ----------
    named
        Whether times carry their zone.
    """
    who = f"{one.pool}, {_places_kept(one)}"
    if one.duty is None or one.start is None or one.until is None or one.at is None:
        since = "" if one.held_since is None else f" since {moment(zone, one.held_since, named=named)}"
        return f"{who}: not needed{since}, but not for long enough yet, or another rule keeps it."
    spare = "" if one.gap else f"only {one.worst_case} to spare"
    short = f"{one.gap} short" if one.gap else spare
    fails = (
        f"{one.duty} is {short} from {span(zone, one.start, one.until, named=named)}, "
        f"seen at {moment(zone, one.at, named=named)}"
    )
    # Help that may not fill a duty then is kept for what may be declared: with it, too, the duty is short.
    return f"{who}: without it {fails}." if one.fills else f"{who}: {fails}; by what is declared it cannot fill that."


def _places_kept(one: KeptHelp) -> str:
    """Return how many places are kept, and of how many in which state where they are not all in one."""
    places = counted(one.count, "place")
    if len(one.by_state) < 2:
        return f"{places} {one.state}"
    return f"{places} ({', '.join(f'{count:,} {state}' for state, count in one.by_state)})"


def _more(number: int, noun: str) -> Iterator[str]:
    """Yield a line for what is not shown."""
    if number > 0:
        yield f"  and {counted(number, f'more {noun}')}: use --json"
