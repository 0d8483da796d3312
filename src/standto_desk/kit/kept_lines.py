"""Things kept under a name, and those that were shown to an account, as pages show them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from standto.model.time import Instant
from standto_desk.access.models import Account
from standto_desk.acts.kept_sorts import ShownSort
from standto_desk.acts.kept_things import showings, waiting_for
from standto_desk.components.spoken import id_words
from standto_desk.presenting.posts import GONE


@dataclass(frozen=True, slots=True)
class KeptThingLine:
    """A kept thing: its number and name, its author in words, when it was made, and the accounts that it was shown to.

    Attributes
    ----------
    kept
        The thing itself, for the columns that only its sort has.
    """

    number: int
    name: str
    by: str
    made: Instant
    shown: tuple[tuple[str, Instant | None], ...]
    kept: Any


@dataclass(frozen=True, slots=True)
class WaitingThing:
    """A kept thing that waits for an account to look at it."""

    number: int
    name: str
    by: str
    shown: Instant
    note: str


def kept_thing_line(sort: ShownSort, kept: Any) -> KeptThingLine:
    """Return a kept thing as a line."""
    told = showings(sort, kept)
    names = account_names({kept.account, *(one.to for one in told)})
    return KeptThingLine(
        number=kept.pk,
        name=kept.name,
        by=keeper_words(kept, names),
        made=kept.made,
        shown=tuple((names.get(one.to, GONE), one.looked) for one in told),
        kept=kept,
    )


def waiting_things(sort: ShownSort, account: Account) -> list[WaitingThing]:
    """Return the things that wait for an account as lines, the oldest first."""
    waiting = waiting_for(sort, account)
    names = account_names({one.by for one in waiting})
    shown = [(one, sort.shown_by(one)) for one in waiting]
    return [WaitingThing(kept.pk, kept.name, names.get(one.by, GONE), one.shown, one.note) for one, kept in shown]


def keeper_words(kept: Any, names: Mapping[str, str]) -> str:
    """Return the account that keeps a thing in words, with its post.

    Parameters
    ----------
    names
        The names of accounts.
    """
    by = names.get(kept.account, GONE)
    return f"{by} as {id_words(kept.post)}" if kept.post else by


def account_names(accounts: Collection[str]) -> dict[str, str]:
    """Return the names of some accounts; one that is gone has none."""
    return {str(one.pk): one.get_username() for one in Account.objects.filter(pk__in=list(accounts))}
