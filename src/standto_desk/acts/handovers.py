"""Handovers of posts, folded from their entries."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from standto_desk.ledger.entry_queries import Entries
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import known_entries

HANDOVER, ACCEPTANCE, WITHDRAWAL = "handover", "acceptance", "handover-withdrawn"
"""The sorts of entries that a handover is made of."""

OPEN, ACCEPTED, WITHDRAWN = "open", "accepted", "withdrawn"


@dataclass(frozen=True)
class Handover:
    """A handover of a post, as its entries have it.

    Attributes
    ----------
    entry
        The entry that offered the post; its text is the note to the next holder.
    ended
        The entry that accepted or withdrew it; None while it is open.
    """

    entry: Entry
    ended: Entry | None = None

    @property
    def state(self) -> str:
        """Its state: open, accepted or withdrawn."""
        if self.ended is None:
            return OPEN
        return ACCEPTED if self.ended.sort == ACCEPTANCE else WITHDRAWN

    @property
    def post(self) -> str:
        """The post that is handed over."""
        return str(self.entry.subject)

    @property
    def sequence(self) -> int:
        """The number of the entry that offered it, which pages use as its id."""
        return int(self.entry.sequence)

    @property
    def to(self) -> str:
        """The opaque id of the account that will hold the post."""
        return str(self._body["to"])

    @property
    def by(self) -> str:
        """The opaque id of the account that offers it."""
        return str(self.entry.account)

    @property
    def since(self) -> int:
        """The instant from which the brief lists changes: when the offering account took the post."""
        return int(self._body["since"])

    @property
    def name(self) -> str:
        """The name by which it was accepted; blank until then."""
        return str(json.loads(self.ended.body)["name"]) if self.ended and self.state == ACCEPTED else ""

    @property
    def _body(self) -> dict[str, Any]:
        body: dict[str, Any] = json.loads(self.entry.body)
        return body


def find_handover(sequence: int) -> Handover | None:
    """Return the handover with a sequence; None if there is none."""
    return next(iter(handovers_of(offers_of_posts().numbered([sequence]))), None)


def open_handovers() -> list[Handover]:
    """Return the handovers that are neither accepted nor withdrawn, newest first."""
    return [one for one in handovers_of(offers_of_posts()) if one.state == OPEN]


def offers_of_posts() -> Entries:
    """Return the entries that offered a post, newest first."""
    return known_entries().of_sort(HANDOVER).latest_first()


def handovers_of(offered: Iterable[Entry]) -> list[Handover]:
    """Return the handovers that some entries began, in their order."""
    found = list(offered)
    endings = _endings(found)
    return [Handover(entry, endings.get(entry.reference)) for entry in found]


def _endings(offered: Iterable[Entry]) -> dict[str, Entry]:
    names = [entry.reference for entry in offered]
    ended = known_entries().of_sort(ACCEPTANCE, WITHDRAWAL).about_any(names).latest_first()
    return {entry.subject: entry for entry in ended}
