"""Sending the same twice: the ledger answers the second time with what was entered the first."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from standto_desk.access.confirming import locked_account
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import entries, head, texts
from standto_desk.ledger.refusals import Refused, Stale

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from standto.errors import Fault
    from standto_desk.access.models import Account
    from standto_desk.ledger.drafts import Author, Draft

Made = TypeVar("Made")

_CHOSEN = ("sort", "kind", "subject", "count", "step")
"""What somebody chooses in a form that proposes or decides; what they write is the text."""

TRIES = 5
"""How often something is looked at anew because another entry came in between."""


def at_the_head(enter: Callable[[int], Made], based_on: int | None) -> Made:
    """Let something be checked and entered with nothing in between that concerns the same subjects.

    What was checked rests on the head of the ledger at that time. Where another entry came in between, it is checked
    anew; where somebody's form is the older one, they are told instead.

    Parameters
    ----------
    enter
        Checks, and enters what is based on a count of the ledger.
    based_on
        The count that the form was made at; None: somebody who looked at nothing.

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
    """Refuse where anything stands against it; unless it was sent before, which the ledger itself decides on.

    What was entered the first time stands against the second: a proposal is there already, a post has approved.

    Raises
    ------
    Refused
        With every fault.
    """
    refuse_all([(faults, key)])


def refuse_all(several: Iterable[tuple[Iterable[Fault], str]]) -> None:
    """Refuse where anything stands against one of several things, each with its key; as `refuse`."""
    found: list[Fault] = []
    for faults, key in several:
        against = tuple(faults)
        if against and not (key and entries().with_keys([key]).exists()):
            found += against
    if found:
        raise Refused(tuple(found))


def sent_before(account: Account, *, sort: str, key: str) -> Entry | None:
    """Return what an account has entered under a key already, while nothing else of that account's can be.

    For acts that change more than the ledger: what changed the first time must not be changed, or checked, again. The
    ledger still decides whether the same was sent.
    """
    # Two of the same that come at once wait for each other here.
    locked_account(account.pk)
    return entries().by(account.pk).of_sort(sort).with_keys([key]).first() if key else None


def made_alike(drafts: Sequence[Draft], author: Author) -> tuple[Entry, ...]:
    """Return the entries that some drafts made when a form was sent before; none where they were not, or not these.

    A form holds what somebody chose and wrote. What the desk keeps beside it, such as what is recommended at that
    moment, may be other when the same form comes again.
    """
    found = {one.key: one for one in entries().with_keys([draft.key for draft in drafts if draft.key])}
    made = [found.get(draft.key) for draft in drafts]
    words = texts([one.sequence for one in made if one is not None])
    for draft, one in zip(drafts, made, strict=True):
        if one is None or one.account != author.account:
            return ()
        # Of words that were redacted nobody can tell.
        said = words.get(one.sequence, draft.text) if one.text_hash else ""
        if said not in (draft.text, None) or any(getattr(draft, each) != getattr(one, each) for each in _CHOSEN):
            return ()
    return tuple(one for one in made if one is not None)


def following_key(key: str, part: str) -> str:
    """Return the key of what is entered together with what has a key."""
    return f"{key}/{part}" if key else ""
