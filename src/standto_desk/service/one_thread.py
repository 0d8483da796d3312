"""Answering each request in one thread."""

from __future__ import annotations

from typing import Any

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIHandler


class OneThreadHandler(ASGIHandler):
    """Django's handler, with one thread for all middleware and the view of a request.

    Django's own handler expects views that do not block, and hands each request over between the loop and the request's
    thread several times. Views here read a database and block. Under load each hand-over waits for the interpreter's
    lock, and streams wait with it. An answer that is a stream still runs in the loop.
    """

    _middleware_chain: Any

    def load_middleware(self, is_async: bool = True) -> None:
        """Load the middleware as functions that may block, and call the first of them in the request's thread."""
        super().load_middleware(is_async=False)
        chain = self._middleware_chain
        self._middleware_chain = sync_to_async(chain, thread_sensitive=True) if is_async else chain
