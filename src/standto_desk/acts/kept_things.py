"""Things kept under a name: found, renamed, ended, and shown to a commander."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from standto.errors import Fault
from standto_desk.access.models import Account
from standto_desk.access.permission import Action, may, permitted_forces, require
from standto_desk.acts.free_text import NO_CIPHERS, names_somebody
from standto_desk.acts.keeping_things import against_name
from standto_desk.acts.kept_sorts import KeptSort, ShownSort
from standto_desk.clock import now
from standto_desk.ledger.refusals import Refused


def kept_by_forces(sort: KeptSort, account: Account) -> list[Any]:
    """Return what the forces keep for which an account has the permission, newest first."""
    return list(sort.model.objects.filter(force__in=permitted_forces(account, sort.action)))


def find_kept_thing(sort: KeptSort, account: Account, number: int) -> Any:
    """Return a kept thing that an account may open; None if there is none."""
    found = sort.model.objects.filter(pk=number).first()
    return found if found is not None and may(account, sort.action, found.force) else None


def waiting_for(sort: ShownSort, account: Account) -> list[Any]:
    """Return the showings that wait for an account to look at them, the oldest first."""
    waiting = sort.waiting(to=str(account.pk))
    return [one for one in waiting if may(account, sort.action, sort.shown_by(one).force)]


def showings(sort: ShownSort, kept: Any) -> Sequence[Any]:
    """Return the accounts to which a thing was shown, each with when it was shown and looked at."""
    return list(sort.showings.objects.filter(**{sort.link: kept}).order_by("shown"))


def may_end_thing(sort: KeptSort, account: Account, kept: Any) -> bool:
    """Return whether an account may end or rename a thing: its author, or somebody who decides."""
    mine = kept.account == str(account.pk)
    return may(account, sort.action, kept.force) and (mine or may(account, Action.DECIDE, kept.force))


def accounts_that_decide(force: str) -> list[Account]:
    """Return the accounts to which a thing of a force can be shown, by username."""
    active = Account.objects.filter(is_active=True).order_by("username")
    held = active.filter(memberships__force=force).distinct().prefetch_related("memberships")
    return [one for one in held if may(one, Action.DECIDE, force)]


@transaction.atomic
def rename_kept_thing(sort: KeptSort, *, account: Account, kept: Any, name: str, was: str) -> Any:
    """Give a kept thing another name.

    Parameters
    ----------
    was
        The name that the form showed.
    """
    locked = _locked(sort, account, kept)
    if locked.name == name.strip():
        return locked
    if locked.name != was:
        renamed = f"Somebody renamed this meanwhile: it is called {locked.name}"
        raise Refused([sort.fault(renamed)])
    if faults := [*against_name(sort, name, locked.force)]:
        raise Refused(faults)
    locked.name = name.strip()
    locked.save(update_fields=["name"])
    return locked


@transaction.atomic
def end_kept_thing(sort: KeptSort, *, account: Account, kept: Any) -> None:
    """End a kept thing: it is deleted, with what was written when it was shown."""
    _locked(sort, account, kept).delete()


@transaction.atomic
def show_kept_thing(sort: ShownSort, *, account: Account, kept: Any, to: Account | None, note: str) -> Any:
    """Show a kept thing to an account that decides; shown again, it waits again with the new note.

    Raises
    ------
    Refused
        The account may not decide, or the note names a person.
    """
    require(account, sort.action, kept.force)
    faults = []
    if to is None or to == account or not may(to, Action.DECIDE, kept.force):
        faults.append(Fault(sort.noun, "Choose another account that decides", column="to"))
    if names_somebody(note):
        faults.append(Fault(sort.noun, NO_CIPHERS, column="note"))
    if faults or to is None:
        raise Refused(faults)
    values = {"by": str(account.pk), "shown": now(), "looked": None, "note": note.strip()}
    return sort.showings.objects.update_or_create(values, **{sort.link: kept, "to": str(to.pk)})[0]


def note_thing_looked_at(sort: ShownSort, *, account: Account, kept: Any) -> None:
    """Note that an account has looked at a thing that was shown to it, which then no longer waits."""
    require(account, sort.action, kept.force)
    sort.showings.objects.filter(**{sort.link: kept}, to=str(account.pk), looked=None).update(looked=now())


def _locked(sort: KeptSort, account: Account, kept: Any) -> Any:
    if not may_end_thing(sort, account, kept):
        raise PermissionDenied
    locked = sort.model.objects.select_for_update().filter(pk=kept.pk).first()
    if locked is None:
        raise Refused([sort.fault(f"Somebody ended this {sort.noun} meanwhile")])
    return locked
