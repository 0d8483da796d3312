"""A worker in a process of its own: ``python -m standto.spreading.worker_process FD`` serves an open socket."""

from __future__ import annotations

import signal
import sys
from multiprocessing.connection import Connection
from traceback import format_exception_only

from standto.spreading.chunk_work import judged_chunk, own_version


def main(descriptor: int) -> None:
    """Take a path for modules, then runs and chunks, and send back the packed answer about each chunk."""
    # Ctrl+C reaches every process of a terminal: the client decides what ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    run = b""
    with Connection(descriptor) as client:
        sys.path[:] = client.recv()
        while True:
            try:
                asked: tuple[int, int] | bytes = client.recv()
            except EOFError:
                return
            if isinstance(asked, bytes):
                run = asked
                continue
            try:
                client.send((asked, judged_chunk(run, asked[0], asked[1], own_version()), ""))
            except BrokenPipeError:
                return
            except Exception as error:  # noqa: BLE001 - the client says what failed
                client.send((asked, b"", "".join(format_exception_only(error)).strip()))


if __name__ == "__main__":
    main(int(sys.argv[1]))
