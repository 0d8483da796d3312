"""Secret addresses of calendars: made and shown once, ended at once, and found again only by a hash."""

from __future__ import annotations

from hashlib import sha256
from secrets import token_urlsafe

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest

from standto_desk.access.client_addresses import address_of
from standto_desk.access.confirming import locked_account
from standto_desk.access.models import Account, CalendarAddress
from standto_desk.access.people_in_reach import own_person
from standto_desk.access.security_log import SecurityKind, note
from standto_desk.access.write_limits import Tally
from standto_desk.clock import real_now

BYTES = 32
"""The random bytes of a secret."""

READS = Tally()
"""The calendars that each address asked for in the last minute."""


@transaction.atomic
def make_calendar_address(account: Account, *, request: HttpRequest | None = None) -> str:
    """Make the secret of an account's calendar, and return it. An earlier secret ends at once.

    Raises
    ------
    PermissionDenied
        The account has no record of its own.
    """
    if not own_person(account):
        raise PermissionDenied
    end_calendar_address(account, request=request)
    secret = token_urlsafe(BYTES)
    CalendarAddress.objects.create(account=account, hash=_hash(secret), made=real_now())
    note(SecurityKind.CALENDAR_MADE, account=account, request=request)
    return secret


@transaction.atomic
def end_calendar_address(account: Account, *, by: Account | None = None, request: HttpRequest | None = None) -> bool:
    """End the secret of an account's calendar at once; return whether there was one.

    Parameters
    ----------
    by
        The account that ends it, if that is another.
    """
    locked_account(account.pk)
    row = CalendarAddress.objects.filter(account=account).first()
    if row is None:
        return False
    row.delete()
    note(SecurityKind.CALENDAR_ENDED, account=account, by=by, request=request)
    return True


def calendar_made(account: Account) -> int | None:
    """Return when the secret of an account's calendar was made; None if there is none."""
    found: int | None = CalendarAddress.objects.filter(account=account).values_list("made", flat=True).first()
    return found


def account_of_calendar(secret: str) -> Account | None:
    """Return the account whose calendar has a secret; None if none has, or if the account does not work now.

    An account does not work while it is disabled, waits for another administrator, or has a one-time password.
    """
    row = CalendarAddress.objects.filter(hash=_hash(secret)).select_related("account").first()
    account = None if row is None else row.account
    if account is None or not account.is_active or account.unconfirmed or account.temporary_until is not None:
        return None
    return account


def may_read_calendar(request: HttpRequest) -> bool:
    """Count one more request for a calendar from an address, unless there were too many in the last minute."""
    # As many as forms from one address: a calendar service asks for many people's calendars.
    limit = 10 * int(settings.STANDTO_WRITES_A_MINUTE)
    return READS.admits(address_of(request), limit, real_now())


def _hash(secret: str) -> str:
    return sha256(secret.encode(errors="replace")).hexdigest()
