"""What changed between two moments, each as known then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.views.decorators.http import require_safe

from standto.model.time import DAY
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action
from standto_desk.book import NoScenario
from standto_desk.pages.board.boards import board_of
from standto_desk.pages.look_back.figures import Difference, differences, duty_differences, figures_of
from standto_desk.pages.look_back.instants import InstantField, PastForm, written
from standto_desk.pages.look_back.places import draw
from standto_desk.pages.look_back.present import known_entries, latest
from standto_desk.picture import picture_at
from standto_desk.picture.headcounts import headcount

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from standto.model.time import Instant
    from standto_desk.picture import Picture

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


class ChangesForm(PastForm):
    """From which moment until which."""

    start = InstantField(label="From", help_text="For example, 23 9 2023 at 14:05")
    until = InstantField(label="Until")

    def clean(self) -> dict[str, Any]:
        """Return the two moments, the first of which is the earlier."""
        super().clean()
        start, until = self.past("start"), self.past("until")
        if start is not None and until is not None and until <= start:
            self.add_error("until", "Until must be after from")
        return dict(self.cleaned_data)


@dataclass(frozen=True, slots=True)
class Kind:
    """How many entries of a kind became known, and the query that lists them."""

    words: str
    count: int
    query: str


@require_safe
@needs(Action.LOOK_BACK)
def changes(request: HttpRequest) -> HttpResponse:
    """Show what changed between two moments, or ask which."""
    now = latest()
    form = ChangesForm(request.GET or None, latest=now, initial={"start": now - DAY, "until": now})
    if not form.is_valid():
        return draw(request, "changes", {"form": form, "shown": False}, status=422 if form.is_bound else 200)
    start, until = form.cleaned_data["start"], form.cleaned_data["until"]
    told = {"form": form, "shown": True, "start": start, "until": until, "kinds": kinds_between(start, until)}
    told |= {"start_query": written(start), "until_query": written(until)}
    try:
        return draw(request, "changes", {**told, "planned": True, **_changed(picture_at(start), picture_at(until))})
    except NoScenario:
        return draw(request, "changes", {**told, "planned": False})


def people_by_state(picture: Picture) -> dict[str, int]:
    """Return how many people of each force are in which state, by label; never who."""
    scenario = picture.situation.scenario
    forces = {person.force for person in scenario.people}
    found: dict[str, int] = {}
    for force in (one for one in scenario.forces_in_order if one.id in forces):
        counts = headcount(picture.situation, picture.at, force.id)
        found |= {f"{force.name or force.id}, {words}": getattr(counts, state) for state, words in STATES.items()}
    return found


def kinds_between(start: Instant, until: Instant) -> tuple[Kind, ...]:
    """Return how many entries of each kind became known after one moment up to another, the most first."""
    new = known_entries().filter(known__gt=start, known__lte=until).order_by()
    counted = new.values_list("sort", "kind").annotate(number=Count("pk")).order_by("-number", "sort", "kind")
    # The list is asked for by times from which and before which.
    period = f"start={written(start + 1)}&until={written(until + 1)}"
    return tuple(
        Kind(_words(sort, kind), number, f"sort={sort}&" + (f"kind={kind}&" if kind else "") + period)
        for sort, kind, number in counted
    )


def _changed(before: Picture, after: Picture) -> dict[str, Any]:
    """Return what two pictures have and have not in common."""
    boards = board_of(before, past=True), board_of(after, past=True)
    people: tuple[Difference, ...] = differences(people_by_state(before), people_by_state(after))
    return {
        "duties": duty_differences(*boards),
        "figures": differences(*map(figures_of, boards)),
        "people": people,
    }


def _words(sort: str, kind: str) -> str:
    """Return a sort and kind of entries in words."""
    said = (kind or sort).replace("-", " ").capitalize()
    if sort == "row":
        return f"{said}: rows"
    return said if sort == "event" or not kind else f"{sort.capitalize()}: {said.lower()}"
