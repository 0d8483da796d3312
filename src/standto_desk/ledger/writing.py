"""Entering drafts while the head is locked: each is checked, given its place and chained; all are written at once."""

from __future__ import annotations

from dataclasses import replace
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from standto.errors import InputError
from standto.model.ladder import HOME_STEPS
from standto_desk.clock.setting import catch_up
from standto_desk.ledger import storing
from standto_desk.ledger.chain import link, new_nonce, text_hash
from standto_desk.ledger.checking import DraftCheck
from standto_desk.ledger.drafts import EVENT, REDACTION
from standto_desk.ledger.forms import body_text
from standto_desk.ledger.models import Entry
from standto_desk.ledger.pending import Waiting
from standto_desk.ledger.refusals import ClockAhead, Refused, Stale
from standto_desk.ledger.sending_again import made_before
from standto_desk.ledger.staleness import changes_since

if TYPE_CHECKING:
    from collections.abc import Sequence

    from standto.errors import Fault
    from standto.model.time import Instant
    from standto_desk.ledger.authors import Author
    from standto_desk.ledger.drafts import Draft
    from standto_desk.ledger.head_state import HeadState

Values = dict[str, Any]


class Pen:
    """Enters drafts at the head of the ledger, which the transaction around it has locked.

    Parameters
    ----------
    standing
        What the checks go by, at the head.
    now
        What the clock shows.
    ahead
        By how much the machine's clock has jumped ahead; 0 where it has not.
    """

    def __init__(self, standing: HeadState, now: Instant, *, ahead: int = 0) -> None:
        self._standing = standing
        self._now = now
        self._ahead = ahead
        self._waiting = Waiting()

    def enter(self, drafts: Sequence[Draft], *, author: Author, based_on: int | None = None) -> tuple[Entry, ...]:
        """Enter all of some drafts, or none.

        Parameters
        ----------
        drafts, author, based_on
            As for `append`.
        """
        before = made_before(drafts, author, self._waiting)
        if before is not None:
            return tuple(map(_record, before))
        if self._ahead and not all(map(_is_a_right, drafts)):
            raise ClockAhead(self._ahead)
        if based_on is not None and (changes := changes_since(based_on, drafts, self._waiting)):
            raise Stale(tuple(map(_record, changes)))
        start, kept = self._standing.mark(), len(self._waiting.entries)
        try:
            return self._make(drafts, author)
        except BaseException:
            self._waiting.cut(kept)
            if not self._standing.go_back(start):
                self._standing.spoil()
            raise

    def look_up(self, keys: Sequence[str]) -> None:
        """Look up many keys at once, before what has them is entered one by one."""
        self._waiting.with_keys(keys)

    def faults_of_row(self, cells: tuple[str, ...]) -> tuple[Fault, ...]:
        """Return what the contract's rules find wrong with a row of `events.csv`."""
        try:
            self._standing.foundation(max(self._now, self._standing.recorded + 1)).event(cells)
        except InputError as error:
            return error.faults
        return ()

    def write(self) -> None:
        """Write what was entered."""
        waiting = self._waiting
        if not waiting.entries:
            return
        if waiting.texts:
            storing.insert_texts([(sequence, *said) for sequence, said in waiting.texts.items()])
        storing.insert(waiting.entries)
        if waiting.redacted:
            storing.delete_texts(waiting.redacted)
        storing.move_head(self._standing.count, self._standing.hash)
        catch_up(self._standing.recorded, entered=self._now)

    def _make(self, drafts: Sequence[Draft], author: Author) -> tuple[Entry, ...]:
        """Check each draft and take it in, then make sure of the tables; raise every fault at once."""
        check = DraftCheck(self._standing, self._waiting)
        made = []
        together = max(self._now, self._standing.recorded + 1)
        for line, draft in enumerate(drafts, 1):
            recorded = max(self._now, self._standing.recorded + 1)
            self._standing.look_from(recorded)
            # Rows that need each other take effect at one instant, though each has a time of record of its own.
            draft = draft if draft.occurred is not None else replace(draft, occurred=together)
            draft = check.checked(draft, author, recorded, line)
            if check.faults:
                continue
            made.append(self._take(draft, author, recorded))
        check.tables()
        if check.faults:
            raise Refused(check.faults)
        return tuple(map(_record, made))

    def _take(self, draft: Draft, author: Author, recorded: Instant) -> Values:
        """Give a draft its place, chain it and take it in."""
        values = self._values(draft, author, recorded)
        values["hash"] = link(self._standing.hash, values)
        self._standing.take(values)
        self._standing.arrive(values["sequence"], values["hash"], recorded)
        self._waiting.add(values)
        return values

    def _values(self, draft: Draft, author: Author, recorded: Instant) -> Values:
        """Return the columns of an entry but its hash."""
        sequence = self._standing.count + 1
        hashed = ""
        if draft.text:
            salt = token_hex(16)
            hashed = text_hash(salt, draft.text)
            self._waiting.texts[sequence] = (salt, draft.text)
        if draft.sort == REDACTION:
            self._waiting.redacted.append(int(draft.subject.removeprefix("entry-")))
        return {
            "sequence": sequence,
            "sort": draft.sort,
            "name": draft.name,
            "kind": draft.kind,
            "subject": draft.subject,
            "occurred": draft.occurred,
            "until": draft.until,
            "capability": draft.capability,
            "count": draft.count,
            "low": draft.low,
            "high": draft.high,
            "step": draft.step,
            "source": draft.source,
            "known": recorded,
            "recorded": recorded,
            "imported": False,
            "account": author.account,
            "post": author.post,
            "force": author.force,
            "key": draft.key or None,
            "body": body_text(draft),
            "text_hash": hashed,
            "nonce": new_nonce(),
        }


def _is_a_right(draft: Draft) -> bool:
    """Whether a draft is a stepping back or a return, which nothing holds up, whatever the clock says."""
    return draft.sort == EVENT and draft.kind in HOME_STEPS


def _record(values: Values) -> Entry:
    """Return an entry by its columns, as if it were read."""
    found: Entry = Entry.from_db("default", _FIELDS, [values[field] for field in _FIELDS])
    return found


_FIELDS = [field for field in vars(Entry) if field in storing.STORED]
