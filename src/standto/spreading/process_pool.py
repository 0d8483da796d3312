"""Chunks judged by several processes of this machine."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from multiprocessing import Pipe
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

from standto.errors import OptionError
from standto.spreading.chunk_work import KEPT_MEMORY, packed_run
from standto.spreading.chunks import Chunk
from standto.spreading.dispatch import Dispatch
from standto.wording import MOST_WORKERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from multiprocessing.connection import Connection
    from types import TracebackType
    from typing import Self

    from standto.spreading.chunks import Answer, ChunkedRun

_BEAT = 0.5
"""Seconds between two looks for late chunks."""


class WorkerProcess:
    """A process that judges one chunk at a time; a fresh interpreter, so that it needs no guard in the caller's script.

    The compiled code is cached on disk, so that only the first process on a machine compiles.
    """

    def __init__(self) -> None:
        ours, theirs = Pipe()
        command = [sys.executable, "-P", "-m", "standto.spreading.worker_process", str(theirs.fileno())]
        # Each worker is one of many: threads of its own would only get in the way of the others.
        threads = dict.fromkeys(("NUMBA_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
        path = os.pathsep.join(entry for entry in sys.path if entry)
        with _interrupts_blocked():
            self._process = subprocess.Popen(  # noqa: S603 - this interpreter and our own module
                command,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                env={**KEPT_MEMORY, **os.environ, **threads, "PYTHONPATH": path},
            )
        theirs.close()
        self.pipe: Connection = ours
        self.has: Chunk | None = None
        self._run = b""
        self.pipe.send(sys.path)

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def send(self, run: bytes, chunk: Chunk) -> None:
        """Ask for a chunk of a run, which is sent along if it is another than before."""
        self.has = chunk
        try:
            if run is not self._run:
                self.pipe.send(run)
                self._run = run
            self.pipe.send(tuple(chunk))
        except BrokenPipeError:
            # The pipe says so to the next reader too, which then replaces the worker.
            return

    def end(self) -> None:
        """Kill the process, even if it is stopped, and wait until it is gone."""
        self.pipe.close()
        self._process.kill()
        self._process.wait()


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Block Ctrl+C, which a terminal sends to all its processes, in those that are started: the client ends them."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Processes:
    """Judge chunks in processes of this machine.

    A process that dies is replaced, and its chunk is sent to another one. A chunk that takes far longer than the others
    is sent to a second process too, and the first answer counts.

    Parameters
    ----------
    workers
        The number of processes; by default the number of cores that this process may use.
    least_late
        The seconds in which no chunk is late.

    Raises
    ------
    OptionError
        There are less than one, or more than 1,024.
    """

    def __init__(self, workers: int | None = None, *, least_late: float = 5.0) -> None:
        if workers is not None and not 1 <= workers <= MOST_WORKERS:
            raise OptionError(f"--workers: {workers} is not a number of processes: give 1 to {MOST_WORKERS:,}")
        self._size = workers or len(os.sched_getaffinity(0))
        self._least_late = least_late
        self._workers: list[WorkerProcess] = []

    @property
    def pids(self) -> tuple[int, ...]:
        """The numbers of the processes that run now."""
        return tuple(worker.pid for worker in self._workers)

    def answers(self, run: ChunkedRun[Answer], chunks: Sequence[Chunk]) -> Iterator[tuple[Chunk, Answer]]:
        """Yield the answer about each chunk as soon as a process has it.

        Raises
        ------
        StandtoError
            A chunk failed in every attempt.
        """
        dispatch, work = Dispatch(chunks, least_late=self._least_late), packed_run(run)
        try:
            while not dispatch.over:
                self._hand_out(dispatch, work)
                for pipe in wait([worker.pipe for worker in self._workers], _BEAT):
                    worker = next(worker for worker in self._workers if worker.pipe is pipe)
                    if answer := self._answer_of(worker, dispatch, run):
                        yield answer
        finally:
            # Those that are still busy have copies that nobody needs now.
            for worker in [worker for worker in self._workers if worker.has is not None]:
                self._end(worker)

    def __enter__(self) -> Self:
        """Begin; the processes start with the first run."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End all processes."""
        for worker in self._workers[:]:
            self._end(worker)

    def _hand_out(self, dispatch: Dispatch, work: bytes) -> None:
        """Start the processes that are missing, two for each chunk at most, and give a chunk to each that has none."""
        while len(self._workers) < min(self._size, 2 * dispatch.left):
            self._workers.append(WorkerProcess())
        for worker in self._workers:
            if worker.has is None and (chunk := dispatch.next_for(worker.pid, time.monotonic())):
                worker.send(work, chunk)

    def _answer_of(
        self, worker: WorkerProcess, dispatch: Dispatch, run: ChunkedRun[Answer]
    ) -> tuple[Chunk, Answer] | None:
        """Return what a process has to say, if it is the first answer for its chunk."""
        try:
            asked, answer, why = worker.pipe.recv()
        except (EOFError, ConnectionResetError):
            self._end(worker)
            dispatch.lost(worker.pid, "the process ended")
            return None
        chunk, worker.has = Chunk(*asked), None
        if why:
            dispatch.failed(worker.pid, chunk, why)
            return None
        return (chunk, run.unpacked(answer)) if dispatch.finished(worker.pid, chunk, time.monotonic()) else None

    def _end(self, worker: WorkerProcess) -> None:
        """End a process and forget it."""
        self._workers.remove(worker)
        worker.end()
