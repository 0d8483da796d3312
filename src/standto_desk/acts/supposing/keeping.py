"""Keeping a what-if under a name."""

from __future__ import annotations

from typing import Any

from standto.errors import Fault
from standto_desk.access.models import Account
from standto_desk.access.permission import Action, require
from standto_desk.acts.keeping_things import against_name, against_number, keep_once, moment_columns, was_kept
from standto_desk.acts.kept_sorts import WHAT_IFS
from standto_desk.acts.models import WhatIf
from standto_desk.acts.supposing.questions import Question, checked_answer
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.refusals import Refused

ABOUT_A_PERSON = "This what-if is about one person. You can try it, but nobody can keep it"


def keep_what_if(*, account: Account, author: Author, question: Question, name: str, key: str) -> WhatIf:
    """Keep a what-if under a name.

    Raises
    ------
    Refused
        It names a person or is not understood, or another what-if has the name.
    """
    require(account, Action.SUPPOSE, author.force)
    # Others wait for the transaction in which it is kept, so its answer is worked out before.
    ready = None if was_kept(WHAT_IFS, key) else checked_answer(account, question)

    def others() -> dict[str, Any]:
        answer = ready or checked_answer(account, question)
        faults = [*against_name(WHAT_IFS, name, author.force)]
        if answer.supposed.people:
            faults.append(Fault(WHAT_IFS.noun, ABOUT_A_PERSON))
        if faults := [*faults, *against_number(WHAT_IFS, author.force)]:
            raise Refused(faults)
        return {**_asked(question), **moment_columns(answer.before)}

    sent = {"name": name.strip()}
    kept: WhatIf = keep_once(WHAT_IFS, account=account, author=author, key=key, sent=sent, others=others)
    return kept


def _asked(question: Question) -> dict[str, Any]:
    """Return the columns of a question; its moment is that of its answer."""
    return {
        "sentences": "\n".join(question.sentences),
        "ahead": question.at is not None,
        "hours": question.hours,
        "choice": question.choice,
        "seed": question.seed,
    }
