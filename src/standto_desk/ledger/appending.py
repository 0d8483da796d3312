"""Appending to the ledger: all or nothing, in one order, safe to send twice.

1. `open_appender` locks the head and brings this process's `HeadState` up to it.
2. `Appender.enter` returns the entries that the same drafts made before, or else checks each draft with a `DraftCheck`,
   gives it its place in the chain, and adds it to the state and to the `PendingEntries`.
3. `Appender.write` writes the pending entries and moves the head. The end of the transaction releases it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from secrets import token_hex
from threading import RLock

from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models.base import ModelState

from standto.errors import Fault, InputError
from standto.model.ladder import HOME_STEPS
from standto.model.time import Instant
from standto_desk.caching.databases import DatabaseValue
from standto_desk.clock import read_clock
from standto_desk.clock.setting import catch_up
from standto_desk.ledger import storing
from standto_desk.ledger.chain import link, text_hash
from standto_desk.ledger.checking import DraftCheck
from standto_desk.ledger.drafts import EVENT, Author, Draft, entry_columns
from standto_desk.ledger.earlier_entries import changes_since, made_before
from standto_desk.ledger.head_state import HeadState
from standto_desk.ledger.models import Entry
from standto_desk.ledger.pending import PendingEntries, Values
from standto_desk.ledger.refusals import ClockAhead, Refused, Stale
from standto_desk.ledger.rehearsal import is_rehearsed, only_checked

_LOCK = RLock()
_states: DatabaseValue[HeadState] = DatabaseValue()


def append(drafts: Sequence[Draft], *, author: Author, now: Instant, based_on: int | None = None) -> tuple[Entry, ...]:
    """Enter all of some drafts, or none. They are durable on return, or once the transaction around it is committed.

    Parameters
    ----------
    drafts
        The drafts, in order. Each is checked together with those before it.
    author
        The author of the entries.
    now
        The time on the clock. An entry is recorded then, or a microsecond after the last.
    based_on
        The number of entries when the author decided; None if that does not matter.

    Returns
    -------
    tuple
        The entries, in the order of the drafts; if the same drafts were sent before, the entries made then.

    Raises
    ------
    Refused
        A draft has a fault; carries every fault.
    Stale
        Entries after `based_on` concern the same subjects.
    ClockAhead
        The machine's clock has jumped ahead, and a draft is neither a stepping back nor a return.
    """
    with transaction.atomic(), open_appender(now) as appender:
        made = appender.enter(drafts, author=author, based_on=based_on)
        appender.write()
    return made


@contextmanager
def open_appender(now: Instant) -> Iterator[Appender]:
    """Lock the head and yield an appender that enters drafts after it.

    The database's lock comes before the process's own, so that a thread that waits for the head does not stop others.
    If the machine's clock has jumped ahead, entries are recorded at the time of the clock's witness.
    In a rehearsal nothing is locked, and the appender checks drafts by the head as it is.
    """
    count, last = storing.lock_head()
    rehearsed = is_rehearsed()
    clock = read_clock(asking=not rehearsed)
    now = min(now, clock.clock) if clock.ahead else now
    if rehearsed:
        # It has locked nothing, so no append waits for it or goes on from what it adds.
        state = HeadState()
        state.follow(count, last)
        yield Appender(state, now, ahead=clock.ahead)
        return
    with _LOCK:
        state = _states.get() or HeadState()
        if not state.is_on_chain(count, last) or max(now, state.recorded + 1) < state.moment:
            # It has entries that were never committed, or that are not known yet after the clock was set back.
            state = HeadState()
        state.follow(count, last)
        _states.set(state)
        try:
            yield Appender(state, now, ahead=clock.ahead)
        except BaseException:
            if state.count != count:
                _states.set(HeadState())
            raise


class Appender:
    """A writer of entries at the head of the ledger, which the transaction around it has locked.

    Parameters
    ----------
    state
        The state at the head.
    now
        The time on the clock.
    ahead
        How far the machine's clock has jumped ahead; 0 if it has not.
    checked
        Called with the number of each draft once it is checked; what it raises stops the append.
    """

    def __init__(
        self, state: HeadState, now: Instant, *, ahead: int = 0, checked: Callable[[int], None] | None = None
    ) -> None:
        self._state = state
        self._now = now
        self._ahead = ahead
        self._checked = checked or (lambda _: None)
        self._pending = PendingEntries()

    def enter(self, drafts: Sequence[Draft], *, author: Author, based_on: int | None = None) -> tuple[Entry, ...]:
        """Check all of some drafts and chain their entries, which `write` writes.

        After it has refused several drafts, the first of them may be pending: do not write with this appender then.
        """
        if (before := made_before(drafts, author, self._pending)) is not None:
            return tuple(map(_as_entry, before))
        if self._ahead and not all(draft.sort == EVENT and draft.kind in HOME_STEPS for draft in drafts):
            # Nothing may hold up a stepping back or a return.
            raise ClockAhead(self._ahead)
        if based_on is not None and (changes := changes_since(based_on, drafts, self._pending)):
            raise Stale(tuple(map(_as_entry, changes)))
        check = DraftCheck(self._state, self._pending)
        made = []
        together = self._next_instant()
        for line, draft in enumerate(drafts, 1):
            recorded = self._next_instant()
            self._state.advance_to(recorded)
            # Rows that need each other take effect at one instant, though each has a time of record of its own.
            draft = draft if draft.occurred is not None else replace(draft, occurred=together)
            draft = check.checked(draft, author, recorded, line)
            if not check.faults:
                made.append(self._chain(draft, author, recorded))
            self._checked(line)
        check.check_tables()
        if check.faults:
            raise Refused(check.faults)
        return tuple(map(_as_entry, made))

    def look_up(self, keys: Sequence[str]) -> None:
        """Look up many keys in one query, before their drafts are entered one by one."""
        self._pending.with_keys(keys)

    def faults_of_row(self, cells: tuple[str, ...]) -> tuple[Fault, ...]:
        """Return the faults of a row of `events.csv` by the rules of events."""
        try:
            self._state.tables_at(self._next_instant()).event(cells)
        except InputError as error:
            return error.faults
        return ()

    def write(self) -> None:
        """Write the entries, and move the head onto the last."""
        only_checked()
        if self._pending.entries:
            self._pending.write()
            storing.move_head(self._state.count, self._state.hash)
            catch_up(self._state.recorded, entered=self._now)

    def _next_instant(self) -> Instant:
        return max(self._now, self._state.recorded + 1)

    def _chain(self, draft: Draft, author: Author, recorded: Instant) -> Values:
        """Give a draft its place in the chain, and return its entry."""
        text = (token_hex(16), draft.text) if draft.text else None
        values = entry_columns(draft, author, recorded)
        values["sequence"] = self._state.count + 1
        values["text_hash"] = text_hash(*text) if text else ""
        values["hash"] = link(self._state.hash, values)
        self._state.add(values)
        self._pending.add(values, text)
        return values


def _as_entry(values: Values) -> Entry:
    """Return an entry as an instance. Django's `from_db` takes five times as long, because it also sends signals."""
    state = ModelState()
    state.adding, state.db = False, DEFAULT_DB_ALIAS
    made: Entry = Entry.__new__(Entry)
    made.__dict__.update(values, _state=state)
    return made
