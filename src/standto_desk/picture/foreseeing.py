"""Outlooks of the present and of past moments, each worked out once for all readers of a process.

Readers take turns, and a sharper answer passes its turn on between its parts. Whoever has the next turn adds to the
tally that is kept. So a question of several readers is worked out once, and goes on when one of them leaves.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple, Protocol

from standto.assuming.assumptions import Assumptions
from standto.model.time import Instant
from standto.register import Records
from standto_desk.caching.answers import Cache
from standto_desk.picture.drawing import Picture
from standto_desk.picture.taking_turns import Turns

if TYPE_CHECKING:
    from standto.futures.future_run import FutureRun
    from standto.futures.future_tally import FutureTally
    from standto.futures.muster import Muster
    from standto.outlooks.looking_ahead import Outlook

FIRST = 1_000
"""The number of futures of a first answer, and of each part of a sharper one."""
PART = 50_000
"""The number of futures that long work judges before it keeps its tally."""
MUSTERS, RUNS, TALLIES = 8, 16, 32
"""The number of each kept: readers move sliders back and forth, and pages of one answer ask twice."""
WAITING = 32
"""The most readers of a process who wait for their turn: most of the threads that outlooks have."""

turns = Turns(WAITING)
"""The turns of this process at outlooks."""


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
_tallies: OrderedDict[_AskedRun, FutureTally] = OrderedDict()
_keeping = Lock()
"""The tally of each run so far, the latest that grew last; and the lock for adding one."""


def foresee(
    picture: Picture,
    assumptions: Assumptions,
    *,
    seed: int,
    futures: int,
    until: Instant,
    basis: str,
    work: LongWork | None = None,
    between: Callable[[], None] = lambda: None,
) -> Outlook:
    """Return the outlook of a picture's moment, worked out once for all readers.

    It is of more futures than asked for if a reader before had a sharper answer.

    Parameters
    ----------
    assumptions, seed, futures, until, basis
        As for `standto.outlooks.looking_ahead.outlook`.
    work
        The long piece of work that asks; it keeps the answer, which is then not kept here.
    between
        Is called between the parts of a sharper answer, and may stop it by an error.
    """
    from standto.outlooks.looking_ahead import outlook_of

    moment = _Moment(picture.at, picture.known_at, picture.situation.records, until, basis)
    asked = _AskedRun(moment, assumptions.digest, seed)
    run = _runs.get(asked, lambda: _run(picture, moment, assumptions, seed))
    tally = _tallied(asked, run, futures, between) if work is None else _in_parts(run, futures, work)
    return outlook_of(picture.situation, run, basis, tally.futures, tally)


def _run(picture: Picture, moment: _Moment, assumptions: Assumptions, seed: int) -> FutureRun:
    from standto.futures.future_run import run_of_muster
    from standto.futures.mustering import muster_of

    muster = _musters.get(moment, lambda: muster_of(picture.situation, basis=moment.basis, until=moment.until))
    return run_of_muster(muster, assumptions, picture.scenario, seed=seed)


def _tallied(asked: _AskedRun, run: FutureRun, futures: int, between: Callable[[], None]) -> FutureTally:
    """Return the tally of at least the first futures of a run, which each part adds to."""
    from standto.futures.merging import merged

    total: FutureTally | None = None
    while True:
        kept = _tallies.get(asked)
        if kept is not None and (total is None or kept.futures > total.futures):
            total = kept  # by another reader, between two parts
        start = 0 if total is None else total.futures
        if total is not None and start >= futures:
            return total
        part = _judged(run, start, min(start + FIRST, futures))
        total = part if total is None else merged([total, part])
        _keep(asked, total)
        if total.futures < futures:
            between()


def _keep(asked: _AskedRun, tally: FutureTally) -> None:
    with _keeping:
        _tallies[asked] = tally
        _tallies.move_to_end(asked)
        while len(_tallies) > TALLIES:
            _tallies.popitem(last=False)


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
