"""The state of one line of a subject over time, and events that keep it as supposed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from standto.model.event import AVAILABLE, LINE_OF, LINES, UNAVAILABLE, Event
from standto.model.time import Instant, Period


def bearing_kinds(kind: str) -> tuple[str, ...]:
    """Return the kinds of events that replace one of a kind, or end it."""
    if kind in (UNAVAILABLE, AVAILABLE):
        return (UNAVAILABLE, AVAILABLE)
    return tuple(dict.fromkeys(LINES.get(LINE_OF.get(kind, ""), ())))


def reasserted(kind: str, capability: str, period: Period, events: Iterable[Event]) -> list[Instant]:
    """Return the moments at which an event must be repeated, so that it decides throughout its period.

    Parameters
    ----------
    kind, capability, period
        Those of the event.
    events
        The known events about its subject, of the kinds that bear on it.
    """
    ends = {AVAILABLE} if kind == UNAVAILABLE else set(bearing_kinds(kind))
    later = (event for event in events if event.kind in ends and period.start < event.occurred < period.until)
    return sorted({event.occurred for event in later if not capability or event.capability in ("", capability)})


def deciding(events: Sequence[Event], capability: str, instant: Instant) -> Event | None:
    """Return the event of a line that decides at an instant, about one capability; None if none does.

    Parameters
    ----------
    events
        The known events of the line about one subject, each after those over which it takes precedence.
    """
    live = (event for event in reversed(events) if event.occurred <= instant < event.until)
    return next((event for event in live if event.capability in ("", capability)), None)


def away(events: Sequence[Event], instant: Instant) -> bool:
    """Return whether an `unavailable` is live at an instant; the events are those of one person, as for `deciding`."""
    back = max(
        (place for place, event in enumerate(events) if event.kind == AVAILABLE and event.occurred <= instant),
        default=-1,
    )
    return any(event.kind == UNAVAILABLE and event.occurred <= instant < event.until for event in events[back + 1 :])


def moments_in(events: Iterable[Event], period: Period) -> list[Instant]:
    """Return the start of a period, and the moments inside at which an event begins or ends."""
    ends = {moment for event in events for moment in (event.occurred, event.until) if moment in period}
    return sorted({period.start, *ends})
