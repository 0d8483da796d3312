"""The owner of a step of the ladder: the post that decided it, or the one that recorded it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from uuid import UUID

from standto.model.event import DECISION
from standto.model.ladder import STEPS
from standto.model.time import Instant
from standto_desk.acts.ladder_drafts import ANSWERED, drafts_of
from standto_desk.acts.proposals import APPROVAL, CONFIRMATION, PROPOSAL, State, fold_proposal
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import known_entries

FURTHEST = 1 + max(map(len, ANSWERED.values()))
"""The most entries from a decision to the last step that it became."""

_NAMED = "decision-"
_LONGEST = 10


def find_step_owners(pools: Sequence[str]) -> dict[tuple[str, str, Instant], str]:
    """Return the post that owns each step of some pools, by pool, state and when it took effect.

    The owner of a decided step is the first post that approved it. The owner of a recorded step is the post that
    recorded it, or the command line. Steps of imported history have no owner.
    """
    taken = list(known_entries().events(*STEPS).about_any(pools).entered_here())
    decided = deciding_posts(taken)
    found = {}
    for entry in taken:
        if owner := (decided.get(entry.sequence) or (recorder_of(entry),))[0]:
            found[entry.subject, STEPS[entry.kind].into, int(entry.occurred)] = owner
    return found


def deciding_posts(entries: Iterable[Entry]) -> dict[int, tuple[str, ...]]:
    """Return the posts that decided some entries, by the number of the entry; other entries are left out.

    Parameters
    ----------
    entries
        Decisions and steps; a decided step directly follows its decision.
    """
    wanted = list(entries)
    near = {entry.sequence - back for entry in wanted for back in range(FURTHEST + 1)}
    found: dict[int, tuple[str, ...]] = {}
    for decision, posts, reach in _decided(near):
        for entry in wanted:
            if 0 <= entry.sequence - decision.sequence <= reach and entry.subject == decision.subject:
                found[entry.sequence] = posts
    return found


def _decided(numbers: Collection[int]) -> Iterator[tuple[Entry, tuple[str, ...], int]]:
    """Yield the decisions among some entries that followed from a proposal and its approvals.

    Each comes with the posts that took it, and the number of entries after it that are its steps. Somebody at the
    command line could enter a decision with the name of a proposal; that is left out.
    """
    decisions = known_entries().numbered(numbers).events(DECISION).named_from(_NAMED)
    proposed = [proposal_number(decision) for decision in decisions]
    made = {one.sequence: one for one in known_entries().of_sort(PROPOSAL).numbered(proposed)}
    answers: dict[str, list[Entry]] = {}
    about = [one.reference for one in made.values()]
    for entry in known_entries().of_sort(APPROVAL, CONFIRMATION).about_any(about):
        answers.setdefault(entry.subject, []).append(entry)
    for decision in decisions:
        entry = made.get(proposal_number(decision))
        if entry is not None:
            before = (one for one in answers.get(entry.reference, ()) if one.sequence < decision.sequence)
            proposal = fold_proposal((entry, *before, decision))
            if proposal.state is State.REFUSED:
                yield decision, proposal.refusing, 0
            elif proposal.state is State.DECIDED:
                posts = tuple(one.post for one in proposal.agreements) or (entry.post,)
                yield decision, posts, len(drafts_of(proposal)) - 1


def proposal_number(decision: Entry) -> int:
    """Return the number of the proposal that a decision is named for; 0 if it is named for none."""
    number = decision.name.removeprefix(_NAMED)
    return int(number) if number.isdecimal() and len(number) < _LONGEST else 0


COMMAND_LINE = "the command line"
"""The recorder of an entry that no account of the desk made."""


def recorder_of(entry: Entry) -> str:
    """Return the post that made an entry, or the command line; empty without a post."""
    return entry.post if is_account_id(entry.account) else COMMAND_LINE


def is_account_id(text: str) -> bool:
    """Tell whether a text can be the id of an account."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True
