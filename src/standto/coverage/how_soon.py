"""How soon duties are covered: with people who are here now, or can be here within some minutes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from standto.coverage.cover_counts import unproved_cover
from standto.coverage.cover_facts import CoverFacts
from standto.coverage.crews_in_words import states_of
from standto.coverage.narrowing import narrowed
from standto.model.event import ON_CALL
from standto.presenting.crews import STANDS_NOT
from standto.presenting.readiness import ReadinessLine
from standto.register import Situation
from standto.wording import id_words, names_of

MOST_LINES = 6
"""The most lines: the shortest readiness times, and the longest."""


def readiness_known(situation: Situation) -> tuple[int, ...]:
    """Return the readiness times that people and places have, in minutes, 0 first; empty if nobody needs any time."""
    scenario = situation.scenario
    tables = (scenario.rota, scenario.shifts, scenario.pools)
    minutes = {row.ready_minutes for table in tables for row in table}
    minutes |= {event.count or 0 for event in situation.events(ON_CALL)}
    return tuple(sorted(minutes | {0})) if any(minutes) else ()


def readiness_lines(of: CoverFacts, *, names: Mapping[str, str] | None = None) -> tuple[ReadinessLine, ...]:
    """Return a line for each readiness that the scenario knows: what is covered now, and within that time.

    Parameters
    ----------
    of
        A cover; its time, its basis and its situation are asked about.
    names
        The name of each crew and duty, by id; by default from its scenario.
    """
    known = readiness_known(of.situation)
    if of.situation.ready is not None or not known:
        return ()
    names = names_of((*of.scenario.duties_in_order, *of.scenario.crews)) if names is None else names
    if len(known) > MOST_LINES:
        known = (*known[: MOST_LINES - 1], known[-1])
    return tuple(_line(of, minutes, names) for minutes in known)


def _line(of: CoverFacts, minutes: int, names: Mapping[str, str]) -> ReadinessLine:
    # Nobody needs less than no time, so the cover of now is that of no readiness at all.
    found = of if not minutes else unproved_cover(replace(of.situation, ready=minutes), of.until, of.basis)
    found = found if of.only is None else narrowed(found, of.only)
    first = int(found.windows.starts[found.short[0]]) if found.short else None
    return ReadinessLine(minutes, tuple(_short(found, names)), first, of.scenario.zone)


def _short(cover: CoverFacts, names: Mapping[str, str]) -> Iterator[str]:
    """Yield what is short at any time: each duty with its largest gap, each crew with its worst state."""
    most: dict[int, int] = {}
    for gaps in cover.gaps_by_window:
        for duty, gap in gaps:
            most[duty] = max(most.get(duty, 0), gap)
    for duty in sorted(most):
        yield f"{names[cover.scenario.duties_in_order[duty].id]} up to {most[duty]:,} short"
    for crew, own in enumerate(cover.scenario.crew_states):
        if cover.below_needs[:, crew].any():
            states = dict.fromkeys(states_of(cover, crew))
            worst = max(set(states) - {STANDS_NOT}, key=(*own.names, "off").index)
            yield f"{names[own.crew.id]} {id_words(worst)}"
