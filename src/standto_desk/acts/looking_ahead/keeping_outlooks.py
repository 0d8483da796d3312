"""Keeping an outlook under a name, with its results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.db import IntegrityError, transaction

from standto.errors import Fault
from standto_desk.access.confirming import locked_account
from standto_desk.access.models import Account
from standto_desk.access.permission import Action, require
from standto_desk.acts.kept_things import OUTLOOKS, against_name
from standto_desk.acts.looking_ahead.outlook_questions import OUTLOOK, OutlookQuestion
from standto_desk.acts.models import KeptOutlook
from standto_desk.clock import now
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.refusals import Refused
from standto_desk.picture.drawing import Picture

MOST_KEPT = 200
"""The most outlooks of a force that are kept at a time."""


def check_keeping(*, account: Account, author: Author, name: str) -> None:
    """Refuse a name under which no outlook can be kept, before anything long is worked out.

    Raises
    ------
    Refused
        The name is blank, names a person or is taken, or as many are kept as may be.
    """
    require(account, Action.LOOK_AHEAD, author.force)
    faults = [*against_name(OUTLOOKS, name, author.force)]
    if KeptOutlook.objects.filter(force=author.force).count() >= MOST_KEPT:
        faults.append(Fault(OUTLOOK, f"At most {MOST_KEPT} outlooks are kept: end one first", column="name"))
    if faults:
        raise Refused(faults)


@transaction.atomic
def keep_outlook(
    *,
    account: Account,
    author: Author,
    question: OutlookQuestion,
    picture: Picture,
    assumptions: str,
    content: Mapping[str, Any],
    name: str,
    key: str,
) -> KeptOutlook:
    """Keep an outlook under a name.

    Parameters
    ----------
    picture
        The picture from which it looks.
    assumptions
        All that was assumed, as a file.
    content
        Its answer, in whole numbers.

    Raises
    ------
    Refused
        The name is blank, names a person or is taken, or as many are kept as may be.
    """
    require(account, Action.LOOK_AHEAD, author.force)
    locked_account(account.pk)
    before = KeptOutlook.objects.filter(key=key).first()
    if before is not None:
        if before.account != str(account.pk) or before.name != name.strip():
            raise Refused([Fault(OUTLOOK, "was used before", column="key")])
        return before
    check_keeping(account=account, author=author, name=name)
    try:
        with transaction.atomic():
            return KeptOutlook.objects.create(
                name=name.strip(),
                force=author.force,
                account=str(account.pk),
                post=author.post,
                made=now(),
                question=asdict(question),
                assumptions=assumptions,
                at=picture.at,
                known_at=picture.known_at,
                sequence=picture.sequence,
                seed=question.seed,
                futures=content["futures"],
                inputs=content["inputs"],
                results=content["results"],
                version=content["version"],
                content=dict(content),
                key=key,
            )
    except IntegrityError:
        # Another account took the name at the same time.
        raise Refused([Fault(OUTLOOK, OUTLOOKS.taken, column="name")]) from None
