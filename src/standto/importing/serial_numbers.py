"""Serial numbers of spreadsheets: days since an epoch, with the time of day as a fraction."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from standto.importing.misfits import Misfit

_EPOCHS = {1900: date(1899, 12, 30), 1904: date(1904, 1, 1)}
_FIRST, _LAST = 10_000, 100_000
"""Numbers that are dates: from 1927 to 2173."""
_MINUTES = 24 * 60
_ROUND = (60, 15, 5, 1)
_QUARTER = 15
_SECOND = Decimal(1) / 60
_HALF_QUARTER = Decimal("7.5")


def moment_of_serial(text: str, epoch: int) -> tuple[date | None, float | None]:
    """Return the date and the minutes after midnight of a serial number.

    A number says as much as its decimals: 45192.29 stands for 07:00, the only whole hour that is written so. A number
    below 1 is a time of day alone; one without decimals is a day alone.

    Parameters
    ----------
    text
        The number, with all of its decimals.
    epoch
        1900 or 1904.

    Raises
    ------
    Misfit
        The number is no date, or its decimals leave several times open.
    """
    number = Decimal(text)
    day = int(number)
    if not (0 <= number < 1 or _FIRST <= number < _LAST):
        raise Misfit("is not a date", "write a date such as 23/09/2023, with its time as 07:00")
    whole = _EPOCHS[epoch] + timedelta(days=day) if day else None
    if number == day and day:
        return whole, None
    return whole, _minutes((number - day) * _MINUTES, decimals=-int(number.normalize().as_tuple().exponent))


def _minutes(minutes: Decimal, decimals: int) -> float:
    """Return the roundest time of a day that some decimals of a day stand for, in minutes."""
    doubt = max(Decimal(_MINUTES) / 2 / 10**decimals, _SECOND / 2)
    for unit in _ROUND:
        nearest = round(minutes / unit) * unit
        if abs(nearest - minutes) <= doubt and (doubt <= _HALF_QUARTER or (nearest == minutes and unit >= _QUARTER)):
            return float(nearest)
    if doubt > _HALF_QUARTER:
        raise Misfit("has too few decimals for a time of day", "write the time as 07:00")
    return float(round(minutes / _SECOND) * _SECOND)
