"""What lies between two moments: people by state, and entries by kind, as numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from standto_desk.components.small_numbers import coarse, small_number
from standto_desk.ledger.reading import known_entries
from standto_desk.pages.look_back.instants import written
from standto_desk.picture.headcounts import headcount
from standto_desk.picture.pools import lent_pools
from standto_desk.presenting.changes import OF_NOBODY
from standto_desk.presenting.drawing import outlined
from standto_desk.presenting.figures import differences, duty_differences, outline_figures

if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Any

    from standto.model.time import Instant
    from standto_desk.picture.drawing import Picture

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
TOLD = tuple(state for state in STATES if state not in ("on_duty", "counting"))
"""Those that those who only look are told: who is on duty at several hours together would tell somebody's team."""


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many entries of a kind became known, and the query that lists them."""

    words: str
    count: int
    query: str


def people_by_state(picture: Picture, states: Collection[str] = STATES) -> dict[str, int]:
    """Return how many people of each force are in each of some states, by label; never who."""
    scenario = picture.situation.scenario
    forces = {person.force for person in scenario.people}
    found: dict[str, int] = {}
    for force in (one for one in scenario.forces_in_order if one.id in forces):
        counts = headcount(picture.situation, picture.at, force.id)
        found |= {f"{force.name or force.id}, {STATES[state]}": getattr(counts, state) for state in states}
    return found


def entries_by_kind(start: Instant, until: Instant) -> tuple[KindCount, ...]:
    """Return how many entries of each kind became known after one moment up to another, the most first."""
    new = known_entries().filter(known__gt=start, known__lte=until).order_by()
    counted = new.values_list("sort", "kind").annotate(number=Count("pk")).order_by("-number", "sort", "kind")
    # The list is asked for by times from which and before which.
    period = f"start={written(start + 1)}&until={written(until + 1)}"
    return tuple(
        KindCount(_words(sort, kind), number, f"sort={sort}&" + (f"kind={kind}&" if kind else "") + period)
        for sort, kind, number in counted
    )


def outline_changed(start: Instant, until: Instant) -> dict[str, Any]:
    """Return what the outlines of two hours have and have not in common, and what became known in between."""
    before, after = outlined(start, start), outlined(until, until)
    people = (_people_in_words(one.picture) for one in (before, after))
    return {
        "duties": duty_differences(before.board, after.board),
        "figures": differences(outline_figures(before.board), outline_figures(after.board)),
        "people": differences(*people),
        "kinds": _impersonal_entries_by_kind(start, until, after.picture),
    }


def _people_in_words(picture: Picture) -> dict[str, str]:
    """Return how many people of each force are in which state, in words that tell of nobody."""
    least = small_number()
    return {label: coarse(number, least) for label, number in people_by_state(picture, TOLD).items()}


def _impersonal_entries_by_kind(start: Instant, until: Instant, after: Picture) -> tuple[KindCount, ...]:
    """Return how many entries about nobody became known after one hour up to another, by kind, the most first."""
    new = known_entries(until).filter(sort="event", known__gt=start).order_by()
    told = new.filter(Q(subject__in=lent_pools(after.scenario)) | Q(kind__in=OF_NOBODY))
    counted = told.values_list("sort", "kind").annotate(number=Count("pk")).order_by("-number", "sort", "kind")
    return tuple(KindCount(_words(sort, kind), number, "") for sort, kind, number in counted)


def _words(sort: str, kind: str) -> str:
    """Return a sort and kind of entries in words."""
    said = (kind or sort).replace("-", " ").capitalize()
    if sort == "row":
        return f"{said}: rows"
    return said if sort == "event" or not kind else f"{sort.capitalize()}: {said.lower()}"
