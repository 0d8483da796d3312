"""Crews as the lines that people read: their states over time, and why they are below what they need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from standto.coverage.cover_facts import CoverFacts
from standto.kernel.bottlenecks import Bottleneck
from standto.kernel.crewing import NOT_STANDING
from standto.model.crews import Crew
from standto.model.time import Instant
from standto.presenting.crews import OFF, STANDS_NOT, CrewLack, CrewLine, CrewStretch
from standto.wording import counted, id_words, listed, names_of
from standto.wording.sentences import REASON_WORDS


def crew_lines(
    cover: CoverFacts,
    *,
    names: Mapping[str, str] | None = None,
    reasons: bool = False,
    before: CoverFacts | None = None,
    named: bool = False,
) -> tuple[CrewLine, ...]:
    """Return a line for each crew, in order of precedence.

    Parameters
    ----------
    names
        The name of each crew and duty, by id; by default from its scenario.
    reasons
        Whether to say why a crew is below what it needs.
    before
        The cover of the time up to the start of this one, which says since when each crew is in its state.
    named
        Whether to add the zone to times.
    """
    if cover.crews is None:
        return ()
    names = names_of((*cover.scenario.duties_in_order, *cover.scenario.crews)) if names is None else names
    found = (
        crew_line(cover, number, names, reasons=reasons, before=before)
        for number, crew in enumerate(cover.scenario.crews_in_order)
        if cover.tells_of(crew.id)
    )
    return tuple(replace(line, named=named) for line in found)


def crew_line(
    cover: CoverFacts, crew: int, names: Mapping[str, str], *, reasons: bool = False, before: CoverFacts | None = None
) -> CrewLine:
    """Return the line of one crew, given by its number; the parameters are those of `crew_lines`."""
    own = cover.scenario.crew_states[crew]
    return CrewLine(
        crew=own.crew.id,
        name=names[own.crew.id],
        criticality=own.crew.criticality,
        best=own.names[0],
        needs=own.names[own.needs],
        stretches=tuple(_stretches(cover, crew, names if reasons else None)),
        hours=cover.crew_hours.get(own.crew.id, 0.0),
        zone=cover.scenario.zone,
        since=_since(before, cover, crew),
    )


def states_of(cover: CoverFacts, crew: int) -> list[str]:
    """Return the state of a crew in each window: a name, `OFF` or `STANDS_NOT`."""
    if cover.crews is None:
        return []
    names = cover.scenario.crew_states[crew].names
    return [
        names[state] if state >= 0 else STANDS_NOT if state == NOT_STANDING else OFF
        for state in cover.crews.crewing.state[:, crew].tolist()
    ]


def _stretches(cover: CoverFacts, crew: int, names: Mapping[str, str] | None) -> Iterator[CrewStretch]:
    starts, untils = cover.windows.starts.tolist(), cover.windows.untils.tolist()
    below = cover.below_needs[:, crew].tolist()
    for state, run in _runs(cover, crew, proved=names is not None):
        why = () if names is None or not below[run[0]] else crew_lacks(cover, run[0], crew, names)
        yield CrewStretch(starts[run[0]], untils[run[-1]], state, not below[run[0]], why)


def _runs(cover: CoverFacts, crew: int, *, proved: bool) -> Iterator[tuple[str, list[int]]]:
    """Yield each state of a crew with its windows; if proved, a time below needs ends where its proof changes."""
    states, proofs = states_of(cover, crew), cover.crew_proofs(crew) if proved else {}
    for (state, _), rows in groupby(range(len(states)), key=lambda row: (states[row], proofs.get(row))):
        yield state, list(rows)


def stretch_below(cover: CoverFacts, window: int, crew: int, names: Mapping[str, str]) -> CrewStretch:
    """Return the time around a window in which a crew is below what it needs for the same reason."""
    state, run = next(found for found in _runs(cover, crew, proved=True) if window in found[1])
    start, until = int(cover.windows.starts[run[0]]), int(cover.windows.untils[run[-1]])
    return CrewStretch(start, until, state, covered=False, why=crew_lacks(cover, window, crew, names))


def _since(before: CoverFacts | None, cover: CoverFacts, crew: int) -> Instant | None:
    """Return the start of a crew's present state; None if it lies before the time looked at."""
    if before is None:
        return None
    now, then = states_of(cover, crew)[0], states_of(before, crew)
    changed = [row for row, state in enumerate(then) if state != now]
    return int(before.windows.untils[changed[-1]]) if changed else None


def crew_lacks(cover: CoverFacts, window: int, crew: int, names: Mapping[str, str]) -> tuple[CrewLack, ...]:
    """Return why a crew that is below what it needs in a window could not take it, from the proof of that."""
    own = cover.scenario.crews_in_order[crew]
    proofs = cover.crew_proofs(crew)[window]
    return tuple(
        CrewLack(
            _lack(cover, own, proof, names), _reasons(cover.not_counted(window, proof), besides=proof.eligible > 0)
        )
        for proof in proofs
    )


def _lack(cover: CoverFacts, crew: Crew, proof: Bottleneck, names: Mapping[str, str]) -> str:
    """Return what a crew lacks in words, with the duties and crews before it that share the people."""
    demands = [cover.scenario.demands[demand] for demand in proof.duties]
    seats = [id_words(demand.id.rpartition("/")[2]) for demand in demands if demand.crew == crew.id]
    others = list(dict.fromkeys(names[demand.crew or demand.id] for demand in demands if demand.crew != crew.id))
    if others:
        people = counted(proof.eligible, cover.scenario.words.person, cover.scenario.words.people)
        places = f"{counted(proof.required, 'place')} of its {listed(seats)} and of {listed(others)}"
        return f"only {people} for {places}, which {'come' if len(others) > 1 else 'comes'} first,"
    if proof.eligible:
        return f"only {proof.eligible:,} of {proof.required:,} for {listed(seats)}"
    return f"no {seats[0]}" if len(seats) == 1 else f"nobody for {listed(seats)}"


def _reasons(not_counted: Mapping[str, int], *, besides: bool) -> str:
    """Return how many people could, besides those who count if there are any, and why they do not count."""
    counts: Sequence[str] = [
        f"{number:,} {REASON_WORDS.get(reason, reason)}" for reason, number in not_counted.items() if number
    ]
    if not counts:
        return "nobody else could"
    number = sum(not_counted.values())
    people = counted(number, "other", "others") if besides else f"{number:,}"
    return ", ".join([f"{people} could", *counts])
