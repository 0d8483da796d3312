"""Numbers of people in words that do not tell of one person: small ones as "fewer than 5", others in steps."""

from __future__ import annotations

from django.conf import settings


def small_number() -> int:
    """Return the number below which those who only look are not told how many people there are."""
    return int(settings.STANDTO_SMALL_NUMBER)


def coarse(number: int, least: int) -> str:
    """Return a number of people as ``fewer than 5``, ``5 to 9``, ``10 to 14`` and so on.

    Exact numbers above the threshold would give a difference of one away, which is a small number too.
    """
    if number < least:
        return f"fewer than {least:,}"
    floor = number - number % least
    return f"{floor:,} to {floor + least - 1:,}"
