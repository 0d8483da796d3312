"""Keeping a what-if under a name."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from standto.errors import Fault
from standto_desk.access.confirming import locked_account
from standto_desk.access.models import Account
from standto_desk.access.permission import Action, require
from standto_desk.acts.kept_things import WHAT_IFS, against_name
from standto_desk.acts.models import WhatIf
from standto_desk.acts.supposing.questions import Question, checked_answer
from standto_desk.clock import now
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.refusals import Refused
from standto_desk.picture.drawing import Picture

MOST_KEPT = 200
"""The most what-ifs of a force that are kept at a time."""
ABOUT_A_PERSON = "This what-if is about one person. You can try it, but nobody can keep it"


@transaction.atomic
def keep_what_if(*, account: Account, author: Author, question: Question, name: str, key: str) -> WhatIf:
    """Keep a what-if under a name.

    Raises
    ------
    Refused
        It names a person or is not understood, or another what-if has the name.
    """
    require(account, Action.SUPPOSE, author.force)
    locked_account(account.pk)
    before = WhatIf.objects.filter(key=key).first()
    if before is not None:
        if before.account != str(account.pk) or before.name != name.strip():
            raise Refused([Fault("what-if", "was used before", column="key")])
        return before
    answer = checked_answer(account, question)
    faults = [*against_name(WHAT_IFS, name, author.force)]
    if answer.supposed.people:
        faults.append(Fault("what-if", ABOUT_A_PERSON, column="name"))
    if WhatIf.objects.filter(force=author.force).count() >= MOST_KEPT:
        faults.append(Fault("what-if", f"At most {MOST_KEPT} what-ifs are kept: end one first", column="name"))
    if faults:
        raise Refused(faults)
    try:
        with transaction.atomic():
            return _made(account, author, question, answer.before, name.strip(), key)
    except IntegrityError:
        # Another account took the name at the same time.
        raise Refused([Fault("what-if", WHAT_IFS.taken, column="name")]) from None


def _made(account: Account, author: Author, question: Question, before: Picture, name: str, key: str) -> WhatIf:
    return WhatIf.objects.create(
        name=name,
        force=author.force,
        account=str(account.pk),
        post=author.post,
        made=now(),
        sentences="\n".join(question.sentences),
        at=before.at,
        known_at=before.known_at,
        sequence=before.sequence,
        ahead=question.at is not None,
        hours=question.hours,
        choice=question.choice,
        seed=question.seed,
        key=key,
    )
