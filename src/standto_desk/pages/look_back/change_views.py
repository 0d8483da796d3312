"""The page of changes between two moments, each as known then."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from standto.model.time import DAY, Instant
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action
from standto_desk.book.moment_tables import NoScenario
from standto_desk.components.moments import here
from standto_desk.components.small_numbers import coarse, small_number
from standto_desk.kit.instants import InstantField, PastForm, written
from standto_desk.ledger.drafts import EVENT, ROW
from standto_desk.ledger.reading import known_entries
from standto_desk.pages.look_back.page import draw
from standto_desk.pages.look_back.words_of_kinds import kind_words, sort_words
from standto_desk.picture.drawing import Picture
from standto_desk.picture.headcounts import headcount
from standto_desk.picture.showing import picture_at
from standto_desk.presenting.boards import board_of
from standto_desk.presenting.changes import IMPERSONAL
from standto_desk.presenting.drawing import outlined
from standto_desk.presenting.figures import differences, duty_differences, figures_of, outline_figures
from standto_desk.presenting.readers import visible_moment, visible_until

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


class ChangesForm(PastForm):
    """Two moments, the first of which is the earlier."""

    BEFORE = {"start": DAY, "until": 0}

    start = InstantField(label="From", help_text="For example, 23 9 2023 at 14:05")
    until = InstantField(label="Until")

    def __init__(self, *args: Any, hour: Instant | None, **kwargs: Any) -> None:
        super().__init__(*args, hour=hour, **kwargs)
        self.hourly = hour is not None

    def clean(self) -> dict[str, Any]:
        """Return the two moments, with an error if they are the wrong way round."""
        super().clean()
        start, until = self.past("start"), self.past("until")
        if start is not None and until is not None:
            if until <= start:
                self.add_error("until", "“Until” must be later than “From”")
            elif self.hourly and here().hour(until) <= here().hour(start):
                self.add_error("until", "“Until” must be in a later hour than “From”: we show whole hours")
        return dict(self.cleaned_data)


@require_safe
@needs(Action.LOOK_BACK)
def changes(request: HttpRequest) -> HttpResponse:
    """Show what changed between two moments, or ask for them."""
    hour = visible_until(request.user)
    form = ChangesForm(request.GET or None, hour=hour)
    if not form.is_valid():
        return draw(request, "changes", {"form": form, "shown": False}, status=form.status)
    start, until = (visible_moment(request.user, form.cleaned_data[name]) for name in ("start", "until"))
    context = {"form": form, "shown": True, "start": start, "until": until}
    context |= {"start_query": written(start), "until_query": written(until)}
    context["kinds"] = _entries_by_kind(start, until) if hour is None else ()
    return draw(request, "changes", {**context, **_changed(start, until, hour)})


def _changed(start: Instant, until: Instant, hour: Instant | None) -> dict[str, Any]:
    """Return the boards or the outlines of two moments side by side, if something was planned at both."""
    try:
        if hour is not None:
            return {"planned": True, **_outline_changed(start, until)}
        before, after = picture_at(start), picture_at(until)
    except NoScenario:
        return {"planned": False}
    boards = board_of(before, past=True), board_of(after, past=True)
    return {
        "planned": True,
        "duties": duty_differences(*boards),
        "figures": differences(*map(figures_of, boards)),
        "people": differences(_people_by_state(before), _people_by_state(after)),
    }


@dataclass(frozen=True, slots=True)
class KindCount:
    """The number of entries of a kind that became known, and the query that lists them."""

    words: str
    count: int
    query: str


def _people_by_state(picture: Picture, states: Collection[str] = STATES) -> dict[str, int]:
    """Return the number of people of each force in each of some states, by label."""
    scenario = picture.situation.scenario
    forces = {person.force for person in scenario.people}
    found: dict[str, int] = {}
    for force in (one for one in scenario.forces_in_order if one.id in forces):
        counts = headcount(picture.situation, picture.at, force.id)
        found |= {f"{force.label}, {STATES[state]}": getattr(counts, state) for state in states}
    return found


def _entries_by_kind(start: Instant, until: Instant) -> tuple[KindCount, ...]:
    """Return the number of entries of each kind that became known after one moment up to another, largest first."""
    new = known_entries().known_after(start).known_by(until)
    # The list's query takes the first moment that counts, and the first that does not.
    period = f"start={written(start + 1)}&until={written(until + 1)}"
    return tuple(
        KindCount(_words(sort, kind), number, f"sort={sort}&" + (f"kind={kind}&" if kind else "") + period)
        for sort, kind, number in new.count_by_kind()
    )


def _outline_changed(start: Instant, until: Instant) -> dict[str, Any]:
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
    return {label: coarse(number, least) for label, number in _people_by_state(picture, VIEWERS_STATES).items()}


def _words(sort: str, kind: str) -> str:
    if sort == ROW:
        return f"Register: {kind_words(kind).lower()}"
    words = kind_words(kind) if kind else sort_words(sort)
    return words if sort == EVENT or not kind else f"{sort_words(sort)}: {words.lower()}"
