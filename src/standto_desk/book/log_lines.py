"""The log of free entries, folded from its entries in the ledger: each line with its words, its owner and its state."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any, NamedTuple

from standto.model.time import FOREVER, Instant
from standto_desk.caching.compiled_queries import CompiledQuery
from standto_desk.ledger.cached_answers import LedgerCache, current_ledger
from standto_desk.ledger.drafts import REDACTION
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import entries, texts

LOG, LOG_CHANGED, LOG_DONE = "log", "log-changed", "log-done"
"""The sorts of entries that a line of the log is made of; the last also says that it is not done after all."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line of the log.

    Attributes
    ----------
    sequence, reference
        The number of the entry that wrote it, and how other entries refer to it.
    words
        What it says; None if that was redacted.
    occurred, recorded
        When it happened, and when it was written.
    account, post
        The account that wrote it, and as which post.
    owner, to
        The post or the account that is to do something about it; blank for none.
    due
        By when; None for no time.
    done
        When it was marked as done; None while it is open, or has no owner.
    last
        The number of the last entry about it.
    """

    sequence: int
    reference: str
    words: str | None
    occurred: Instant
    recorded: Instant
    account: str
    post: str
    owner: str = ""
    to: str = ""
    due: Instant | None = None
    done: Instant | None = None
    last: int = 0

    @property
    def open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.done is None and (bool(self.owner or self.to) or self.due is not None)

    def overdue(self, at: Instant) -> bool:
        """Return whether it is open, and its time has passed."""
        return self.open and self.due is not None and self.due < at


_PARTS = CompiledQuery(
    Entry,
    lambda after, until: entries(after=after, until=until).of_sort(LOG, LOG_CHANGED, LOG_DONE, REDACTION),
    after="sequence",
    until="sequence",
)


class _LogPart(NamedTuple):
    """An entry of the log, or the redaction of one."""

    entry: Entry
    text: str


def log_at(at: Instant) -> tuple[LogLine, ...]:
    """Return the lines of the log known at an instant, the latest first."""
    ledger = current_ledger()
    return _books.get("log", _LogBook, ledger).lines(ledger.head.count, at)


def line_at(at: Instant, sequence: int) -> LogLine | None:
    """Return the line of the log with a number; None if there is none."""
    return next((one for one in log_at(at) if one.sequence == sequence), None)


class _LogBook:
    """The entries of the log in one ledger, read as they come, and the lines as last folded."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._read = 0
        self._parts: list[_LogPart] = []
        self._folded: tuple[int, tuple[LogLine, ...]] = (0, ())

    def lines(self, until: int, at: Instant) -> tuple[LogLine, ...]:
        """Return the lines known at an instant, by the entries up to one."""
        with self._lock:
            self._read_on(until)
            # The parts known are the first ones, because entries become known in their order.
            known = len(self._parts)
            while known and self._parts[known - 1].entry.known > at:
                known -= 1
            if self._folded[0] != known:
                self._folded = known, _folded(self._parts[:known])
            return self._folded[1]

    def _read_on(self, until: int) -> None:
        if until <= self._read:
            return
        found = _PARTS(after=self._read, until=until)
        words = texts([one.sequence for one in found if one.sort == LOG])
        redacted = {one.subject for one in found if one.sort == REDACTION}
        # The words of a redacted line are gone from memory too, whatever moment is asked about.
        self._parts = [part._replace(text="") if part.entry.reference in redacted else part for part in self._parts]
        self._parts += [_LogPart(one, words.get(one.sequence, "")) for one in found if not one.imported]
        self._folded = (-1, ())
        self._read = until


def _folded(parts: list[_LogPart]) -> tuple[LogLine, ...]:
    lines: dict[str, LogLine] = {}
    for entry, text in parts:
        body: dict[str, Any] = json.loads(entry.body) if entry.body else {}
        if entry.sort == LOG:
            lines[entry.reference] = _written(entry, text, body)
        elif (line := lines.get(entry.subject)) is not None:
            lines[entry.subject] = replace(_changed(line, entry, body), last=int(entry.sequence))
    return tuple(reversed(lines.values()))


def _written(entry: Entry, text: str, body: dict[str, Any]) -> LogLine:
    return LogLine(
        sequence=int(entry.sequence),
        reference=entry.reference,
        words=text or None,
        occurred=int(entry.occurred),
        recorded=int(entry.recorded),
        account=str(entry.account),
        post=str(entry.post),
        last=int(entry.sequence),
        **_owned(body),
    )


def _changed(line: LogLine, entry: Entry, body: dict[str, Any]) -> LogLine:
    if entry.sort == LOG_CHANGED:
        return replace(line, **_owned(body))
    if entry.sort == LOG_DONE:
        return replace(line, done=int(entry.recorded) if body.get("done", True) else None)
    return replace(line, words=None)


def _owned(body: dict[str, Any]) -> dict[str, Any]:
    due = body.get("due")
    return {
        "owner": str(body.get("owner", "")),
        "to": str(body.get("to", "")),
        "due": int(due) if isinstance(due, int) and due < FOREVER else None,
    }


_books: LedgerCache[str, _LogBook] = LedgerCache(2)
