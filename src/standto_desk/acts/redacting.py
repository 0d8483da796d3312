"""Reading and redacting the words beside the chain."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from standto.errors import Fault
from standto_desk.access.models import Account
from standto_desk.access.permission import Action, may
from standto_desk.access.posts import authors_of
from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import REDACTION, Author, Draft, number_reference
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import known_entries, texts
from standto_desk.ledger.refusals import Refused


def text_of(entry: Entry) -> str | None:
    """Return the words of an entry: empty if it has none, None if they were redacted."""
    return texts([entry.sequence]).get(entry.sequence) if entry.text_hash else ""


def may_redact(account: Account, author: Author) -> bool:
    """Tell whether an account may redact words: as a post, which must be one of those in the settings, if any."""
    named = settings.STANDTO_REDACTING_POSTS
    held = bool(author.post) and (not named or author.post in named) and author in authors_of(account)
    return held and may(account, Action.REDACT, author.force)


def redact_text(*, account: Account, author: Author, sequence: int, why: str, key: str) -> Entry:
    """Redact the words of an entry by another entry; the chain still verifies.

    Parameters
    ----------
    sequence
        The number of the entry with the words.
    why
        The kind of words, one of `KINDS`.

    Raises
    ------
    Refused
        There is no such entry, it has no words, or they are already redacted.
    """
    if not may_redact(account, author):
        raise PermissionDenied
    with transaction.atomic():
        entry = known_entries().at(sequence)
        if entry is None or not entry.text_hash:
            raise Refused((Fault(f"entry {sequence}", "there are no words to redact"),))
        if why not in KINDS:
            allowed = ", ".join(KINDS)
            raise Refused((Fault(f"entry {sequence}", f"must be one of {allowed}", column="why"),))
        draft = Draft(sort=REDACTION, subject=number_reference(sequence), body={"why": why}, key=key)
        (made,) = append((draft,), author=author, now=now())
        return made


KINDS = {
    "person": "Words about a person, or a name",
    "reason": "Somebody's reason for stepping back",
    "sensitive": "Words that not every reader of this entry should see",
}
"""The reasons for redacting words, as kinds, so that the redaction itself needs none."""
