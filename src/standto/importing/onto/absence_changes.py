"""Absences: those that the sheets no longer show are corrected by an event, because nothing is deleted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from standto.importing.onto.row_changes import ADDED, ENDED, RowChange
from standto.model.event import CORRECTION, UNAVAILABLE, Event
from standto.model.time import FOREVER, Instant, Period
from standto.model.zone import Zone


def changed_absences(
    before: Sequence[Event],
    after: Iterable[Event],
    window: Period,
    people: Collection[str],
    zone: Zone,
    known_from: Instant,
) -> tuple[tuple[Event, ...], list[RowChange]]:
    """Return the events with the absences of an import laid over them, and what that changes.

    An absence in the window that an earlier import made, and that this one does not show, is corrected from the start
    of the window on. Absences that somebody recorded in another way stay.

    Parameters
    ----------
    people
        The people of whom the sheets show absences.
    known_from
        The instant from which absences of an import are known.
    """
    new = [event for event in after if event.occurred in window]
    corrected = {event.subject for event in before if event.kind == CORRECTION}
    shown = {_what(event) for event in new}
    events: list[Event] = list(before)
    changes: list[RowChange] = []
    corrections = []
    taken = {event.id for event in before}
    for place, event in enumerate(before):
        if not _is_imported(event, known_from) or event.occurred not in window or event.subject not in people:
            continue
        if (event.id and event.id in corrected) or _what(event) in shown:
            continue
        named = replace(event, id=event.id or _free_id(event, zone, taken))
        taken.add(named.id)
        events[place] = named
        corrections.append(Event("", CORRECTION, named.id, window.start, window.start))
        changes.append(RowChange("events", ENDED, event, None))
    known = {_what(event) for event in before if not (event.id and event.id in corrected)}
    added = [event for event in new if _what(event) not in known]
    changes += [RowChange("events", ADDED, None, event) for event in added]
    return (*events, *corrections, *added), changes


def _is_imported(event: Event, known: Instant) -> bool:
    """Return whether an event looks as an import writes it: an absence with an end and nothing else."""
    plain = event.recorded in (event.occurred, known) and not (event.source or event.note)
    return event.kind == UNAVAILABLE and event.until != FOREVER and plain


def _what(event: Event) -> tuple[object, ...]:
    return event.kind, event.subject, event.occurred, event.until, event.capability


def _free_id(event: Event, zone: Zone, taken: Collection[str]) -> str:
    """Return an id for an absence, so that a correction can name it."""
    name = f"away-{event.subject}-{zone.local(event.occurred):%Y%m%d}"
    found, number = name, 2
    while found in taken:
        found, number = f"{name}-{number}", number + 1
    return found
