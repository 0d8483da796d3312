"""Kept what-ifs, and those that were shown to an account, as lists show them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from standto.model.time import Instant
from standto_desk.access.models import Account
from standto_desk.acts.kept_things import WHAT_IFS, showings
from standto_desk.acts.models import WhatIf, WhatIfShown
from standto_desk.components.spoken import id_words
from standto_desk.presenting.posts import GONE


@dataclass(frozen=True, slots=True)
class KeptWhatIf:
    """A kept what-if: its number and name, its sentences, its author in words, and to whom it was shown."""

    number: int
    name: str
    sentences: tuple[str, ...]
    by: str
    made: Instant
    at: Instant
    shown: tuple[tuple[str, Instant | None], ...]


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A what-if that waits for an account to look at it."""

    number: int
    name: str
    by: str
    shown: Instant
    note: str


def kept_line(kept: WhatIf) -> KeptWhatIf:
    """Return a kept what-if as a line."""
    told = showings(WHAT_IFS, kept)
    names = _names({kept.account, *(one.to for one in told)})
    by = names.get(kept.account, GONE)
    return KeptWhatIf(
        number=kept.pk,
        name=kept.name,
        sentences=tuple(kept.sentences.split("\n")),
        by=f"{by} as {id_words(kept.post)}" if kept.post else by,
        made=kept.made,
        at=kept.at,
        shown=tuple((names.get(one.to, GONE), one.looked) for one in told),
    )


def shown_lines(shown: Sequence[WhatIfShown]) -> list[ShownLine]:
    """Return the what-ifs that wait for an account as lines."""
    names = _names({one.by for one in shown})
    return [ShownLine(one.what_if.pk, one.what_if.name, names.get(one.by, GONE), one.shown, one.note) for one in shown]


def _names(accounts: Collection[str]) -> dict[str, str]:
    return {str(one.pk): one.get_username() for one in Account.objects.filter(pk__in=list(accounts))}
