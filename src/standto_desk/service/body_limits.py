"""A limit on what a request may send, before anything of it is kept in memory or in a file of the machine."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

MOST_BYTES = 8_000_000
"""The most bytes of a request."""
TOO_LARGE = b"What your browser sent is too large. Nothing was recorded.\n"


def bodies_within(application: Application, most: int) -> Application:
    """Return an application that answers 413 to a request whose body is larger than `most` bytes.

    The length that a request declares is checked before its body is read; without one, the parts are counted.
    """

    async def limited(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        if _declared(scope) > most:
            await _refuse(send)
            return
        counted = _Counted(receive, send, most)
        await application(scope, counted.receive, counted.send)
        if counted.is_over and not counted.answered:
            await _refuse(send)

    return limited


class _Counted:
    """A request whose parts are counted; one that sends too much looks as if its browser had gone."""

    def __init__(self, receive: Receive, send: Send, most: int) -> None:
        self._receive, self._send, self._left = receive, send, most
        self.answered = False

    @property
    def is_over(self) -> bool:
        """Whether it sent too much."""
        return self._left < 0

    async def receive(self) -> Message:
        """Return the next part."""
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        return {"type": "http.disconnect"} if self.is_over else message

    async def send(self, message: Message) -> None:
        """Pass a part of the answer on."""
        self.answered = True
        await self._send(message)


def _declared(scope: Message) -> int:
    """Return the length that a request declares; 0 if it declares none."""
    texts = (value for name, value in scope.get("headers", ()) if name == b"content-length")
    return max((int(text) for text in texts if text.isdigit()), default=0)


async def _refuse(send: Send) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": TOO_LARGE})
