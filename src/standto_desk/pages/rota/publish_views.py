"""Publishing the rota of a month, and the number of people who have looked since."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from standto_desk.access.guard import needs
from standto_desk.access.people_in_reach import reachable
from standto_desk.access.permission import Action, may
from standto_desk.access.posts import author_of
from standto_desk.acts.record_openings import Where, note_opened
from standto_desk.acts.rota.publishing import publish_rota
from standto_desk.kit.form_views import attempted, form_page, posted
from standto_desk.kit.paging import page_of
from standto_desk.kit.receipts import mark_of
from standto_desk.ledger.reading import head
from standto_desk.pages.rota.forms import PublishForm
from standto_desk.pages.rota.month_page import MonthPage, of_month
from standto_desk.picture.rota.looking import looked_at
from standto_desk.picture.rota.publications import publication_at
from standto_desk.picture.rota.untold import by_team

SIZE = 25
"""The number of people whose changes are on a page."""


@needs(Action.KEEP_PEOPLE)
@form_page
@of_month
def publish(request: HttpRequest, page: MonthPage) -> HttpResponse:
    """Show the changes of a month that people have not been told yet, and publish them."""
    drawn = head().count
    form = PublishForm(posted(request), teams=by_team(page.untold), based_on=drawn)
    if attempted(form, lambda: _published(request, page, form)):
        return redirect("rota-published", form.result.entry.sequence)
    mine = reachable(request.user, Action.SEE_PERSON, [one.person for one in page.untold])
    changes = page_of(request, [one for one in page.untold if one.person in mine], SIZE)
    note_opened(account=request.user, people=[one.person for one in changes], where=Where.ROTA)
    shown = {**page.shown(request), "form": form, "changes": changes, "teams": by_team(page.untold)}
    return render(request, "rota/publish.html", shown, status=form.status)


@needs(Action.SEE_NUMBERS)
@require_safe
def published(request: HttpRequest, sequence: int) -> HttpResponse:
    """Show a publication, and the number of the people it told who have looked."""
    found = publication_at(sequence)
    if found is None:
        raise Http404
    shown = {
        "publication": found,
        "month": found.month,
        "looked": looked_at(found),
        "mark": mark_of(found.entry),
        "keeps": may(request.user, Action.KEEP_PEOPLE),
    }
    return render(request, "rota/published.html", shown)


def _published(request: HttpRequest, page: MonthPage, form: PublishForm) -> object:
    sent = form.cleaned_data
    return publish_rota(
        account=request.user,
        author=author_of(request),
        month=page.month,
        teams=form.chosen,
        based_on=sent["based_on"],
        key=sent["key"],
    )
