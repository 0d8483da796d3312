"""One round of watching: what needs a look is noted, and its owners are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto_desk.alerts.matters import matters_in
from standto_desk.alerts.telling import tell
from standto_desk.alerts.watching import take_note
from standto_desk.picture import picture_at

if TYPE_CHECKING:
    from standto.model.time import Instant


def run_once(now: Instant) -> int:
    """Look at the present once and tell whoever is to be told; return how many messages went.

    Whoever calls it sees to it that one process does at a time.
    """
    picture = picture_at(now)
    matters = matters_in(picture.cover, picture.margin, picture.review)
    scenario = picture.scenario
    take_note(matters, now=now, force=scenario.home, otherwise=scenario.policy.approvers["aid"][0])
    return tell(now=now)
