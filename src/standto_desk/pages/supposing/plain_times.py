"""Times in ISO 8601 within a text, in the words of pages."""

from __future__ import annotations

import re
from datetime import datetime

from standto.model.time import SECOND
from standto.model.zone import Zone
from standto_desk.components.moments import short_moment

_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:[+-]\d\d:\d\d(?::\d\d)?|Z)")


def in_plain_times(text: str, zone: Zone) -> str:
    """Return a text with each time in ISO 8601 as pages say it: ``Sat 23 Sep 18:00 BST``."""
    return _ISO.sub(lambda found: short_moment(_instant(found[0]), zone), text)


def _instant(iso: str) -> int:
    return int(datetime.fromisoformat(iso).timestamp()) * SECOND
