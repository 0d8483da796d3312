"""Idempotency: sending the same form twice enters it once and gives the same answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from standto.errors import Fault
from standto_desk.access.confirming import locked_account
from standto_desk.access.models import Account
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import entries, head, texts
from standto_desk.ledger.refusals import Refused, Stale

Made = TypeVar("Made")

_CHOSEN = ("sort", "kind", "subject", "count", "step")
"""The choices in a form that proposes or decides; its words are the text."""

TRIES = 5
"""The number of times that a form is checked, if other entries come in between."""


def at_the_head(enter: Callable[[int], Made], based_on: int | None) -> Made:
    """Check and enter something with no entry in between about the same subjects.

    The check goes by the head of the ledger at that time. If another entry came in between, check again, unless the
    form itself is older.

    Parameters
    ----------
    enter
        Checks and enters it, based on a count of the ledger.
    based_on
        The count when the form was made; None without a form.

    Raises
    ------
    Stale
        Something has happened since the form was made.
    """
    for _ in range(TRIES - 1):
        checked = head().count
        try:
            return enter(checked if based_on is None else min(based_on, checked))
        except Stale:
            if based_on is not None and based_on < checked:
                raise
    return enter(head().count if based_on is None else min(based_on, head().count))


def refuse(faults: Iterable[Fault], *, key: str) -> None:
    """Raise every fault, unless the key was used before; then the ledger decides whether the same was sent.

    The first entry would stand against the second: a proposal already exists, a post has already approved.
    """
    refuse_all([(faults, key)])


def refuse_all(several: Iterable[tuple[Iterable[Fault], str]]) -> None:
    """Raise the faults of several things, each with its key, like `refuse`."""
    found: list[Fault] = []
    for faults, key in several:
        against = tuple(faults)
        if against and not (key and entries().with_keys([key]).exists()):
            found += against
    if found:
        raise Refused(tuple(found))


def sent_before(account: Account, *, sort: str, key: str) -> Entry | None:
    """Lock an account; return its entry under a key, or None.

    Acts that change more than the ledger use this, so that they neither change nor check it twice. The ledger still
    decides whether the same was sent. Acts wait for one another here: read only then what an act goes by.
    """
    # The same form sent twice at once waits here.
    locked_account(account.pk)
    return entries().by(account.pk).of_sort(sort).with_keys([key]).first() if key else None


def made_alike(drafts: Sequence[Draft], author: Author) -> tuple[Entry, ...]:
    """Return the entries that some drafts made when the same form was sent before, or none.

    Only what somebody chose and wrote is compared. What the desk adds, such as the current recommendations, may differ
    when the same form comes again.
    """
    found = {one.key: one for one in entries().with_keys([draft.key for draft in drafts if draft.key])}
    made = [found.get(draft.key) for draft in drafts]
    words = texts([one.sequence for one in made if one is not None])
    for draft, one in zip(drafts, made, strict=True):
        if one is None or one.account != author.account:
            return ()
        # Redacted words cannot be compared.
        written = words.get(one.sequence, draft.text) if one.text_hash else ""
        if written not in (draft.text, None) or any(getattr(draft, each) != getattr(one, each) for each in _CHOSEN):
            return ()
    return tuple(one for one in made if one is not None)


def keyed(drafts: Sequence[Draft], key: str) -> tuple[Draft, ...]:
    """Return drafts with numbered keys that follow `key`, so that they are entered once; without it, as they are."""
    return tuple(replace(draft, key=following_key(key, str(number))) for number, draft in enumerate(drafts, 1))


def following_key(key: str, part: str) -> str:
    """Return the key of an entry that is made together with the one that has `key`."""
    return f"{key}/{part}" if key else ""
