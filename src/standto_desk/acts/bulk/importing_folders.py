"""Importing a folder into a ledger that is in use: planned, shown, and entered as it was shown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from django.core.exceptions import PermissionDenied

from standto.model.scenario import Scenario
from standto.model.time import Instant
from standto.scenario.folder_cells import FolderCells
from standto_desk.access.models import Account
from standto_desk.acts.bulk.folder_plans import FolderChoices, FolderPlan, plan_of_folder
from standto_desk.acts.bulk.parts import PARTS, parts_for
from standto_desk.acts.entering import AT_ONCE, Entering
from standto_desk.acts.idempotency import at_the_head, keyed
from standto_desk.acts.importing import ImportChanged
from standto_desk.acts.registering.changing_rules import propose_rules
from standto_desk.acts.registering.planned_versions import reaching_planned
from standto_desk.acts.registering.row_changes import RegisterChange
from standto_desk.book.ledger_events import events_in
from standto_desk.book.moment_tables import tables_at, tables_known
from standto_desk.book.referenced_events import IMPORTED, referenced_scenario
from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.cached_answers import current_ledger
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import entries
from standto_desk.ledger.refusals import Refused

RULES_PROPOSED = "rules"
"""What stands after the key of an import in that of the change of the rules which it proposes."""


def plan_folder(sent: FolderCells, asked: FolderChoices, *, account: Account, force: str) -> FolderPlan:
    """Return the plan of a folder against the ledger as it is now, as far as an account may change it.

    Raises
    ------
    PermissionDenied
        The account may change no part of the register.
    """
    parts = parts_for(account, force)
    if not parts:
        raise PermissionDenied
    return _plan(sent, asked, parts)


def plan_all(sent: FolderCells, asked: FolderChoices) -> FolderPlan:
    """Return the plan of a folder for the operator of the machine, who may change everything."""
    return _plan(sent, asked, PARTS, alone=True)


def import_folder(
    *,
    account: Account,
    author: Author,
    sent: FolderCells,
    asked: FolderChoices,
    seen: str,
    key: str,
    entering: Entering = AT_ONCE,
) -> tuple[Entry, ...]:
    """Enter the changes of a folder, and propose its rules: all of them or none; sent twice, they are entered once.

    Parameters
    ----------
    seen
        The digest of the plan that was shown.
    key
        The key of the import.
    entering
        How its entries are entered.

    Raises
    ------
    ImportChanged
        The ledger has changed since, so that the folder would do something else.
    Refused
        The ledger cannot take it.
    """

    def plan() -> FolderPlan:
        return plan_folder(sent, asked, account=account, force=author.force)

    def propose(changes: Sequence[RegisterChange], together: str) -> Entry:
        return propose_rules(account=account, author=author, changes=changes, key=f"{together}/{RULES_PROPOSED}")

    return _enter(plan, propose, author=author, seen=seen, key=key, entering=entering)


def import_all(*, author: Author, sent: FolderCells, asked: FolderChoices, seen: str, key: str) -> tuple[Entry, ...]:
    """Enter the changes of a folder for the operator of the machine, like `import_folder`."""
    return _enter(lambda: plan_all(sent, asked), None, author=author, seen=seen, key=key)


def key_of_import(key: str) -> str:
    """Return the start of the keys of an import's entries."""
    return f"{IMPORTED}-{key}"


def _enter(
    plan: Callable[[], FolderPlan],
    propose: Callable[[Sequence[RegisterChange], str], Entry] | None,
    *,
    author: Author,
    seen: str,
    key: str,
    entering: Entering = AT_ONCE,
) -> tuple[Entry, ...]:
    """Enter a plan, and propose its rules after its rows; the operator's plans propose nothing."""
    key = key_of_import(key)

    def enter(head: int) -> tuple[Entry, ...]:
        """Plan the import again, and enter it if the page showed this plan."""
        if made := tuple(entries().by(author.account).sent_together(key)):
            return made
        found = plan()
        if found.faults:
            raise Refused(found.faults)
        if found.digest != seen:
            raise ImportChanged
        drafts = keyed(found.drafts, key)
        entering.check(drafts, author)
        with entering.transaction():
            entered = append(drafts, author=author, now=now(), based_on=head)
            if propose is None or not found.proposed:
                return entered
            return (*entered, propose(found.proposed, key))

    return at_the_head(enter, None)


def _plan(sent: FolderCells, asked: FolderChoices, parts: Collection[str], *, alone: bool = False) -> FolderPlan:
    at = now()
    ever = [one.event for one in events_in(entries())]
    found = plan_of_folder(_in_force(at, asked.since), ever, sent, asked, parts=parts, alone=alone, now=at)
    return replace(found, drafts=reaching_planned(found.drafts, tables_known(current_ledger(), at), at))


def _in_force(at: Instant, since: Instant | None) -> Scenario:
    """Return the scenario from which on a folder begins to hold, as known now, with the events known now."""
    base = referenced_scenario(at)
    if since is None or since <= at:
        return base
    return replace(tables_at(current_ledger(), since, at).scenario, events=base.events)
