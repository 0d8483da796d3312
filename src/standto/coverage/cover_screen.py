"""Cover for reading at 3 a.m.: one screen, with the verdict first, then the gaps, then the rest in brief."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np

from standto.coverage.assignments_screen import assignments_text
from standto.coverage.cover_facts import CoverFacts
from standto.coverage.crew_screen import crew_sentence, crew_states_text, names_in, readiness_text
from standto.coverage.crews_in_words import states_of
from standto.coverage.lines import shortage_words
from standto.kernel.bottlenecks import Bottleneck
from standto.model.time import Period
from standto.presenting.scope import rest_words, scope_text
from standto.register import Claim
from standto.wording import claimed, counted, id_words, joined, listed, moment, names_of, source_names, span, wrapped
from standto.wording.sentences import SEE_ALL, room, with_name

_GAP_LINES = 22
"""The most lines for gaps; the other periods are counted."""
_MOST_ALIKE = 6
"""The most periods with a gap that are shown one by one; with more, those in which the same duties are short merge."""
_CREWS = 4
"""The most crews of a period that are named, each with its reason."""
_CREW_HOURS = "Hours of crews below what they need"
_COVERED_PERIODS = 4
_FIGURES = 3


class _Run(NamedTuple):
    """Neighbouring windows with the same answer.

    Attributes
    ----------
    worst
        The window with the largest gap, the first of them.
    period
        From the start of the first until the end of the last.
    gaps
        The number of each duty with a gap, and the least and the most of its places that stay unfilled.
    below
        The number and the state of each crew below what it needs, in the worst window.
    """

    worst: int
    period: Period
    gaps: tuple[tuple[int, int, int], ...]
    below: tuple[tuple[int, str], ...] = ()

    @property
    def short(self) -> bool:
        """Whether it is not covered."""
        return bool(self.gaps or self.below)


def cover_text(cover: CoverFacts) -> str:
    """Return an answer as plain text."""
    runs = _runs(cover)
    lines = [
        cover.scenario.title,
        *wrapped(f"Cover, {scope_text(cover)}", hanging=2),
        *_only(cover),
        "",
        *_verdict(cover, runs),
        *_gaps(cover, [run for run in runs if run.short]),
        *_covered(cover, [run for run in runs if not run.short]),
        *crew_states_text(cover),
        *readiness_text(cover),
        *_figures(cover),
        *assignments_text(cover),
        *_rest(cover),
    ]
    return "\n".join(lines)


def _only(cover: CoverFacts) -> list[str]:
    """Return which duties and crews the answer is about, if not all."""
    names = names_in(cover)
    told = joined([with_name(one, names[one]) for one in cover.only or ()])
    return wrapped(f"Of {told} alone; the others take people too.", hanging=2) if cover.only is not None else []


def _runs(cover: CoverFacts) -> list[_Run]:
    """Return runs of windows with the same answer or, if these are too many, with the same duties and crews short."""
    below = _below(cover)
    short = [
        (tuple(duty for duty, _ in gaps), states) for gaps, states in zip(cover.gaps_by_window, below, strict=True)
    ]
    answers = list(zip(cover.gaps_by_window, below, map(_proofs, cover.bottlenecks), strict=True))
    runs = [_run(cover, list(rows), below) for _, rows in groupby(range(len(short)), key=answers.__getitem__)]
    if sum(run.short for run in runs) > room(_MOST_ALIKE):
        runs = [_run(cover, list(rows), below) for _, rows in groupby(range(len(short)), key=short.__getitem__)]
    return runs


def _run(cover: CoverFacts, rows: list[int], below: Sequence[tuple[tuple[int, str], ...]]) -> _Run:
    """Return a run of windows in which the same duties and crews are short."""
    period = Period(int(cover.windows.starts[rows[0]]), int(cover.windows.untils[rows[-1]]))
    found = [dict(cover.gaps_by_window[row]) for row in rows]
    numbers = {duty: [gaps.get(duty, 0) for gaps in found] for duty in sorted(set().union(*found))}
    gaps = tuple((duty, min(each), max(each)) for duty, each in numbers.items())
    worst = max(rows, key=lambda row: sum(gap for _, gap in cover.gaps_by_window[row]))
    return _Run(worst, period, gaps, below[worst])


def _below(cover: CoverFacts) -> list[tuple[tuple[int, str], ...]]:
    """Return each crew below what it needs and its state, window by window."""
    found: list[list[tuple[int, str]]] = [[] for _ in range(len(cover.windows))]
    for crew in np.flatnonzero(cover.below_needs.any(axis=0)).tolist():
        states = states_of(cover, crew)
        for row in np.flatnonzero(cover.below_needs[:, crew]).tolist():
            found[row].append((crew, states[row]))
    return [tuple(crews) for crews in found]


def _proofs(bottlenecks: Sequence[Bottleneck]) -> list[Bottleneck]:
    """Return proofs without those that repeat one for a later criticality."""
    found = {one[1:]: one for one in reversed(bottlenecks)}
    return list(found.values())[::-1]


def _verdict(cover: CoverFacts, runs: Sequence[_Run]) -> list[str]:
    """Return whether every duty and crew is covered, and how much is missing."""
    if not cover.scenario.crews and not cover.windows.required.any():
        return ["NOTHING TO COVER: no duty stands in this time.", ""]
    if cover.covered:
        every = f"every duty{'' if cover.crews is None else ' and crew'}" if cover.only is None else listed(cover.only)
        return [*wrapped(f"COVERED: {every}, all the time.", hanging=2), ""]
    short = [run for run in runs if run.short]
    first = cover.short[0]
    when = moment(cover.scenario.zone, int(cover.windows.starts[first]))
    missing = _missing(cover, _run(cover, [first], _below(cover)))
    names = names_in(cover)
    return [
        *wrapped(f"NOT COVERED in {counted(len(short), 'period')}, the first from {when}: {missing}.", hanging=2),
        *_hours("Place-hours of gap", cover.gap_hours, names),
        *_hours(_CREW_HOURS, cover.crew_hours, names),
        "",
    ]


def _hours(label: str, hours: Mapping[str, float], names: Mapping[str, str]) -> list[str]:
    told = [f"{with_name(one, names[one])} {number:,g}" for one, number in hours.items()]
    most = room(2 * _CREWS)
    if label == _CREW_HOURS and len(told) > most:
        told = [*told[:most], f"and {len(told) - most:,} more: {SEE_ALL}"]
    listed = joined(told)
    return wrapped(f"{label}: {listed}", hanging=2) if listed else []


def _missing(cover: CoverFacts, run: _Run) -> str:
    """Return the number of places that each duty lacks, and the state of each crew below what it needs, in words."""
    names, crews = _duty_names(cover), cover.scenario.crews_in_order
    more = len(run.below) - room(_CREWS)
    return joined(
        [
            *(
                f"{names[duty]} {most:,} short" if least == most else f"{names[duty]} {least:,} to {most:,} short"
                for duty, least, most in run.gaps
            ),
            *(f"{names_in(cover)[crews[crew].id]} {id_words(state)}" for crew, state in run.below[: room(_CREWS)]),
            *([f"and {counted(more, 'more crew')}: {SEE_ALL}"] if more > 0 else []),
        ]
    )


def _duty_names(cover: CoverFacts) -> list[str]:
    names = names_in(cover)
    return [names[duty.id] for duty in cover.scenario.duties_in_order]


def _gaps(cover: CoverFacts, runs: Sequence[_Run]) -> list[str]:
    """Return each gap with its reasons, as far as there is room."""
    lines: list[str] = []
    for number, run in enumerate(runs):
        text = wrapped(f"{span(cover.scenario.zone, *run.period)}: {_missing(cover, run)}", hanging=4)
        text.extend(_why(cover, run))
        if lines and len(lines) + len(text) > room(_GAP_LINES):
            return [*lines, f"and {counted(len(runs) - number, 'more period')} with gaps: {SEE_ALL}", ""]
        lines.extend(text)
    return [*lines, ""] if lines else []


def _why(cover: CoverFacts, run: _Run) -> list[str]:
    """Return the proofs of a gap as sentences; if the gap changes, those of its largest. Then why crews are short."""
    names = _duty_names(cover)
    changes = any(least != most for _, least, most in run.gaps)
    when = f"at {moment(cover.scenario.zone, int(cover.windows.starts[run.worst]))}: " if changes else ""
    proofs = _proofs(cover.bottlenecks[run.worst])
    if cover.crews is not None:
        # The seats of crews are in proofs as duties; the crews have sentences of their own.
        short = {duty for duty, _, _ in run.gaps}
        proofs = [proof for proof in proofs if short.intersection(proof.duties)]
    sentences = [when + shortage_words(cover, run.worst, proof, names) for proof in proofs]
    sentences += [crew_sentence(cover, run.worst, crew) for crew, _ in run.below[: room(_CREWS)]]
    return [line for sentence in sentences for line in wrapped(sentence, indent=2, hanging=2)]


def _covered(cover: CoverFacts, runs: Sequence[_Run]) -> list[str]:
    """Return the periods in which every duty is covered."""
    if cover.covered or not runs:
        return []
    most = room(_COVERED_PERIODS)
    periods = [span(cover.scenario.zone, *run.period) for run in runs[:most]]
    if len(runs) > most:
        periods.append(f"and {counted(len(runs) - most, 'more period')}: {SEE_ALL}")
    return [*wrapped(f"Covered: {'; '.join(periods)}", hanging=2), ""]


def _figures(cover: CoverFacts) -> list[str]:
    """Return the reported figures that the register does not bear out."""
    differ = [claim for claim in cover.claims if not _agrees(claim)]
    forces, sources = names_of(cover.scenario.forces), source_names(cover.scenario)
    lines = []
    for claim in differ[-room(_FIGURES) :]:
        event = claim.event
        source = f" ({sources.get(event.source, event.source)})" if event.source else ""
        figure = claimed(event.count, event.low, event.high)
        claim_words = f"{figure} of {forces[event.subject]} stepped back{source}; the register says {claim.register:,}."
        lines += wrapped(f"Reported {moment(cover.scenario.zone, event.occurred)}: {claim_words}", hanging=2)
    if len(differ) > room(_FIGURES):
        earlier = counted(len(differ) - room(_FIGURES), "earlier figure")
        lines.append(f"and {earlier} that the register does not bear out: {SEE_ALL}")
    return [*lines, ""] if lines else []


def _rest(cover: CoverFacts) -> list[str]:
    """Return whether rest is checked, and the windows in which the most people are in breach, or are owed rest."""
    lines = [rest_words(cover.scenario)]
    if cover.in_broken_stints is not None:
        for column, words in enumerate(("in breach of a rule on rest", "owed rest or pay")):
            counts = cover.in_broken_stints[:, column]
            if counts.any():
                worst = int(counts.argmax())
                names = cover.scenario.words
                one, many = f"{names.person} who counts is", f"{names.people} who count are"
                people = counted(int(counts[worst]), one, many)
                when = moment(cover.scenario.zone, int(cover.windows.starts[worst]))
                lines += wrapped(f"At most {people} {words}, first at {when}.", hanging=2)
    return lines


def _agrees(claim: Claim) -> bool:
    """Return whether a report and the register can both be true."""
    low, high = (claim.event.low, claim.event.high) if claim.event.count is None else (claim.event.count,) * 2
    return (low is None or low <= claim.register) and (high is None or claim.register <= high)
