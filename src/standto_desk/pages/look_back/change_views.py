"""What changed between two moments, each as known then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.views.decorators.http import require_safe

from standto.model.time import DAY
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action
from standto_desk.book.tables_then import NoScenario
from standto_desk.components.moments import here
from standto_desk.pages.look_back.differing import entries_by_kind, outline_changed, people_by_state
from standto_desk.pages.look_back.instants import InstantField, PastForm, written
from standto_desk.pages.look_back.places import draw
from standto_desk.pages.look_back.present import latest, latest_asked
from standto_desk.picture.showing import picture_at
from standto_desk.presenting.boards import board_of
from standto_desk.presenting.figures import (
    Difference,
    differences,
    duty_differences,
    figures_of,
)
from standto_desk.presenting.readers import visible_moment, visible_until

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from standto_desk.picture.drawing import Picture


class ChangesForm(PastForm):
    """From which moment until which.

    Parameters
    ----------
    hourly
        Whether whole hours are told, as to those who only look.
    """

    start = InstantField(label="From", help_text="For example, 23 9 2023 at 14:05")
    until = InstantField(label="Until")

    def __init__(self, *args: Any, hourly: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hourly = hourly

    def clean(self) -> dict[str, Any]:
        """Return the two moments, the first of which is the earlier."""
        super().clean()
        start, until = self.past("start"), self.past("until")
        if start is None or until is None:
            return dict(self.cleaned_data)
        if until <= start:
            self.add_error("until", "Until must be after from")
        elif self.hourly and here().hour(until) <= here().hour(start):
            self.add_error("until", "Until must be in a later hour than from: changes are told on the whole hour")
        return dict(self.cleaned_data)


@require_safe
@needs(Action.LOOK_BACK)
def changes(request: HttpRequest) -> HttpResponse:
    """Show what changed between two moments, or ask which."""
    hour = visible_until(request.user)
    now = latest() if hour is None else hour
    asked = request.GET or None
    first = {"start": now - DAY, "until": now}
    form = ChangesForm(asked, latest=latest_asked(hour), hourly=hour is not None, initial=first)
    if not form.is_valid():
        return draw(request, "changes", {"form": form, "shown": False}, status=422 if form.is_bound else 200)
    start, until = (visible_moment(request.user, form.cleaned_data[name]) for name in ("start", "until"))
    context = {"form": form, "shown": True, "start": start, "until": until}
    context |= {"start_query": written(start), "until_query": written(until)}
    context["kinds"] = entries_by_kind(start, until) if hour is None else ()
    try:
        changed = _changed(picture_at(start), picture_at(until)) if hour is None else outline_changed(start, until)
        return draw(request, "changes", {**context, "planned": True, **changed})
    except NoScenario:
        return draw(request, "changes", {**context, "planned": False})


def _changed(before: Picture, after: Picture) -> dict[str, Any]:
    """Return what two pictures have and have not in common."""
    boards = board_of(before, past=True), board_of(after, past=True)
    people: tuple[Difference, ...] = differences(people_by_state(before), people_by_state(after))
    return {
        "duties": duty_differences(*boards),
        "figures": differences(*map(figures_of, boards)),
        "people": people,
    }
