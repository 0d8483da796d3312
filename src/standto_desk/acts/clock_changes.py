"""Setting the clock of a demonstration, and confirming the machine's clock after a jump."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest

from standto.errors import OptionError
from standto.model.time import Instant
from standto.wording import length
from standto_desk.access.forces import home_force
from standto_desk.access.models import Account
from standto_desk.access.permission import Action, may, require
from standto_desk.access.security_log import SecurityKind, note
from standto_desk.clock import now, read_clock
from standto_desk.clock.jumps import accept_clock
from standto_desk.clock.models import DemoClock
from standto_desk.clock.setting import hold_demo_clock, set_demo_clock
from standto_desk.ledger.reading import entries, zone_in_force


@transaction.atomic
def set_clock(*, by: Account, at: Instant | None = None, rate: int | None = None) -> DemoClock:
    """Set the time of a demonstration's clock, its speed, or both.

    Raises
    ------
    OptionError
        The instant is before the last entry, which would then lie in the future. Viewers may not know when that was,
        so they can only set the clock forward.
    """
    require(by, Action.SET_CLOCK)
    hold_demo_clock()  # a new entry moves the clock forward too, before or after this
    if at is not None and at < (earliest := earliest_setting(by)):
        raise TooEarly(earliest)
    return set_demo_clock(at=at, rate=rate)


class TooEarly(OptionError):
    """The clock cannot be set to so early an instant.

    Attributes
    ----------
    earliest
        The earliest instant that is allowed.
    """

    def __init__(self, earliest: Instant) -> None:
        self.earliest = earliest
        super().__init__("the clock cannot be set back so far")


def earliest_setting(by: Account) -> Instant:
    """Return the earliest instant that an account can set the clock to.

    That is when the last entry was recorded, because a ledger's times only grow. It could reveal when somebody stepped
    back, so accounts that do not see exact numbers can only set the clock forward.
    """
    return _last_recorded() if may(by, Action.SEE_NUMBERS) else max(now(), _last_recorded())


def _last_recorded() -> Instant:
    return entries().latest_first().values_list("recorded", flat=True).first() or 0


def next_known(after: Instant, by: Account) -> Instant | None:
    """Return when the next imported entry becomes known in a demonstration.

    For accounts that do not see exact numbers it is the whole hour at which they see it.
    """
    coming = entries().imported().known_after(max(after, _last_recorded()))
    found = coming.order_by("known").values_list("known", flat=True).first()
    return found if found is None or may(by, Action.SEE_NUMBERS) else zone_in_force(after).next_hour(found - 1)


@transaction.atomic
def confirm_clock(*, by: Account | None, request: HttpRequest | None = None) -> int:
    """Accept the machine's clock as right; a line of the security log notes how far it had jumped ahead.

    Parameters
    ----------
    by
        The administrator; None is the command line.

    Returns
    -------
    int
        How far it was ahead, in microseconds; 0 if nothing had to be confirmed.
    """
    if by is not None:
        require(by, Action.MANAGE_SETTINGS)
    found = read_clock(asking=True)
    if found.ahead:
        accept_clock(found.machine)
        detail = f"ahead by {length(found.ahead)}"
        note(SecurityKind.CLOCK_CONFIRMED, account=None, by=by, force=home_force(), detail=detail, request=request)
    return found.ahead
