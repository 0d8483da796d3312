"""Answers about the ledger that the connection leads to, cached in one way."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from standto_desk.caching.answers import Cache
from standto_desk.caching.databases import DatabaseValue, database_key
from standto_desk.ledger.reading import Place, entries, head

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from standto.model.time import Instant

Key = TypeVar("Key")
Value = TypeVar("Value")


class CurrentLedger(NamedTuple):
    """The ledger that the connection leads to.

    Attributes
    ----------
    key
        Tells it from every other ledger, even one that the same database held before.
    head
        Its last entry.
    """

    key: Hashable
    head: Place


class LedgerCache(Generic[Key, Value]):
    """The answers about each ledger that were last asked for, by key.

    A database that holds another ledger than before, as after a restore, has no answers yet.

    Parameters
    ----------
    most
        How many answers are kept; the least recently used one goes first.
    """

    def __init__(self, most: int) -> None:
        self._answers: Cache[tuple[Hashable, Key], Value] = Cache(most)
        self._dated: Cache[tuple[Hashable, Key], _DatedAnswer[Value]] = Cache(most)

    def get(self, key: Key, make: Callable[[], Value], ledger: CurrentLedger | None = None) -> Value:
        """Return an answer that stays right as the ledger grows, made once.

        Parameters
        ----------
        key, make
            The question, and a function that answers it.
        ledger
            The current ledger, where the caller has looked it up.
        """
        ledger = ledger or current_ledger()
        return self._answers.get((ledger.key, key), make)

    def get_as_known(self, at: Instant, key: Key, make: Callable[[], Value]) -> Value:
        """Return an answer by the entries known at an instant, made again once there are more of them.

        Parameters
        ----------
        at
            The instant.
        key, make
            The question, and a function that answers it.
        """
        ledger = current_ledger()
        return self._dated.get((ledger.key, key), _DatedAnswer).up_to(ledger.head, at, make)


class _DatedAnswer(Generic[Value]):
    """An answer, and the place in the ledger up to which it is right."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._made: tuple[int, Value] | None = None

    def up_to(self, head: Place, at: Instant, make: Callable[[], Value]) -> Value:
        """Return the answer, made again where an entry up to the head that it does not know was known at an instant."""
        with self._lock:
            if self._made is None or entries(after=self._made[0], until=head.count).known_by(at).exists():
                self._made = head.count, make()
            count, value = self._made
            self._made = max(count, head.count), value
            return value


class _SeenHead:
    """The head of a database's ledger when it was last looked at, and how many ledgers the database has held."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.head: Place | None = None
        self.ledgers = 0


_seen: DatabaseValue[_SeenHead] = DatabaseValue()


def current_ledger() -> CurrentLedger:
    """Return the ledger that the connection leads to, and its head.

    It is the same ledger as before if it still holds the last entry that was seen.
    """
    seen = _seen.get_or_make(_SeenHead)
    with seen.lock:
        now = head()
        if seen.head is not None and now != seen.head and not (now.count > seen.head.count and _holds(seen.head)):
            seen.ledgers += 1
        seen.head = now
        return CurrentLedger((database_key(), seen.ledgers), now)


def _holds(place: Place) -> bool:
    """Return whether the entry at a place is the one that was there."""
    return not place.count or entries().filter(sequence=place.count, hash=place.hash).exists()
