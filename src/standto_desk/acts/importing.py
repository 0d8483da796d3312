"""Importing: a whole scenario into an empty ledger, or the changes of a register into one that is in use."""

from __future__ import annotations

from dataclasses import replace

from django.core.exceptions import PermissionDenied

from standto.errors import Fault, OptionError, StandtoError
from standto.model.scenario import Scenario
from standto.model.time import Period
from standto_desk.access.models import Account
from standto_desk.access.permission import Action, may
from standto_desk.acts.entering import AT_ONCE, Entering
from standto_desk.acts.idempotency import at_the_head, keyed
from standto_desk.acts.import_plans import ImportPlan, plan_of
from standto_desk.acts.registering.planned_versions import reaching_planned
from standto_desk.book.moment_tables import tables_known
from standto_desk.book.referenced_events import IMPORTED, referenced_scenario
from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.cached_answers import current_ledger
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import entries
from standto_desk.ledger.refusals import Refused
from standto_desk.ledger.scenario_import import import_scenario


class ImportChanged(StandtoError):
    """The ledger has changed since the preview, so that the import would do something else."""


def plan_import(sheets: Scenario, window: Period, *, ending: bool) -> ImportPlan:
    """Return what an import would do to the ledger as it is now."""
    at = now()
    found = plan_of(referenced_scenario(at), sheets, window, ending=ending, now=at)
    return replace(found, drafts=reaching_planned(found.drafts, tables_known(current_ledger(), at), at))


def import_first(*, account: Account, author: Author, sheets: Scenario) -> int:
    """Import a scenario into an empty ledger; return the number of entries.

    Raises
    ------
    ImportChanged
        The ledger is not empty any more.
    Refused
        The scenario is not of the account's force.
    """
    if not any(may(account, action, force=author.force) for action in (Action.IMPORT, Action.SET_UP)):
        raise PermissionDenied
    if sheets.home != author.force:
        what = f"must be {author.force!r} in [scenario], because your account is of that force"
        raise Refused([Fault("mapping", f"home {what}")])
    at = now()
    # A folder knows of an absence once it begins; somebody who imports a leave plan knows of it from now on.
    events = tuple(replace(event, recorded=min(event.recorded, at)) for event in sheets.events)
    try:
        return import_scenario(replace(sheets, events=events), author=author, now=at)
    except OptionError:
        raise ImportChanged from None


def import_onto(
    *,
    account: Account,
    author: Author,
    sheets: Scenario,
    window: Period,
    ending: bool,
    seen: str,
    key: str,
    entering: Entering = AT_ONCE,
) -> tuple[Entry, ...]:
    """Enter the changes that an import makes: all of them, or none; sent twice, they are entered once.

    Parameters
    ----------
    sheets, window, ending
        As for `plan_of`.
    seen
        The digest of the plan that was shown.
    key
        The key of the import.
    entering
        How its entries are entered.

    Raises
    ------
    ImportChanged
        The ledger has changed since, so that the import would do something else.
    Refused
        The ledger cannot take it.
    """
    if not may(account, Action.IMPORT, force=author.force):
        raise PermissionDenied
    key = f"{IMPORTED}-{key}"

    def enter(head: int) -> tuple[Entry, ...]:
        """Plan the import again, and enter it if the page showed this plan."""
        if made := tuple(entries().by(account.pk).sent_together(key)):
            return made
        plan = plan_import(sheets, window, ending=ending)
        if plan.faults:
            raise Refused(plan.faults)
        if plan.digest != seen:
            raise ImportChanged
        drafts = keyed(plan.drafts, key)
        entering.check(drafts, author)
        with entering.transaction():
            return append(drafts, author=author, now=now(), based_on=head)

    return at_the_head(enter, None)
