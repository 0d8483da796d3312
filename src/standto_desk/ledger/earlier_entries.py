"""Entries that an append must look at first: those that the same drafts made before, and newer changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from standto.errors import Fault
from standto.model.event import CORRECTION
from standto_desk.ledger import storing
from standto_desk.ledger.chain import text_hash
from standto_desk.ledger.draft_faults import PLACE
from standto_desk.ledger.drafts import COPIED, ROW, Author, Draft, body_text
from standto_desk.ledger.pending import PendingEntries, Values
from standto_desk.ledger.refusals import Refused

_SAME = tuple(column for column in COPIED if column != "occurred")


def made_before(drafts: Sequence[Draft], author: Author, pending: PendingEntries) -> list[Values] | None:
    """Return the entries that some drafts made when they were sent before; None if they were not.

    Raises
    ------
    Refused
        A key was already used for something else.
    """
    keys = [draft.key for draft in drafts if draft.key]
    used = pending.with_keys(keys)
    if not used:
        return None
    places = _places(drafts, used)
    entries = {entry["sequence"]: entry for entry in pending.numbered(place for place in places if place)}
    made = [entries.get(place or 0) for place in places]
    faults = [
        Fault(PLACE, f"{draft.key!r} was already used for something else: use a new one", line=line, column="key")
        for line, (draft, entry) in enumerate(zip(drafts, made, strict=True), 1)
        if entry is None or not _same(draft, entry, author, pending, line - 1)
    ]
    if faults:
        raise Refused(faults)
    return [entry for entry in made if entry is not None]


def _places(drafts: Sequence[Draft], used: dict[str, Values]) -> list[int | None]:
    """Return the place of each draft's entry: that of its key, or the one after the entry of the draft before."""
    first = next(place for place, draft in enumerate(drafts) if draft.key in used)
    place: int | None = used[drafts[first].key]["sequence"] - first - 1
    places: list[int | None] = []
    for draft in drafts:
        place = (used[draft.key]["sequence"] if draft.key in used else None) if draft.key else (place or 0) + 1
        places.append(place)
    return places


def _same(draft: Draft, entry: dict[str, Any], author: Author, pending: PendingEntries, place: int) -> bool:
    """Return whether a draft has the content of an entry, `place` drafts after the first of its append."""
    # A draft without a time takes effect when the first of its append is recorded: a microsecond earlier for each.
    occurred = entry["recorded"] - place if draft.occurred is None else draft.occurred
    return (
        all(getattr(draft, column) == entry[column] for column in _SAME)
        and (draft.key or None) == entry["key"]
        and occurred == entry["occurred"]
        and author.account == entry["account"]
        and (draft.sort == ROW or body_text(draft) == entry["body"])
        and _same_text(draft.text, entry, pending)
    )


def _same_text(text: str, entry: dict[str, Any], pending: PendingEntries) -> bool:
    """Return whether a text is that of an entry; a redacted text passes for any."""
    if not text or not entry["text_hash"]:
        return not text and not entry["text_hash"]
    salted = pending.text_of(entry["sequence"])
    return salted is None or text_hash(salted[0], text) == entry["text_hash"]


def changes_since(based_on: int, drafts: Sequence[Draft], pending: PendingEntries) -> list[Values]:
    """Return the entries after one that concern the subjects of some drafts, in order.

    A correction concerns the subject of the event that it corrects.
    """
    subjects = {draft.subject for draft in drafts} - {""}
    for draft in drafts:
        if draft.kind == CORRECTION and (target := pending.called(draft.subject)):
            subjects.add(target["subject"])
    found = {entry["sequence"]: entry for entry in pending.about(sorted(subjects), after=based_on)}
    here = [entry for entry in pending.entries if entry["kind"] == CORRECTION and entry["sequence"] > based_on]
    for entry in (*storing.corrections_after(based_on), *here):
        target = pending.called(entry["subject"])
        if target and target["subject"] in subjects:
            found[entry["sequence"]] = entry
    return [found[sequence] for sequence in sorted(found)]
