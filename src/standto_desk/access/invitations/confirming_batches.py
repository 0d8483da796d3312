"""Confirming a batch of invitations, which makes the accounts and their codes.

The administrator who chose the people never gets their codes: another confirms the batch, and gets the letters once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.http import HttpRequest

from standto.model.time import BEGINNING, DAY, Instant
from standto_desk.access.account_checks import ask, refused
from standto_desk.access.invitation_rows import Invitation, InvitationBatch
from standto_desk.access.invitations.invitees import Invitee, in_order, standing_of, teams_of
from standto_desk.access.invitations.preparing import locked_batch, note_batch, settle
from standto_desk.access.invitations.user_names import draw_usernames
from standto_desk.access.models import Account, Membership
from standto_desk.access.one_time_codes import code_hash, one_time_code
from standto_desk.access.permission import Action
from standto_desk.access.roles import Role
from standto_desk.access.security_log import SecurityKind, note_each
from standto_desk.clock import demo_clock, now, real_now

Written = TypeVar("Written")


@dataclass(frozen=True, slots=True)
class Letter:
    """What one invited person gets: the username, the code, and when it expires."""

    invitee: Invitee
    username: str
    code: str
    until: Instant


def confirm_batch(
    *,
    by: Account | None,
    batch: InvitationBatch,
    write: Callable[[Sequence[Letter]], Written],
    request: HttpRequest | None = None,
) -> Written:
    """Make the accounts and the codes of a batch; return what was written with the codes, which the desk does not keep.

    Parameters
    ----------
    by
        An administrator who did not prepare it; None is the command line, which may do both.
    write
        Writes the letters. It runs before anything is recorded, so that codes are never lost because it failed.

    Raises
    ------
    InputError
        This administrator prepared it, it was settled meanwhile, or somebody in it can no longer be invited.
    """
    _check(by, batch)
    letters = _letters(batch)
    written = write(letters)
    with transaction.atomic():
        _check(by, batch := locked_batch(batch.pk))
        _make(letters, batch, by, request)
    return written


def _check(by: Account | None, batch: InvitationBatch) -> None:
    ask(by, Action.MANAGE_ACCOUNTS, batch.force)
    batch.refresh_from_db()
    if batch.settled is not None:
        raise refused("batch", "was confirmed or withdrawn meanwhile; its codes cannot be shown again")
    if by is not None and by.pk == batch.prepared_by:
        raise refused("batch", "was prepared by you; another administrator must confirm it")


def still_invited(batch: InvitationBatch) -> list[Invitee]:
    """Return the people of a batch who can still be invited: some may have left, or have an account, since."""
    people = [Invitee(**one) for one in batch.people]
    register, standing = teams_of(batch.force), standing_of(batch.force, [one.person for one in people])
    able = (standing.new | standing.again) & register.keys()
    return in_order(one for one in people if one.person in able)


def _letters(batch: InvitationBatch) -> list[Letter]:
    """Return a letter for each person of a batch who can still be invited, with a new code.

    A username that another account has taken since gives way to one at random; the letter says which.
    """
    until = real_now() + settings.STANDTO_INVITATION_DAYS * DAY
    known = dict(Account.objects.filter(force=batch.force).exclude(cipher="").values_list("cipher", "username"))
    taken = frozenset(Account.objects.values_list("username", flat=True))
    names = draw_usernames(taken | {one["username"] for one in batch.people})

    def name_for(one: Invitee) -> str:
        return known.get(one.person) or (one.username if one.username not in taken else "") or next(names)

    return [Letter(one, name_for(one), one_time_code(), until) for one in still_invited(batch)]


def _make(letters: Sequence[Letter], batch: InvitationBatch, by: Account | None, request: HttpRequest | None) -> None:
    """Make the accounts that are missing, and a code for each person; `batch` is locked."""
    if {letter.invitee for letter in letters} != set(still_invited(batch)):
        raise refused("batch", "changed while you confirmed it; read it again, then confirm it")
    same = {"force": batch.force, "request": request}
    made = _accounts(letters, batch)
    note_each(SecurityKind.ACCOUNT_MADE, made, by=batch.prepared_by, detail=f"batch {batch.pk}", **same)
    note_each(SecurityKind.ROLE_GIVEN, made, by=batch.prepared_by, detail=Role.VOLUNTEER, **same)
    invited = _codes(letters, batch)
    note_each(SecurityKind.INVITED, invited, by=by.pk if by else None, detail=f"batch {batch.pk}", **same)
    settle(batch, by)
    note_batch(SecurityKind.INVITATIONS_MADE, batch, by, request, count=len(letters))


def _accounts(letters: Sequence[Letter], batch: InvitationBatch) -> list[Account]:
    """Make an account, with the role of a volunteer, for each person who has none."""
    new = standing_of(batch.force, [letter.invitee.person for letter in letters]).new
    made = Account.objects.all().insert(
        _account(letter, batch.force) for letter in letters if letter.invitee.person in new
    )
    begins = now() if demo_clock() is None else BEGINNING
    given = {"role": Role.VOLUNTEER, "force": batch.force, "since": begins, "given_by": batch.prepared_by}
    Membership.objects.all().insert(Membership(account=account, **given) for account in made)
    return made


def _codes(letters: Sequence[Letter], batch: InvitationBatch) -> list[Account]:
    """Keep the hash of each code, in place of an earlier one; return the accounts."""
    found = Account.objects.filter(force=batch.force).exclude(cipher="")
    accounts = {account.username: account for account in found}
    invited = [accounts[letter.username] for letter in letters]
    Invitation.objects.filter(account__force=batch.force, account__in=invited).delete()
    Invitation.objects.all().insert(
        Invitation(account=account, batch=batch, hash=code_hash(letter.code), until=letter.until)
        for account, letter in zip(invited, letters, strict=True)
    )
    return invited


def _account(letter: Letter, force: str) -> Account:
    """Return the account of a person, to which nobody can sign in but by the code."""
    one = letter.invitee
    names = {"username": letter.username, "cipher": one.person, "email": one.email}
    return Account(**names, force=force, password=make_password(None))
