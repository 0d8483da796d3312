"""Times in ISO 8601 within a text, in the words of pages."""

from __future__ import annotations

import re
from datetime import datetime

from standto.model.time import SECOND
from standto.model.zone import Zone
from standto_desk.components.moments import short_moment

ISO = r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:[+-]\d\d:\d\d(?::\d\d)?|Z)"
"""A time in ISO 8601 with an offset, for regular expressions: the present has microseconds."""
_QUOTED = re.compile(rf"'({ISO})'")
_ISO = re.compile(ISO)


def in_plain_times(text: str, zone: Zone | None = None) -> str:
    """Return a text with each time in ISO 8601 as pages say it: ``Sat 23 Sep 18:00 BST``, to the second."""
    return _ISO.sub(lambda found: short_moment(_instant(found[0]), zone), _QUOTED.sub(r"\1", text))


def _instant(iso: str) -> int:
    return int(datetime.fromisoformat(iso).timestamp()) * SECOND
