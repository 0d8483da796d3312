"""Who a report is for, and the handling marking that says who may see it."""

from __future__ import annotations

from standto.errors import OptionError

COMMAND, PUBLIC = "command", "public"

MARKINGS = {COMMAND: "OFFICIAL-SENSITIVE \N{EM DASH} command", PUBLIC: "Public"}
"""The marking of each audience's reports where nobody asks for another."""

AUDIENCES = tuple(MARKINGS)
_LONGEST = 100


def marking_of(audience: str, marking: str | None) -> str:
    """Return the marking that a report carries.

    Parameters
    ----------
    audience
        One of `AUDIENCES`.
    marking
        Another one than the audience's own.

    Raises
    ------
    OptionError
        No such audience, or the marking is blank, longer than 100 characters or not one printable line.
    """
    if audience not in MARKINGS:
        raise OptionError(f"audience: {audience!r} is not one of {', '.join(AUDIENCES)}")
    if marking is None:
        return MARKINGS[audience]
    if not marking.strip() or len(marking) > _LONGEST or not marking.isprintable():
        raise OptionError(f"marking: {marking!r} is not a line of 1 to {_LONGEST} printable characters")
    return marking.strip()
