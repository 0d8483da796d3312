"""Answers that only entries of the plan can change.

Entries of the plan are rows, the entries of acts, steps of help, decisions, declarations and corrections: everything
but events about people, reports and statements. People step back and return much more often than a plan changes.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, NamedTuple, TypeVar

from django.db import connection

from standto.model.event import PERSON_KINDS, REPORT, STATEMENT
from standto.model.ladder import HOME_STEPS
from standto.model.time import FOREVER, Instant
from standto_desk.caching.answers import Cache
from standto_desk.ledger.cached_answers import CurrentLedger, current_ledger
from standto_desk.ledger.drafts import EVENT, ROW

Key = TypeVar("Key")
Value = TypeVar("Value")


class PlanAnswers(Generic[Key, Value]):
    """A cache of answers about ledgers, by question: each is made again once an entry of the plan is known.

    Parameters
    ----------
    most
        The most answers kept; the least recently used one goes first.
    """

    def __init__(self, most: int) -> None:
        self._answers: Cache[tuple[Hashable, Key], _PlanAnswer[Value]] = Cache(most)

    def get(self, key: Key, at: Instant, make: Callable[[], Value], ledger: CurrentLedger | None = None) -> Value:
        """Return an answer as known at an instant.

        Parameters
        ----------
        key
            The question.
        at
            The present of the question.
        make
            Answers it from the entries of the plan that are known at that instant.
        ledger
            The current ledger, if the caller has looked it up.
        """
        ledger = ledger or current_ledger()
        return self._answers.get((ledger.key, key), _PlanAnswer).up_to(ledger.head.count, at, make)


class _MadeAnswer(NamedTuple, Generic[Value]):
    """An answer with the last entry looked at, and the half-open period in which it holds."""

    last: int
    since: Instant
    until: Instant
    value: Value

    def holds(self, at: Instant) -> bool:
        """Return whether it holds at an instant, if no entry of the plan was entered since."""
        return self.since <= at < self.until


class _PlanAnswer(Generic[Value]):
    """An answer, made again when it does not hold any more."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._made: _MadeAnswer[Value] | None = None

    def up_to(self, count: int, at: Instant, make: Callable[[], Value]) -> Value:
        """Return the answer; make it again if an entry of the plan up to one was entered, or became known, since."""
        made = self._made
        if made is not None and count <= made.last and made.holds(at):
            return made.value  # without the lock, because a thread that has it may wait for the database
        with self._lock:
            made = self._made
            if made is not None and made.holds(at) and (count <= made.last or not _entered(made.last, count)):
                self._made = made = made._replace(last=max(made.last, count))
            else:
                until = _next_known(at)
                self._made = made = _MadeAnswer(count, at, until, make())
            return made.value


def _entered(after: int, until: int) -> bool:
    """Return whether there is an entry of the plan after one, up to another."""
    with connection.cursor() as cursor:
        cursor.execute(_ENTERED, [after, until])
        return cursor.fetchone() is not None


def _next_known(at: Instant) -> Instant:
    """Return the instant at which the next entry of the plan that is there already becomes known."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT_KNOWN, [at])
        found = cursor.fetchone()
    return FOREVER if found is None else int(found[0])


def _quoted(words: frozenset[str]) -> str:
    return ", ".join(f"'{word}'" for word in sorted(words))


_OF_PEOPLE = frozenset({*PERSON_KINDS, *HOME_STEPS})
# The places of a pool step back and return as people do, and they are part of the plan.
_OF_THE_PLAN = f"""(
    sort <> '{EVENT}' OR kind NOT IN ({_quoted(_OF_PEOPLE | {REPORT, STATEMENT})})
    OR (kind IN ({_quoted(frozenset(HOME_STEPS))}) AND EXISTS (
        SELECT 1 FROM ledger_entry AS pool WHERE pool.subject = ledger_entry.subject
        AND pool.sort = '{ROW}' AND pool.kind = 'pools'
    ))
)"""
_ENTERED = f"SELECT 1 FROM ledger_entry WHERE sequence > %s AND sequence <= %s AND {_OF_THE_PLAN} LIMIT 1"
_NEXT_KNOWN = f"SELECT known FROM ledger_entry WHERE known > %s AND {_OF_THE_PLAN} ORDER BY known LIMIT 1"
