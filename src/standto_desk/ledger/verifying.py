"""Verifying the chain, to name the first entry that was changed, removed, moved or cut off."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, connection

from standto_desk.ledger import storing
from standto_desk.ledger.chain import GENESIS, link, text_hash
from standto_desk.ledger.database_reads import text_as_stored
from standto_desk.ledger.drafts import REDACTION, sequence_in
from standto_desk.ledger.guards import GUARDS
from standto_desk.ledger.reading import Position
from standto_desk.ledger.triggers import missing_guards

_SALT = 32
_BEFORE_ALL = -(2**31)


@dataclass(frozen=True, slots=True)
class Verified:
    """The result of verifying the ledger.

    Attributes
    ----------
    count, hash
        The number of sound entries from the first on, and the hash of the last of them.
    redacted
        The number of texts that are gone because an entry redacts them.
    fault
        The first fault, by place in the ledger; empty if there is none.
    """

    count: int
    hash: str
    redacted: int
    fault: str


class _Broken(Exception):
    """The ledger is not as it was entered; says where."""


def verify_ledger(*, anchored: Position | None = None, progress: Callable[[float], None] | None = None) -> Verified:
    """Read the whole ledger, and return whether it is as it was entered.

    Parameters
    ----------
    anchored
        A place in the ledger that an anchor names; None for no anchor.
    progress
        Called with the share that is done, from 0 to 1.
    """
    walk = _Walk(anchored, progress)
    try:
        with text_as_stored():
            walk.over_entries()
            walk.over_new_entries()
            walk.to_the_end()
    except _Broken as broken:
        return Verified(walk.count, walk.hash, walk.redacted, str(broken))
    return Verified(walk.count, walk.hash, walk.redacted, "")


class _Walk:
    """One walk along the chain."""

    def __init__(self, anchored: Position | None, progress: Callable[[float], None] | None) -> None:
        self.count = 0
        self.hash = GENESIS
        self.redacted = 0
        self._anchored = anchored
        self._progress = progress
        self._without_text: dict[int, None] = {}
        self._head = _head()

    def over_entries(self) -> None:
        """Follow the chain from where it is to the last entry."""
        for page, texts in _pages(after=self.count or _BEFORE_ALL):
            for row in page:
                self._entry(dict(zip(storing.STORED, row, strict=True)), texts)
            if self._progress is not None and self._head[0]:
                self._progress(min(self.count / self._head[0], 1))

    def over_new_entries(self) -> None:
        """Follow the entries made while the others were read."""
        while (head := _head()) != self._head:
            self._head = head
            self.over_entries()

    def to_the_end(self) -> None:
        """Compare the end of the chain with the head and the anchor, then check stray texts, guards and files."""
        count, last = self._head
        if self.count < count:
            raise _Broken(f"entry {self.count + 1} is missing: the ledger was cut off after entry {self.count}")
        if self._without_text:
            raise _Broken(f"the text of entry {min(self._without_text)} is missing, and no entry redacts it")
        if count < 0:
            raise _Broken("the head is missing, repeated or damaged: it has one row, which names the last entry")
        if self.count > count or self.hash != last:
            raise _Broken(f"the head was changed: it names entry {count}, and the last is {self.count}")
        if self._anchored is not None and self._anchored.count > self.count:
            raise _Broken(
                f"entry {self.count + 1} is missing: the anchor was made when there were {self._anchored.count}"
            )
        if beyond := _texts_beyond(self.count):
            raise _Broken(f"there is a text of entry {beyond}, and no such entry")
        for what in (*missing_guards(connection, GUARDS), *damage(GUARDS.tables, "entry is as it was entered")):
            raise _Broken(what)

    def _entry(self, entry: dict[str, Any], texts: dict[int, tuple[Any, Any]]) -> None:
        """Take the next entry, which must follow on the last."""
        expected = self.count + 1
        if entry["sequence"] < 1:
            raise _Broken(f"there is an entry {entry['sequence']}: one was moved, and the first is 1")
        if entry["sequence"] != expected:
            raise _Broken(f"entry {expected} is missing: it was removed, or moved")
        if self._hash_of(entry) != entry["hash"]:
            raise _Broken(f"entry {expected} was changed, or is not the one that was entered there")
        self._text(entry, texts.get(expected))
        if entry["sort"] == REDACTION:
            place = sequence_in(entry["subject"])
            if place in self._without_text:
                del self._without_text[place]
                self.redacted += 1
        self.count, self.hash = expected, entry["hash"]
        if self._anchored is not None and self._anchored.count == expected and self._anchored.hash != self.hash:
            raise _Broken(f"entry {expected}, or one before it, is not the one that the anchor was made on")

    def _hash_of(self, entry: dict[str, Any]) -> str:
        """Return the hash that an entry should have; empty if it holds values that no entry can have."""
        imported = entry["imported"]
        if type(imported) not in (bool, int) or imported not in (0, 1):
            return ""
        try:
            return link(self.hash, entry | {"imported": bool(imported)})
        except (TypeError, ValueError):
            return ""

    def _text(self, entry: dict[str, Any], salted: tuple[Any, Any] | None) -> None:
        """Compare the text beside an entry with the hash in it."""
        sequence = entry["sequence"]
        if salted is None:
            if entry["text_hash"]:
                self._without_text[sequence] = None
            return
        if not entry["text_hash"]:
            raise _Broken(f"there is a text of entry {sequence}, which was entered without one")
        if not _matches(salted, entry["text_hash"]):
            raise _Broken(f"the text of entry {sequence} was changed")


def _matches(salted: tuple[Any, Any], hashed: str) -> bool:
    """Return whether a hash is that of a salt and a text."""
    salt, text = salted
    if not isinstance(salt, str) or not isinstance(text, str) or len(salt) != _SALT:
        return False
    try:
        return text_hash(salt, text) == hashed
    except UnicodeEncodeError:
        return False


def _head() -> tuple[int, str]:
    """Return the count and the hash of the head; -1 if there is not exactly one."""
    try:
        with connection.cursor() as cursor:
            cursor.execute('SELECT id, "count", hash FROM ledger_head')
            rows = cursor.fetchall()
    except (DatabaseError, UnicodeError):
        rows = []
    if len(rows) != 1 or rows[0][0] != 1 or not isinstance(rows[0][1], int):
        return -1, ""
    return rows[0][1], rows[0][2]


def _pages(*, after: int) -> Iterator[tuple[list[tuple[Any, ...]], dict[int, tuple[Any, Any]]]]:
    """Yield pages of entries with their texts; once a page cannot be read, yield its entries one by one."""
    most = storing.PAGE
    while True:
        try:
            page = storing.page_after(after, most)
            numbers = [row[storing.SEQUENCE] for row in page]
            texts = storing.texts_between(numbers[0], numbers[-1]) if page else {}
        except (DatabaseError, UnicodeError, OverflowError) as error:
            if most == 1:
                raise _Broken(f"the entry after entry {max(after, 0)} cannot be read: {error}") from None
            most = 1
            continue
        if not page:
            return
        after = numbers[-1]
        yield page, texts


def _texts_beyond(count: int) -> int | None:
    """Return the place of a text without an entry; None if there is none."""
    with connection.cursor() as cursor:
        # An entry made meanwhile is committed together with its text.
        without = "NOT EXISTS (SELECT 1 FROM ledger_entry WHERE ledger_entry.sequence = ledger_text.sequence)"
        cursor.execute(
            f"SELECT MIN(sequence) FROM ledger_text WHERE (sequence > %s OR sequence < 1) AND {without}", (count,)
        )
        return cursor.fetchone()[0]


def damage(tables: Iterable[str], lines: str) -> Iterator[str]:
    """Yield the damage that SQLite itself finds in some tables and their indexes.

    Parameters
    ----------
    tables
        Their names.
    lines
        What is true of every row in spite of the damage, such as "entry is as it was entered".
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for table in tables:
            try:
                cursor.execute(f"PRAGMA integrity_check({table})")
                found = [row[0] for row in cursor.fetchall()]
            except DatabaseError as error:
                found = [str(error)]
            if found != ["ok"]:
                yield f"the file is damaged, though every {lines}: {found[0]}"
