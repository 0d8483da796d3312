"""The declarations that the register names: their state, the rows that depend on each, and their history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from standto.model.event import DECLARED, LINES
from standto.model.time import FOREVER, Instant
from standto_desk.book.moment_tables import NoScenario
from standto_desk.book.situations import situation_at
from standto_desk.ledger.reading import known_entries
from standto_desk.presenting.posts import recorder_words


@dataclass(frozen=True, slots=True)
class DeclarationEntry:
    """An entry that declared something, or ended that.

    Attributes
    ----------
    sequence, known
        The entry, and when it was entered.
    name, declared
        The declaration, and whether it was declared or ended.
    at, until
        From when, and until when; None without an end.
    undone
        Whether it was corrected.
    by
        The post that entered it, in words.
    """

    sequence: int
    known: Instant
    name: str
    declared: bool
    at: Instant
    until: Instant | None
    undone: bool
    by: str


def declaration_lines(present: Instant) -> list[list[Any]]:
    """Return each declaration, whether it is in force, and the number of rows that depend on it, as cells."""
    try:
        situation = situation_at(present)
    except NoScenario:
        return []
    scenario, in_force = situation.scenario, situation.declared(present)
    names = [one.when for table in (scenario.powers or (), scenario.duties, scenario.crews) for one in table]
    # The scenario may hold events that became known later than a demonstration's clock shows.
    known = known_entries(present).events(*LINES["declared"]).order_by().values_list("subject", flat=True)
    return [
        [name, {"text": "in force", "tag": "watch"} if name in in_force else "not declared", names.count(name)]
        for name in sorted({*names, *known} - {""})
    ]


def declared_history(present: Instant) -> list[DeclarationEntry]:
    """Return every entry that declared something or ended that, the latest first."""
    known = known_entries(present)
    entries = list(known.events(*LINES["declared"]).latest_first())
    undone = set(known.corrections_of(one.reference for one in entries).values_list("subject", flat=True))
    return [
        DeclarationEntry(
            sequence=one.sequence,
            known=one.known,
            name=one.subject,
            declared=one.kind == DECLARED,
            at=one.occurred,
            until=one.until if one.until < FOREVER else None,
            undone=one.reference in undone,
            by=recorder_words(one),
        )
        for one in entries
    ]
