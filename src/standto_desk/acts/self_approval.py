"""Self-approval: the account that proposed a step has also approved it, which every reader is shown."""

from __future__ import annotations

from collections.abc import Collection

from standto.model.event import DECISION
from standto_desk.acts.proposals import APPROVAL, CONFIRMATION, PROPOSAL, Proposal, fold_proposal
from standto_desk.acts.step_owners import proposal_number
from standto_desk.ledger.drafts import sequence_in
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import known_entries

SELF_APPROVED = "proposed and approved by the same account"


def self_approved_entries(entries: Collection[Entry]) -> frozenset[int]:
    """Return the numbers of the entries, among some, that belong to a self-approval.

    These are the proposal, its author's approval, and the decision that it became.
    """
    numbers = {entry.sequence: number for entry in entries if (number := _proposal_of(entry))}
    if not numbers:
        return frozenset()
    proposals = {one.sequence: one for one in _proposals(set(numbers.values())) if one.approved_by_its_maker}
    return frozenset(
        entry.sequence
        for entry in entries
        if (found := proposals.get(numbers.get(entry.sequence, 0))) and _is_part(entry, found)
    )


def _proposal_of(entry: Entry) -> int:
    """Return the number of the proposal that an entry belongs to; 0 for none."""
    if entry.sort == PROPOSAL:
        return int(entry.sequence)
    if entry.sort == APPROVAL:
        return sequence_in(entry.subject) or 0
    return proposal_number(entry) if entry.kind == DECISION else 0


def _proposals(numbers: Collection[int]) -> list[Proposal]:
    made = list(known_entries().of_sort(PROPOSAL).numbered(numbers))
    about = [one.reference for one in made]
    answers = known_entries().of_sort(APPROVAL, CONFIRMATION).about_any(about)
    found = list(answers.order_by("sequence"))
    return [fold_proposal((one, *(each for each in found if each.subject == one.reference))) for one in made]


def _is_part(entry: Entry, proposal: Proposal) -> bool:
    """Tell whether an entry of a self-approved proposal is part of the self-approval."""
    return entry.sort != APPROVAL or (proposal.counts(entry) and entry.account == proposal.entry.account)
