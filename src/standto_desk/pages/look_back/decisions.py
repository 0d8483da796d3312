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
from standto_desk.book import NoScenario
from standto_desk.ledger import Entry
from standto_desk.pages.ladder.posts import post_words
from standto_desk.pages.look_back.present import known_entries
from standto_desk.pages.look_back.recommended import recommended_at

if TYPE_CHECKING:
    from collections.abc import Collection

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
class Decided:
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
    """

    entry: Entry
    what: str
    verdict: bool | str | None
    recommended: Recommended | None
    proposal: Proposal | None
    undone: bool

    @property
    def said(self) -> tuple[str, str]:
        """The verdict in words, and how it is marked."""
        return VERDICTS[self.verdict]

    @property
    def how_many(self) -> str:
        """For how many places it is, in words."""
        return "all places" if self.entry.count is None else counted(self.entry.count, "place")

    @property
    def refused(self) -> bool:
        """Whether it is that a post outside refused what was proposed."""
        return self.proposal is not None and self.proposal.state is State.REFUSED

    @property
    def one_hand(self) -> bool:
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


def decision_entries() -> Any:
    """Return every decision that is known by now, the latest first."""
    return known_entries().filter(sort="event", kind=DECISION).order_by("-occurred", "-sequence")


def decided(found: Collection[Entry]) -> list[Decided]:
    """Return some decisions with what was recommended when each was taken."""
    corrections = known_entries().filter(kind=CORRECTION, subject__in=[one.reference for one in found])
    undone = frozenset(corrections.values_list("subject", flat=True))
    return [_decided(entry, entry.reference in undone) for entry in found]


def _decided(entry: Entry, undone: bool) -> Decided:
    """Return one decision."""
    try:
        recommended = recommended_at(int(entry.occurred))
    except NoScenario:
        recommended = None
    return Decided(
        entry=entry,
        what=decision(entry.step, entry.subject, entry.count),
        verdict=None if recommended is None else verdict(entry, recommended.recommendations),
        recommended=recommended,
        proposal=_proposal(entry),
        undone=undone,
    )


def _proposal(entry: Entry) -> Proposal | None:
    """Return what a decision was proposed as."""
    found = _OF_PROPOSAL.fullmatch(entry.name)
    made = None if found is None else Entry.objects.filter(sequence=int(found[1]), sort="proposal").first()
    return None if made is None else as_it_stands(made)
