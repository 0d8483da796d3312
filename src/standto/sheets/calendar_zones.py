"""The time zones that a calendar names."""

from __future__ import annotations

import re
from datetime import tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

_NAME = re.compile(r"[A-Za-z0-9_+\-]+(/[A-Za-z0-9_+\-]+)*")


@lru_cache(maxsize=256)
def zone_named(name: str) -> tzinfo | None:
    """Return a zone by its IANA name, its name in Windows, or a path that ends in an IANA name; None if unknown."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    name = WINDOWS_TO_OLSON.get(name.strip('" '), name.strip('" '))
    parts = name.strip("/").split("/")
    for start in range(min(len(parts), 6)):
        tail = "/".join(parts[start:])
        if _NAME.fullmatch(tail):
            try:
                return ZoneInfo(tail)
            except (OSError, ValueError, LookupError):
                continue
    return None
