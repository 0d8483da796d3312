"""A replay as a story: a line where the cover, the kind of advice, or a decision changes something."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from standto.wording import Names, counted, decision, listed, moment, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from standto.ladder.recommendation import Recommendation
    from standto.ladder.replay_records import ReplayFacts, ReplayStep

NAMED = 3
"""Subjects of one step that are named; the rest is counted."""
INDENT = 9
VERDICTS = {True: "as recommended", False: "not recommended", "more": "more than recommended"}


def replay_text(replay: ReplayFacts) -> str:
    """Return a replay for reading: its title, its story, and how what was decided compares."""
    lines = [
        *wrapped(replay.scenario.title),
        f"{counted(len(replay.steps), 'review')}, told where something changed",
        "",
    ]
    return "\n".join([*lines, *story(replay), "", *wrapped(agreement(replay)), "Rest is checked for call-ins only."])


def story(replay: ReplayFacts) -> Iterator[str]:
    """Yield the lines of a story.

    Parameters
    ----------
    replay
        The scenario walked through. Counts and subjects that shift from hour to hour do not make a line; which
        steps are recommended does, and so does which criticalities have a gap.
    """
    day, cover, advice = "", "", ""
    for step in replay.steps:
        said = []
        if (now := _cover(step)) != cover:
            said.append(now)
        if (kinds := _kinds(step)) != advice:
            said.append(_advice(step))
        said += [each.upper()[:7] + each[7:] for each in decided(step)]
        cover, advice = now, kinds
        if said:
            date, _, clock = moment(replay.scenario.zone, step.at).rpartition(" ")
            if date != day:
                yield date
                day = date
            yield from _entry(clock, said)


def agreement(replay: ReplayFacts) -> str:
    """Say how what was decided compares with what was recommended."""
    agrees = [agrees for step in replay.steps for agrees in step.agrees.values()]
    if not agrees:
        return "No decision is recorded."
    parts = (
        (agrees.count(True), "as the rules recommended at that hour"),
        (agrees.count("more"), "for more than they recommended"),
        (agrees.count(False), "otherwise than they recommended"),
    )
    said = [f"{number:,} {how}" for number, how in parts if number]
    return f"{counted(len(agrees), 'decision')}: {listed(said)}."


def _entry(clock: str, said: Sequence[str]) -> Iterator[str]:
    """Yield what is said at one time, the time before it."""
    lines = [line for each in said for line in wrapped(each, INDENT, 2)]
    yield f"  {clock}{lines[0][2 + len(clock) :]}"
    yield from lines[1:]


def _cover(step: ReplayStep) -> str:
    """Say whether all is covered over the look-ahead."""
    short = [str(criticality) for criticality, covered in sorted(step.review.covered.items()) if not covered]
    return f"GAP AHEAD in criticality {listed(short)}." if short else "Covered for the look-ahead."


def _kinds(step: ReplayStep) -> str:
    """Return which steps are recommended, whatever their subjects."""
    return " ".join(dict.fromkeys(one.step for one in step.review.recommendations if one.changes))


def _advice(step: ReplayStep) -> str:
    changes = [one for one in step.review.recommendations if one.changes]
    if not changes:
        return "Recommended: no change."
    names = Names.of(step.review.scenario)
    groups = groupby(changes, key=lambda one: one.step)
    return f"Recommended: {'; '.join(_in_short(list(same), names) for _, same in groups)}."


def _in_short(same: list[Recommendation], names: Names) -> str:
    """Return recommendations of one step, with a few of their subjects."""
    said = decision(same[0].step, _named(names.subject(one.subject) for one in same))
    conditions = sorted({one.condition for one in same if one.condition})
    said += f", if {listed(conditions, 'or')} is declared" if conditions else ""
    return f"{said[0].lower()}{said[1:]}"


def decided(step: ReplayStep) -> Iterator[str]:
    """Yield what was decided, decisions of one kind together.

    Parameters
    ----------
    step
        A step of the replay.
    """
    alike: dict[tuple[str, bool | str], list[str]] = {}
    names = Names.of(step.review.scenario)
    for event in step.decisions:
        alike.setdefault((event.step, step.agrees[event.id]), []).append(names.subject(event.subject))
    for (what, agrees), subjects in alike.items():
        yield f"Decided: {decision(what, _named(subjects))} ({VERDICTS[agrees]})."


def _named(subjects: Iterable[str]) -> str:
    """Return subjects as a list in a sentence, the first few by name."""
    every = list(dict.fromkeys(subjects))
    if len(every) <= NAMED + 1:
        return listed(every)
    return listed([*every[:NAMED], counted(len(every) - NAMED, "other")])
