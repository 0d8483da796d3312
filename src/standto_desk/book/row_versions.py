"""Every version of a row: its cells, from when they are in force, and who entered them when.

A row has two times. A version is *in force* from an instant on, until another version or an end takes effect. It is
*known* from the time at which it was entered. So a row can be asked for as it was, and as it was known to be.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from standto.model.time import FOREVER, Instant, Period
from standto.scenario.layout import Cells
from standto_desk.clock import now
from standto_desk.ledger.reading import known_entries
from standto_desk.ledger.tables import KEYS, SCENARIO, cells_of, row_key

AUTHORISATIONS = "authorisations"
"""The table in which one more row replaces none: a person may hold several tickets for one capability."""
_COLUMNS = (
    "sequence", "kind", "subject", "capability", "occurred", "known", "step", "body", "account", "post", "imported",
    "key",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RowVersion:
    """A version of a row.

    Attributes
    ----------
    sequence
        Its entry.
    subject, key
        Its row: the thing, and what tells the rows of one thing apart.
    occurred, known
        From when it is in force, and since when that is known.
    cells
        Its cells in the order of the table's columns; None if the row ends.
    account, post, imported
        The account that entered it, its post, and whether it was imported as history.
    sent
        The key that its entry was sent with; blank for none.
    """

    sequence: int
    subject: str
    key: str
    occurred: Instant
    known: Instant
    cells: Cells | None
    account: str
    post: str
    imported: bool
    sent: str = ""

    @property
    def place(self) -> tuple[Instant, int]:
        """Its place in time: of two versions that take effect at once, the later entry decides."""
        return self.occurred, self.sequence


@dataclass(frozen=True)
class RowHistory:
    """The versions of one row, or all tickets of one person for one capability.

    Attributes
    ----------
    table, subject, key
        The row.
    versions
        In the order in which they were entered.
    """

    table: str
    subject: str
    key: str
    versions: tuple[RowVersion, ...]

    def known_at(self, known_at: Instant) -> RowHistory:
        """Return the history as known at an instant."""
        known = tuple(one for one in self.versions if one.known <= known_at)
        return RowHistory(self.table, self.subject, self.key, known)

    def in_force(self, at: Instant) -> tuple[RowVersion, ...]:
        """Return the versions in force at an instant: at most one, except of tickets."""
        found: list[RowVersion] = []
        for one in self._by_time:
            if one.occurred > at:
                break
            kept = found if self.table == AUTHORISATIONS else []
            found = [] if one.cells is None else [*kept, one]
        return tuple(found)

    def span(self, version: RowVersion) -> Period | None:
        """Return the period in which a version is in force; None if it never is, because another takes its place."""
        place = version.place
        for one in self._by_time:
            if one.place > place and (one.cells is None or self.table != AUTHORISATIONS):
                return Period(version.occurred, one.occurred) if one.occurred > version.occurred else None
        return Period(version.occurred, FOREVER)

    def before(self, version: RowVersion) -> RowVersion | None:
        """Return the version that one was entered in place of: in force when it takes effect, as known before it."""
        earlier = tuple(one for one in self.versions if one.sequence < version.sequence and one.known <= version.known)
        found = RowHistory(self.table, self.subject, self.key, earlier).in_force(version.occurred)
        return found[-1] if found else None

    @property
    def _by_time(self) -> list[RowVersion]:
        return sorted(self.versions, key=lambda one: one.place)


def histories_of(table: str, subject: str) -> tuple[RowHistory, ...]:
    """Return the history of each row of a thing, as known now, in the order in which they were first set.

    A thing has one row, except in tables of people's tickets, their rota, and the seats of a crew.
    """
    found = known_entries(now()).rows(table).about(subject).values(*_COLUMNS)
    return _by_row(table, subject, [_version(one) for one in found])


def settings_history() -> RowHistory:
    """Return every version of the settings, as known now; the first cell of each is the text of `scenario.toml`."""
    found = histories_of(SCENARIO, SCENARIO)
    return found[0] if found else RowHistory(SCENARIO, SCENARIO, "", ())


def _by_row(table: str, subject: str, versions: list[RowVersion]) -> tuple[RowHistory, ...]:
    """Return the history of each row; an end without a key ends every row of its subject that was set before."""
    ends = [one for one in versions if one.cells is None and not one.key and table in KEYS]
    rows: dict[str, list[RowVersion]] = {}
    for one in versions:
        if one not in ends:
            rows.setdefault(one.key, []).append(one)
    for ours in rows.values():
        first = min(one.place for one in ours)
        ours += [one for one in ends if one.place > first]
        ours.sort(key=lambda one: one.sequence)
    return tuple(RowHistory(table, subject, key, tuple(ours)) for key, ours in rows.items())


def _version(entry: Mapping[str, Any]) -> RowVersion:
    body = json.loads(entry["body"]) if entry["body"] else {}
    return RowVersion(
        sequence=entry["sequence"],
        subject=entry["subject"],
        key=row_key(entry["kind"], entry["capability"], body),
        occurred=entry["occurred"],
        known=entry["known"],
        cells=cells_of(entry, body),
        account=entry["account"],
        post=entry["post"],
        imported=entry["imported"],
        sent=entry["key"] or "",
    )
