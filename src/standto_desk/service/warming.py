"""What a process does so that no reader has to wait: it draws the first picture, and keeps the garbage collector short.

The records of a large ledger are half a million objects that stay for as long as the process. Each time that Python's
collector looks through all of them, it stops every request and every stream for a fifth of a second or more.
"""

from __future__ import annotations

import gc
import logging
from threading import Thread
from time import sleep

from django.db import connection

from standto_desk.book.moment_tables import NoScenario
from standto_desk.picture.showing import picture_now

log = logging.getLogger("standto_desk.warming")
SETTLE_EVERY = 600
"""The seconds between two collections of everything, each of which stops the process for a moment."""


def start_warming() -> None:
    """Draw the picture of now in a thread of its own, and settle what was made then and from time to time."""
    Thread(target=_run, name="standto-warming", daemon=True).start()


def settle() -> None:
    """Collect all garbage once, and let the collector leave alone what is left until the next time."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _run() -> None:
    _warm()
    while True:
        settle()
        sleep(SETTLE_EVERY)


def _warm() -> None:
    """Draw it. Whoever asks for it meanwhile waits for this drawing."""
    try:
        picture_now()
    except NoScenario:
        pass
    except Exception:
        log.warning("the first picture could not be drawn while the process started", exc_info=True)
    finally:
        connection.close()
