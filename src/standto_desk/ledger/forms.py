"""The form of a draft: what any column may hold, and a draft as the cells of a row of `events.csv`."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from standto.errors import Fault
from standto.model.event import CORRECTION
from standto.model.time import BEGINNING, FOREVER
from standto.scenario.cells import MOST, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.model.time import Instant
    from standto_desk.ledger.authors import Author
    from standto_desk.ledger.drafts import Draft

PLACE = "entry"
"""Where the faults of a draft are; their line is its number, from 1."""

LONGEST = 200
"""The most characters of an id, a name or a key: an index holds them."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SORT = re.compile(r"[a-z][a-z-]{0,39}")
_KEY = re.compile(r"[!-~]{1,200}")
_TEXTS = ("kind", "subject", "name", "capability", "step", "source")
_NUMBERS = ("count", "low", "high")


def form_faults(draft: Draft, author: Author, line: int) -> list[Fault]:
    """Return what no entry can hold, whatever its sort.

    Parameters
    ----------
    draft, author
        What is to be entered, and by whom.
    line
        The number of the draft.
    """
    faults = [*_texts(draft, author), *_numbers(draft)]
    if not _SORT.fullmatch(draft.sort):
        faults.append(("sort", f"{shown(draft.sort)} is not allowed: write small letters and '-'"))
    if draft.key and not _KEY.fullmatch(draft.key):
        faults.append(("key", f"{shown(draft.key)} is not allowed: write up to {LONGEST} signs, none of them a space"))
    return [Fault(PLACE, what, line=line, column=column) for column, what in faults]


def body_text(draft: Draft) -> str:
    """Return the body of a draft in its canonical form: JSON with sorted keys and no spaces.

    Raises
    ------
    TypeError, ValueError
        It holds what JSON cannot.
    """
    if draft.body is None:
        return ""
    return json.dumps(draft.body, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def cells_of(draft: Draft, recorded: Instant) -> tuple[str, ...]:
    """Return an event as a row of `events.csv`, with every documented column.

    Parameters
    ----------
    draft
        The event.
    recorded
        When it is recorded.
    """
    return (
        draft.name,
        iso(recorded if draft.occurred is None else draft.occurred),
        iso(recorded) if draft.kind == CORRECTION else "",
        draft.kind,
        draft.subject,
        draft.capability,
        *("" if number is None else str(number) for number in (draft.count, draft.low, draft.high)),
        "" if draft.until == FOREVER else iso(draft.until),
        draft.step,
        draft.source,
        draft.text,
    )


def iso(instant: Instant) -> str:
    """Return an instant in ISO 8601 at UTC; where it is beyond the calendar, words that are no time."""
    try:
        return (_EPOCH + timedelta(microseconds=instant)).isoformat()
    except OverflowError:
        return "beyond the calendar"


def _texts(draft: Draft, author: Author) -> Iterator[tuple[str, str]]:
    """Go through what is wrong with texts."""
    held = [(column, getattr(draft, column)) for column in _TEXTS]
    held += [("account", author.account), ("post", author.post), ("force", author.force)]
    for column, text in held:
        if len(text) > LONGEST:
            yield column, f"{shown(text)} is too long: write up to {LONGEST} characters"
    if not author.account:
        yield "account", "is blank: every entry says by which account it was made"
    try:
        held += [("body", body_text(draft)), ("text", draft.text)]
    except (TypeError, ValueError) as error:
        yield "body", f"cannot be kept: {error}"
    if not _can_be_kept("".join(text for _, text in held)):
        for column, text in held:
            if not _can_be_kept(text):
                yield column, "has a character that no text has: leave out NUL and lone surrogates"


def _numbers(draft: Draft) -> Iterator[tuple[str, str]]:
    """Go through what is wrong with numbers and times."""
    for column in _NUMBERS:
        number = getattr(draft, column)
        if number is not None and not 0 <= number <= MOST:
            yield column, f"{number} is not allowed: write a whole number from 0 to {MOST:,}"
    for column in ("occurred", "until"):
        instant = getattr(draft, column)
        if instant is not None and not BEGINNING <= instant <= FOREVER:
            yield column, f"{instant} is beyond all time"
    if draft.occurred is not None and draft.until <= draft.occurred:
        yield "until", "is not after the time at which it takes effect"


def _can_be_kept(text: str) -> bool:
    """Whether both kinds of database keep a text as it is."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text
