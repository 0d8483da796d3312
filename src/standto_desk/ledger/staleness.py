"""What was entered since somebody looked, and concerns what they are about to enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.model.event import CORRECTION
from standto_desk.ledger import storing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from standto_desk.ledger.drafts import Draft
    from standto_desk.ledger.pending import Values, Waiting


def changes_since(based_on: int, drafts: Sequence[Draft], waiting: Waiting) -> list[Values]:
    """Return the entries after one that concern the subjects of some drafts, in order.

    A correction concerns the subject of the event that it corrects.

    Parameters
    ----------
    based_on
        The last entry that was seen.
    drafts
        What is to be entered.
    waiting
        What is entered already.
    """
    subjects = {draft.subject for draft in drafts} - {""}
    for draft in drafts:
        if draft.kind == CORRECTION and (target := waiting.called(draft.subject)):
            subjects.add(target["subject"])
    found = {entry["sequence"]: entry for entry in waiting.about(sorted(subjects), after=based_on)}
    here = [entry for entry in waiting.entries if entry["kind"] == CORRECTION and entry["sequence"] > based_on]
    for entry in (*storing.corrections_after(based_on), *here):
        target = waiting.called(entry["subject"])
        if target and target["subject"] in subjects:
            found[entry["sequence"]] = entry
    return [found[sequence] for sequence in sorted(found)]
