"""Past decisions, each beside what a review recommended at the time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from threading import Lock
from typing import NamedTuple

from standto.ladder import Recommendation, Reviewer
from standto.ladder.replaying import verdict
from standto.model.event import DECISION
from standto.model.time import MINUTE, Instant
from standto.presenting.advice import Advice
from standto.register import Records
from standto.wording import counted, verdict_words
from standto_desk.acts.proposal_log import as_it_stands
from standto_desk.acts.proposals import PROPOSAL, Proposal, State
from standto_desk.acts.step_owners import proposal_number
from standto_desk.book.moment_tables import NoScenario
from standto_desk.book.situations import situation_at
from standto_desk.caching.answers import LatestAnswer
from standto_desk.components.spoken import decision, id_words, said
from standto_desk.ledger.cached_answers import LedgerCache
from standto_desk.ledger.entry_queries import Entries
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import known_entries
from standto_desk.presenting.boards import pressing_advice
from standto_desk.presenting.proposal_words import counts_people, visible_count
from standto_desk.presenting.subjects import names_in_force

VERDICTS: dict[bool | str | None, tuple[str, str]] = {
    True: (verdict_words(True), "good"),
    "more": (verdict_words("more"), "watch"),
    False: (verdict_words(False), "watch"),
    None: ("no review then", "quiet"),
}
"""The words and the tone of each verdict: a decision against the recommendation is not wrong."""


class Recommended(NamedTuple):
    """The recommendations of a moment, as the library returns them and as people read them."""

    recommendations: tuple[Recommendation, ...]
    advice: tuple[Advice, ...]


@dataclass(frozen=True)
class PastDecision:
    """One decision.

    Attributes
    ----------
    verdict
        The answer of `standto.ladder.replaying.verdict`; None if there was nothing to review at that time.
    recommended
        What was recommended at that time, as known then.
    proposal
        The proposal that was made here; None for imported history.
    count
        The number of places; None for all places, or for a number of people that the reader may not see.
    """

    entry: Entry
    what: str
    verdict: bool | str | None
    recommended: Recommended | None
    proposal: Proposal | None
    undone: bool
    count: int | None

    @property
    def tag(self) -> tuple[str, str]:
        """The verdict in words, and its tone."""
        return VERDICTS[self.verdict]

    @property
    def known_later(self) -> bool:
        """Whether it became known more than a minute after it was taken."""
        return self.entry.known - self.entry.occurred > MINUTE

    @property
    def how_many(self) -> str:
        """The number of places in words."""
        if self.count is None:
            return said("people off duty") if counts_people(self.entry) else "all places"
        return counted(self.count, "place")

    @property
    def refused(self) -> bool:
        """Whether a post outside refused the proposal."""
        return self.proposal is not None and self.proposal.state is State.REFUSED

    @property
    def self_approved(self) -> bool:
        """Whether the same account proposed and approved it."""
        return self.proposal is not None and self.proposal.approved_by_its_maker

    @property
    def posts(self) -> tuple[str, ...]:
        """The posts that approved or refused it, or took it alone, in words; none for imported history."""
        if self.refused and self.proposal is not None:
            return tuple(id_words(post) for post in self.proposal.refusing)
        agreements = () if self.proposal is None else self.proposal.agreements
        agreed = tuple(id_words(one.post) for one in agreements if one.complete)
        return agreed or ((id_words(self.entry.post),) if self.entry.post else ())


_reviews: LedgerCache[Instant, Recommended] = LedgerCache(300)
_reviewer: LatestAnswer[Records, Reviewer] = LatestAnswer()
_reviewing = Lock()


def recommended_at(at: Instant) -> Recommended:
    """Return what a review recommended at a moment, as known then.

    Raises
    ------
    NoScenario
        None had been entered by then.
    """
    return _reviews.get_as_known(at, at, lambda: _review(at))


def _review(at: Instant) -> Recommended:
    """Review a moment, one at a time: a review reuses what the last one of the same records has found."""
    situation = situation_at(at)
    with _reviewing:
        review = _reviewer.get(situation.records, Reviewer).of(situation)
    return Recommended(review.recommendations, pressing_advice(review))


def decision_entries(until: Instant | None = None) -> Entries:
    """Return the entries of all decisions known by a moment, or by now, the latest first."""
    return known_entries(until).events(DECISION).order_by("-occurred", "-sequence")


def decisions_of(entries: Collection[Entry], until: Instant | None = None) -> list[PastDecision]:
    """Return some decisions with what was recommended when each was taken.

    Parameters
    ----------
    until
        For viewers, the last moment that they see. They see no recommendation, because it follows from exact numbers
        of people. None: everything.
    """
    corrections = known_entries(until).corrections_of(one.reference for one in entries)
    undone = frozenset(corrections.values_list("subject", flat=True))
    names = names_in_force()
    return [_decision(one, names.get(one.subject, one.subject), one.reference in undone, until) for one in entries]


def _decision(entry: Entry, about: str, undone: bool, until: Instant | None) -> PastDecision:
    recommended = _recommended(entry) if until is None else None
    count = entry.count if until is None else visible_count(entry)
    return PastDecision(
        entry=entry,
        what=decision(entry.step, about, count),
        verdict=None if recommended is None else verdict(entry, recommended.recommendations),
        recommended=recommended,
        proposal=_proposal(entry, until),
        undone=undone,
        count=count,
    )


def _recommended(entry: Entry) -> Recommended | None:
    """Return what was recommended when a decision was taken; None if there was no scenario then."""
    try:
        return recommended_at(int(entry.occurred))
    except NoScenario:
        return None


def _proposal(entry: Entry, until: Instant | None) -> Proposal | None:
    """Return the proposal that became a decision, as known at a moment or by now."""
    made = known_entries(until).of_sort(PROPOSAL).at(proposal_number(entry))
    return None if made is None else as_it_stands(made, until)
