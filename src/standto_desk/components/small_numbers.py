"""Numbers of people that give no person away: small ones as "fewer than 5", others in steps."""

from __future__ import annotations

from django.conf import settings


def small_number() -> int:
    """Return the number below which viewers are not shown numbers of people."""
    return int(settings.STANDTO_SMALL_NUMBER)


def coarse(number: int, least: int) -> str:
    """Return a number of people as ``fewer than 5``, ``5 to 9``, ``10 to 14`` and so on.

    Exact numbers above the threshold would show differences of one, which is a small number too.
    """
    if number < least:
        return f"fewer than {least:,}"
    floor = number - number % least
    return f"{floor:,} to {floor + least - 1:,}"
