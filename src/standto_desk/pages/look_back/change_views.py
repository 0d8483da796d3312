"""The page of changes between two moments, each as known then."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from standto.model.time import DAY, Instant
from standto_desk.access.guard import needs
from standto_desk.access.permission import Action
from standto_desk.book.moment_tables import NoScenario
from standto_desk.components.moments import here
from standto_desk.pages.look_back.differing import entries_by_kind, outline_changed, people_by_state
from standto_desk.pages.look_back.instants import InstantField, PastForm, written
from standto_desk.pages.look_back.page import draw
from standto_desk.picture.showing import picture_at
from standto_desk.presenting.boards import board_of
from standto_desk.presenting.figures import differences, duty_differences, figures_of
from standto_desk.presenting.readers import visible_moment, visible_until


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
    context["kinds"] = entries_by_kind(start, until) if hour is None else ()
    return draw(request, "changes", {**context, **_changed(start, until, hour)})


def _changed(start: Instant, until: Instant, hour: Instant | None) -> dict[str, Any]:
    """Return the boards or the outlines of two moments side by side, if something was planned at both."""
    try:
        if hour is not None:
            return {"planned": True, **outline_changed(start, until)}
        before, after = picture_at(start), picture_at(until)
    except NoScenario:
        return {"planned": False}
    boards = board_of(before, past=True), board_of(after, past=True)
    return {
        "planned": True,
        "duties": duty_differences(*boards),
        "figures": differences(*map(figures_of, boards)),
        "people": differences(people_by_state(before), people_by_state(after)),
    }
