"""Finding kept what-ifs, and those that were shown to an account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from standto_desk.access.models import Account
from standto_desk.access.permission import Action, may, permitted_forces
from standto_desk.acts.models import WhatIf, WhatIfShown
from standto_desk.acts.supposing.questions import Question


def kept_by_force(account: Account) -> list[WhatIf]:
    """Return the what-ifs of the forces for which an account may suppose, newest first."""
    return list(WhatIf.objects.filter(force__in=permitted_forces(account, Action.SUPPOSE)))


def find_kept(account: Account, number: int) -> WhatIf | None:
    """Return a kept what-if that an account may open; None if there is none."""
    found = WhatIf.objects.filter(pk=number).first()
    return found if found is not None and may(account, Action.SUPPOSE, found.force) else None


def shown_to(account: Account) -> list[WhatIfShown]:
    """Return the what-ifs that wait for an account to look at them, the oldest first."""
    waiting = WhatIfShown.objects.filter(to=str(account.pk), looked=None).select_related("what_if").order_by("shown")
    return [one for one in waiting if may(account, Action.SUPPOSE, one.what_if.force)]


def showings_of(kept: WhatIf) -> Sequence[WhatIfShown]:
    """Return the accounts to which a what-if was shown, each with when it was shown and looked at."""
    return list(WhatIfShown.objects.filter(what_if=kept).order_by("shown"))


def may_end(account: Account, kept: WhatIf) -> bool:
    """Return whether an account may end or rename a what-if: its author, or somebody who decides."""
    mine = kept.account == str(account.pk)
    return may(account, Action.SUPPOSE, kept.force) and (mine or may(account, Action.DECIDE, kept.force))


def as_it_was(kept: WhatIf) -> Question:
    """Return the question of a kept what-if, at the moment and with the knowledge with which it was kept."""
    return Question(
        sentences=tuple(kept.sentences.split("\n")),
        at=kept.at,
        known_at=kept.known_at,
        hours=kept.hours,
        choice=kept.choice,
        seed=kept.seed,
    )


def as_it_is(kept: WhatIf, present: int) -> Question:
    """Return the same question with what is known now; its days and times stay those that were meant.

    Parameters
    ----------
    present
        The present: a moment that was chosen and still lies ahead is kept.
    """
    at = kept.at if kept.ahead and kept.at > present else None
    return replace(as_it_was(kept), at=at, known_at=None, spoken_at=kept.at)
