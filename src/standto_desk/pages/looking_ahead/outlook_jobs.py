"""Outlooks of many futures, worked out as a job and kept under a name."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import QueryDict

from standto.errors import InputError, OptionError
from standto.model.time import Instant
from standto_desk.access.job_accounts import NO_LONGER, require_still
from standto_desk.access.permission import Action
from standto_desk.access.posts import authors_of
from standto_desk.acts.kept_sorts import SETS
from standto_desk.acts.kept_things import kept_by_forces
from standto_desk.acts.looking_ahead.outlook_answers import picture_of
from standto_desk.jobs.contexts import JobContext
from standto_desk.jobs.functions import job
from standto_desk.ledger.drafts import Author
from standto_desk.pages.looking_ahead.forms import OutlookForm
from standto_desk.pages.looking_ahead.keeping_answers import keep_answer
from standto_desk.picture.foreseeing import PART

if TYPE_CHECKING:
    from standto.futures.future_tally import FutureTally

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
    form = OutlookForm(QueryDict(query), scenario=picture.scenario, at=picture.at, sets=kept_by_forces(SETS, account))
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
            work=_Resumed(context, futures),
        )
    except InputError as error:
        raise OptionError("; ".join(fault.what for fault in error.faults)) from error
    return kept.pk


class _Resumed:
    """The work of a job: its tally so far is kept with it, for a worker that takes over.

    Parameters
    ----------
    context
        The job.
    futures
        The number of futures in all.
    """

    def __init__(self, context: JobContext, futures: int) -> None:
        self._context, self._futures = context, futures

    def begun(self, inputs: str) -> FutureTally | None:
        """Return the tally that a worker before this one kept; None if its inputs were others."""
        from standto.futures.packed_tallies import unpacked

        saved = self._context.saved
        return unpacked(b64decode(saved["tally"])) if saved.get("inputs") == inputs else None

    def keep(self, inputs: str, tally: FutureTally) -> None:
        """Keep the tally so far."""
        from standto.futures.packed_tallies import packed

        self._context.checkpoint(inputs=inputs, tally=b64encode(packed(tally)).decode())

    def sharing(self, start: int, futures: int) -> Callable[[float], None]:
        """Return the progress of a part as that of the whole job."""
        part = min(PART, futures - start)
        return lambda share: self._context.progress((start + share * part) / self._futures)
