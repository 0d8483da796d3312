"""Tickets: new ones begin, ends are taken over, and a ticket that a register no longer lists ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from standto.importing.onto.row_changes import ADDED, CHANGED, ENDED, RowChange
from standto.model.people import Authorisation
from standto.model.time import BEGINNING, FOREVER, Instant, Period


def changed_tickets(
    before: Sequence[Authorisation], after: Iterable[Authorisation], since: Instant, *, ending: bool
) -> tuple[tuple[Authorisation, ...], list[RowChange]]:
    """Return the tickets with those of an import laid over them, and what that changes.

    Parameters
    ----------
    since
        When tickets end that the import no longer lists of people of whom it lists others.
    ending
        Whether the sheets list all tickets of the people in them; otherwise none ends for want of a row.
    """
    found: list[Authorisation] = list(before)
    changes: list[RowChange] = []
    listed = list(after)
    places: dict[tuple[str, str], list[int]] = {}
    for place, old in enumerate(found):
        places.setdefault((old.person, old.capability), []).append(place)
    for ticket in listed:
        _lay(found, places.setdefault((ticket.person, ticket.capability), []), ticket, since, changes)
    if ending:
        people = {ticket.person for ticket in listed}
        held = {(ticket.person, ticket.capability) for ticket in listed}
        for place, old in enumerate(found):
            if old.person in people and (old.person, old.capability) not in held and _lasts_past(old, since):
                found[place] = replace(old, period=Period(old.period.start, since))
                changes.append(RowChange("authorisations", ENDED, old, found[place]))
    return tuple(found), changes


def _lasts_past(ticket: Authorisation, since: Instant) -> bool:
    return ticket.period.start < since < ticket.period.until


def _lay(
    found: list[Authorisation], places: list[int], ticket: Authorisation, since: Instant, changes: list[RowChange]
) -> None:
    """Lay one ticket of an import over those of its person and skill, at `places`; a blank end says nothing."""
    if any(found[place] == ticket for place in places):
        return
    if not places:
        _add(found, places, ticket, changes)
        return
    place = max(places, key=lambda each: found[each].period)
    old = found[place]
    start, until = ticket.period
    if until == FOREVER and old.period.until != FOREVER:
        if old.period.until > since:
            return
        # It had ended, and is listed again: a new ticket, which begins where nothing says when.
        fresh = replace(ticket, period=Period(since if start == BEGINNING else start, FOREVER))
        if all(found[each] != fresh for each in places):
            _add(found, places, fresh, changes)
        return
    period = Period(old.period.start if start == BEGINNING else start, until)
    if period == old.period or period.start >= period.until:
        return
    found[place] = replace(old, period=period)
    changes.append(RowChange("authorisations", ENDED if until < old.period.until else CHANGED, old, found[place]))


def _add(found: list[Authorisation], places: list[int], ticket: Authorisation, changes: list[RowChange]) -> None:
    places.append(len(found))
    found.append(ticket)
    changes.append(RowChange("authorisations", ADDED, None, ticket))
