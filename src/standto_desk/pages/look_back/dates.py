"""Times with their year: what is looked back on may be years ago."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from standto.model.time import BEGINNING, FOREVER
from standto.wording import day
from standto_desk.components.cells import time
from standto_desk.components.moments import clock_time, here

if TYPE_CHECKING:
    from standto.model.time import Instant


def dated(instant: Instant) -> Markup:
    """Return an instant as ``Sat 23 Sep 2023, 12:00 BST``, for people and for machines."""
    if not BEGINNING < instant < FOREVER:
        return time(instant)
    zone = here()
    words = f"{day(zone.local(instant).date())}, {clock_time(instant, zone)}"
    return Markup('<time datetime="{}">{}</time>').format(zone.iso(instant), words)
