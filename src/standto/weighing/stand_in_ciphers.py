"""Stand-ins for ciphers: a scenario that workers elsewhere can review without learning whom it is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from standto.model.event import CORRECTION, PERSON_KINDS, RETURNED, STEPPED_BACK, Event
from standto.model.scenario import Scenario
from standto.model.suppositions import NOTHING_SUPPOSED

_OF_PEOPLE = PERSON_KINDS | {STEPPED_BACK, RETURNED}
"""The kinds of events whose subject may be a person."""


def with_stand_ins(scenario: Scenario) -> Scenario:
    """Return a scenario with numbers in place of its ciphers, without free text and the ids of its events' files.

    Rows keep their order, and the stand-ins sort as the ciphers do, so every answer in counts stays the same.
    """
    others = {one.id for table in (scenario.pools, scenario.demands, scenario.forces) for one in table}
    ciphers = _numbered("p", (person.id for person in scenario.people), others)
    events = _numbered("e", (one.id for one in scenario.events if one.id), others | {*ciphers.values()})
    return replace(
        scenario,
        people=tuple(replace(one, id=ciphers[one.id]) for one in scenario.people),
        authorisations=tuple(replace(one, person=ciphers[one.person]) for one in scenario.authorisations),
        rota=tuple(replace(one, person=ciphers[one.person]) for one in scenario.rota),
        events=tuple(_without_words(one, ciphers, events) for one in scenario.events),
        supposed=NOTHING_SUPPOSED,
    )


def _numbered(letter: str, names: Iterable[str], taken: set[str]) -> dict[str, str]:
    """Return a stand-in for each name, none of which is taken: a letter, and a number in the order of the names."""
    ordered = sorted({*names})
    while any(name.startswith(letter) for name in taken):
        letter += letter[0]
    width = len(str(len(ordered)))
    return {name: f"{letter}{number:0{width}}" for number, name in enumerate(ordered, 1)}


def _without_words(event: Event, ciphers: dict[str, str], events: dict[str, str]) -> Event:
    """Return an event without its note and source, about the stand-in of its subject."""
    about = events if event.kind == CORRECTION else ciphers if event.kind in _OF_PEOPLE else {}
    subject = about.get(event.subject, event.subject)
    return replace(event, id=events.get(event.id, ""), subject=subject, source="", note="")
