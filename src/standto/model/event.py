"""What happened, or was said: one record for every kind of event."""

from __future__ import annotations

from dataclasses import dataclass

from standto.model.time import FOREVER, Instant

STEPPED_BACK, RETURNED = "stepped-back", "returned"
AUTHORITY_WITHDRAWN, AUTHORITY_RESTORED = "authority-withdrawn", "authority-restored"
AUTHORISED, AUTHORISATION_ENDED = "authorised", "authorisation-ended"
CALLED_IN, STOOD_OFF = "called-in", "stood-off"
UNAVAILABLE, AVAILABLE = "unavailable", "available"
STRENGTH_CHANGED = "strength-changed"
DUTY_SUSPENDED, DUTY_RESUMED = "duty-suspended", "duty-resumed"
DECLARED, ENDED = "declared", "ended"
REPORT, DECISION, STATEMENT, CORRECTION = "report", "decision", "statement", "correction"

LINES: dict[str, tuple[str, str]] = {
    "willing": (RETURNED, STEPPED_BACK),
    "authority": (AUTHORITY_RESTORED, AUTHORITY_WITHDRAWN),
    "ticket": (AUTHORISED, AUTHORISATION_ENDED),
    "on-duty": (CALLED_IN, STOOD_OFF),
    "strength": (STRENGTH_CHANGED, STRENGTH_CHANGED),
    "standing": (DUTY_RESUMED, DUTY_SUSPENDED),
    "declared": (DECLARED, ENDED),
}
"""Pairs of events of which the latest live one decides: ``line: (yes, no)``."""

LINE_OF = {kind: line for line, kinds in LINES.items() for kind in kinds}
"""The line that an event belongs to."""

PERSON_LINES = ("willing", "authority", "ticket", "on-duty")
"""The lines whose subject is a person."""

PERSON_KINDS = frozenset(kind for line in PERSON_LINES for kind in LINES[line] if line != "willing") | {
    UNAVAILABLE,
    AVAILABLE,
}
"""Events about a person and nothing else; stepping back and returning may also be a home pool's."""


@dataclass(frozen=True, slots=True)
class Event:
    """One row of `events.csv`.

    Its place in the file is its place in `Scenario.events`: of two that occurred at once, the later one decides.

    Attributes
    ----------
    id
        Name of the event; empty where it has none.
    kind
        What happened, in the past tense: the column `event`.
    subject
        Whom or what it happened to.
    occurred, until
        It is live from the one until the other (`FOREVER` where blank).
    recorded
        When it became known; `occurred` where blank.
    capability
        The capability concerned; empty for every capability.
    count, low, high
        Numbers of people or places; None where blank.
    step, source, note
        A decision's step, a source's id, words; empty where blank.
    """

    id: str
    kind: str
    subject: str
    occurred: Instant
    recorded: Instant
    until: Instant = FOREVER
    capability: str = ""
    count: int | None = None
    low: int | None = None
    high: int | None = None
    step: str = ""
    source: str = ""
    note: str = ""
