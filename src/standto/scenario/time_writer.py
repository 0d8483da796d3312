"""Writing instants: in local time for people to read, and with the offset to be exact."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from standto.model.time import BEGINNING, FOREVER, Instant
from standto.model.zone import Zone

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)


def moment_of(zone: Zone, instant: Instant) -> datetime:
    """Return the local time of an instant; the time in UTC if local time cannot be read back exactly."""
    moment = zone.local(instant)
    offset = moment.utcoffset() or timedelta()
    if offset % _MINUTE or zone.instant(moment) != instant:
        return _EPOCH + timedelta(microseconds=instant)
    return moment


class TimeTexts(dict["Instant", str]):
    """The texts of instants in a table, each computed once; the texts of `BEGINNING` and `FOREVER` are blank."""

    def __init__(self, zone: Zone) -> None:
        super().__init__({BEGINNING: "", FOREVER: ""})
        self._zone = zone

    def __missing__(self, instant: Instant) -> str:
        """Write an instant, and keep the text."""
        found = self[instant] = moment_of(self._zone, instant).isoformat()
        return found
