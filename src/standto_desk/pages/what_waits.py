"""How much waits for somebody: what the navigation says beside the pages where it waits."""

from __future__ import annotations

from collections import Counter
from threading import Lock
from typing import TYPE_CHECKING, Any

from django.db import connection

from standto.model.time import MINUTE
from standto.wording import counted
from standto_desk.access.permission import Action, may
from standto_desk.acts.handovers import OPEN, find_handovers
from standto_desk.acts.proposal_log import open_proposals
from standto_desk.acts.proposals import PROPOSAL
from standto_desk.alerts.known import count_waiting
from standto_desk.ledger import head, known_entries
from standto_desk.pages.readers import sees_numbers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from standto.model.time import Instant
    from standto_desk.ledger.reading import Place


def what_waits(account: Any, at: Instant) -> dict[str, str]:
    """Return what waits on which pages, in words, for an account that may open them; nothing where nothing does.

    Those who only look are told nothing of it: it changes with the minute.

    Parameters
    ----------
    at
        What the clock shows, which the caller has read.
    """
    if not sees_numbers(account):
        return {}
    proposals, handovers = _in_the_ledger(at)
    mine = handovers[str(account.pk)] if may(account, Action.HAND_OVER) else 0
    alerts = count_waiting(at)
    found = {
        "/ladder/": counted(proposals, "proposal waits", "proposals wait") if proposals else "",
        "/handover/": counted(mine, "post waits for you", "posts wait for you") if mine else "",
        "/alerts/": counted(alerts, "alert waits", "alerts wait") if alerts else "",
    }
    return {href: words for href, words in found.items() if words}


def _in_the_ledger(at: Instant) -> tuple[int, Mapping[str, int]]:
    """Return how many proposals wait, and how many handovers for each account; looked up once for each entry.

    And once for each minute: the clock of a demonstration may be set back, and then what came later is not known.
    """
    key = (str(connection.settings_dict["NAME"]), head(), at // MINUTE)
    with _lock:
        if not _last or _last[0][0] != key:
            about = known_entries().filter(sort=PROPOSAL).order_by().values_list("subject", flat=True).distinct()
            handed = Counter(one.to for one in find_handovers() if one.state == OPEN)
            _last[:] = [(key, (len(open_proposals(about)), handed))]
        return _last[0][1]


_lock = Lock()
_last: list[tuple[tuple[str, Place, int], tuple[int, Mapping[str, int]]]] = []
