"""Accepting an invitation: a code that signs in once, to an account whose owner then chooses a password."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest

from standto_desk.access.account_checks import refused
from standto_desk.access.confirming import locked_account
from standto_desk.access.guess_limits import count_guess
from standto_desk.access.invitation_rows import Invitation
from standto_desk.access.models import Account
from standto_desk.access.one_time_codes import code_hash
from standto_desk.access.security_log import SecurityKind, note
from standto_desk.clock import real_now

INVITED = "invited"
"""The key of a session for the hash of the code that somebody has entered."""
NO_LONGER = "no longer works; enter your code again, or ask an administrator for another"


def enter_code(request: HttpRequest, typed: str) -> bool:
    """Remember in the session that a code was right; return False for any other, whatever is wrong with it.

    Raises
    ------
    ImmediateHttpResponse
        There were too many guesses from this address; this one must not be tried.
    """
    hashed = code_hash(typed)
    guess = count_guess(request, f"invitation {hashed}", password=False)
    if _by_hash(hashed) is None:
        note(SecurityKind.SIGN_IN_FAILED, account=None, request=request)
        guess.was_wrong()
        return False
    guess.was_right()
    request.session[INVITED] = hashed
    return True


def invited(request: HttpRequest) -> Account | None:
    """Return the account whose code was entered in this session, if the code still works."""
    found = _by_hash(request.session.get(INVITED, ""))
    return None if found is None else found.account


@transaction.atomic
def accept(request: HttpRequest, *, password: str = "") -> Account:
    """Use the code that was entered up, and set the password that its owner chose; blank for none.

    Raises
    ------
    InputError
        The code was used meanwhile, has expired, or was withdrawn.
    """
    found = _by_hash(request.session.get(INVITED, ""))
    if found is None:
        raise refused("code", NO_LONGER)
    account = locked_account(found.account_id)
    # Of two who use one code at once, the second finds none.
    if not Invitation.objects.select_for_update().filter(pk=found.pk, hash=found.hash).exists():
        raise refused("code", NO_LONGER)
    found.delete()
    if password:
        account.set_password(password)
        account.save(update_fields=["password"])
    note(SecurityKind.INVITATION_USED, account=account, request=request)
    del request.session[INVITED]
    return account


def _by_hash(hashed: str) -> Invitation | None:
    found = Invitation.objects.filter(hash=hashed, until__gt=real_now(), account__is_active=True)
    return found.select_related("account").first() if hashed else None
