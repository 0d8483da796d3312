"""Finding a kept what-if, and its question then and now."""

from __future__ import annotations

from dataclasses import replace

from standto_desk.access.models import Account
from standto_desk.acts.kept_sorts import WHAT_IFS
from standto_desk.acts.kept_things import find_kept_thing
from standto_desk.acts.models import WhatIf
from standto_desk.acts.supposing.questions import Question


def find_kept(account: Account, number: int) -> WhatIf | None:
    """Return a kept what-if that an account may open; None if there is none."""
    found: WhatIf | None = find_kept_thing(WHAT_IFS, account, number)
    return found


def as_it_was(kept: WhatIf) -> Question:
    """Return the question of a kept what-if, at the moment and with the knowledge with which it was kept."""
    return Question(
        sentences=kept.supposed,
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
