"""A pool as a thread: everything that was proposed, decided, done and answered, in its order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from standto.model.event import CORRECTION, DECISION
from standto.model.ladder import STEPS
from standto.wording import listed
from standto_desk.acts.asked_for import ANSWERS
from standto_desk.acts.offers import offers_of
from standto_desk.acts.proposal_log import proposals_about
from standto_desk.acts.step_owners import deciding_posts
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import known_entries
from standto_desk.presenting.offers import offer_line
from standto_desk.presenting.posts import post_words, recorder_words
from standto_desk.presenting.proposal_words import event_words
from standto_desk.presenting.shown_proposals import ShownProposal, shown_proposal

if TYPE_CHECKING:
    from standto.model.scenario import Scenario
    from standto.model.time import Instant
    from standto_desk.acts.offers import Offer


@dataclass(frozen=True, slots=True)
class ThreadEntry:
    """One thing in a thread.

    Attributes
    ----------
    title
        What happened.
    at, recorded
        When it took effect; when it was entered, where that is later.
    sequence
        The number of its entry.
    by
        Which post, or that it was imported; never a person's name.
    account
        The opaque id of the account, to be resolved for those who may.
    source
        Where it is known from, in words; or empty.
    undone
        Whether it was corrected.
    proposal
        A proposal, with all that was said of it; None for everything else.
    decision
        Whether it is a decision: what was recommended then is also seen by looking back.
    answer
        Whether it is an answer, which can be corrected.
    """

    title: str
    at: Instant
    recorded: Instant
    sequence: int
    by: str
    account: str
    source: str = ""
    undone: bool = False
    proposal: ShownProposal | None = None
    decision: bool = False
    answer: bool = False


def thread_of(
    scenario: Scenario, pool: str, at: Instant, *, proposals_at: Instant | None = None
) -> tuple[ThreadEntry, ...]:
    """Return the thread of a pool, the latest first, as known at an instant.

    Parameters
    ----------
    proposals_at
        When proposals are to be as known; None: as they stand.
    """
    known = known_entries(at).filter(sort="event")
    entries = list(known.filter(subject=pool, kind__in=(*STEPS, DECISION)).order_by("sequence"))
    corrections = known.filter(kind=CORRECTION, subject__in=[one.reference for one in entries])
    undone = frozenset(corrections.values_list("subject", flat=True))
    decided = deciding_posts(entries)
    thread = [_event_entry(scenario, entry, undone, decided.get(entry.sequence, ())) for entry in entries]
    thread += [_offer_entry(one) for one in offers_of([pool], known_at=at)]
    thread += [_proposal_entry(shown_proposal(one, scenario)) for one in proposals_about(pool, known_at=proposals_at)]
    return tuple(sorted(thread, key=lambda entry: (entry.at, entry.sequence), reverse=True))


def accounts_in(thread: tuple[ThreadEntry, ...]) -> set[str]:
    """Return the accounts that a thread names."""
    said = {who for entry in thread if entry.proposal for who in entry.proposal.accounts}
    return {entry.account for entry in thread} | said


def _event_entry(scenario: Scenario, entry: Entry, undone: frozenset[str], decided: tuple[str, ...]) -> ThreadEntry:
    """Return a step or a decision, by the posts that decided it or the one that recorded it."""
    names = {source.id: source.title or source.id for source in scenario.sources}
    return ThreadEntry(
        title=event_words(entry),
        at=int(entry.occurred),
        recorded=int(entry.recorded),
        sequence=int(entry.sequence),
        by=listed([post_words(post) for post in decided]) or recorder_words(entry),
        account="" if decided else entry.account,
        source=names.get(entry.source, entry.source),
        undone=entry.reference in undone,
        decision=entry.kind == DECISION,
        answer=entry.kind in ANSWERS,
    )


def _offer_entry(offer: Offer) -> ThreadEntry:
    """Return an offer that nobody asked for."""
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


def _proposal_entry(view: ShownProposal) -> ThreadEntry:
    """Return a proposal."""
    entry = view.proposal.entry
    return ThreadEntry(
        title=view.title,
        at=int(entry.recorded),
        recorded=int(entry.recorded),
        sequence=int(entry.sequence),
        by=recorder_words(entry),
        account=entry.account,
        proposal=view,
    )
