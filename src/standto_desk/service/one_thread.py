"""Answering each request in one thread, of which a process keeps a few with their connections."""

from __future__ import annotations

from asyncio import get_running_loop
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import Any

from django.core.handlers.asgi import ASGIHandler
from django.db import connection
from django.http import HttpRequest, HttpResponse

THREADS = 12
"""The most requests that a process answers at the same time. Others wait; open streams do not count, nor outlooks.

More threads than that take turns with the interpreter so often that each page becomes dearer. Under an entry every
second the queue then grows without end.
"""
OUTLOOKS, OUTLOOK_THREADS = "/outlook/", 40
"""The pages whose requests have threads of their own, and their number: most of these requests wait for their turn."""


class OneThreadHandler(ASGIHandler):
    """Django's handler, with one thread for all middleware and the view of a request.

    Django's own handler expects views that do not block, and hands each request over between the loop and the request's
    thread several times. Views here read a database and block. Under load each hand-over waits for the interpreter's
    lock, and streams wait with it. An answer that is a stream still runs in the loop.

    Django also starts a thread for each request, and opens a connection in it. On SQLite that takes a third of the time
    of a page, so a thread here stays, and keeps its connection for the next request.
    """

    _middleware_chain: Any

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(THREADS, "standto-request")
        self._outlook_threads = ThreadPoolExecutor(OUTLOOK_THREADS, "standto-outlook")
        super().__init__()

    def load_middleware(self, is_async: bool = True) -> None:
        """Load the middleware as functions that may block, and call the first of them in a thread."""
        super().load_middleware(is_async=False)
        chain = self._middleware_chain

        async def in_thread(request: HttpRequest) -> HttpResponse:
            work = partial(copy_context().run, _answered, chain, request)
            threads = self._outlook_threads if request.path_info.startswith(OUTLOOKS) else self._threads
            return await get_running_loop().run_in_executor(threads, work)

        self._middleware_chain = in_thread if is_async else chain


def _answered(chain: Callable[[HttpRequest], HttpResponse], request: HttpRequest) -> HttpResponse:
    """Answer a request, and keep this thread's connection if it is one of SQLite and sound.

    PostgreSQL has a pool, to which the connection goes back.
    """
    try:
        return chain(request)
    finally:
        if connection.connection is not None and not _may_stay():
            connection.close()


def _may_stay() -> bool:
    """Tell whether this thread's connection is one of SQLite that has no error and no open transaction."""
    if connection.vendor != "sqlite" or connection.errors_occurred:
        return False
    return connection.get_autocommit() and not connection.connection.in_transaction
