"""Recording occurrences: about people, duties, declarations and figures."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied

from standto.errors import Fault
from standto.model.event import AVAILABLE, LINES, REPORT, STATEMENT, UNAVAILABLE
from standto_desk.access.models import Account
from standto_desk.access.people_in_reach import forces_now, reachable
from standto_desk.access.permission import Action, may
from standto_desk.acts.idempotency import at_the_head
from standto_desk.acts.known_facts import ABOUT_PEOPLE, AlreadyKnown, known_now
from standto_desk.acts.occurrences import Occurrence, drafts_of
from standto_desk.book.situations import situation_at
from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import entries
from standto_desk.ledger.refusals import Refused

PEOPLE_KINDS = (*reversed(LINES["willing"]), UNAVAILABLE, AVAILABLE, *LINES["on-duty"])
"""Kinds of events that are recorded about people from day to day."""

OTHER_KINDS = (
    *reversed(LINES["authority"]),
    *LINES["ticket"],
    LINES["strength"][0],
    *reversed(LINES["standing"]),
    *LINES["declared"],
    REPORT,
    STATEMENT,
)
"""Other kinds that a duty officer records; steps of the ladder and decisions have their own acts."""


def record(
    *, account: Account, author: Author, occurrence: Occurrence, based_on: int | None = None, key: str = ""
) -> tuple[Entry, ...]:
    """Record an occurrence, one entry for each subject: all of them or none.

    Returns
    -------
    tuple
        The entries, in the order of the subjects; if the same was sent before, those made then. Subjects about
        whom it is already known have none.

    Raises
    ------
    AlreadyKnown
        It is already known about every subject.
    """
    if occurrence.kind not in (*PEOPLE_KINDS, *OTHER_KINDS) or not may(account, Action.RECORD, force=author.force):
        raise PermissionDenied
    if occurrence.kind in ABOUT_PEOPLE:
        refuse_strangers(account, occurrence.subjects, author.force)
    return at_the_head(lambda head: _record_once(occurrence, author, head, key), based_on)


def _record_once(occurrence: Occurrence, author: Author, based_on: int, key: str) -> tuple[Entry, ...]:
    """Record the facts that are not already known; for a form sent before, return its entries."""
    drafts, known = drafts_of(occurrence, key), known_now(occurrence)
    if known:
        made = set(entries().sent_together(key).values_list("key", flat=True)) if key else set()
        drafts = tuple(draft for draft in drafts if draft.key in made or draft.subject not in known)
        if not drafts:
            raise AlreadyKnown(occurrence.subjects)
    return append(drafts, author=author, now=now(), based_on=based_on)


def refuse_strangers(account: Account, people: Sequence[str], force: str) -> None:
    """Refuse ciphers that nobody in a force has, without revealing whether another force has them.

    The force's own pools are allowed, because they step back and return as people do.
    """
    here = {one for one, of in forces_now(people).items() if of == force}
    known = (here & reachable(account, Action.RECORD, here)) | pools_of(force)
    strangers = [one for one in people if one not in known]
    if strangers:
        raise Refused([Fault("people", f"{one}: nobody in this force has this cipher") for one in strangers])


def pools_of(force: str) -> frozenset[str]:
    """Return the current pools of a force."""
    return frozenset(pool.id for pool in situation_at(now()).scenario.pools if pool.force == force)
