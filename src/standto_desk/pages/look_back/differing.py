"""Differences between two moments, as numbers: people by state, and entries by kind."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from standto.model.time import Instant
from standto_desk.components.small_numbers import coarse, small_number
from standto_desk.ledger.drafts import EVENT, ROW
from standto_desk.ledger.reading import known_entries
from standto_desk.pages.look_back.instants import written
from standto_desk.picture.drawing import Picture
from standto_desk.picture.headcounts import headcount
from standto_desk.presenting.changes import IMPERSONAL
from standto_desk.presenting.drawing import outlined
from standto_desk.presenting.figures import differences, duty_differences, outline_figures

STATES = {
    "people": "in all",
    "on_duty": "on duty",
    "counting": "on duty and able to do what a duty asks for",
    "stepped_back": "stepped back",
    "unavailable": "unavailable",
    "withdrawn": "with an authority withdrawn",
    "called_in": "called in",
    "stood_off": "stood off",
}
"""The states that people are counted by; one person can be in several."""
VIEWERS_STATES = tuple(state for state in STATES if state not in ("on_duty", "counting"))
"""The states that viewers see: the numbers on duty at several hours together would give away a person's team."""


@dataclass(frozen=True, slots=True)
class KindCount:
    """The number of entries of a kind that became known, and the query that lists them."""

    words: str
    count: int
    query: str


def people_by_state(picture: Picture, states: Collection[str] = STATES) -> dict[str, int]:
    """Return the number of people of each force in each of some states, by label."""
    scenario = picture.situation.scenario
    forces = {person.force for person in scenario.people}
    found: dict[str, int] = {}
    for force in (one for one in scenario.forces_in_order if one.id in forces):
        counts = headcount(picture.situation, picture.at, force.id)
        found |= {f"{force.label}, {STATES[state]}": getattr(counts, state) for state in states}
    return found


def entries_by_kind(start: Instant, until: Instant) -> tuple[KindCount, ...]:
    """Return the number of entries of each kind that became known after one moment up to another, largest first."""
    new = known_entries().known_after(start).known_by(until)
    # The list's query takes the first moment that counts, and the first that does not.
    period = f"start={written(start + 1)}&until={written(until + 1)}"
    return tuple(
        KindCount(_words(sort, kind), number, f"sort={sort}&" + (f"kind={kind}&" if kind else "") + period)
        for sort, kind, number in new.count_by_kind()
    )


def outline_changed(start: Instant, until: Instant) -> dict[str, Any]:
    """Return the outlines of two hours side by side, and the impersonal events that became known in between."""
    before, after = outlined(start, start), outlined(until, until)
    new = known_entries(until).known_after(start)
    impersonal = new.events().about_any(after.picture.lent_pools) | new.events(*IMPERSONAL)
    return {
        "duties": duty_differences(before.board, after.board),
        "figures": differences(outline_figures(before.board), outline_figures(after.board)),
        "people": differences(_coarse_people(before.picture), _coarse_people(after.picture)),
        "kinds": tuple(KindCount(_words(sort, kind), number, "") for sort, kind, number in impersonal.count_by_kind()),
    }


def _coarse_people(picture: Picture) -> dict[str, str]:
    """Return the number of people of each force in each state that viewers see, without small numbers."""
    least = small_number()
    return {label: coarse(number, least) for label, number in people_by_state(picture, VIEWERS_STATES).items()}


def _words(sort: str, kind: str) -> str:
    """Return a sort and kind of entries in words."""
    words = (kind or sort).replace("-", " ").capitalize()
    if sort == ROW:
        return f"{words}: rows"
    return words if sort == EVENT or not kind else f"{sort.capitalize()}: {words.lower()}"
