"""Offers: help that nobody asked for, which counts once the posts that may ask for it accept it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from standto.errors import Fault
from standto.model.event import DECISION
from standto.model.steps import ASK_AID, NOT, REQUEST
from standto.model.time import Instant
from standto_desk.acts.proposal_log import as_it_stands
from standto_desk.acts.proposals import OFFER, OFFER_END, PROPOSAL, State, details
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import known_entries
from standto_desk.ledger.refusals import Refused

ENDINGS = {
    "taken-back": "It was taken back",
    "answer": "It is recorded as the answer to what was asked since",
    "wrong": "It was never made",
}
"""The reasons why an offer ends that was neither accepted nor turned down."""


class OfferState(StrEnum):
    """The state of an offer."""

    OPEN = "open"
    ACCEPTED = "accepted"
    TURNED_DOWN = "turned-down"
    ENDED = "ended"


@dataclass(frozen=True)
class Offer:
    """An offer of help that nobody asked for.

    Attributes
    ----------
    entry
        Its entry.
    state
        Its state.
    ended
        The entry that ended it; None while it is open.
    """

    entry: Entry
    state: OfferState = OfferState.OPEN
    ended: Entry | None = None

    @property
    def sequence(self) -> int:
        """The number of its entry, which pages use as its id."""
        return int(self.entry.sequence)

    @property
    def kind(self) -> str:
        """The kind of answer that made it."""
        return str(self.entry.step)

    @property
    def step(self) -> str:
        """The step that accepts it."""
        return REQUEST if self.kind.startswith("contingency-") else ASK_AID


def find_offer(sequence: int) -> Offer:
    """Return the current state of an offer, by the number of its entry.

    Raises
    ------
    Refused
        There is none.
    """
    entry = known_entries().of_sort(OFFER).at(sequence)
    if entry is None:
        raise Refused((Fault(f"offer {sequence}", "there is no such offer", column="offer"),))
    return offer_as_it_stands(entry)


def offers_of(pools: Iterable[str], *, known_at: Instant | None = None) -> tuple[Offer, ...]:
    """Return every offer of some pools, in order, as known at a moment or now."""
    made = known_entries(known_at).of_sort(OFFER).about_any(pools)
    return tuple(offer_as_it_stands(entry, known_at) for entry in made)


def open_offers(pools: Iterable[str], *, known_at: Instant | None = None) -> tuple[Offer, ...]:
    """Return the open offers of some pools, in order."""
    return tuple(one for one in offers_of(pools, known_at=known_at) if one.state is OfferState.OPEN)


def against_accepting(sequence: int, *, pool: str, step: str, count: int | None) -> tuple[Fault, ...]:
    """Return the faults of accepting an offer by a step."""
    try:
        offer = find_offer(sequence)
    except Refused as none:
        return none.faults
    faults = []
    if (offer.entry.subject, offer.step) != (pool, step):
        faults.append(Fault("proposal", f"entry {sequence} is no offer of {pool} that {step} accepts", column="offer"))
    elif offer.state is not OfferState.OPEN:
        faults.append(Fault("proposal", "has ended; look at the pool again", column="offer"))
    elif count is not None and count > (offer.entry.count or 0):
        faults.append(Fault("proposal", f"must be {offer.entry.count:,}, as offered, or fewer", column="count"))
    return tuple(faults)


def offer_as_it_stands(entry: Entry, known_at: Instant | None = None) -> Offer:
    """Return the offer that an entry made, with the first entry that ended it, as known at a moment or now."""
    known = known_entries(known_at).after(entry.sequence)
    offer = Offer(entry)
    ends = [(OfferState.ENDED, known.of_sort(OFFER_END).about(entry.reference).first())]
    against = known.events(DECISION).about(entry.subject).with_step(NOT + offer.step)
    ends.append((OfferState.TURNED_DOWN, _first_that_holds(against)))
    ends.append((OfferState.ACCEPTED, _accepting(offer, known_at)))
    found = [(end.sequence, state, end) for state, end in ends if end is not None]
    if not found:
        return offer
    _, state, end = min(found, key=lambda one: one[0])
    return Offer(entry, state, end)


def _first_that_holds(decisions: Iterable[Entry]) -> Entry | None:
    for one in decisions:
        if not known_entries().corrections_of([one.reference]).exists():
            return one
    return None


def _accepting(offer: Offer, known_at: Instant | None) -> Entry | None:
    """Return the decision that accepted an offer."""
    made = known_entries().of_sort(PROPOSAL).about(offer.entry.subject).with_step(offer.step)
    for entry in made.after(offer.sequence):
        if details(entry).get("offer") != offer.sequence:
            continue
        proposal = as_it_stands(entry)
        end = proposal.ended if proposal.state is State.DECIDED else None
        if end is not None and (known_at is None or int(end.known) <= known_at):
            return end
    return None
