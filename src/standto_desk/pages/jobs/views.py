"""The pages of an account's own jobs: their progress, cancelling them, and their files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from standto_desk.access.guard import needs
from standto_desk.access.permission import Action, may
from standto_desk.acts.rebuilding import ask_rebuild
from standto_desk.jobs.functions import FUNCTIONS, title_of
from standto_desk.jobs.models import CANCELLED, DONE, FAILED, READY, RUNNING, Job, JobFile
from standto_desk.jobs.queueing import AlreadyUnderWay, cancel, jobs_of
from standto_desk.kit.paging import page_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

SIZE = 25
"""The number of jobs on a page."""
TAGS = {
    READY: ("waiting", "open"),
    RUNNING: ("in progress", "open"),
    DONE: ("done", "good"),
    FAILED: ("failed", "gap"),
    CANCELLED: ("cancelled", "quiet"),
}
"""The words and the tone of each state."""


@require_safe
@needs(Action.OWN_ACCOUNT)
def own_jobs(request: HttpRequest) -> HttpResponse:
    """List the jobs that the account asked for."""
    page = page_of(request, _own(request), SIZE)
    return render(request, "jobs/list.html", {"page": page, "jobs": [_shown(one) for one in page]})


@require_safe
@needs(Action.OWN_ACCOUNT)
def show_job(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show how far a job is, or its result."""
    return render(request, "jobs/job.html", _shown(_own_job(request, key)))


@require_POST
@needs(Action.OWN_ACCOUNT)
def cancel_job(request: HttpRequest, key: UUID) -> HttpResponse:
    """Cancel a job."""
    cancel(_own_job(request, key))
    return redirect("job", key)


@require_safe
@needs(Action.OWN_ACCOUNT)
def job_file(request: HttpRequest, key: UUID) -> HttpResponse:
    """Send the file that a job made, if the account may still have it."""
    one = _own_job(request, key)
    file = JobFile.objects.filter(job=one, job__state=DONE).first()
    function = FUNCTIONS.get(one.name)
    if file is None or function is None:
        raise Http404
    if function.needs and not may(request.user, Action(function.needs)):
        raise PermissionDenied
    answer = HttpResponse(bytes(file.content), content_type=file.type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@needs(Action.VERIFY)
def rebuild(request: HttpRequest) -> HttpResponse:
    """Ask for the projections of the ledger to be made again."""
    if request.method != "POST":
        return render(request, "jobs/rebuild.html", {"is_under_way": False})
    try:
        return redirect("job", ask_rebuild(account=request.user).pk)
    except AlreadyUnderWay as found:
        if found.job is not None and found.job.account == str(request.user.pk):
            return redirect("job", found.job.pk)
        return render(request, "jobs/rebuild.html", {"is_under_way": True}, status=409)


def _own(request: HttpRequest) -> QuerySet[Job]:
    return jobs_of(str(request.user.pk)).defer("saved", "arguments")


def _own_job(request: HttpRequest, key: UUID) -> Job:
    """Return a job of the account; all others are not there."""
    found: Job = get_object_or_404(_own(request), pk=key)
    return found


def _shown(one: Job) -> dict[str, Any]:
    """Return a job as its page and the list show it."""
    function = FUNCTIONS.get(one.name)
    has_file = one.state == DONE and JobFile.objects.filter(job=one).exists()
    return {
        "job": one,
        "title": title_of(one),
        "tag": TAGS[one.state],
        "has_file": has_file,
        "asked_at": function.asked_at.format(**one.arguments) if function and one.state in (FAILED, CANCELLED) else "",
        "shown_at": function.shown_at.format(one.result) if function is not None and one.state == DONE else "",
    }
