"""Checks before an account or a post is changed: permission, and whether the values are sound."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from standto.errors import Fault, InputError
from standto.model.time import FOREVER
from standto_desk.access.email_addresses import checked_email
from standto_desk.access.forces import known_forces
from standto_desk.access.log_chain import lock_log
from standto_desk.access.models import Account, Membership
from standto_desk.access.people_in_reach import forces_of
from standto_desk.access.permission import Action, require
from standto_desk.access.roles import ALONE, Role
from standto_desk.clock import now

ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
"""An id of a force, a post or a person, as in a scenario's files."""
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,99}")
TAKEN = "belongs to another account of this force"
TAKEN_BY_DISABLED = "belongs to a disabled account of this force; enable that one, or take the record off it"
RULE = "use small letters, digits, dots, hyphens and underlines, with a letter or a digit first"


def ask(by: Account | None, action: Action, force: str = "") -> None:
    """Refuse an account without permission; None is the command line, which always has it.

    It locks the log, then reads the account again. So changes since the request began count, and later checks stay true
    until the transaction ends.
    """
    lock_log()
    if by is not None:
        require(Account.objects.get(pk=by.pk), action, force)


def ask_for_another(by: Account | None, account: Account) -> None:
    """Refuse to let anybody change their own account, or one with a force that they do not manage."""
    for force in {account.force, *(force for force, _ in account.roles)}:
        ask(by, Action.MANAGE_ACCOUNTS, force)
    refuse_own(by, account)


def refuse_own(by: Account | None, account: Account) -> None:
    """Refuse to let anybody change their own account."""
    if by == account:
        raise refused("account", "is your own; another administrator must do this")


def raise_faults(*checks: Iterable[Fault]) -> None:
    """Raise one error with the faults of all checks, if there are any."""
    if faults := [fault for check in checks for fault in check]:
        raise InputError(faults)


def refused(place: str, what: str) -> InputError:
    """Return an error with one fault."""
    return InputError([Fault(place, what)])


def check_id(place: str, text: str) -> Iterator[Fault]:
    """Yield the fault in an id of a force, a post or a person."""
    if not ID.fullmatch(text):
        yield Fault(place, f"is not an id: {RULE}")


def check_force(force: str) -> Iterator[Fault]:
    """Yield the fault in the force of an account; any force is allowed until the ledger has one."""
    yield from check_id("force", force)
    known = known_forces()
    if ID.fullmatch(force) and known and force not in known:
        yield Fault("force", f"is not in the ledger; allowed: {', '.join(known)}")


def check_username(username: str, cipher: str) -> Iterator[Fault]:
    """Yield the fault in a username."""
    if not USERNAME.fullmatch(username):
        yield Fault("username", f"has a character that is not allowed, or fewer than three: {RULE}")
    elif username == cipher:
        yield Fault("username", "is the cipher; choose one that does not reveal who the person is")
    elif Account.objects.filter(username__iexact=username).exists():
        yield Fault("username", "is taken; choose another")


def check_email(email: str) -> Iterator[Fault]:
    """Yield the fault in an e-mail address."""
    try:
        checked_email(email)
    except ValueError as error:
        yield Fault("email", str(error))


def check_cipher(force: str, cipher: str, account: Account | None = None) -> Iterator[Fault]:
    """Yield the faults in a volunteer's cipher.

    A cipher that is not yet in the register is allowed: the account works once the register has it, in this force.
    """
    if not cipher:
        return
    yield from check_id("cipher", cipher)
    if forces_of((cipher,)).get(cipher, force) != force:
        yield Fault("cipher", f"belongs to nobody in {force}; make the account in the person's own force")
    held = Account.objects.filter(force=force, cipher=cipher).exclude(pk=account.pk if account else None)
    if other := held.first():
        yield Fault("cipher", TAKEN if other.is_active else TAKEN_BY_DISABLED)


def check_roles(roles: Iterable[tuple[str, Role]], *, cipher: str) -> Iterator[Fault]:
    """Yield the faults in all the roles that an account would have."""
    held = {role for _, role in roles}
    for alone in sorted(ALONE & held):
        if len(held) > 1:
            others = ", ".join(sorted(held - {alone}))
            yield Fault("role", f"{alone} cannot be combined with another role, and the account has {others}")
    if Role.VOLUNTEER in held and not cipher:
        yield Fault("cipher", "is missing; a volunteer's account needs it to show their own record")


def check_last_administrator(account: Account, forces: Iterable[str]) -> None:
    """Refuse to leave a force without an able administrator."""
    for force in sorted(forces):
        if Role.ADMINISTRATOR in account.roles_for(force) and not able_administrators(force, account):
            raise refused("account", f"is the last administrator of {force}; make another first")


def able_administrators(force: str, *excluded: Account) -> list[Account]:
    """Return the present administrators of a force, except some accounts and those disabled or suspended.

    An administrator whose role will end does not count, because a force must always have one.
    """
    held = Membership.objects.at(now()).filter(role=Role.ADMINISTRATOR, force=force, until=FOREVER)
    found = Account.objects.filter(is_active=True, unconfirmed="", pk__in=held.values("account"))
    return list(found.exclude(pk__in=[one.pk for one in excluded]))
