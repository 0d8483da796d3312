"""What is to be entered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from standto.model.time import FOREVER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from standto.model.time import Instant

EVENT, ROW, REDACTION = "event", "row", "redaction"
"""The sorts of entries that the ledger itself knows; others are kept as they are."""

SET, ENDED = "set", "ended"
"""The steps of a row."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be entered.

    Attributes
    ----------
    sort
        `event`, `row`, `redaction`, or what the acts of the desk call theirs.
    kind
        The kind of event; of a row, its table without `.csv`, or `scenario` for the settings.
    subject
        Whom or what it is about; a row's id; for a redaction `entry-` and a sequence.
    name
        An id of its own; empty where it goes by its place in the ledger.
    occurred, until
        When it takes effect; None: as soon as the first draft beside it is recorded.
    capability, count, low, high, step, source
        As in `events.csv`; the step of a row is `set` or `ended`.
    body
        The cells of a row without its id, or the details of another sort.
    text
        Free text: the `note` of an event. It lies beside the chain.
    key
        Makes it safe to send twice; empty for none.
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
