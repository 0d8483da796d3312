"""Notes of the accounts that open people's records, made before the record is shown. Only auditors read them."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from django.db import transaction

from standto_desk.access.log_chain import lock_log
from standto_desk.access.models import Account, Opening
from standto_desk.access.people_in_reach import forces_of, own_person
from standto_desk.clock import real_now


class Where(StrEnum):
    """A page that shows something about people."""

    RECORD = "record"
    """Their state, found by their cipher."""
    PREVIEW = "before recording"
    """The effect of an entry about them, and whether it is already recorded."""
    CORRECT = "correct"
    """Entries about them, to be corrected."""
    CANDIDATES = "who could come"
    """How long they are rested and what they would owe, in a list of candidates."""
    ON_DUTY = "on duty"
    """The people on duty at a moment."""
    ENTRIES = "entries"
    """Entries about them: in lists, alone or in a file."""
    REGISTER = "register"
    """Their rows in the register: in lists, alone or in a file."""
    ROTA = "rota"
    """Their times on duty in a month, with when they are away."""
    WHAT_IF = "what if"
    """The effect of a supposed change of theirs, which reveals their state."""


def note_opened(*, account: Account, people: Collection[str], where: Where) -> None:
    """Note that an account opens people's records; an account's own record leaves no line.

    Parameters
    ----------
    people
        The people who are shown; the caller has checked that the account may see them.
    """
    forces = forces_of(set(people) - {own_person(account)}) if people else {}
    if not forces:
        return
    text = " ".join(f"{forces[one]}/{one}" for one in sorted(forces))
    with transaction.atomic():
        # Each line is sealed in the security log.
        lock_log()
        Opening.objects.create(at=real_now(), account=account.pk, people=f" {text} ", page=where)
