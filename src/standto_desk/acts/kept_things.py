"""What planners keep under a name beside the ledger, what-ifs and outlooks: renamed, ended, shown to a commander."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from standto.errors import Fault
from standto_desk.access.models import Account
from standto_desk.access.permission import Action, may, permitted_forces, require
from standto_desk.acts.free_text import NO_CIPHERS, names_somebody
from standto_desk.acts.models import KeptOutlook, KeptOutlookShown, WhatIf, WhatIfShown
from standto_desk.clock import now
from standto_desk.ledger.refusals import Refused

LONGEST_NAME, LONGEST_NOTE = 100, 300


@dataclass(frozen=True)
class KeptSort:
    """A sort of things that are kept under a name.

    Attributes
    ----------
    noun
        Its name.
    action
        The permission that they need.
    model, showings
        The table of the things, and that of the accounts to which they were shown.
    link
        The field of a showing that says what is shown.
    """

    noun: str
    action: Action
    model: Any
    showings: Any
    link: str

    @property
    def taken(self) -> str:
        """The fault of a name that another has."""
        return f"Another {self.noun} has this name: choose a different one"

    def shown_by(self, showing: Any) -> Any:
        """Return the thing that a showing shows."""
        return getattr(showing, self.link)


WHAT_IFS = KeptSort("what-if", Action.SUPPOSE, WhatIf, WhatIfShown, "what_if")
OUTLOOKS = KeptSort("outlook", Action.LOOK_AHEAD, KeptOutlook, KeptOutlookShown, "outlook")


def kept_by_forces(sort: KeptSort, account: Account) -> list[Any]:
    """Return what the forces keep for which an account has the permission, newest first."""
    return list(sort.model.objects.filter(force__in=permitted_forces(account, sort.action)))


def find_kept_thing(sort: KeptSort, account: Account, number: int) -> Any:
    """Return a kept thing that an account may open; None if there is none."""
    found = sort.model.objects.filter(pk=number).first()
    return found if found is not None and may(account, sort.action, found.force) else None


def waiting_for(sort: KeptSort, account: Account) -> list[Any]:
    """Return the showings that wait for an account to look at them, the oldest first."""
    waiting = sort.showings.objects.filter(to=str(account.pk), looked=None).select_related(sort.link)
    return [one for one in waiting.order_by("shown") if may(account, sort.action, sort.shown_by(one).force)]


def showings(sort: KeptSort, kept: Any) -> Sequence[Any]:
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


def against_name(sort: KeptSort, name: str, force: str) -> Iterator[Fault]:
    """Yield the fault of a name, if it has one."""
    if not name.strip():
        yield Fault(sort.noun, "Enter a name", column="name")
    elif names_somebody(name):
        yield Fault(sort.noun, NO_CIPHERS, column="name")
    elif sort.model.objects.filter(force=force, name=name.strip()).exists():
        yield Fault(sort.noun, sort.taken, column="name")


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
        raise Refused([Fault(sort.noun, renamed, column="name")])
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
def show_kept_thing(sort: KeptSort, *, account: Account, kept: Any, to: Account, note: str) -> Any:
    """Show a kept thing to an account that decides; shown again, it waits again with the new note.

    Raises
    ------
    Refused
        The account may not decide, or the note names a person.
    """
    require(account, sort.action, kept.force)
    faults = []
    if to.pk == account.pk or not may(to, Action.DECIDE, kept.force):
        faults.append(Fault(sort.noun, "Choose another account that decides", column="to"))
    if names_somebody(note):
        faults.append(Fault(sort.noun, NO_CIPHERS, column="note"))
    if faults:
        raise Refused(faults)
    values = {"by": str(account.pk), "shown": now(), "looked": None, "note": note.strip()}
    return sort.showings.objects.update_or_create(values, **{sort.link: kept, "to": str(to.pk)})[0]


def note_thing_looked_at(sort: KeptSort, *, account: Account, kept: Any) -> None:
    """Note that an account has looked at a thing that was shown to it, which then no longer waits."""
    require(account, sort.action, kept.force)
    sort.showings.objects.filter(**{sort.link: kept}, to=str(account.pk), looked=None).update(looked=now())


def _locked(sort: KeptSort, account: Account, kept: Any) -> Any:
    if not may_end_thing(sort, account, kept):
        raise PermissionDenied
    locked = sort.model.objects.select_for_update().filter(pk=kept.pk).first()
    if locked is None:
        raise Refused([Fault(sort.noun, f"Somebody ended this {sort.noun} meanwhile", column="name")])
    return locked
