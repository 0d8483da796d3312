"""A cache of answers about the ledger in the current database."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, NamedTuple, TypeVar

from standto.model.time import Instant
from standto_desk.caching.answers import Cache
from standto_desk.caching.databases import DatabaseValue, database_key
from standto_desk.ledger.reading import Position, entries, head, holds

Key = TypeVar("Key")
Value = TypeVar("Value")


class CurrentLedger(NamedTuple):
    """The ledger in the current database.

    Attributes
    ----------
    key
        Distinguishes it from every other ledger, even from one that the same database held before.
    head
        Its last entry.
    """

    key: Hashable
    head: Position


class LedgerCache(Generic[Key, Value]):
    """A cache of answers about ledgers, by question.

    When a database holds another ledger than before, as after a restore, the cache has no answers about it yet.

    Parameters
    ----------
    most
        The most answers kept; the least recently used one goes first.
    """

    def __init__(self, most: int) -> None:
        self._answers: Cache[tuple[Hashable, Key], Value] = Cache(most)
        self._dated: Cache[tuple[Hashable, Key], _DatedAnswer[Value]] = Cache(most)

    def get(self, key: Key, make: Callable[[], Value], ledger: CurrentLedger | None = None) -> Value:
        """Return an answer that stays right as the ledger grows: make it once.

        Parameters
        ----------
        key, make
            The question, and a function that answers it.
        ledger
            The current ledger, if the caller has looked it up.
        """
        ledger = ledger or current_ledger()
        return self._answers.get((ledger.key, key), make)

    def get_as_known(self, at: Instant, key: Key, make: Callable[[], Value]) -> Value:
        """Return an answer that depends on the entries known at an instant: make it again once there are more.

        Parameters
        ----------
        key, make
            The question, and a function that answers it.
        """
        ledger = current_ledger()
        return self._dated.get((ledger.key, key), _DatedAnswer).up_to(ledger.head, at, make)


class _DatedAnswer(Generic[Value]):
    """An answer, with the last entry that it takes account of."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._made: tuple[int, Value] | None = None

    def up_to(self, head: Position, at: Instant, make: Callable[[], Value]) -> Value:
        """Return the answer; make it again if it lacks an entry up to the head that was known at an instant."""
        with self._lock:
            if self._made is None or entries(after=self._made[0], until=head.count).known_by(at).exists():
                self._made = head.count, make()
            count, value = self._made
            self._made = max(count, head.count), value
            return value


class _SeenHead:
    """The head of a database's ledger at the last look, with the number of ledgers that the database has held."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.last: tuple[Position | None, int] = None, 0


_seen: DatabaseValue[_SeenHead] = DatabaseValue()


def current_ledger() -> CurrentLedger:
    """Return the ledger in the current database: the same as before if it still holds the last entry seen.

    Every page asks it several times. While the head stays, no thread waits for another that asks the database.
    """
    seen = _seen.get_or_make(_SeenHead)
    now, (last, ledgers) = head(), seen.last
    if now != last:
        with seen.lock:
            now, (last, ledgers) = head(), seen.last  # another thread may have seen a later head meanwhile
            if last is not None and now != last and not (now.count > last.count and holds(last)):
                ledgers += 1
            seen.last = now, ledgers
    return CurrentLedger((database_key(), ledgers), now)
