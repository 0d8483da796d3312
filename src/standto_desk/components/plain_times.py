"""Times in ISO 8601 within a text, in the words of pages."""

from __future__ import annotations

import re
from datetime import datetime

from standto.model.time import SECOND
from standto.model.zone import Zone
from standto_desk.components.moments import short_moment

ISO = r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:[+-]\d\d:\d\d(?::\d\d)?|Z)"
"""A time in ISO 8601 with an offset, for regular expressions: the present has microseconds."""
_ISO = re.compile(rf"('?)({ISO})\1")


def in_plain_times(text: str, zone: Zone | None = None) -> str:
    """Return a text with each time in ISO 8601 as pages say it: ``Sat 23 Sep 18:00 BST``, to the second.

    A text that only looks like a time, such as the 31st of February, stays as it is.
    """
    return _ISO.sub(lambda found: _said(found[2], zone) or found[0], text)


def _said(iso: str, zone: Zone | None) -> str:
    """Return a time in the words of pages; blank if it is none."""
    try:
        return short_moment(int(datetime.fromisoformat(iso).timestamp()) * SECOND, zone)
    except ValueError:
        return ""
