"""Setting and playing the clock of a demonstration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction

from standto.errors import OptionError
from standto_desk.access.permission import Action, may
from standto_desk.clock.setting import set_demo_clock
from standto_desk.ledger import Entry

if TYPE_CHECKING:
    from standto.model.time import Instant
    from standto_desk.access.models import Account
    from standto_desk.clock.models import DemoClock


@transaction.atomic
def set_clock(*, by: Account, at: Instant | None = None, rate: int | None = None) -> DemoClock:
    """Set what the demonstration's clock shows, how fast it goes on, or both.

    Raises
    ------
    OptionError
        An instant before the last entry: what was recorded would lie in the future.
    PermissionDenied
        The account may not.
    """
    if not may(by, Action.SET_CLOCK):
        raise PermissionDenied
    if at is not None and at < (earliest := earliest_setting()):
        raise TooEarly(earliest)
    return set_demo_clock(at=at, rate=rate)


class TooEarly(OptionError):
    """The clock was to be set before the last entry.

    Attributes
    ----------
    earliest
        The earliest instant that it can be set to.
    """

    def __init__(self, earliest: Instant) -> None:
        self.earliest = earliest
        super().__init__("the clock cannot be set before the last entry")


def earliest_setting() -> Instant:
    """Return when the last entry was recorded: the clock cannot go back behind it, since a ledger's times only grow."""
    return Entry.objects.order_by("-sequence").values_list("recorded", flat=True).first() or 0


def next_known(after: Instant) -> Instant | None:
    """Return when the next thing that was imported becomes known, as a demonstration's clock gets on."""
    coming = Entry.objects.filter(imported=True, known__gt=max(after, earliest_setting()))
    return coming.order_by("known").values_list("known", flat=True).first()
