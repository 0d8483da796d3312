"""Proposed changes of the rules and their states, folded from their entries alone."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from standto_desk.acts.registering.row_changes import RegisterChange, RowCells
from standto_desk.ledger.drafts import number_reference, sequence_in
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import known_entries

RULES_CHANGE = "rules-change"
"""The sort of the entry that proposes a change of powers, of rules of rest or of the settings."""
RULES_CONFIRMED, RULES_DECLINED, RULES_WITHDRAWN = "rules-confirmed", "rules-declined", "rules-withdrawn"
ENDINGS = (RULES_CONFIRMED, RULES_DECLINED, RULES_WITHDRAWN)
"""The sorts of the entries that end a proposed change: its rows follow the first."""


@dataclass(frozen=True)
class RulesProposal:
    """A proposed change of the rules.

    Attributes
    ----------
    entry
        The entry that proposes it.
    end
        The entry that confirmed, declined or withdrew it; None while it waits.
    """

    entry: Entry
    end: Entry | None = None

    @property
    def changes(self) -> tuple[RegisterChange, ...]:
        """The changes of rows."""
        return tuple(map(RegisterChange.read, self._body["changes"]))

    @property
    def before(self) -> tuple[RowCells | None, ...]:
        """Each row as it was when the change was proposed; None if there was none."""
        return tuple(self._body["before"])

    @property
    def is_open(self) -> bool:
        """Whether it waits for a second person."""
        return self.end is None

    @property
    def _body(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.entry.body)
        return found


def open_rules_proposals() -> tuple[RulesProposal, ...]:
    """Return the changes of the rules that wait for a second person, the first proposed first."""
    return tuple(one for one in _with_ends(known_entries().of_sort(RULES_CHANGE)) if one.is_open)


def find_rules_proposal(sequence: int) -> RulesProposal | None:
    """Return the change of the rules that an entry proposes; None if it proposes none."""
    found = known_entries().of_sort(RULES_CHANGE).at(sequence)
    return None if found is None else next(iter(_with_ends([found])))


def _with_ends(proposals: Iterable[Entry]) -> Iterable[RulesProposal]:
    found = list(proposals)
    references = [number_reference(one.sequence) for one in found]
    ends: dict[int | None, Entry] = {}
    for start in range(0, len(references), 500):
        some = known_entries().of_sort(*ENDINGS).about_any(references[start : start + 500]).latest_first()
        ends |= {sequence_in(one.subject): one for one in some}
    return [RulesProposal(one, ends.get(one.sequence)) for one in found]
