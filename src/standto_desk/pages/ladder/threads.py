"""A pool as a thread: its proposals, decisions, steps, answers and offers in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from standto.model.event import DECISION
from standto.model.ladder import STEPS
from standto.model.scenario import Scenario
from standto.model.time import MINUTE, Instant
from standto.wording import listed
from standto_desk.acts.asked_places import ANSWERS
from standto_desk.acts.offers import Offer, offer_as_it_stands
from standto_desk.acts.proposal_log import as_it_stands
from standto_desk.acts.proposals import OFFER, PROPOSAL, Proposal
from standto_desk.acts.step_owners import deciding_posts
from standto_desk.clock import now
from standto_desk.components.spoken import id_words
from standto_desk.ledger.drafts import EVENT
from standto_desk.ledger.entry_queries import Entries
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import known_entries
from standto_desk.pages.ladder.visible import proposal_address
from standto_desk.presenting.offers import offer_line
from standto_desk.presenting.posts import recorder_words
from standto_desk.presenting.proposal_words import event_words
from standto_desk.presenting.shown_proposals import ShownProposal, shown_proposal


@dataclass(frozen=True, slots=True)
class ThreadEntry:
    """One entry of a thread.

    Attributes
    ----------
    at, recorded
        When it took effect, and when it was entered.
    by
        The post that made it, or ``imported history``; never a person's name.
    undone
        Whether it was corrected.
    answer
        Whether it is an answer, which can be corrected.
    proposal, address
        The proposal, and the address of its page; None and blank for every other entry.
    """

    title: str
    at: Instant
    recorded: Instant
    sequence: int
    by: str
    account: str
    source: str = ""
    undone: bool = False
    answer: bool = False
    proposal: ShownProposal | None = None
    address: str = ""

    @property
    def entered_later(self) -> bool:
        """Whether it was entered more than a minute after it took effect."""
        return self.recorded - self.at > MINUTE


def entries_about(pool: str, hour: Instant | None) -> Entries:
    """Return the entries of a pool's thread, the latest first, as known at a whole hour; None: as known now."""
    known = known_entries(now() if hour is None else hour).about(pool)
    return (known.events(*STEPS, DECISION) | known.of_sort(OFFER, PROPOSAL)).order_by("-occurred", "-sequence")


def thread_of(scenario: Scenario, entries: Iterable[Entry], hour: Instant | None) -> tuple[ThreadEntry, ...]:
    """Return some entries about a pool as its thread, in their order, as known at a whole hour; None: as known now."""
    found = list(entries)
    events = [one for one in found if one.sort == EVENT]
    corrections = known_entries(hour).corrections_of(one.reference for one in events)
    undone = frozenset(corrections.values_list("subject", flat=True))
    decided = deciding_posts(events)

    def shown(entry: Entry) -> ThreadEntry:
        if entry.sort == OFFER:
            return _offer_entry(offer_as_it_stands(entry, hour))
        if entry.sort == PROPOSAL:
            return _proposal_entry(as_it_stands(entry, hour), scenario, hour)
        return _event_entry(scenario, entry, undone, decided.get(entry.sequence, ()))

    return tuple(map(shown, found))


def accounts_in(thread: tuple[ThreadEntry, ...]) -> set[str]:
    """Return the ids of the accounts in a thread."""
    return {entry.account for entry in thread}.union(*(one.proposal.accounts for one in thread if one.proposal))


def _event_entry(scenario: Scenario, entry: Entry, undone: frozenset[str], decided: tuple[str, ...]) -> ThreadEntry:
    """Return a step or a decision, by the posts that decided it or the one that recorded it."""
    names = {source.id: source.label for source in scenario.sources}
    return ThreadEntry(
        title=event_words(entry),
        at=int(entry.occurred),
        recorded=int(entry.recorded),
        sequence=int(entry.sequence),
        by=listed([id_words(post) for post in decided]) or recorder_words(entry),
        account="" if decided else entry.account,
        source=names.get(entry.source, entry.source),
        undone=entry.reference in undone,
        answer=entry.kind in ANSWERS,
    )


def _offer_entry(offer: Offer) -> ThreadEntry:
    line, entry = offer_line(offer), offer.entry
    return ThreadEntry(
        title=f"Offer, {line.state}: {line.words}",
        at=line.at,
        recorded=int(entry.recorded),
        sequence=line.sequence,
        by=line.by,
        account=entry.account,
        source=entry.source,
    )


def _proposal_entry(proposal: Proposal, scenario: Scenario, hour: Instant | None) -> ThreadEntry:
    shown, entry = shown_proposal(proposal, scenario), proposal.entry
    return ThreadEntry(
        title=shown.title,
        at=int(entry.recorded),
        recorded=int(entry.recorded),
        sequence=int(entry.sequence),
        by=recorder_words(entry),
        account=entry.account,
        proposal=shown,
        address=proposal_address(proposal.sequence, hour),
    )
