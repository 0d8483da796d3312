"""A worker in a process of its own: ``python -m standto.spreading.worker_process FD`` serves an open socket."""

from __future__ import annotations

import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from traceback import format_exception_only

from standto.spreading.chunk_work import judged_chunk, own_version


def main(descriptor: int) -> None:
    """Take a path for modules, then runs and chunks, and send back the packed answer about each chunk."""
    run = b""
    with Connection(descriptor) as client, suppress(EOFError, ConnectionError):  # until the client has gone
        sys.path[:] = client.recv()
        while True:
            asked: tuple[int, int] | bytes = client.recv()
            if isinstance(asked, bytes):
                run = asked
            else:
                client.send((asked, *_answer(run, *asked)))


def _answer(run: bytes, start: int, stop: int) -> tuple[bytes, str]:
    """Return the packed answer about a chunk, or why there is none."""
    try:
        return judged_chunk(run, start, stop, own_version()), ""
    except Exception as error:  # noqa: BLE001 - the client says what failed
        return b"", "".join(format_exception_only(error)).strip()


if __name__ == "__main__":
    main(int(sys.argv[1]))
