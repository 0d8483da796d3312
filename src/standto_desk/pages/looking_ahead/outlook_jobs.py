"""Outlooks of many futures, worked out as a job and kept under a name."""

from __future__ import annotations

from django.http import QueryDict

from standto.errors import InputError, OptionError
from standto.model.time import Instant
from standto_desk.access.job_accounts import NO_LONGER, require_still
from standto_desk.access.permission import Action
from standto_desk.access.posts import authors_of
from standto_desk.acts.looking_ahead.assumption_sets import sets_for
from standto_desk.acts.looking_ahead.outlook_answers import picture_of
from standto_desk.jobs.contexts import JobContext
from standto_desk.jobs.functions import job
from standto_desk.ledger.drafts import Author
from standto_desk.pages.looking_ahead.forms import OutlookForm
from standto_desk.pages.looking_ahead.keeping_answers import keep_answer

ENDED = "these assumptions are no longer allowed, for example because the set that holds them has ended: ask again"


@job("outlook", "Work out an outlook", needs=Action.LOOK_AHEAD, shown_at="/outlook/{}/", asked_at="/outlook/?{query}")
def work_out_outlook(
    context: JobContext, query: str, at: Instant, futures: int, name: str, post: str, force: str
) -> int:
    """Work an outlook out and keep it under a name; return its number."""
    account = require_still(context, Action.LOOK_AHEAD)
    author = Author(context.account, post, force)
    if post and author not in authors_of(account):
        raise OptionError(NO_LONGER)
    picture = picture_of(at)
    form = OutlookForm(QueryDict(query), scenario=picture.scenario, at=picture.at, sets=sets_for(account))
    if not form.is_valid():
        raise OptionError(ENDED)
    try:
        kept = keep_answer(
            account=account,
            author=author,
            question=form.question(),
            at=picture.at,
            futures=futures,
            name=name,
            key=context.key("outlook"),
            progress=context.progress,
        )
    except InputError as error:
        raise OptionError("; ".join(fault.what for fault in error.faults)) from error
    return kept.pk
