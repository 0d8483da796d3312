"""Offers in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from standto.model.ladder import AID_ARRIVED, AID_CONFIRMED, AID_OFFERED, CONTINGENCY_AGREED
from standto.model.time import Instant
from standto.wording import counted
from standto_desk.acts.offers import Offer, OfferState, open_offers
from standto_desk.acts.proposal_log import open_proposals
from standto_desk.presenting.posts import recorder_words

OFFERED = {
    AID_OFFERED: "offered",
    AID_CONFIRMED: "confirmed",
    AID_ARRIVED: "arrived",
    CONTINGENCY_AGREED: "agreed to",
}
"""The words for each event that makes an offer."""

STATES = {
    OfferState.OPEN: ("waits to be accepted", "open"),
    OfferState.ACCEPTED: ("accepted", "good"),
    OfferState.TURNED_DOWN: ("turned down", "quiet"),
    OfferState.ENDED: ("ended", "quiet"),
}
"""The words and the tone of each state of an offer."""


@dataclass(frozen=True, slots=True)
class OfferLine:
    """An offer in words.

    Attributes
    ----------
    pool, step
        Its pool, and the step that accepts it.
    state, tone
        Its state in words, and the tone of that.
    at, by
        When it was made, and the post that recorded it.
    proposal
        The number of the proposal that waits to accept it; 0 if none does.
    """

    sequence: int
    pool: str
    step: str
    words: str
    state: str
    tone: str
    at: Instant
    by: str
    proposal: int = 0


def offer_lines(pools: Iterable[str], *, known_at: Instant | None = None) -> tuple[OfferLine, ...]:
    """Return the open offers of some pools in order, as known at a moment or now."""
    offers = open_offers(pools, known_at=known_at)
    subjects = {one.entry.subject for one in offers}
    waiting = open_proposals(subjects, known_at=known_at) if offers else ()
    accepting = {one.details.get("offer"): one.sequence for one in waiting}
    return tuple(replace(offer_line(one), proposal=accepting.get(one.sequence, 0)) for one in offers)


def offer_line(offer: Offer) -> OfferLine:
    """Return an offer in words."""
    entry = offer.entry
    state, tone = STATES[offer.state]
    return OfferLine(
        sequence=offer.sequence,
        pool=entry.subject,
        step=offer.step,
        words=f"{entry.subject}: {counted(entry.count or 0, 'place')} {OFFERED[offer.kind]}, not asked for",
        state=state,
        tone=tone,
        at=int(entry.occurred),
        by=recorder_words(entry),
    )
