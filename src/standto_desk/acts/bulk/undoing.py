"""Undoing an import: a correction that makes its rows again what they were."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied

from standto_desk.access.models import Account
from standto_desk.access.permission import Action, may
from standto_desk.acts.bulk.importing_folders import key_of_import
from standto_desk.acts.bulk.parts import PARTS, SECOND
from standto_desk.acts.bulk.undo_plans import UndoPlan, plan_of_undoing
from standto_desk.acts.entering import AT_ONCE, Entering
from standto_desk.acts.idempotency import at_the_head, keyed
from standto_desk.acts.importing import ImportChanged
from standto_desk.acts.registering.rules_proposals import RULES_CHANGE
from standto_desk.acts.step_owners import is_account_id
from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import EVENT, Author
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import entries
from standto_desk.ledger.refusals import Refused
from standto_desk.ledger.tables import SCENARIO

UNDONE = "undo"
"""The start of the keys of entries that undo an import."""


def entries_of_import(key: str) -> tuple[Entry, ...]:
    """Return the entries that an import made, in their order."""
    return tuple(entries().sent_together(key_of_import(key)).in_order())


def entries_of_undoing(key: str) -> tuple[Entry, ...]:
    """Return the entries that undid an import; none if nobody has."""
    return tuple(entries().sent_together(_key_of_undoing(key)).in_order())


def may_undo(account: Account, made: Iterable[Entry], force: str) -> bool:
    """Tell whether an account may change everything that an import on the desk changed; the operator's stay."""
    found = tuple(one for one in made if one.sort != RULES_CHANGE)
    if not found or not all(is_account_id(one.account) and one.force == force for one in found):
        return False
    return all(may(account, action, force) for action in {_action(one) for one in found})


def plan_undoing(key: str, *, account: Account, force: str) -> UndoPlan | None:
    """Return the plan of undoing an import now; None if there is no such import.

    Raises
    ------
    PermissionDenied
        The account may not change what the import changed.
    """
    made = entries_of_import(key)
    if not made:
        return None
    if not may_undo(account, made, force):
        raise PermissionDenied
    plan = plan_of_undoing(made, now())
    if any(each.part in SECOND for each in plan.differences):
        raise PermissionDenied
    return plan


def undo_import(
    *, account: Account, author: Author, key: str, seen: str, entering: Entering = AT_ONCE
) -> tuple[Entry, ...]:
    """Undo an import: all of it, or nothing; sent twice, it is undone once.

    Parameters
    ----------
    key
        The key of the import.
    seen
        The digest of the plan that was shown.
    entering
        How its entries are entered.

    Raises
    ------
    ImportChanged
        The ledger has changed since, so that undoing would do something else.
    Refused
        Later changes depend on what the import changed.
    """
    undoing = _key_of_undoing(key)

    def enter(head: int) -> tuple[Entry, ...]:
        """Plan the undoing again, and enter it if the page showed this plan."""
        if made := entries_of_undoing(key):
            return made
        plan = plan_undoing(key, account=account, force=author.force)
        if plan is None or plan.digest != seen:
            raise ImportChanged
        if plan.faults:
            raise Refused(plan.faults)
        drafts = keyed(plan.drafts, undoing)
        entering.check(drafts, author)
        with entering.transaction():
            return append(drafts, author=author, now=now(), based_on=head)

    return at_the_head(enter, None)


def _key_of_undoing(key: str) -> str:
    return f"{UNDONE}-{key}"


def _action(one: Entry) -> Action:
    """Return the action that changing an entry's row back needs."""
    if one.sort == EVENT:
        return Action.KEEP_PEOPLE
    # An import of people may make the planned time longer, and nothing else of the settings without a second person.
    return Action.READ_REGISTER if one.kind == SCENARIO else PARTS[one.kind]
