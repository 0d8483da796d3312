"""Shortages: the bottlenecks over the look-ahead, with neighbouring ones of the same duties as one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from standto.coverage.lines import shortage_words
from standto.reporting.traces import cover_trace, supply_trace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.coverage import Cover
    from standto.kernel.bottlenecks import Bottleneck
    from standto.model.time import Instant
    from standto.reporting.evidence import Annex
    from standto.reporting.standpoint import Standpoint


@dataclass(frozen=True, slots=True)
class Shortage:
    """Duties that together need more people than could do any of them, for a while.

    Attributes
    ----------
    start, until
        The time in which these duties are short together.
    criticality
        The first criticality at which they prove a gap.
    duties
        The duties.
    short
        The largest number of missing people.
    at
        The start of the first window in which that many are missing; the rest is about that window.
    required, eligible, not_counted
        The number of people that the duties require then, the number who could fill any of them, and why others do not
        count.
    words
        The proof as a sentence.
    trace
        Rows of the annex.
    """

    start: Instant
    until: Instant
    criticality: int
    duties: tuple[str, ...]
    short: int
    at: Instant
    required: int
    eligible: int
    not_counted: dict[str, int]
    words: str
    trace: tuple[str, ...]


def what_is_short(stand: Standpoint, annex: Annex) -> tuple[Shortage, ...]:
    """Return the shortages of the look-ahead, by criticality and then by when they begin."""
    runs = sorted(_runs(stand.cover), key=lambda run: (run[0][1].criticality, run[0][0]))
    return tuple(_shortage(stand, run, annex) for run in runs)


def _shortage(stand: Standpoint, run: list[tuple[int, Bottleneck]], annex: Annex) -> Shortage:
    """Return a run of windows as one shortage, with the proof of its worst window."""
    cover, windows = stand.cover, stand.cover.windows
    worst, proof = max(run, key=lambda place: place[1].short)
    duties = tuple(stand.scenario.duties_in_order[duty].id for duty in proof.duties)
    names = [stand.names.called.duties[duty.id] for duty in stand.scenario.duties_in_order]
    return Shortage(
        start=int(windows.starts[run[0][0]]),
        until=int(windows.untils[run[-1][0]]),
        criticality=min(one.criticality for _, one in run),
        duties=duties,
        short=proof.short,
        at=int(windows.starts[worst]),
        required=proof.required,
        eligible=proof.eligible,
        not_counted=cover.not_counted(worst, proof),
        words=f"{shortage_words(cover, worst, proof, names)}.",
        trace=(cover_trace(stand, annex), supply_trace(stand, annex)),
    )


def _runs(cover: Cover) -> Iterator[list[tuple[int, Bottleneck]]]:
    """Yield the longest runs of windows in which the same duties are short together."""
    open_runs: dict[tuple[int, ...], list[tuple[int, Bottleneck]]] = {}
    for row, proofs in enumerate(cover.bottlenecks):
        here = {proof.duties: proof for proof in reversed(proofs)}
        for duties in [duties for duties in open_runs if duties not in here]:
            yield open_runs.pop(duties)
        for duties, proof in here.items():
            open_runs.setdefault(duties, []).append((row, proof))
    yield from open_runs.values()
