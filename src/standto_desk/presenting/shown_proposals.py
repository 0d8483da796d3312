"""Proposals as pages show them: the step, its reasons, the recommendation, and the answers of the posts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from standto.model.scenario import Scenario
from standto.model.time import Instant, minute_of
from standto.wording import Names
from standto_desk.acts.free_text import HEADINGS, Rationale, words_outside
from standto_desk.acts.offers import find_offer
from standto_desk.acts.proposals import Agreement, Proposal, State, details
from standto_desk.acts.redacting import text_of
from standto_desk.components.spoken import id_words
from standto_desk.ledger.models import Entry
from standto_desk.presenting.kept_advice import KeptAdvice, advice_kept, in_words
from standto_desk.presenting.offers import offer_line
from standto_desk.presenting.posts import recorder_words
from standto_desk.presenting.proposal_words import proposed_words

STATES = {
    State.OPEN: ("waits for approval", "open"),
    State.DECIDED: ("decided", "good"),
    State.DECIDED_AGAINST: ("decided against", "quiet"),
    State.REFUSED: ("refused by a post outside", "quiet"),
    State.WITHDRAWN: ("withdrawn", "quiet"),
    State.LAPSED: ("lapsed: the pool moved", "quiet"),
}
"""The words and the tone of each state of a proposal."""


@dataclass(frozen=True, slots=True)
class OutsideAgreement:
    """The recorded answer of a post outside.

    Attributes
    ----------
    sequence
        The number of the entry with its words.
    role, how
        Who gave it, and how; blank if the words were redacted.
    when
        When it was given; None if that is not recorded.
    recorded, recorded_by
        When it was recorded, and by which post.
    confirmed, confirmed_by
        The same for the second person; None and blank until then.
    """

    sequence: int
    role: str
    how: str
    when: Instant | None
    refused: bool
    recorded: Instant
    recorded_by: str
    confirmed: Instant | None = None
    confirmed_by: str = ""


@dataclass(frozen=True, slots=True)
class ShownAgreement:
    """The answer of one post.

    Attributes
    ----------
    id, post
        The post's id, and its words.
    words
        The answer in words, or that it is missing.
    since
        When the answer came; if it is missing, since when the proposal waits for it.
    complete
        Whether it counts.
    to_confirm
        Whether a second person's confirmation is missing.
    account, second
        The accounts that entered it and confirmed it; blank if none did.
    own
        Whether the account that proposed the step approved it here.
    agreed
        The record of a post outside, only for readers of words; None for a post here, and until it is recorded.
    """

    id: str
    post: str
    outside: bool
    words: str
    since: Instant
    complete: bool
    to_confirm: bool
    account: str
    second: str
    refused: bool = False
    own: bool = False
    agreed: OutsideAgreement | None = None


@dataclass(frozen=True)
class ShownProposal:
    """A proposal in words.

    Attributes
    ----------
    why
        The rationale by its headings; empty if it was redacted.
    conditions
        The conditions for standing the help down.
    redacted
        Whether its words were redacted.
    kept
        The recommendation that it followed or went against; None if there was none.
    recommended
        Everything that was recommended then, in words.
    offer
        The offer that it accepts, in words; blank if it accepts none.
    """

    proposal: Proposal
    title: str
    state: str
    tone: str
    agreements: tuple[ShownAgreement, ...]
    why: tuple[tuple[str, str], ...]
    conditions: str
    redacted: bool
    kept: KeptAdvice | None
    recommended: tuple[str, ...]
    next_review: Instant | None
    offer: str = ""

    @property
    def open(self) -> bool:
        """Whether it waits for approval."""
        return self.proposal.state is State.OPEN

    @property
    def self_approved(self) -> bool:
        """Whether the same account proposed and approved it."""
        return self.proposal.approved_by_its_maker

    @property
    def missing(self) -> tuple[ShownAgreement, ...]:
        """The posts that it waits for."""
        return tuple(one for one in self.agreements if not one.complete)

    @property
    def accounts(self) -> set[str]:
        """The accounts that proposed and answered it."""
        answered = {account for one in self.agreements for account in (one.account, one.second) if account}
        return {self.proposal.entry.account} | answered


def shown_proposal(proposal: Proposal, scenario: Scenario) -> ShownProposal:
    """Return a proposal in words."""
    entry, held = proposal.entry, proposal.details
    text = text_of(entry)
    rationale = Rationale.from_text(text or "")
    words, tone = STATES[proposal.state]
    what = proposed_words(entry, Names.of(scenario).subject(entry.subject), entry.count)
    return ShownProposal(
        proposal=proposal,
        title=f"Proposed: {what}" if held["approvers"] else f"Why: {what}",
        state=words,
        tone=tone,
        agreements=tuple(_agreement(proposal, one) for one in proposal.agreements),
        why=tuple((heading, said) for part, heading in HEADINGS.items() if (said := getattr(rationale, part))),
        conditions=rationale.conditions,
        redacted=bool(entry.text_hash) and text is None,
        kept=advice_kept(held.get("recommendation"), scenario),
        recommended=tuple(in_words(one, scenario) for one in held.get("recommended", ())),
        next_review=held.get("next_review"),
        offer="" if held.get("offer") is None else offer_line(find_offer(held["offer"])).words,
    )


def _agreement(proposal: Proposal, one: Agreement) -> ShownAgreement:
    said, second = one.approval, one.confirmed
    since = int((second or said).recorded) if one.settled and said is not None else proposal.waiting_since(one)
    return ShownAgreement(
        id=one.post,
        post=id_words(one.post),
        outside=one.outside,
        words=_words(one),
        since=minute_of(since),
        complete=one.complete,
        to_confirm=said is not None and not one.settled,
        refused=one.refused,
        own=said is not None and not one.outside and said.account == proposal.entry.account,
        account="" if said is None else said.account,
        second="" if second is None else second.account,
        agreed=_agreed(said, second) if one.outside and said is not None else None,
    )


def _agreed(said: Entry, second: Entry | None) -> OutsideAgreement:
    return OutsideAgreement(
        **outside_record(said),
        sequence=int(said.sequence),
        recorded=int(said.recorded),
        recorded_by=recorder_words(said),
        confirmed=None if second is None else int(second.recorded),
        confirmed_by="" if second is None else recorder_words(second),
    )


def _words(one: Agreement) -> str:
    if one.approval is None:
        return "missing"
    if not one.outside:
        return "approved"
    if not one.settled:
        return "refused, to be confirmed" if one.refused else "to be confirmed"
    return "refused" if one.refused else "agreed"


def outside_record(entry: Entry) -> dict[str, Any]:
    """Return the recorded role, way and time of an answer outside; its words are blank if they were redacted."""
    held = details(entry)
    said = words_outside(text_of(entry) or "")
    return {**said, "when": held.get("when"), "refused": held.get("refused") is True}
