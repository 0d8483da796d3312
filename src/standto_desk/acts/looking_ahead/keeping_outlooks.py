"""Keeping an outlook under a name, with its results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from standto_desk.access.models import Account
from standto_desk.access.permission import Action, require
from standto_desk.acts.keeping_things import against_name, against_number, keep_once, moment_columns
from standto_desk.acts.kept_sorts import OUTLOOKS
from standto_desk.acts.looking_ahead.outlook_questions import OutlookQuestion
from standto_desk.acts.models import KeptOutlook
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.refusals import Refused
from standto_desk.picture.drawing import Picture


def check_keeping(*, account: Account, author: Author, name: str) -> None:
    """Refuse a name under which no outlook can be kept, before anything long is worked out.

    Raises
    ------
    Refused
        The name is blank, names a person or is taken, or as many are kept as may be.
    """
    require(account, Action.LOOK_AHEAD, author.force)
    if faults := [*against_name(OUTLOOKS, name, author.force), *against_number(OUTLOOKS, author.force)]:
        raise Refused(faults)


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

    def others() -> dict[str, Any]:
        check_keeping(account=account, author=author, name=name)
        return {
            "question": asdict(question),
            "assumptions": assumptions,
            **moment_columns(picture),
            "seed": question.seed,
            **{column: content[column] for column in ("futures", "inputs", "results", "version")},
            "content": dict(content),
        }

    sent = {"name": name.strip()}
    kept: KeptOutlook = keep_once(OUTLOOKS, account=account, author=author, key=key, sent=sent, others=others)
    return kept
