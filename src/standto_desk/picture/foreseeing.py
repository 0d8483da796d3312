"""Outlooks of the present and of past moments, each worked out once for all readers of a process."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from standto.assuming.assumptions import Assumptions
from standto.model.time import Instant
from standto.register import Records
from standto_desk.caching.answers import Cache
from standto_desk.picture.drawing import Picture

if TYPE_CHECKING:
    from standto.futures.future_run import FutureRun
    from standto.futures.future_tally import FutureTally
    from standto.futures.muster import Muster
    from standto.outlooks.looking_ahead import Outlook

FIRST = 1_000
"""The number of futures of a first answer."""
MUSTERS, RUNS, TALLIES = 8, 16, 32
"""The number of each kept: readers move sliders back and forth, and pages of one answer ask twice."""


class _Moment(NamedTuple):
    """Everything that a muster depends on; keyed as pictures are."""

    at: Instant
    known_at: Instant
    records: Records
    until: Instant
    basis: str


class _AskedRun(NamedTuple):
    """Everything that a future depends on."""

    moment: _Moment
    assumptions: str
    seed: int


_musters: Cache[_Moment, Muster] = Cache(MUSTERS)
_runs: Cache[_AskedRun, FutureRun] = Cache(RUNS)
_tallies: Cache[tuple[_AskedRun, int], FutureTally] = Cache(TALLIES)


def foresee(
    picture: Picture,
    assumptions: Assumptions,
    *,
    seed: int,
    futures: int,
    until: Instant,
    basis: str,
    progress: Callable[[float], None] | None = None,
) -> Outlook:
    """Return the outlook of a picture's moment, worked out once for all readers.

    Parameters
    ----------
    assumptions, seed, futures, until, basis
        As for `standto.outlooks.looking_ahead.outlook`.
    progress
        Called with the share that is done, by a long piece of work, whose answer is not kept here; it may raise an
        error to stop the work.
    """
    from standto.outlooks.looking_ahead import outlook_of

    moment = _Moment(picture.at, picture.known_at, picture.situation.records, until, basis)
    asked = _AskedRun(moment, assumptions.digest, seed)
    run = _runs.get(asked, lambda: _run(picture, moment, assumptions, seed))
    tally = _tallied(asked, run, futures) if progress is None else _judged(run, 0, futures, progress)
    return outlook_of(picture.situation, run, basis, futures, tally)


def _run(picture: Picture, moment: _Moment, assumptions: Assumptions, seed: int) -> FutureRun:
    from standto.futures.future_run import run_of_muster
    from standto.futures.mustering import muster_of

    muster = _musters.get(moment, lambda: muster_of(picture.situation, basis=moment.basis, until=moment.until))
    return run_of_muster(muster, assumptions, picture.scenario, seed=seed)


def _tallied(asked: _AskedRun, run: FutureRun, futures: int) -> FutureTally:
    """Return the tally of the first futures of a run; a sharper answer adds to the first one, which is kept."""
    from standto.futures.merging import merged

    if futures <= FIRST:
        return _tallies.get((asked, futures), lambda: _judged(run, 0, futures))
    first = _tallies.get((asked, FIRST), lambda: _judged(run, 0, FIRST))
    return _tallies.get((asked, futures), lambda: merged([first, _judged(run, FIRST, futures)]))


def _judged(run: FutureRun, start: int, stop: int, progress: Callable[[float], None] | None = None) -> FutureTally:
    from standto.spreading.tallying import tally_of

    return tally_of(run, start, stop, progress=progress)
