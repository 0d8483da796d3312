"""Finding proposals in the ledger, each with all later entries that concern it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Max

from standto.errors import Fault
from standto.model.event import DECISION
from standto.model.ladder import STEPS
from standto.model.time import Instant
from standto_desk.acts.proposals import (
    APPROVAL,
    CONFIRMATION,
    OFFER_END,
    PROPOSAL,
    WITHDRAWAL,
    Proposal,
    State,
    details,
    fold_proposal,
)
from standto_desk.clock import now
from standto_desk.ledger.drafts import number_reference
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import entries, known_entries
from standto_desk.ledger.refusals import Refused


def find_proposal(sequence: int) -> Proposal:
    """Return the current state of a proposal, by the number of its entry."""
    entry = known_entries().of_sort(PROPOSAL).at(sequence)
    if entry is None:
        raise Refused((Fault(f"proposal {sequence}", "there is no such proposal"),))
    return as_it_stands(entry)


def place_of_proposal(sequence: int) -> int:
    """Return the place of a proposal among all: 1 for the first.

    The number of its entry would reveal how many entries came before, so viewers get this number instead.
    """
    return entries(until=sequence).of_sort(PROPOSAL).count()


def find_nth_proposal(place: int, known_at: Instant) -> Proposal | None:
    """Return a proposal by its place among all, as known at a moment; None if there was none by then."""
    entry = entries().of_sort(PROPOSAL).nth(place)
    return None if entry is None or entry.known > known_at else as_it_stands(entry, known_at)


def as_it_stands(entry: Entry, known_at: Instant | None = None) -> Proposal:
    """Return the proposal that an entry made, with what followed, as known at a moment or now."""
    return fold_proposal((entry, *_following(entry, known_at)))


def open_proposals(subjects: Iterable[str], *, known_at: Instant | None = None) -> tuple[Proposal, ...]:
    """Return the proposals about some pools that wait for approval, in order."""
    at = now() if known_at is None else known_at
    wanted, known = list(subjects), known_entries(at)
    # A pool's step ends every proposal before it.
    moved = known.events(*STEPS).about_any(wanted).order_by()
    last = dict(moved.values_list("subject").annotate(Max("sequence")))
    made = known.of_sort(PROPOSAL).about_any(wanted)
    new = (entry for entry in made if entry.sequence > last.get(entry.subject, 0))
    standing = (fold_proposal((entry, *_following(entry, at))) for entry in new)
    return tuple(one for one in standing if one.state is State.OPEN)


def _following(entry: Entry, known_at: Instant | None = None) -> list[Entry]:
    """Return the later entries that concern a proposal, in order."""
    at = now() if known_at is None else known_at
    later = entries(after=entry.sequence).known_by(at)
    about = later.about(entry.subject)
    answers = later.of_sort(APPROVAL, CONFIRMATION, WITHDRAWAL).about(number_reference(entry.sequence))
    moved = about.events(*STEPS, DECISION) | about.rows("pools")
    # A later correction may be of an earlier step.
    steps = [one.reference for one in known_entries(at).about(entry.subject).events(*STEPS, DECISION)]
    corrected = later.corrections_of(steps)
    # A proposal that accepts an offer ends with the offer.
    offer = later.of_sort(OFFER_END).about(number_reference(details(entry).get("offer", 0)))
    queries = (answers, moved, corrected, offer)
    found = {one.sequence: one for query in queries for one in query}
    return [found[sequence] for sequence in sorted(found)]
