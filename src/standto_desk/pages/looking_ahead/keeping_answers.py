"""Working an outlook out and keeping it under a name, on a page or in a job."""

from __future__ import annotations

from collections.abc import Callable

from standto.model.time import Instant
from standto_desk.access.models import Account
from standto_desk.acts.looking_ahead.keeping_outlooks import check_keeping, keep_outlook
from standto_desk.acts.looking_ahead.outlook_answers import assumptions_for, outlook_to, picture_of
from standto_desk.acts.looking_ahead.outlook_questions import OutlookQuestion
from standto_desk.acts.models import KeptOutlook
from standto_desk.ledger.drafts import Author
from standto_desk.picture.foreseeing import LongWork
from standto_desk.presenting.outlooks.outlook_content import content_of


def keep_answer(
    *,
    account: Account,
    author: Author,
    question: OutlookQuestion,
    at: Instant,
    futures: int,
    name: str,
    key: str,
    work: LongWork | None = None,
    between: Callable[[], None] = lambda: None,
) -> KeptOutlook:
    """Work an outlook out and keep it under a name, once however often its form is sent.

    Parameters
    ----------
    work, between
        As for `standto_desk.picture.foreseeing.foresee`.

    Raises
    ------
    Refused
        The assumptions or the name are not allowed.
    """
    from standto.assuming.assumptions_writer import assumptions_text

    before = KeptOutlook.objects.filter(key=key, account=str(account.pk)).first()
    if before is None:
        check_keeping(account=account, author=author, name=name)
    picture = picture_of(at)
    assumptions = assumptions_for(account, question, picture)
    found = outlook_to(account, question, futures=futures, at=at, work=work, between=between)
    return keep_outlook(
        account=account,
        author=author,
        question=question,
        picture=picture,
        assumptions=assumptions_text(assumptions, picture.scenario.zone),
        content=content_of(found),
        name=name,
        key=key,
    )
