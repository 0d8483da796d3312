"""Which events have a place beside some tables: those about what the tables hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.model.event import CORRECTION, DECISION, LINES, PERSON_KINDS, REPORT, STATEMENT
from standto.model.ladder import HOME_STEPS, STEPS

if TYPE_CHECKING:
    from standto.model.event import Event
    from standto.model.scenario import Scenario


class Fitting:
    """What the tables of a moment hold, to tell events about it from others.

    A row that ended takes the events about it out of sight with it; they count again if it comes back.

    Parameters
    ----------
    tables
        A scenario, whose events play no part.
    """

    def __init__(self, tables: Scenario) -> None:
        people = frozenset(person.id for person in tables.people)
        pools = frozenset(tables.pool)
        duties, forces = frozenset(tables.duty), frozenset(tables.force)
        self._subjects = {
            **dict.fromkeys(PERSON_KINDS, people),
            **dict.fromkeys(STEPS, pools),
            **dict.fromkeys(HOME_STEPS, people | pools),
            **dict.fromkeys((*LINES["strength"], *LINES["standing"]), duties),
            **dict.fromkeys((REPORT, STATEMENT), forces),
            DECISION: pools | duties | {tables.home},
        }
        self._capabilities = frozenset(one.id for one in tables.capabilities) | {""}

    def __call__(self, event: Event) -> bool:
        """Whether an event is about what the tables hold; declarations and corrections always are."""
        if event.capability not in self._capabilities:
            return False
        subjects = self._subjects.get(event.kind)
        return subjects is None or event.subject in subjects


def sound(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Return events without the corrections of what is not among them."""
    ids = {event.id for event in events}
    return tuple(event for event in events if event.kind != CORRECTION or event.subject in ids)
