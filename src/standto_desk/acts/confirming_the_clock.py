"""Confirming that the machine's clock is right, though it has jumped ahead: until then it is not gone by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction

from standto.wording import length
from standto_desk.access.forces import home_force
from standto_desk.access.permission import Action, may
from standto_desk.access.security_log import SecurityKind, note
from standto_desk.clock import read_clock
from standto_desk.clock.jumps import accept_clock

if TYPE_CHECKING:
    from django.http import HttpRequest

    from standto_desk.access.models import Account


@transaction.atomic
def confirm_clock(*, by: Account | None, request: HttpRequest | None = None) -> int:
    """Take the machine's clock as right from now on; a line of the security log says by how much it had jumped ahead.

    Parameters
    ----------
    by
        The administrator; None: whoever runs the desk's commands.

    Returns
    -------
    int
        By how much it was ahead, in microseconds; 0: it was not, and nothing had to be confirmed.

    Raises
    ------
    PermissionDenied
        The account may not.
    """
    if by is not None and not may(by, Action.MANAGE_SETTINGS):
        raise PermissionDenied
    found = read_clock(asking=True)
    if found.ahead:
        accept_clock(found.machine)
        told = f"ahead by {length(found.ahead)}"
        note(SecurityKind.CLOCK_CONFIRMED, account=None, by=by, force=home_force(), detail=told, request=request)
    return found.ahead
