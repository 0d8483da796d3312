"""What entries can be filtered by: the words that the ledger has used so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Q

from standto.model.event import LINES
from standto_desk.ledger import entries, head

if TYPE_CHECKING:
    from collections.abc import Iterable

SUBJECTS = ("pools", "duties", "forces")
"""The tables whose rows entries can be asked for about, beside declarations; never people."""


@dataclass
class Vocabulary:
    """The words that entries have used; it grows with the ledger."""

    sequence: int = 0
    hash: str = ""
    sorts: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    posts: set[str] = field(default_factory=set)
    forces: set[str] = field(default_factory=set)
    subjects: set[str] = field(default_factory=set)

    def read_on(self, until: int) -> None:
        """Take the words of the entries since."""
        new = entries(after=self.sequence, until=until).order_by()
        for column, words in (("sort", self.sorts), ("kind", self.kinds), ("post", self.posts), ("force", self.forces)):
            words |= _filled(new.values_list(column, flat=True).distinct())
        rows, said = Q(sort="row", kind__in=SUBJECTS), Q(sort="event", kind__in=LINES["declared"])
        self.subjects |= _filled(new.filter(rows | said).values_list("subject", flat=True).distinct())


_known: dict[tuple[str, ...], Vocabulary] = {}
_lock = Lock()


def vocabulary() -> Vocabulary:
    """Return the words that this ledger has used so far."""
    settings: dict[str, Any] = connection.settings_dict
    place = tuple(str(settings[key]) for key in ("ENGINE", "HOST", "PORT", "NAME"))
    with _lock:
        now, kept = head(), _known.get(place)
        if kept is None or not _is_of(kept, now.count):
            kept = _known[place] = Vocabulary()
        if kept.sequence < now.count:
            kept.read_on(now.count)
            kept.sequence, kept.hash = now.count, now.hash
        return kept


def _is_of(kept: Vocabulary, count: int) -> bool:
    """Whether words are those of this ledger, and not of another that stood in its place."""
    if not kept.sequence:
        return True
    return kept.sequence <= count and entries().filter(sequence=kept.sequence, hash=kept.hash).exists()


def _filled(words: Iterable[str]) -> set[str]:
    """Return the words that are not blank."""
    return {word for word in words if word}
