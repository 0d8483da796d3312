"""Chunks judged by the workers of a Dask cluster."""

from __future__ import annotations

import logging
import re
import signal
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from multiprocessing import resource_tracker
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Generic

from standto.errors import OptionError, StandtoError, not_installed
from standto.spreading.chunk_work import KEPT_MEMORY, judged_chunk, own_version, packed_run
from standto.spreading.chunks import Answer
from standto.spreading.dispatch import RETRIES, Dispatch
from standto.wording import MOST_WORKERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType
    from typing import Self

    from standto.spreading.chunks import Chunk, ChunkedRun

_BEAT = 0.5
"""Seconds between two looks at the workers and for late chunks."""
_FETCH = 20.0
"""Seconds in which the scheduler fetches a result from a worker."""
_FIRST_PATIENCE = 30.0
"""Seconds for which a scheduler that never answered is waited for: its address may be wrong."""
_AHEAD = 1
"""The chunks that a worker has beside those that its threads judge, so that no thread waits for the next."""
_LOGGERS = ("distributed", "distributed.client", "distributed.core")
_SCHEMES = ("tcp", "tls", "ws", "wss", "ucx")
_ENCRYPTED = ("tls:", "wss:")


class DaskCluster:
    """Judge chunks on the workers of a Dask cluster.

    Each chunk is sent to one named worker, so that Dask never steals it for another one, whatever the scheduler's
    settings. Workers that join are given chunks, and the chunks of those that vanish are sent to others. If the
    scheduler is lost, the client waits for it to come back, and sends again what is not finished.

    Parameters
    ----------
    address
        The address of the scheduler, such as ``tcp://host:8786``; or ``local:N``, which starts a cluster of N workers
        on this machine. With ``tls://``, certificates come from Dask's own configuration (``distributed.comm.tls``).
    least_late
        The seconds in which no chunk is late.
    patience
        The seconds for which a scheduler that is lost, or one without workers, is waited for.

    Raises
    ------
    OptionError
        The address is none, or it needs certificates and Dask's configuration names none.
    StandtoError
        `distributed` is not installed.
    """

    def __init__(self, address: str, *, least_late: float = 5.0, patience: float = 600.0) -> None:
        self._address, self._size = address, _workers_in(address)
        self._least_late, self._patience = least_late, patience
        self._levels: dict[str, int] = {}
        self._local: Any = None
        self._client: Any = None
        try:
            from distributed.security import Security
        except ModuleNotFoundError:
            raise not_installed("clusters", "distributed", "cluster") from None
        if address.startswith(_ENCRYPTED):
            own = Security()  # type: ignore[no-untyped-call]
            if not own.get_connection_args("client").get("ssl_context"):  # type: ignore[no-untyped-call]
                raise OptionError(
                    f"--cluster: {address} needs certificates: name them in Dask's own configuration, under "
                    "distributed.comm.tls (ca-file, client.cert, client.key)"
                )

    def answers(self, run: ChunkedRun[Answer], chunks: Sequence[Chunk]) -> Iterator[tuple[Chunk, Answer]]:
        """Yield the answer about each chunk as soon as a worker has it.

        Raises
        ------
        StandtoError
            A chunk failed in every attempt, or the cluster was lost for longer than is waited for.
        """
        sending = _Sending(run, Dispatch(chunks, least_late=self._least_late))
        seen, patience = time.monotonic(), min(self._patience, _FIRST_PATIENCE)
        try:
            while not sending.dispatch.over:
                try:
                    client, patience = self._connected(), self._patience
                    if sending.hand_out(client):
                        seen = time.monotonic()
                    answer = sending.next_answer()
                except (OSError, ClusterLost) as error:
                    self._disconnect()
                    sending.recall()
                    self._check_patience(seen, patience, error)
                    time.sleep(_BEAT)
                    continue
                if answer is not None:
                    yield answer
                elif not sending.workers:
                    self._check_patience(seen, patience, "it has no workers")
        finally:
            sending.cancel()

    def __enter__(self) -> Self:
        """Begin; the connection is made with the first run."""
        for name in _LOGGERS:
            # A lost scheduler is waited for: tracebacks about it would only frighten.
            self._levels[name] = logging.getLogger(name).level
            logging.getLogger(name).setLevel(logging.CRITICAL)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connection, and end the workers that were started on this machine."""
        self._disconnect()
        if self._local is not None:
            self._local.close()
            self._local = None
        for name, level in self._levels.items():
            logging.getLogger(name).setLevel(level)

    def _connected(self) -> Any:
        """Return a client of the scheduler; one that is connected, or was never connected before.

        Raises
        ------
        ClusterLost
            The client that was there has lost the scheduler.
        """
        if self._client is not None and self._client.status != "running":
            raise ClusterLost("the connection to the scheduler broke")
        if self._client is None:
            import distributed

            self._client = distributed.Client(  # type: ignore[no-untyped-call]
                self._scheduler(), timeout=5, set_as_default=False
            )
        return self._client

    def _scheduler(self) -> str:
        """Return the scheduler's address; for ``local:N``, start a cluster first."""
        if not self._size:
            return self._address
        if self._local is None:
            # A thread's processes inherit what it blocks. This one, once started, would let interrupts through again.
            resource_tracker.ensure_running()
            with ThreadPoolExecutor(1, initializer=_block_interrupts) as starting:
                starting.submit(self._start).result()
        return str(self._local.scheduler_address)

    def _start(self) -> None:
        """Start a cluster on this machine; after an interrupt meanwhile it is still there to be closed."""
        import dask
        import distributed

        settings = {
            "distributed.scheduler.work-stealing": False,
            "distributed.scheduler.allowed-failures": 100,
            # Dask looks at every worker a hundred times a second, and at its own loops and memory up to fifty times.
            # Idle, the client's process took 4.5 % of a core with that, and takes 0.7 % without.
            "distributed.worker.profile.enabled": False,
            "distributed.admin.tick.interval": "1s",
            "distributed.admin.system-monitor.interval": "10s",
            "distributed.worker.memory.monitor-interval": "1s",
            **{f"distributed.nanny.pre-spawn-environ.{name}": size for name, size in KEPT_MEMORY.items()},
        }
        with dask.config.set(settings):
            self._local = distributed.LocalCluster(  # type: ignore[no-untyped-call]
                n_workers=self._size,
                threads_per_worker=1,
                dashboard_address=None,
                # It has no pages, but opens a port for them: to this machine alone, and not one that another has.
                scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},
                silence_logs=50,
            )

    def _disconnect(self) -> None:
        """Give up the connection, if there is one."""
        if self._client is not None:
            with suppress(OSError, TimeoutError, RuntimeError):
                self._client.close(timeout=1)
            self._client = None

    def _check_patience(self, seen: float, patience: float, why: object) -> None:
        """Raise an error if a worker was last seen too long ago."""
        if time.monotonic() - seen > patience:
            raise StandtoError(
                f"--cluster: no worker of {self._address} has answered for {patience:.0f} seconds ({why}); with "
                "--keep, the same command goes on from the finished chunks"
            )


class ClusterLost(Exception):
    """The connection to the scheduler broke, and with it every chunk that was sent."""


class _Sending(Generic[Answer]):
    """The chunks of one run on their way to workers and back."""

    def __init__(self, run: ChunkedRun[Answer], dispatch: Dispatch) -> None:
        self.dispatch = dispatch
        self.workers: dict[str, int] = {}
        self._run, self._inputs, self._work = run, run.inputs, packed_run(run)
        self._back: SimpleQueue[Any] = SimpleQueue()
        self._sent: dict[Any, tuple[str, Chunk]] = {}
        self._attempts: Counter[Chunk] = Counter()
        self._looked = float("-inf")

    def hand_out(self, client: Any) -> bool:
        """Send every worker what it may have, and return whether there are any."""
        now = time.monotonic()
        if now - self._looked >= _BEAT:
            self._looked = now
            self._look_at(client)
        for worker, threads in self.workers.items():
            while self.dispatch.held_by(worker) < threads + _AHEAD and (chunk := self.dispatch.next_for(worker, now)):
                self._send(client, worker, chunk)
        return bool(self.workers)

    def next_answer(self) -> tuple[Chunk, Answer] | None:
        """Return the next first answer for a chunk; None after a while without one."""
        try:
            future = self._back.get(timeout=_BEAT)
        except Empty:
            return None
        worker, chunk = self._sent.pop(future, ("", None))
        if chunk is None:
            return None
        if future.status == "finished":
            try:
                answer = self._run.unpacked(future.result(timeout=_FETCH))
            except TimeoutError:
                self.dispatch.failed(worker, chunk, f"the worker {worker} does not hand over what it has")
                return None
            return (chunk, answer) if self.dispatch.finished(worker, chunk, time.monotonic()) else None
        if future.status == "error":
            self.dispatch.failed(worker, chunk, repr(future.exception(timeout=_FETCH)))
            return None
        raise ClusterLost(future.status)

    def recall(self) -> None:
        """Forget all that was sent, because the way to it is lost."""
        self._sent.clear()
        self._back = SimpleQueue()
        self.workers = {}
        self._looked = float("-inf")
        self.dispatch.recalled()

    def cancel(self) -> None:
        """Cancel all that was sent and is not finished."""
        for future in self._sent:
            with suppress(Exception):
                future.cancel()
        self._sent.clear()

    def _look_at(self, client: Any) -> None:
        """Ask which workers there are, and queue again what those that are gone had."""
        self.workers = client.sync(client.scheduler.ncores, callback_timeout=10)
        for future, (worker, chunk) in list(self._sent.items()):
            if worker not in self.workers:
                del self._sent[future]
                future.cancel()
                self.dispatch.failed(worker, chunk, f"the worker {worker} was lost")

    def _send(self, client: Any, worker: str, chunk: Chunk) -> None:
        """Send a chunk to a worker; its key says what it holds and which attempt this is."""
        self._attempts[chunk] += 1
        future = client.submit(
            judged_chunk,
            self._work,
            *chunk,
            own_version(),
            key=f"standto-{chunk.key(self._inputs)}-{self._attempts[chunk]}",
            workers=[worker],
            allow_other_workers=False,
            retries=RETRIES,
            pure=False,
        )
        self._sent[future] = (worker, chunk)
        future.add_done_callback(self._back.put)


def _block_interrupts() -> None:
    """Leave Ctrl+C, which a terminal sends to all its processes, to the thread that waits for the answer."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _workers_in(address: str) -> int:
    """Return N of ``local:N``; 0 for the address of a scheduler.

    Raises
    ------
    OptionError
        It is neither.
    """
    scheme, _, rest = address.partition(":")
    if scheme == "local" and re.fullmatch(r"[0-9]{1,4}", rest) and 0 < int(rest) <= MOST_WORKERS:
        return int(rest)
    if scheme in _SCHEMES and rest.startswith("//") and len(rest) > 2:
        return 0
    raise OptionError(
        f"--cluster: {address!r} is no cluster: give a scheduler's address, such as tcp://host:8786 or "
        "tls://host:8786, or local:N for N workers on this machine, "
        f"{MOST_WORKERS:,} at most"
    )
