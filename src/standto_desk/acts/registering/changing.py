"""Changing the register: rows are added, changed and ended, each as an entry."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied

from standto_desk.access.models import Account
from standto_desk.access.permission import may
from standto_desk.acts.idempotency import at_the_head, keyed
from standto_desk.acts.registering.change_plans import ChangePlan, plan_changes
from standto_desk.acts.registering.kept_tables import KEPT
from standto_desk.acts.registering.row_changes import RegisterChange
from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import entries
from standto_desk.ledger.refusals import Refused


def may_change(account: Account, table: str, force: str) -> bool:
    """Tell whether an account may change a table, or propose to where a second person confirms it."""
    return may(account, KEPT[table].action, force)


def change_register(
    *, account: Account, author: Author, changes: Sequence[RegisterChange], based_on: int | None = None, key: str = ""
) -> tuple[Entry, ...]:
    """Enter changes of the register: all of them or none.

    Parameters
    ----------
    changes
        The changes, of tables that no second person confirms.

    Raises
    ------
    Refused
        A row would not be sound, an id is taken, or a row has gone; the line of a fault is the number of the change.
    """
    if not changes or not all(_may_enter(account, change, author.force) for change in changes):
        raise PermissionDenied

    def enter(head: int) -> tuple[Entry, ...]:
        if key and (made := tuple(entries().by(account.pk).sent_together(key))):
            return made
        plan = sound_plan(account, changes)
        return append(keyed(plan.drafts, key), author=author, now=now(), based_on=head)

    return at_the_head(enter, based_on)


def sound_plan(account: Account, changes: Sequence[RegisterChange]) -> ChangePlan:
    """Return the plan of changes now.

    Raises
    ------
    Refused
        They have faults.
    """
    plan = plan_changes(account, changes, now=now())
    if plan.faults:
        raise Refused(plan.faults)
    return plan


def _may_enter(account: Account, change: RegisterChange, force: str) -> bool:
    return change.table in KEPT and not change.kept.second and may_change(account, change.table, force)
