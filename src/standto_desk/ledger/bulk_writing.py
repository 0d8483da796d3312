"""Filling an empty ledger, many entries at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from standto.errors import OptionError
from standto_desk.clock import read_clock
from standto_desk.ledger import storing
from standto_desk.ledger.chain import GENESIS, link, text_hash
from standto_desk.ledger.refusals import ClockAhead

if TYPE_CHECKING:
    from collections.abc import Callable

_AT_ONCE = 2_000


class NotExported(ValueError):
    """A line is not a line of an export; says why."""


class BulkWriter:
    """Fills an empty ledger, some entries at a time."""

    def __init__(self, total: int, progress: Callable[[float], None] | None) -> None:
        self.count = 0
        self._hash = GENESIS
        self._total = total
        self._progress = progress
        self._entries: list[dict[str, Any]] = []
        self._texts: list[tuple[int, str, str]] = []

    def add(self, values: dict[str, Any], said: tuple[str, str] | None) -> None:
        """Chain an entry; an exported one must have the hash that it names."""
        self.count += 1
        if values.setdefault("sequence", self.count) != self.count:
            raise NotExported(f"entry {self.count} is missing before entry {values['sequence']}")
        if said is not None:
            values.setdefault("text_hash", text_hash(*said))
            self._texts.append((self.count, *said))
        values.setdefault("text_hash", "")
        self._hash = link(self._hash, values)
        if values.setdefault("hash", self._hash) != self._hash:
            raise NotExported(f"entry {self.count} was changed, or does not follow on the line before it")
        self._entries.append(values)
        if len(self._entries) >= _AT_ONCE:
            self._write()

    def finish(self) -> int:
        """Write the rest, move the head, and return how many entries there are."""
        self._write()
        if self.count:
            storing.move_head(self.count, self._hash)
        return self.count

    def _write(self) -> None:
        storing.insert_texts(self._texts)
        storing.insert(self._entries)
        self._entries, self._texts = [], []
        if self._progress is not None and self._total:
            self._progress(self.count / self._total)


def check_empty() -> None:
    """Lock the head, and raise an error if the ledger holds an entry or the clock has jumped ahead."""
    count, _ = storing.lock_head()
    if ahead := read_clock(asking=True).ahead:
        raise ClockAhead(ahead)
    if count:
        raise OptionError(f"the ledger already holds {count:,} entries: import into an empty one")
