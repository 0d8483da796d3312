"""What goes over a stream: server-sent events, which say how far the desk has got and nothing of what was entered."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from standto_desk.live.marks import Mark

RECONNECT = b"retry: 2000\n\n"
"""How many milliseconds a browser waits before it comes back."""
HEARTBEAT = b": still here\n\n"
"""A comment, by which both ends see that the line stands."""
AWAY = b"data: away\n\n"
"""The database cannot be read: a page that asks for itself again will be told so."""


def event_of(mark: Mark, before: Mark | None = None) -> bytes:
    """Return the event that says how far the desk has got: an entry was made, or a demonstration's clock got on."""
    kind = "clock" if before is not None and before.sequence == mark.sequence else "entry"
    return f"event: {kind}\nid: {mark}\ndata: {json.dumps({'sequence': mark.sequence})}\n\n".encode()


def hour_event(mark: str) -> bytes:
    """Return the event that says that a whole hour has come: all that those who only look are told of the ledger."""
    return f"event: clock\nid: {mark}\ndata: {{}}\n\n".encode()
