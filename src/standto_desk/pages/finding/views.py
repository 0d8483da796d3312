"""The page that finds anything by name or cipher. What somebody looks for is in no address."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from standto_desk.access.guard import needs
from standto_desk.access.permission import Action
from standto_desk.kit.act_forms import ActForm
from standto_desk.kit.form_views import form_page, posted
from standto_desk.pages.finding.matches import found_by


class FindAnythingForm(ActForm):
    """The words to look for."""

    words = forms.CharField(
        label="Name, number or cipher",
        help_text="A duty, a team, a pool, an entry such as 12, or whatever else you may see. Parts of words will do.",
        error_messages={"required": "Enter a name, a number or a cipher"},
        max_length=100,
    )


@needs(Action.OWN_ACCOUNT)
@form_page
def find(request: HttpRequest) -> HttpResponse:
    """Show what goes by some name, of what the reader may open."""
    form = FindAnythingForm(posted(request))
    found = found_by(request.user, form.cleaned_data["words"]) if form.is_bound and form.is_valid() else None
    return render(request, "finding/find.html", {"form": form, "found": found}, status=form.status)
