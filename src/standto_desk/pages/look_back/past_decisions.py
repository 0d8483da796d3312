"""Decisions as they were taken: what, when, by whom, and beside what was recommended at the time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from standto.ladder.replaying import verdict
from standto.model.event import CORRECTION, DECISION
from standto.wording import counted, decision
from standto_desk.acts.proposal_log import as_it_stands
from standto_desk.acts.proposals import State
from standto_desk.book.tables_then import NoScenario
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import known_entries
from standto_desk.pages.look_back.recommended import recommended_at
from standto_desk.presenting.decision_numbers import counts_people, visible_count
from standto_desk.presenting.posts import post_words
from standto_desk.presenting.subjects import names_in_force

if TYPE_CHECKING:
    from collections.abc import Collection

    from standto.model.time import Instant
    from standto_desk.acts.proposals import Proposal
    from standto_desk.pages.look_back.recommended import Recommended

VERDICTS: dict[bool | str | None, tuple[str, str]] = {
    True: ("as recommended", "good"),
    "more": ("more than recommended", "watch"),
    False: ("not as recommended", "watch"),
    None: ("no review then", "quiet"),
}
"""Whether a decision is what was recommended, in words, and how that is marked; neither is right or wrong."""

_OF_PROPOSAL = re.compile(r"decision-(\d{1,9})")


@dataclass(frozen=True)
class PastDecision:
    """One decision.

    Attributes
    ----------
    entry
        The entry of the decision.
    what
        What was decided, in words.
    verdict
        As `standto.ladder.replaying.verdict` says it; None where no review can be made of that time.
    recommended
        What was recommended at that time, as known then.
    proposal
        What it was proposed as, here; None for imported history.
    undone
        Whether it was corrected since.
    count
        How many places it is for, as far as the reader is told; None: all, or so many people.
    """

    entry: Entry
    what: str
    verdict: bool | str | None
    recommended: Recommended | None
    proposal: Proposal | None
    undone: bool
    count: int | None

    @property
    def said(self) -> tuple[str, str]:
        """The verdict in words, and how it is marked."""
        return VERDICTS[self.verdict]

    @property
    def how_many(self) -> str:
        """For how many places it is, in words."""
        if self.count is None:
            return "people off duty" if counts_people(self.entry) else "all places"
        return counted(self.count, "place")

    @property
    def refused(self) -> bool:
        """Whether it is that a post outside refused what was proposed."""
        return self.proposal is not None and self.proposal.state is State.REFUSED

    @property
    def self_approved(self) -> bool:
        """Whether the same account proposed and approved it."""
        return self.proposal is not None and self.proposal.approved_by_its_maker

    @property
    def posts(self) -> tuple[str, ...]:
        """The posts that approved or refused it, or the one that took it alone, in words; none for imported history."""
        if self.proposal is None:
            return (post_words(self.entry.post),) if self.entry.post else ()
        if self.refused:
            return tuple(post_words(post) for post in self.proposal.refusing)
        agreed = tuple(post_words(one.post) for one in self.proposal.agreements if one.complete)
        return agreed or ((post_words(self.entry.post),) if self.entry.post else ())


def decision_entries(until: Instant | None = None) -> Any:
    """Return every decision that is known by a moment, or by now, the latest first."""
    return known_entries(until).filter(sort="event", kind=DECISION).order_by("-occurred", "-sequence")


def decided(found: Collection[Entry], until: Instant | None = None) -> list[PastDecision]:
    """Return some decisions with what was recommended when each was taken.

    Parameters
    ----------
    until
        Only what those who only look are told by then, without what was recommended; None: everything.
    """
    corrections = known_entries(until).filter(kind=CORRECTION, subject__in=[one.reference for one in found])
    undone = frozenset(corrections.values_list("subject", flat=True))
    names = names_in_force()

    def about(entry: Entry) -> str:
        """Return what an entry's subject is called."""
        return names.get(entry.subject, entry.subject)

    if until is not None:
        return [_outline(entry, entry.reference in undone, until, about(entry)) for entry in found]
    return [_decided(entry, entry.reference in undone, about(entry)) for entry in found]


def _outline(entry: Entry, undone: bool, until: Instant, about: str) -> PastDecision:
    """Return one decision as those who only look are told of it: a review's advice follows from exact numbers."""
    count = visible_count(entry)
    what = decision(entry.step, about, count)
    return PastDecision(entry, what, None, None, _proposal(entry, until), undone, count)


def _decided(entry: Entry, undone: bool, about: str) -> PastDecision:
    """Return one decision, with what its subject is called."""
    try:
        recommended = recommended_at(int(entry.occurred))
    except NoScenario:
        recommended = None
    return PastDecision(
        entry=entry,
        what=decision(entry.step, about, entry.count),
        verdict=None if recommended is None else verdict(entry, recommended.recommendations),
        recommended=recommended,
        proposal=_proposal(entry),
        undone=undone,
        count=entry.count,
    )


def _proposal(entry: Entry, until: Instant | None = None) -> Proposal | None:
    """Return what a decision was proposed as, as known at a moment or by now."""
    found = _OF_PROPOSAL.fullmatch(entry.name)
    made = None if found is None else known_entries(until).filter(sequence=int(found[1]), sort="proposal").first()
    return None if made is None else as_it_stands(made, until)
