"""Outlooks of the present and of past moments, each worked out once for all readers of a process."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, Protocol

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
PART = 50_000
"""The number of futures that long work judges before it keeps its tally."""
MUSTERS, RUNS, TALLIES = 8, 16, 32
"""The number of each kept: readers move sliders back and forth, and pages of one answer ask twice."""


class LongWork(Protocol):
    """A long piece of work on an outlook, which is resumed if it is interrupted."""

    def begun(self, inputs: str) -> FutureTally | None:
        """Return the tally of the futures that were judged before; None if there is none of these inputs."""

    def keep(self, inputs: str, tally: FutureTally) -> None:
        """Keep the tally of all futures judged so far."""

    def sharing(self, start: int, futures: int) -> Callable[[float], None]:
        """Return the progress of the part from `start`: it takes the share that is done, and may stop the work."""


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
    work: LongWork | None = None,
) -> Outlook:
    """Return the outlook of a picture's moment, worked out once for all readers.

    Parameters
    ----------
    assumptions, seed, futures, until, basis
        As for `standto.outlooks.looking_ahead.outlook`.
    work
        The long piece of work that asks; it keeps the answer, which is then not kept here.
    """
    from standto.outlooks.looking_ahead import outlook_of

    moment = _Moment(picture.at, picture.known_at, picture.situation.records, until, basis)
    asked = _AskedRun(moment, assumptions.digest, seed)
    run = _runs.get(asked, lambda: _run(picture, moment, assumptions, seed))
    tally = _tallied(asked, run, futures) if work is None else _in_parts(run, futures, work)
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


def _in_parts(run: FutureRun, futures: int, work: LongWork) -> FutureTally:
    """Return the tally of the first futures of a run, part by part, from where a worker before this one stopped."""
    from standto.futures.merging import merged

    total = work.begun(run.inputs)
    while total is None or total.futures < futures:
        start = 0 if total is None else total.futures
        part = _judged(run, start, min(start + PART, futures), work.sharing(start, futures))
        total = part if total is None else merged([total, part])
        work.keep(run.inputs, total)
    return total


def _judged(run: FutureRun, start: int, stop: int, progress: Callable[[float], None] | None = None) -> FutureTally:
    from standto.spreading.tallying import tally_of

    return tally_of(run, start, stop, progress=progress)
