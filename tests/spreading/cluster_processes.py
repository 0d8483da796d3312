"""A scheduler and workers as real processes, and a line between them that can be cut."""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import subprocess
import sys
import threading
from pathlib import Path

from tests.patience import wait_until

ROOT = Path(__file__).resolve().parents[2]
QUIET = ["--no-dashboard"]


def free_port():
    """Return a free port below 32,768; the system gives those above to programs that ask for any."""
    while True:
        with contextlib.suppress(OSError), socket.socket() as found:
            found.bind(("127.0.0.1", 20_000 + secrets.randbelow(12_000)))
            return found.getsockname()[1]


class ClusterProcesses:
    """A scheduler at a fixed address, and workers of one thread each; as a context manager, it ends them all."""

    def __init__(self, log, *, scheme="tcp", options=()):
        self.port = free_port()
        self.address = f"{scheme}://127.0.0.1:{self.port}"
        self.workers = []
        self._log = log.open("ab")
        self._options = list(options)
        self.start_scheduler()

    def start_scheduler(self):
        self.scheduler = self._started(
            "dask_scheduler", "--host", self.address.rpartition(":")[0], "--port", str(self.port)
        )
        wait_until(lambda: answers(self.port))

    def start_worker(self, *options, scheduler=None):
        worker = self._started("dask_worker", scheduler or self.address, "--nthreads", "1", "--no-nanny", *options)
        self.workers.append(worker)
        return worker

    def _started(self, module, *options):
        command = [sys.executable, "-m", f"distributed.cli.{module}", *QUIET, *self._options, *options]
        path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
        return subprocess.Popen(command, env={**os.environ, "PYTHONPATH": path}, stdout=self._log, stderr=self._log)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in (self.scheduler, *self.workers):
            process.kill()
            process.wait()
        self._log.close()


class Line:
    """A line to a port of this machine, that forwards bytes until it is cut; then it swallows them without a word."""

    def __init__(self, port):
        self._to, self._whole = port, threading.Event()
        self._whole.set()
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        self._ends, self._open, self._adding = [], True, threading.Lock()
        self._own(self._server)
        threading.Thread(target=self._serve, daemon=True).start()

    def cut(self):
        self._whole.clear()

    def mend(self):
        self._whole.set()

    def close(self):
        with self._adding:
            self._open = False
        for end in self._ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _own(self, end):
        """Keep an end, to close it with the line; at once if the line was closed meanwhile."""
        with self._adding:
            if self._open:
                self._ends.append(end)
                return end
        end.close()
        raise ConnectionAbortedError

    def _serve(self):
        with contextlib.suppress(OSError):
            while True:
                near = self._own(self._server.accept()[0])
                far = self._own(socket.create_connection(("127.0.0.1", self._to)))
                for pair in ((near, far), (far, near)):
                    threading.Thread(target=self._forward, args=pair, daemon=True).start()

    def _forward(self, near, far):
        with contextlib.suppress(OSError):
            while data := near.recv(65_536):
                self._whole.wait()
                far.sendall(data)
            far.shutdown(socket.SHUT_WR)


def answers(port):
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False
