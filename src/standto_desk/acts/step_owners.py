"""Whose a step of the ladder is: the post that decided it, or the one that recorded it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.model.event import DECISION
from standto.model.ladder import STEPS
from standto_desk.acts.proposals import PROPOSAL, details
from standto_desk.ledger import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from standto.model.time import Instant

_NAMED = "decision-"


def find_step_owners(pools: Sequence[str]) -> dict[tuple[str, str, Instant], str]:
    """Return the post that owns each step of some pools, by pool, state and when it took effect.

    A step that was decided is owned by the first post that approved it, whoever's confirmation was the last; one that
    was recorded, by the post that recorded it. Steps of imported history have no owner.
    """
    steps = Entry.objects.filter(sort="event", kind__in=STEPS, subject__in=pools, imported=False)
    taken = list(steps.order_by("sequence"))
    decided = deciding_posts(taken)
    found = {}
    for entry in taken:
        if owner := (decided.get(entry.sequence) or (entry.post,))[0]:
            found[entry.subject, STEPS[entry.kind].into, int(entry.occurred)] = owner
    return found


def deciding_posts(entries: Iterable[Entry]) -> dict[int, tuple[str, ...]]:
    """Return the posts that decided what some entries hold, by the number of the entry; others are left out.

    Parameters
    ----------
    entries
        Decisions, and steps: a step that was decided is entered right after its decision.
    """
    numbers = {entry.sequence: entry.sequence - (entry.kind in STEPS) for entry in entries}
    if not numbers:
        return {}
    decisions = Entry.objects.filter(sequence__in=set(numbers.values()), sort="event", kind=DECISION)
    proposals = {one.sequence: int(one.name.removeprefix(_NAMED)) for one in decisions if one.name.startswith(_NAMED)}
    made = {one.sequence: one for one in Entry.objects.filter(sequence__in=proposals.values(), sort=PROPOSAL)}
    return {
        entry: tuple(details(proposal).get("approvers") or (proposal.post,))
        for entry, decision in numbers.items()
        if (proposal := made.get(proposals.get(decision, 0))) is not None
    }
