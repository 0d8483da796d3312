"""E-mails that are sent beside a request."""

from __future__ import annotations

import threading

from standto_desk.access.emails import THREAD
from tests.patience import PATIENCE


def all_sent() -> None:
    """Wait until no e-mail is being sent."""
    for thread in threading.enumerate():
        if thread.name == THREAD:
            thread.join(PATIENCE)
