"""Writing instants: in local time and always with the offset, so that they can be read and are exact."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from standto.model.time import BEGINNING, FOREVER

if TYPE_CHECKING:
    from standto.model.time import Instant
    from standto.model.zone import Zone

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)


def moment_of(zone: Zone, instant: Instant) -> datetime:
    """Return the local time of an instant; in UTC where local time is odd or beyond the calendar.

    Parameters
    ----------
    zone
        Whose local time it is.
    instant
        An instant of the calendar.
    """
    moment = zone.local(instant)
    offset = moment.utcoffset() or timedelta()
    if offset % _MINUTE or zone.instant(moment) != instant:
        return _EPOCH + timedelta(microseconds=instant)
    return moment


class TimeTexts(dict["Instant", str]):
    """Instants as they are written in a table, each worked out once; without end on either side is blank.

    Parameters
    ----------
    zone
        Whose local time is written.
    """

    def __init__(self, zone: Zone) -> None:
        super().__init__({BEGINNING: "", FOREVER: ""})
        self._zone = zone

    def __missing__(self, instant: Instant) -> str:
        """Work out how an instant is written."""
        found = self[instant] = moment_of(self._zone, instant).isoformat()
        return found
