"""Recording what happened: to people, duties, declarations and figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
    """Record what happened, one entry for each subject: all of them or none.

    Returns
    -------
    tuple
        The entries, in the order of the subjects; if the same was sent before, those made then. Subjects of which it is
        already known have none.

    Raises
    ------
    AlreadyKnown
        It is already known of every subject.
    """
    if occurrence.kind not in (*PEOPLE_KINDS, *OTHER_KINDS) or not may(account, Action.RECORD, force=author.force):
        raise PermissionDenied
    if occurrence.kind in ABOUT_PEOPLE:
        refuse_strangers(account, occurrence.subjects, author.force)
    return at_the_head(lambda head: _record_once(occurrence, author, head, key), based_on)


def _record_once(occurrence: Occurrence, author: Author, based_on: int, key: str) -> tuple[Entry, ...]:
    """Record what is not already known; if it was sent before, what was recorded then."""
    drafts, known = drafts_of(occurrence, key), known_now(occurrence)
    if known:
        made = set(_made(key))
        drafts = tuple(draft for draft in drafts if draft.key in made or draft.subject not in known)
        if not drafts:
            raise AlreadyKnown(occurrence.subjects)
    return append(drafts, author=author, now=now(), based_on=based_on)


def _made(key: str) -> Iterator[str]:
    """Yield the keys of the entries that were made together under a key."""
    if key:
        yield from entries().sent_together(key).values_list("key", flat=True)


def refuse_strangers(account: Account, people: Sequence[str], force: str) -> None:
    """Refuse ciphers of nobody in a force, without revealing whether another force has them.

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
