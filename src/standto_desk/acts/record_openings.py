"""Noting who opens a person's record, before it is shown: reading leaves a line too, for the auditor alone."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.db import transaction

from standto_desk.access.log_chain import lock_log
from standto_desk.access.models import Opening
from standto_desk.access.people_in_reach import forces_of, own_person
from standto_desk.clock import real_now

if TYPE_CHECKING:
    from collections.abc import Collection

    from standto_desk.access.models import Account


class Where(StrEnum):
    """The pages that show something of people."""

    RECORD = "record"
    """Their state, found by their cipher."""
    PREVIEW = "before recording"
    """What an entry about them would do, and whether it is so already."""
    CORRECT = "correct"
    """Entries about them that are to be put right, or were."""
    ENTRIES = "entries"
    """Entries about them in lists, by themselves, or in a file."""


def note_opened(*, account: Account, people: Collection[str], where: Where) -> None:
    """Note that somebody opens what is known of people; their own record leaves no line.

    Parameters
    ----------
    people
        Those who are shown: the caller has asked whether the account may see them.
    """
    forces = forces_of(set(people) - {own_person(account)}) if people else {}
    if not forces:
        return
    told = " ".join(f"{forces[one]}/{one}" for one in sorted(forces))
    with transaction.atomic():
        # Each line is sealed in the security log.
        lock_log()
        Opening.objects.create(at=real_now(), account=account.pk, people=f" {told} ", page=where)
