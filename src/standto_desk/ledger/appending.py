"""Appending to the ledger: all or nothing, in one order, safe to send twice."""

from __future__ import annotations

from contextlib import contextmanager
from threading import RLock
from typing import TYPE_CHECKING

from django.db import transaction

from standto_desk.clock import read_clock
from standto_desk.ledger import storing
from standto_desk.ledger.head_state import HeadState
from standto_desk.ledger.writing import Pen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from standto.model.time import Instant
    from standto_desk.ledger.authors import Author
    from standto_desk.ledger.drafts import Draft
    from standto_desk.ledger.models import Entry


def append(drafts: Sequence[Draft], *, author: Author, now: Instant, based_on: int | None = None) -> tuple[Entry, ...]:
    """Enter all of some drafts, or none; they are durable when it returns, or when the transaction around it ends.

    Parameters
    ----------
    drafts
        What is to be entered, in order. Each is checked with those before it.
    author
        By whom.
    now
        What the clock shows. An entry is recorded then, or a microsecond after the last.
    based_on
        How many entries there were when what is entered was decided on; None where that does not matter.

    Returns
    -------
    tuple
        The entries, in the order of the drafts; those made before where the same was sent before.

    Raises
    ------
    Refused
        Anything is wrong: it carries every fault.
    Stale
        Entries after `based_on` concern the same subjects.
    """
    with transaction.atomic(), held(now) as pen:
        made = pen.enter(drafts, author=author, based_on=based_on)
        pen.write()
    return made


@contextmanager
def held(now: Instant) -> Iterator[Pen]:
    """Lock the head, and bring what the checks go by up to it.

    The head's lock comes before the process's own: whoever waits for the head keeps nobody from going on.

    Where the machine's clock has jumped ahead, what may be entered is entered as of what its witness says.
    """
    count, last = storing.lock_head()
    clock = read_clock(asking=True)
    now = min(now, clock.clock) if clock.ahead else now
    with _LOCK:
        _KEPT[0] = _at_head(HeadState() if _KEPT[0].spoilt else _KEPT[0], count, last)
        if max(now, _KEPT[0].recorded + 1) < _KEPT[0].moment:
            # What it knows was known to an append that was given up, by a clock that was set back since.
            _KEPT[0] = _at_head(HeadState(), count, last)
        yield Pen(_KEPT[0], now, ahead=clock.ahead)


def _at_head(standing: HeadState, count: int, last: str) -> HeadState:
    """Return what the checks go by, at the head."""
    if (standing.count, standing.hash) == (count, last):
        return standing
    if not _back_on_chain(standing, count):
        standing = HeadState()
    others = storing.others_after(standing.count)
    pools = {*standing.tables.subjects("pools"), *(one["subject"] for one in others if one["kind"] == "pools")}
    steps = storing.home_steps_after(standing.count, sorted(pools))
    for entry in sorted([*others, *steps], key=lambda entry: entry["sequence"]):
        standing.take(entry)
    found = storing.last_of(count)
    if found is not None:
        standing.arrive(count, *found)
        standing.look_from(found[1])
    return standing


def _back_on_chain(standing: HeadState, count: int) -> bool:
    """Take back what was never committed, and return whether the rest is what the ledger holds."""
    for place in ((standing.count, standing.hash, standing.recorded), *standing.places()):
        if place[0] == 0:
            return standing.go_back(place)
        if place[0] <= count:
            found = storing.last_of(place[0])
            if found is not None and found[0] == place[1]:
                return standing.go_back(place)
    return False


_LOCK = RLock()
_KEPT = [HeadState()]
"""What this process goes by; a list of one, so that it can be replaced."""
