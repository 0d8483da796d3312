"""Calls at the same moment, as if by several people."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from tests.patience import PATIENCE


def at_once(asks: list) -> list:
    """Call all at the same moment, each in a thread with a connection of its own."""
    ready = Barrier(len(asks))

    def ask(one):
        try:
            ready.wait(PATIENCE)
            return one()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(asks)) as threads:
        return [future.result(120) for future in [threads.submit(ask, one) for one in asks]]
