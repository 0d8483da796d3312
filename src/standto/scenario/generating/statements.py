"""The decisions, reports and statements of a synthetic scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.model.event import DECISION, REPORT, RETURNED, STATEMENT, STEPPED_BACK, Event, Source
from standto.model.steps import ASK_AID, NO_CHANGE, RELEASE, REQUEST, STAND_DOWN
from standto.scenario.generating.draws import Draws
from standto.scenario.generating.helping import HOME

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from standto.scenario.generating.options import Size

SOURCES = (
    Source("duty-log", "The force's own log", "Home force", "2024-01-08"),
    Source("gazette", "A newspaper that does not exist", "The Gazette", "2024-01-09"),
)
DECISIONS = (
    (0.299, ASK_AID, "north-pool"),
    (0.299, ASK_AID, "east-pool"),
    (0.349, ASK_AID, "south-pool"),
    (0.399, REQUEST, "army-pool"),
    (0.500, NO_CHANGE, HOME),
    (0.649, STAND_DOWN, "army-pool"),
    (0.749, RELEASE, "north-pool"),
)
"""Each with the share of the horizon that has passed, the step and its subject; a decision precedes its step."""


def statements_of(draws: Draws, happenings: Sequence[Event], size: Size) -> Iterator[Event]:
    """Yield decisions, a statement, and two reports of the number stepped back, one by a newspaper."""
    for number, (share, step, subject) in enumerate(DECISIONS, start=1):
        moment = size.moment(share)
        yield Event(f"d{number}", DECISION, subject, moment, moment, step=step)
    moment = size.moment(0.5)
    stepped_back = sum(_change(event) for event in happenings if event.occurred < moment)
    yield Event("r1", REPORT, HOME, moment, moment, count=stepped_back, source="duty-log")
    low, high = stepped_back // 2, stepped_back * 2 + draws.randrange(10)
    yield Event("r2", REPORT, HOME, moment, moment, low=low, high=high, source="gazette")
    note = "Some volunteers have stepped back; duties are being covered."
    yield Event("s1", STATEMENT, HOME, moment, moment, source="duty-log", note=note)


def _change(event: Event) -> int:
    """Return the change that an event makes to the number of people stepped back."""
    if event.count is not None or event.subject.endswith("-reserve"):
        return 0
    return {STEPPED_BACK: 1, RETURNED: -1}.get(event.kind, 0)
