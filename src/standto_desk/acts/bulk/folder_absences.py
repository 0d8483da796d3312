"""The absences of a folder that a register does not have yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from standto.model.event import CORRECTION, UNAVAILABLE, Event
from standto.model.scenario import Scenario
from standto.model.time import Instant
from standto_desk.acts.import_plans import OTHER_EVENTS, absences_from
from standto_desk.ledger.drafts import EVENT, Draft

OVER = "absences that are over"


def new_absences(
    base: Scenario, ever: Sequence[Event], events: Sequence[Event], since: Instant
) -> tuple[tuple[Event, ...], dict[str, int]]:
    """Return the absences of a folder that are new, and the numbers of the events that are left, by kind.

    Parameters
    ----------
    base
        The scenario in force, with its events.
    ever
        Every event of the ledger, also those that become known later.
    events
        Those of the folder.
    since
        The start of absences that have begun: what has happened stays as it is.
    """
    known, standing = ({_what(one) for one in some} for some in (ever, _standing(ever)))
    absences = [one for one in _standing(events) if one.kind == UNAVAILABLE and _what(one) not in standing]
    current = [one for one in absences if one.until > since]
    new = dict.fromkeys(one for one in absences_from(since, current, base) if _what(one) not in standing)
    others = sum(one.kind != UNAVAILABLE and _what(one) not in known for one in events)
    left = {OTHER_EVENTS: others, OVER: len(absences) - len(current)}
    return tuple(new), {what: number for what, number in left.items() if number}


def _standing(events: Sequence[Event]) -> list[Event]:
    """Return the events that no other corrects."""
    corrected = {one.subject for one in events if one.kind == CORRECTION}
    return [one for one in events if not one.id or one.id not in corrected]


def absence_drafts(absences: Sequence[Event]) -> Iterator[Draft]:
    """Yield the drafts of absences."""
    for one in absences:
        yield Draft(
            EVENT, one.kind, one.subject, occurred=one.occurred, until=one.until, capability=one.capability,
            source=one.source,
        )  # fmt: skip


def _what(one: Event) -> tuple[object, ...]:
    return one.kind, one.subject, one.occurred, one.until, one.capability, one.count, one.low, one.high, one.step
