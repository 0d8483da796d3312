"""The list of people who could come for a duty, where a duty officer records their answers."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from standto.errors import OptionError
from standto.ladder import Candidates
from standto.presenting.candidates import others_words
from standto_desk.access.guard import needs
from standto_desk.access.people_in_reach import reachable
from standto_desk.access.permission import Action
from standto_desk.access.posts import author_of
from standto_desk.acts.asking import candidates_now, record_answer
from standto_desk.acts.asks import Reply, asks_for, counted_asks, current_asks
from standto_desk.acts.record_openings import Where, note_opened
from standto_desk.book.situations import situation_at
from standto_desk.clock import now
from standto_desk.kit.form_views import attempted, form_page, posted
from standto_desk.kit.paging import page_of
from standto_desk.pages.calling_in.forms import BUTTONS, AskForm
from standto_desk.pages.calling_in.listing import asked_people, not_asked
from standto_desk.pages.calling_in.seats_of_crews import crew_seats
from standto_desk.presenting.asked import asked_words

SIZE = 20
"""The number of candidates on a page."""


@needs(Action.CALL_IN)
@form_page
def who_could_come(request: HttpRequest, at: int, duty: str) -> HttpResponse:
    """List the people who could come for a duty, and take their answers."""
    listed = _listed(duty, at)
    if listed.period.until <= now():
        return render(request, "calling_in/ended.html", {"name": _name(listed), "listed": listed})
    person = request.POST.get("person", "")
    form = AskForm(posted(request), person=person, period=listed.period)

    def act() -> Any:
        entered = {name: form.cleaned_data[name] for name in ("coming", "key")}
        entered["answer"] = Reply(form.cleaned_data["answer"])
        return record_answer(
            account=request.user, author=author_of(request), duty=duty, at=at, person=person, **entered
        )

    if attempted(form, act):
        return redirect(f"{reverse('call-in', args=[at, duty])}#asked")
    shown = _shown(request, _listed(duty, at), form)
    return render(request, "calling_in/list.html", {**shown, "at": at, "form": form}, status=form.status)


def _listed(duty: str, at: int) -> Candidates:
    try:
        return candidates_now(duty, at)
    except OptionError:
        raise Http404 from None


def _shown(request: HttpRequest, listed: Candidates, sent: AskForm) -> dict[str, Any]:
    """Return the people asked and those who could be, as far as the reader may see them, each with a form."""
    force = author_of(request).force
    every = current_asks(force, now())
    asks, counts = asks_for(every, listed.duty, [listed.period]), counted_asks(every, listed.duty, [listed.period])
    seats, could = crew_seats(listed), not_asked(listed, asks)
    page = page_of(request, could if seats is None else seats.missing_first(could), SIZE)
    seen = reachable(request.user, Action.SEE_PERSON, [*asks, *(line.person for line in page)])
    note_opened(account=request.user, people=seen, where=Where.CANDIDATES)

    people = asked_people(listed, asks, situation_at(now()))
    places = count(1)

    def form_of(person: str) -> AskForm:
        is_sent = sent.is_bound and sent.data.get("person") == person
        form = sent if is_sent else AskForm(person=person, period=listed.period)
        return form.at_place(next(places))

    return {
        "listed": listed,
        "name": _name(listed),
        "seats": seats,
        "counts": asked_words(
            counts, _listed(listed.duty, counts.here).short if counts.here > listed.at else listed.short
        ),
        "asked": [(one, form_of(one.person)) for one in people if one.person in seen],
        "could": [(line, form_of(line.person)) for line in page if line.person in seen],
        "page": page,
        "others": others_words(listed.others, listed.scenario.words),
        "buttons": BUTTONS,
        "words": listed.scenario.words,
    }


def _name(listed: Candidates) -> str:
    """Return the name of the duty, seat or crew."""
    scenario = listed.scenario
    if listed.duty in scenario.duty:
        return scenario.duty[listed.duty].label
    return next(crew.label for crew in scenario.crews if crew.id == listed.duty)
