"""A replay as text: a line for each change of cover, each change of the recommended steps and each decision."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from standto.presenting.scope import CALL_INS_ALONE, rest_words
from standto.wording import Names, counted, decision, listed, moment, verdict_words, wrapped
from standto.wording.sentences import SEE_ALL, room

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from standto.ladder.replay_facts import ReplayFacts, ReplayStep
    from standto.ladder.review_facts import Recommendation

NAMED = 3
"""The number of subjects of one step that are named; the rest are counted."""
INDENT = 9


def replay_text(replay: ReplayFacts, preface: str = "") -> str:
    """Return a replay as text: title, preface, changes and decisions, and how decisions compare with recommendations.

    Parameters
    ----------
    preface
        A paragraph about the scenario; without one, a line with the number of reviews.
    """
    lines = wrapped(replay.scenario.title)
    lines += ["", *wrapped(preface)] if preface else [f"{counted(len(replay.steps), 'review')}; only changes are shown"]
    checked = rest_words(replay.scenario, CALL_INS_ALONE)
    told = list(story(replay))
    cut = any(
        len(step.decisions) > room(NAMED) + 1 or len(step.review.recommendations) > room(NAMED) + 1
        for step in replay.steps
    )
    more = [] if preface or not cut else [f"Where many are named at once, only the first {NAMED} are shown: {SEE_ALL}."]
    return "\n".join([*lines, "", *told, "", *wrapped(_agreement(replay)), *more, checked])


def story(replay: ReplayFacts) -> Iterator[str]:
    """Yield a line for each change and each decision.

    A line appears if the recommended steps change, or the criticalities that have a gap. It does not appear if only
    counts or subjects change.
    """
    day, cover, advice = "", "", ""
    for step in replay.steps:
        changes = []
        if (now := _cover(step)) != cover:
            changes.append(now)
        if (steps := _steps(step)) != advice:
            changes.append(_advice(step))
        changes += [each.upper()[:7] + each[7:] for each in decided(step)]
        cover, advice = now, steps
        if changes:
            date, _, clock = moment(replay.scenario.zone, step.at).rpartition(" ")
            if date != day:
                yield date
                day = date
            yield from _entry(clock, changes)


def _agreement(replay: ReplayFacts) -> str:
    """Return how the decisions compare with the recommendations, as a sentence."""
    agrees = [agrees for step in replay.steps for agrees in step.agrees.values()]
    if not agrees:
        return "No decision is recorded."
    parts = (
        (agrees.count(True), "as recommended at that hour"),
        (agrees.count("more"), "for more than was recommended"),
        (agrees.count(False), verdict_words(False)),
    )
    numbers = [f"{number:,} {how}" for number, how in parts if number]
    return f"{counted(len(agrees), 'decision')}: {listed(numbers)}."


def _entry(clock: str, changes: Sequence[str]) -> Iterator[str]:
    """Yield the changes of one step, after its time."""
    lines = [line for each in changes for line in wrapped(each, INDENT, 2)]
    yield f"  {clock}{lines[0][2 + len(clock) :]}"
    yield from lines[1:]


def _cover(step: ReplayStep) -> str:
    """Return whether all duties are covered over the look-ahead, as a sentence."""
    short = [str(criticality) for criticality, covered in sorted(step.review.covered.items()) if not covered]
    return f"GAP AHEAD in criticality {listed(short)}." if short else "Covered for the look-ahead."


def _steps(step: ReplayStep) -> str:
    """Return the recommended steps without their subjects."""
    return " ".join(dict.fromkeys(one.step for one in step.review.recommendations if one.changes))


def _advice(step: ReplayStep) -> str:
    changes = [one for one in step.review.recommendations if one.changes]
    if not changes:
        return "Recommended: no change."
    names = Names.of(step.review.scenario)
    groups = groupby(changes, key=lambda one: one.step)
    return f"Recommended: {'; '.join(_in_short(list(same), names) for _, same in groups)}."


def _in_short(same: list[Recommendation], names: Names) -> str:
    """Return recommendations of one step in short, with a few of their subjects."""
    words = decision(same[0].step, _named(names.subject(one.subject) for one in same), words=names.words)
    conditions = sorted({one.condition for one in same if one.condition})
    words += f", if {listed(conditions, 'or')} is declared" if conditions else ""
    return f"{words[0].lower()}{words[1:]}"


def decided(step: ReplayStep) -> Iterator[str]:
    """Yield the decisions of a step, one sentence for each kind."""
    alike: dict[tuple[str, bool | str], list[str]] = {}
    names = Names.of(step.review.scenario)
    for event in step.decisions:
        alike.setdefault((event.step, step.agrees[event.id]), []).append(names.subject(event.subject))
    for (kind, agrees), subjects in alike.items():
        yield f"Decided: {decision(kind, _named(subjects), words=names.words)} ({verdict_words(agrees)})."


def _named(subjects: Iterable[str]) -> str:
    """Return subjects as a list for a sentence, the first few by name."""
    every = list(dict.fromkeys(subjects))
    if len(every) <= room(NAMED) + 1:
        return listed(every)
    return listed([*every[:NAMED], counted(len(every) - NAMED, "other")])
