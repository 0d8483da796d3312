"""Events: one record for every kind, the lines in which the latest decides, and the sources of events."""

from __future__ import annotations

from dataclasses import dataclass

from standto.model.time import FOREVER, Instant

STEPPED_BACK, RETURNED = "stepped-back", "returned"
AUTHORITY_WITHDRAWN, AUTHORITY_RESTORED = "authority-withdrawn", "authority-restored"
AUTHORISED, AUTHORISATION_ENDED = "authorised", "authorisation-ended"
CALLED_IN, STOOD_OFF, ON_CALL = "called-in", "stood-off", "on-call"
UNAVAILABLE, AVAILABLE = "unavailable", "available"
STRENGTH_CHANGED = "strength-changed"
DUTY_SUSPENDED, DUTY_RESUMED = "duty-suspended", "duty-resumed"
DECLARED, ENDED = "declared", "ended"
REPORT, DECISION, STATEMENT, CORRECTION = "report", "decision", "statement", "correction"

LINES: dict[str, tuple[str, ...]] = {
    "willing": (RETURNED, STEPPED_BACK),
    "authority": (AUTHORITY_RESTORED, AUTHORITY_WITHDRAWN),
    "ticket": (AUTHORISED, AUTHORISATION_ENDED),
    "on-duty": (CALLED_IN, STOOD_OFF, ON_CALL),
    "strength": (STRENGTH_CHANGED, STRENGTH_CHANGED),
    "standing": (DUTY_RESUMED, DUTY_SUSPENDED),
    "declared": (DECLARED, ENDED),
}
"""Events that replace one another, ``line: (yes, no)``; of the live events of one line, the latest decides.

`on-call` is neither: its person is on duty by the pattern, and at all other times with the readiness that it names.
"""

LINE_OF = {kind: line for line, kinds in LINES.items() for kind in kinds}
"""The line that an event belongs to."""

PERSON_LINES = ("willing", "authority", "ticket", "on-duty")
"""The lines whose subject is a person."""

PERSON_KINDS = frozenset(kind for line in PERSON_LINES for kind in LINES[line] if line != "willing") | {
    UNAVAILABLE,
    AVAILABLE,
}
"""Events whose subject is always a person; a home pool too can step back and return."""


@dataclass(frozen=True, slots=True)
class Event:
    """One row of `events.csv`.

    Events keep their order in the file: of two that occurred at once, the later one decides.

    Attributes
    ----------
    id
        Name of the event; empty if it has none.
    kind
        The column `event`: what happened, in the past tense.
    subject
        The id of the person, pool, duty, force or other thing that it is about.
    occurred, until
        The event is live between the two; `FOREVER` if `until` is blank.
    recorded
        When it became known; `occurred` if blank.
    capability
        The capability that it is about; empty for every capability.
    count, low, high
        Numbers of people or places; None if blank.
    step, source, note
        A decision's step, the id of a source, free text; empty if blank.
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


@dataclass(frozen=True, slots=True)
class Source:
    """A publication that an event or a figure comes from."""

    id: str
    title: str = ""
    publisher: str = ""
    published: str = ""

    @property
    def label(self) -> str:
        """Its title, or its id if it has none."""
        return self.title or self.id
