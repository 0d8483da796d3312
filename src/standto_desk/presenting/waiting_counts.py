"""How much waits for somebody: what the navigation says beside the pages where it waits."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from standto.model.time import MINUTE
from standto.wording import counted, listed
from standto_desk.access.permission import Action, may
from standto_desk.acts.handovers import OPEN, find_handovers
from standto_desk.acts.offers import open_offers
from standto_desk.acts.proposal_log import open_proposals
from standto_desk.acts.proposals import OFFER, PROPOSAL
from standto_desk.alerts.alert_lists import count_waiting
from standto_desk.book.situations import situation_at
from standto_desk.ledger.cached_answers import LedgerCache, current_ledger
from standto_desk.ledger.reading import known_entries
from standto_desk.presenting.readers import sees_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from standto.model.time import Instant
    from standto_desk.acts.offers import Offer
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
    there = _in_the_ledger(at)
    mine = there.handovers[str(account.pk)] if may(account, Action.HAND_OVER) else 0
    alerts = count_waiting(at)
    found = {
        "/ladder/": _on_the_ladder(there),
        "/handover/": counted(mine, "post waits for you", "posts wait for you") if mine else "",
        "/alerts/": counted(alerts, "alert waits", "alerts wait") if alerts else "",
    }
    return {href: words for href, words in found.items() if words}


class _There(NamedTuple):
    """How many proposals wait for approval, how many offers for a proposal, and how many handovers for each account."""

    proposals: int
    offers: int
    handovers: Mapping[str, int]


def _on_the_ladder(there: _There) -> str:
    """Say how many proposals and offers wait; an offer that is proposed to be accepted waits as its proposal."""
    kinds = ((there.proposals, "proposal"), (there.offers, "offer"))
    waiting = [(number, kind) for number, kind in kinds if number]
    if len(waiting) > 1:
        total = sum(number for number, _ in waiting)
        return f"{total:,} wait: {listed([counted(number, kind) for number, kind in waiting])}"
    return "".join(counted(number, f"{kind} waits", f"{kind}s wait") for number, kind in waiting)


def _in_the_ledger(at: Instant) -> _There:
    """Return what waits by the ledger; looked up once for each entry.

    And once for each minute: the clock of a demonstration may be set back, and then what came later is not known.
    """
    ledger = current_ledger()
    return _last.get((ledger.head, at // MINUTE), lambda: _counted(at), ledger)


def _counted(at: Instant) -> _There:
    """Return what waits by the ledger."""
    proposals = open_proposals(_subjects(PROPOSAL))
    offers = {one.sequence for one in _open_offers(at)} - {one.details.get("offer") for one in proposals}
    handed = Counter(one.to for one in find_handovers() if one.state == OPEN)
    return _There(len(proposals), len(offers), handed)


def _open_offers(at: Instant) -> tuple[Offer, ...]:
    """Return the offers that wait, of pools that are there: of others no page shows them."""
    offers = open_offers(_subjects(OFFER))
    pools = situation_at(at).scenario.pool if offers else {}
    return tuple(one for one in offers if one.entry.subject in pools)


def _subjects(sort: str) -> Iterable[str]:
    """Return what the entries of a sort are about, each once."""
    return known_entries().of_sort(sort).order_by().values_list("subject", flat=True).distinct()


_last: LedgerCache[tuple[Place, int], _There] = LedgerCache(1)
