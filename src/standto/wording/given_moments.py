"""Moments as callers give them: a datetime, a text or an instant, and one clear error for everything else."""

from __future__ import annotations

from datetime import date, datetime
from numbers import Integral
from typing import TYPE_CHECKING, TypeAlias

from standto.errors import OptionError
from standto.model.time import DAY, Instant, Period
from standto.model.zone import NonexistentTime, Zone
from standto.wording.given_values import shortened

if TYPE_CHECKING:
    from typing import Any

    import numpy as np

    Moment: TypeAlias = datetime | str | Instant | np.datetime64 | np.integer[Any]
else:
    Moment: TypeAlias = datetime | str | Instant

_FAR = 50 * 366 * DAY


class _NoMoment(ValueError):
    """A value that is no moment; the message says why."""


def instant_of(moment: Moment, zone: Zone, horizon: Period, name: str, *, since: Instant | None = None) -> Instant:
    """Return the instant of a moment that a caller gives.

    Parameters
    ----------
    moment
        A datetime, aware or in local time, a pandas timestamp among them; `numpy.datetime64`, in local time; a text, in
        ISO 8601 or in words as `spoken_instant` reads them; or an instant. Of a local time that occurs twice it is the
        first, unless a datetime's `fold` is 1.
    zone
        The zone of local times.
    horizon
        The scenario's, within which words name a moment. An instant many years from it is in the wrong unit.
    name
        The argument, for an error.
    since
        The moment that words such as ``+6h`` count from; None: the start of the horizon.

    Raises
    ------
    OptionError
        It is something else, such as a date, a float or a list, or a local time that does not exist.
    """
    if isinstance(moment, str):
        return _of_text(moment, zone, horizon, name, since)
    try:
        return _instant(moment, zone, horizon)
    except _NoMoment as error:
        example = zone.local(horizon.start).replace(tzinfo=None).isoformat(timespec="minutes")
        raise OptionError(
            f"{name}: {shortened(moment)} {error}; allowed are a datetime, a text such as '{example}', and an instant, "
            "which is a whole number of microseconds since 1970 as scenario.instant() returns it"
        ) from None


def optional_instant(
    moment: Moment | None, zone: Zone, horizon: Period, name: str, *, since: Instant | None = None
) -> Instant | None:
    """Return the instant of a moment that a caller may leave out; None without one."""
    return None if moment is None else instant_of(moment, zone, horizon, name, since=since)


def _of_text(text: str, zone: Zone, horizon: Period, name: str, since: Instant | None) -> Instant:
    # It is slow to load, and most callers give no words.
    from standto.wording.spoken_times import spoken_instant

    try:
        return spoken_instant(text, zone, horizon, since=since)
    except ValueError as error:
        raise OptionError(f"{name}: {error}") from None


def _instant(moment: object, zone: Zone, horizon: Period) -> Instant:
    if isinstance(moment, bool):
        raise _NoMoment("is of type bool")
    if isinstance(moment, datetime):
        return _of_datetime(moment, zone)
    if isinstance(moment, Integral):
        return _of_number(int(moment), horizon)
    if isinstance(moment, date):
        raise _NoMoment("is a date without a time")
    if type(moment).__module__ == "numpy" and type(moment).__name__ == "datetime64":
        return _of_numpy(moment, zone)
    raise _NoMoment(f"is of type {type(moment).__name__}")


def _of_datetime(moment: datetime, zone: Zone) -> Instant:
    if moment != moment:  # pandas' NaT, which is a datetime, does not equal itself
        raise _NoMoment("is not a time")
    try:
        first = int(zone.instant(moment))
    except NonexistentTime:
        raise _NoMoment(f"does not exist in {zone.name}, where the clocks go forward") from None
    if moment.tzinfo is None and moment.fold:
        return zone.instant(zone.local(first).replace(fold=1))
    return first


def _of_numpy(moment: Any, zone: Zone) -> Instant:
    found = moment.astype("datetime64[us]").item()
    if not isinstance(found, datetime):
        raise _NoMoment("is not a time")
    if moment.dtype.str[1:] in ("M8[D]", "M8[W]", "M8[M]", "M8[Y]"):
        raise _NoMoment("is a date without a time")
    return _of_datetime(found, zone)


def _of_number(instant: Instant, horizon: Period) -> Instant:
    if not horizon.start - _FAR <= instant <= horizon.until + _FAR:
        raise _NoMoment("is more than 50 years from the scenario: it may be in seconds or nanoseconds")
    return instant
