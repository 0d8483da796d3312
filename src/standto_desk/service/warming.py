"""Drawing the first picture while a process starts, so that no reader has to wait for it."""

from __future__ import annotations

import logging
from threading import Thread

from django.db import connection

from standto_desk.book.moment_tables import NoScenario
from standto_desk.picture.showing import picture_now

log = logging.getLogger("standto_desk.warming")


def start_warming() -> None:
    """Draw the picture of now in a thread of its own."""
    Thread(target=_warm, name="standto-warming", daemon=True).start()


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
