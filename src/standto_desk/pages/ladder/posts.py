"""Who did something: the post in words; the account's name only for those who may read it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from standto_desk.access.models import Account
from standto_desk.access.permission import Action, may

if TYPE_CHECKING:
    from collections.abc import Iterable

    from standto_desk.ledger import Entry

WORDS = (Action.PLAN, Action.DECIDE, Action.RECORD_HELP, Action.READ_ALL)
"""Those who may do one of these read why something was proposed; others see what, when and how many."""


def post_words(post: str) -> str:
    """Return a post's id in words."""
    return post.replace("-", " ")


def by_whom(entry: Entry) -> str:
    """Return who made an entry, as a post."""
    if entry.imported:
        return "imported history"
    return post_words(entry.post) or "no post"


def names_for(reader: Account, accounts: Iterable[str]) -> dict[str, str]:
    """Return the names of some accounts, for those who may read every entry; for others none."""
    if not may(reader, Action.READ_ALL):
        return {}
    wanted = [each for each in set(accounts) if _is_id(each)]
    return {str(key): name for key, name in Account.objects.filter(pk__in=wanted).values_list("pk", "username")}


def may_read_words(reader: Account) -> bool:
    """Whether somebody may read the words beside the counts."""
    return any(may(reader, action) for action in WORDS)


def _is_id(text: str) -> bool:
    """Whether a text can be an account's id."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True
