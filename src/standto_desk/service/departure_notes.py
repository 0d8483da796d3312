"""Noting that a reader has left, so that nobody works for them any longer."""

from __future__ import annotations

from threading import Event

from standto_desk.kit.departures import LEFT
from standto_desk.service.body_limits import Application, Message, Receive, Send


def noting_departures(application: Application) -> Application:
    """Return an application whose requests know when their reader has left; see `departure_of`."""

    async def noting(scope: Message, receive: Receive, send: Send) -> None:
        left = scope[LEFT] = Event()

        async def received() -> Message:
            message = await receive()
            if message["type"] == "http.disconnect":
                left.set()
            return message

        await application(scope, received, send)

    return noting
