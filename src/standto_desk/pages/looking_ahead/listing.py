"""Kept outlooks and sets of assumptions as lists show them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from standto.model.time import Instant
from standto_desk.access.models import Account
from standto_desk.acts.kept_things import OUTLOOKS, showings
from standto_desk.acts.models import AssumptionSet, KeptOutlook, KeptOutlookShown
from standto_desk.components.spoken import id_words
from standto_desk.presenting.posts import GONE


@dataclass(frozen=True, slots=True)
class KeptOutlookLine:
    """A kept outlook: its number and name, its author in words, its futures, and the accounts that it was shown to."""

    number: int
    name: str
    by: str
    made: Instant
    at: Instant
    futures: int
    shown: tuple[tuple[str, Instant | None], ...]


@dataclass(frozen=True, slots=True)
class WaitingOutlook:
    """An outlook that waits for an account to look at it."""

    number: int
    name: str
    by: str
    shown: Instant
    note: str


@dataclass(frozen=True, slots=True)
class SetLine:
    """A set of assumptions: who assumed it and when, and who keeps it."""

    number: int
    name: str
    by: str
    assumed: Instant
    keeper: str
    made: Instant


def kept_outlook_line(kept: KeptOutlook) -> KeptOutlookLine:
    """Return a kept outlook as a line."""
    told = showings(OUTLOOKS, kept)
    names = _names({kept.account, *(one.to for one in told)})
    return KeptOutlookLine(
        number=kept.pk,
        name=kept.name,
        by=_by(names, kept.account, kept.post),
        made=kept.made,
        at=kept.at,
        futures=kept.futures,
        shown=tuple((names.get(one.to, GONE), one.looked) for one in told),
    )


def shown_outlook_lines(shown: Sequence[KeptOutlookShown]) -> list[WaitingOutlook]:
    """Return the outlooks that wait for an account as lines."""
    names = _names({one.by for one in shown})
    return [
        WaitingOutlook(one.outlook.pk, one.outlook.name, names.get(one.by, GONE), one.shown, one.note) for one in shown
    ]


def set_line(kept: AssumptionSet) -> SetLine:
    """Return a set of assumptions as a line."""
    keeper = _by(_names({kept.account}), kept.account, kept.post)
    return SetLine(kept.pk, kept.name, id_words(kept.by), kept.assumed, keeper, kept.made)


def _by(names: dict[str, str], account: str, post: str) -> str:
    by = names.get(account, GONE)
    return f"{by} as {id_words(post)}" if post else by


def _names(accounts: Collection[str]) -> dict[str, str]:
    return {str(one.pk): one.get_username() for one in Account.objects.filter(pk__in=list(accounts))}
