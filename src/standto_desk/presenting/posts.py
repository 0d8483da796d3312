"""Posts in words, and the names of accounts for readers who may see them."""

from __future__ import annotations

from collections.abc import Iterable

from standto_desk.access.models import Account
from standto_desk.access.permission import Action, may
from standto_desk.acts.step_owners import is_account_id, recorder_of
from standto_desk.components.spoken import id_words
from standto_desk.ledger.models import Entry

WORDS = (Action.PLAN, Action.DECIDE, Action.RECORD_HELP, Action.READ_ALL)
"""Accounts with one of these actions can read the reasons for a proposal; others see its step, time and number."""

GONE = "an account that is gone"
"""The name of an account that no longer exists."""


def recorder_words(entry: Entry) -> str:
    """Return the maker of an entry in words: a post, the command line, or the import."""
    if entry.imported:
        return "imported history"
    return id_words(recorder_of(entry)) or "no post"


def names_for(reader: Account, accounts: Iterable[str]) -> dict[str, str]:
    """Return the names of some accounts if the reader may read every entry; otherwise none."""
    if not may(reader, Action.READ_ALL):
        return {}
    wanted = [each for each in set(accounts) if is_account_id(each)]
    return {str(key): name for key, name in Account.objects.filter(pk__in=wanted).values_list("pk", "username")}


def may_read_words(reader: Account) -> bool:
    """Return whether a reader may see the reasons for a proposal."""
    return any(may(reader, action) for action in WORDS)
