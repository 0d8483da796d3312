"""What entries can be filtered by: the words that the ledger has used so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Q

from standto.model.event import LINES
from standto.model.time import BEGINNING, FOREVER
from standto_desk.ledger.reading import head, known_entries

if TYPE_CHECKING:
    from collections.abc import Iterable

    from standto.model.time import Instant

SUBJECTS = ("pools", "duties", "forces")
"""The tables whose rows entries can be asked for about, beside declarations; never people."""


@dataclass
class FilterChoices:
    """The words that entries have used up to one of the ledger, as known at a moment; it grows with both."""

    sequence: int = 0
    hash: str = ""
    known: Instant = BEGINNING - 1
    sorts: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    posts: set[str] = field(default_factory=set)
    forces: set[str] = field(default_factory=set)
    subjects: set[str] = field(default_factory=set)

    def read_on(self, until: Instant) -> None:
        """Take the words of the entries that were made or became known since."""
        new = known_entries(until).filter(Q(sequence__gt=self.sequence) | Q(known__gt=self.known)).order_by()
        for column, words in (("sort", self.sorts), ("kind", self.kinds), ("post", self.posts), ("force", self.forces)):
            words |= _filled(new.values_list(column, flat=True).distinct())
        rows, said = Q(sort="row", kind__in=SUBJECTS), Q(sort="event", kind__in=LINES["declared"])
        self.subjects |= _filled(new.filter(rows | said).values_list("subject", flat=True).distinct())


_known: dict[tuple[str, ...], FilterChoices] = {}
_lock = Lock()


def filter_choices_now() -> FilterChoices:
    """Return the words that are known to have been used in this ledger."""
    settings: dict[str, Any] = connection.settings_dict
    place = tuple(str(settings[key]) for key in ("ENGINE", "HOST", "PORT", "NAME"))
    with _lock:
        end, kept = head(), _known.get(place)
        last = known_entries().order_by("-known").values_list("known", flat=True).first()
        known = BEGINNING - 1 if last is None else int(last)
        if kept is None or kept.known > known or not _is_of(kept, end.count):
            kept = _known[place] = FilterChoices()
        if (kept.sequence, kept.known) != (end.count, known):
            kept.read_on(known)
            kept.sequence, kept.hash, kept.known = end.count, end.hash, known
        return kept


def _is_of(kept: FilterChoices, count: int) -> bool:
    """Whether words are those of this ledger, and not of another that stood in its place."""
    if not kept.sequence:
        return True
    return kept.sequence <= count and known_entries(FOREVER).filter(sequence=kept.sequence, hash=kept.hash).exists()


def _filled(words: Iterable[str]) -> set[str]:
    """Return the words that are not blank."""
    return {word for word in words if word}
