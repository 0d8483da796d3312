"""Drafts of entries, their authors, and references to entries."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from standto.model.event import CORRECTION
from standto.model.time import FOREVER, Instant
from standto_desk.ledger.chain import new_nonce

EVENT, ROW, REDACTION = "event", "row", "redaction"
"""The sorts of entries that the ledger itself understands; it only stores the others."""

SET, ENDED = "set", "ended"
"""The steps of a row."""

COPIED = (
    "sort", "name", "kind", "subject", "occurred", "until", "capability", "count", "low", "high", "step", "source",
)  # fmt: skip
"""The columns that an entry takes from its draft unchanged."""

_NUMBER_REFERENCE = re.compile(r"entry-([1-9][0-9]{0,9})")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Author:
    """The author of an entry: an account's opaque id, the post that it acts as (or none), and its force."""

    account: str
    post: str
    force: str


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry to be made.

    Attributes
    ----------
    sort
        `event`, `row`, `redaction`, or a sort of the desk's acts.
    kind
        The kind of event; for a row its table without `.csv`, or `scenario` for the settings.
    subject
        The person or thing that it is about; for a row its id; for a redaction `entry-` and a sequence.
    name
        Its id; empty if its place in the ledger is its id.
    occurred, until
        When it takes effect and when it ends; `occurred` is None: when the first draft of the append is recorded.
    capability, count, low, high, step, source
        As in `events.csv`; the step of a row is `set` or `ended`.
    body
        The cells of a row without its id, or the details of another sort.
    text
        Free text: the `note` of an event. It lies beside the chain.
    key
        Makes it safe to send the draft twice; empty for none.
    """

    sort: str
    kind: str = ""
    subject: str = ""
    name: str = ""
    occurred: Instant | None = None
    until: Instant = FOREVER
    capability: str = ""
    count: int | None = None
    low: int | None = None
    high: int | None = None
    step: str = ""
    source: str = ""
    body: Mapping[str, Any] | None = None
    text: str = ""
    key: str = ""


def reference_to(name: str, sequence: int) -> str:
    """Return how other entries refer to an entry: by its name, or else by its number in the ledger."""
    return name or number_reference(sequence)


def number_reference(sequence: int) -> str:
    """Return the reference to an entry by its number, such as `entry-12`; `sequence_in` reads it."""
    return f"entry-{sequence}"


def sequence_in(reference: str) -> int | None:
    """Return the sequence in a reference such as `entry-12`; None for a name."""
    found = _NUMBER_REFERENCE.fullmatch(reference)
    return int(found[1]) if found else None


def entry_columns(draft: Draft, author: Author, recorded: Instant) -> dict[str, Any]:
    """Return the columns of a draft's entry, without its place in the chain."""
    return {column: getattr(draft, column) for column in COPIED} | {
        "known": recorded,
        "recorded": recorded,
        "imported": False,
        "account": author.account,
        "post": author.post,
        "force": author.force,
        "key": draft.key or None,
        "body": body_text(draft),
        "nonce": new_nonce(),
    }


def body_text(draft: Draft) -> str:
    """Return the body of a draft in its canonical form: JSON with sorted keys and no spaces.

    Raises
    ------
    TypeError, ValueError
        It holds values that JSON cannot hold.
    """
    if draft.body is None:
        return ""
    return json.dumps(draft.body, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def event_row(draft: Draft, recorded: Instant) -> tuple[str, ...]:
    """Return an event as a row of `events.csv`, with every documented column."""
    return (
        draft.name,
        _iso(recorded if draft.occurred is None else draft.occurred),
        _iso(recorded) if draft.kind == CORRECTION else "",
        draft.kind,
        draft.subject,
        draft.capability,
        *("" if number is None else str(number) for number in (draft.count, draft.low, draft.high)),
        "" if draft.until == FOREVER else _iso(draft.until),
        draft.step,
        draft.source,
        draft.text,
    )


def _iso(instant: Instant) -> str:
    """Return an instant in ISO 8601 in UTC; beyond the calendar, words that the reader of events refuses."""
    try:
        return (_EPOCH + timedelta(microseconds=instant)).isoformat()
    except OverflowError:
        return "beyond the calendar"
