"""Keeping a what-if under a name, renaming and ending it, and showing it to a commander."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from standto.errors import Fault
from standto_desk.access.confirming import locked_account
from standto_desk.access.models import Account
from standto_desk.access.permission import Action, may, require
from standto_desk.acts.free_text import NO_CIPHERS, names_somebody
from standto_desk.acts.models import WhatIf, WhatIfShown
from standto_desk.acts.supposing.kept import may_end
from standto_desk.acts.supposing.questions import Question, checked_answer
from standto_desk.clock import now
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.refusals import Refused
from standto_desk.picture.drawing import Picture

MOST_KEPT = 200
"""The most what-ifs of a force that are kept at a time."""
LONGEST_NAME, LONGEST_NOTE = 100, 300
TAKEN = "Another what-if has this name: choose a different one"
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
    faults = [*_against_name(name, author.force)]
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
        raise Refused([Fault("what-if", TAKEN, column="name")]) from None


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


@transaction.atomic
def rename_what_if(*, account: Account, kept: WhatIf, name: str, was: str) -> WhatIf:
    """Give a what-if another name.

    Parameters
    ----------
    was
        The name that the form showed.
    """
    locked = _locked(account, kept)
    if locked.name == name.strip():
        return locked
    if locked.name != was:
        raise Refused([Fault("what-if", f"Somebody renamed this meanwhile: it is called {locked.name}", column="name")])
    if faults := [*_against_name(name, locked.force)]:
        raise Refused(faults)
    locked.name = name.strip()
    locked.save(update_fields=["name"])
    return locked


@transaction.atomic
def end_what_if(*, account: Account, kept: WhatIf) -> None:
    """End a what-if: it is deleted, with what was written when it was shown."""
    _locked(account, kept).delete()


@transaction.atomic
def show_what_if(*, account: Account, kept: WhatIf, to: Account, note: str) -> WhatIfShown:
    """Show a what-if to an account that decides; shown again, it waits again with the new note.

    Raises
    ------
    Refused
        The account may not decide, or the note names a person.
    """
    require(account, Action.SUPPOSE, kept.force)
    faults = []
    if to.pk == account.pk or not may(to, Action.DECIDE, kept.force):
        faults.append(Fault("what-if", "Choose another account that decides", column="to"))
    if names_somebody(note):
        faults.append(Fault("what-if", NO_CIPHERS, column="note"))
    if faults:
        raise Refused(faults)
    values = {"by": str(account.pk), "shown": now(), "looked": None, "note": note.strip()}
    return WhatIfShown.objects.update_or_create(values, what_if=kept, to=str(to.pk))[0]


def note_looked_at(*, account: Account, kept: WhatIf) -> None:
    """Note that an account has looked at a what-if that was shown to it, which then no longer waits."""
    require(account, Action.SUPPOSE, kept.force)
    WhatIfShown.objects.filter(what_if=kept, to=str(account.pk), looked=None).update(looked=now())


def _locked(account: Account, kept: WhatIf) -> WhatIf:
    if not may_end(account, kept):
        raise PermissionDenied
    locked = WhatIf.objects.select_for_update().filter(pk=kept.pk).first()
    if locked is None:
        raise Refused([Fault("what-if", "Somebody ended this what-if meanwhile", column="name")])
    return locked


def _against_name(name: str, force: str) -> Iterator[Fault]:
    if not name.strip():
        yield Fault("what-if", "Enter a name", column="name")
    elif names_somebody(name):
        yield Fault("what-if", NO_CIPHERS, column="name")
    elif WhatIf.objects.filter(force=force, name=name.strip()).exists():
        yield Fault("what-if", TAKEN, column="name")
