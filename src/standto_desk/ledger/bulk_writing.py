"""Writing the entries of an empty ledger, many at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from standto.errors import OptionError
from standto_desk.clock import read_clock
from standto_desk.ledger import storing
from standto_desk.ledger.chain import GENESIS, link, text_hash
from standto_desk.ledger.refusals import ClockAhead


class NotExported(ValueError):
    """A line is not a line of this export; says why."""


class BulkWriter:
    """A writer of the entries of an empty ledger.

    Parameters
    ----------
    total
        The number of entries to come; 0 if it is unknown.
    progress
        Called with the share that is done, if the number is known.
    """

    def __init__(self, total: int = 0, progress: Callable[[float], None] | None = None) -> None:
        self.count = 0
        self._hash = GENESIS
        self._total = total
        self._progress = progress
        self._entries: list[dict[str, Any]] = []
        self._texts: list[tuple[int, str, str]] = []

    def add(self, values: dict[str, Any], salted: tuple[str, str] | None) -> None:
        """Chain an entry, and keep the salt and text beside it. A hash that it already has must be the right one."""
        self.count += 1
        if values.setdefault("sequence", self.count) != self.count:
            raise NotExported(f"entry {self.count} is missing before entry {values['sequence']}")
        if salted is not None:
            values.setdefault("text_hash", text_hash(*salted))
            self._texts.append((self.count, *salted))
        values.setdefault("text_hash", "")
        self._hash = link(self._hash, values)
        if values.setdefault("hash", self._hash) != self._hash:
            raise NotExported(f"entry {self.count} was changed, or does not follow on the line before it")
        self._entries.append(values)
        if len(self._entries) >= storing.PAGE:
            self._write()

    def finish(self) -> int:
        """Write the rest, move the head, and return the number of entries."""
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
    """Lock the head of a ledger that is to be filled.

    Raises
    ------
    ClockAhead
        The machine's clock has jumped ahead, and nobody has confirmed it.
    OptionError
        The ledger holds entries already.
    """
    count, _ = storing.lock_head()
    if ahead := read_clock(asking=True).ahead:
        raise ClockAhead(ahead)
    if count:
        raise OptionError(f"the ledger already holds {count:,} entries: import into an empty one")
