"""The ledger as a scenario: what a folder would hold, as of an instant and as known at another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from standto.errors import OptionError
from standto.model.event import CORRECTION, Event
from standto.scenario.event_rules import (
    AID_POOL,
    DECIDED,
    DUTY,
    EVENT,
    FORCE,
    MILITARY_POOL,
    PERSON,
    RULES,
)
from standto.scenario.loaded_tables import LoadedTables
from standto_desk.ledger import storing
from standto_desk.ledger.guards import OTHERS
from standto_desk.ledger.reading import head
from standto_desk.ledger.tables import Tables

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

    from standto.model.scenario import Scenario
    from standto.model.time import Instant

REDACTED = "(redacted)"
"""What stands for the note of an event whose text was redacted."""


def scenario_as_of(
    at: Instant, known_at: Instant | None = None, *, progress: Callable[[float], None] | None = None
) -> Scenario:
    """Return everything known by an instant as a scenario, its tables as they are in force at another.

    Events of whom or what is in no table then are left out, as a folder may not hold them.

    Parameters
    ----------
    at
        When the tables are in force.
    known_at
        By when everything was known; None: `at`.
    progress
        Told the share that is done.

    Raises
    ------
    OptionError
        The ledger knows no settings at that time.
    ScenarioError
        The tables are not sound: the instant lies between the entries of one append.
    """
    known_at = at if known_at is None else known_at
    count = head().count
    tables = tables_known(known_at, count)
    if not tables.settings(at):
        raise OptionError("the ledger holds no settings that are in force and known then: choose a later time")
    scenario = LoadedTables(tables.files(at).data).scenario
    found = list(_events(known_at, count, progress))
    return replace(scenario, events=tuple(_within(scenario, found)), digest="")


def tables_known(known_at: Instant, count: int) -> Tables:
    """Return every version of every row that was known by an instant.

    Parameters
    ----------
    known_at
        The instant.
    count
        How many entries are looked at.
    """
    tables = Tables()
    for page in storing.pages(until=count, where=f"{OTHERS} AND sort = 'row'"):
        for row in page:
            entry = storing.as_entry(row)
            if entry["known"] <= known_at:
                tables.insert(entry)
    return tables


def event_of(entry: dict[str, Any], note: str) -> Event:
    """Return the event that an entry holds; one without a name is called by its place.

    Parameters
    ----------
    entry
        The columns of the entry.
    note
        Its free text.
    """
    return Event(
        entry["name"] or f"entry-{entry['sequence']}",
        entry["kind"],
        entry["subject"],
        entry["occurred"],
        entry["known"],
        entry["until"],
        entry["capability"],
        entry["count"],
        entry["low"],
        entry["high"],
        entry["step"],
        entry["source"],
        note,
    )


def _events(known_at: Instant, count: int, progress: Callable[[float], None] | None) -> Iterator[tuple[Event, bool]]:
    """Go through the events known by an instant, each with whether it has a name of its own."""
    for page in storing.pages(until=count):
        entries = [storing.as_entry(row) for row in page]
        texts = storing.texts_between(entries[0]["sequence"], entries[-1]["sequence"])
        for entry in entries:
            if entry["sort"] == "event" and entry["known"] <= known_at:
                note = texts.get(entry["sequence"], ("", REDACTED))[1] if entry["text_hash"] else ""
                yield event_of(entry, note), bool(entry["name"])
        if progress is not None:
            progress(entries[-1]["sequence"] / count)


def _within(scenario: Scenario, events: list[tuple[Event, bool]]) -> Iterator[Event]:
    """Go through the events that a folder with these tables may hold."""
    corrected = {event.subject for event, _ in events if event.kind == CORRECTION}
    subjects = _subjects(scenario)
    capabilities = {"", *(capability.id for capability in scenario.capabilities)}
    sources = {"", *(source.id for source in scenario.sources)}
    kept = {
        event.id
        for event, _ in events
        if event.kind != CORRECTION
        and event.capability in capabilities
        and event.subject in subjects.get(event.kind, _Every())
    }
    for event, named in events:
        if event.id in kept or (event.kind == CORRECTION and event.subject in kept):
            name = event.id if named or event.id in corrected else ""
            yield replace(event, id=name, source=event.source if event.source in sources else "")


class _Every:
    """Holds every name."""

    def __contains__(self, _name: object) -> bool:
        """Whether a name is there: it is."""
        return True


def _subjects(scenario: Scenario) -> dict[str, Container[str]]:
    """Return what each kind of event may be about, where that is in a table."""
    people = {person.id for person in scenario.people}
    kinds = {pool.id: scenario.force[pool.force].kind for pool in scenario.pools}
    home = {pool for pool, kind in kinds.items() if kind == "home"}
    sorts: dict[str, Container[str]] = {
        PERSON: people,
        AID_POOL: {pool for pool, kind in kinds.items() if kind in ("police", "other")},
        MILITARY_POOL: {pool for pool, kind in kinds.items() if kind == "military"},
        DUTY: set(scenario.duty),
        FORCE: set(scenario.force),
        DECIDED: {scenario.home, *kinds, *scenario.duty},
        EVENT: _Every(),
    }
    found = {kind: sorts[rule.subject] for kind, rule in RULES.items() if rule.subject in sorts}
    return found | dict.fromkeys(("stepped-back", "returned"), people | home)
