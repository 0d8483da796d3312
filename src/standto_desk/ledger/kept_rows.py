"""The rows in force of one table, kept: made again from the last ones by the subjects that differ alone.

A rota of a year has 100,000 rows, and a page asks for them again after each entry. Nothing here is ever changed once it
is made, so that threads may share it, and each result is the same as one made from nothing.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Mapping
from typing import NamedTuple

from standto.model.time import Instant
from standto.scenario.layout import Cells
from standto_desk.ledger.subject_versions import PlacedRow, Versions, rows_of, unchanged_around

_MOST_MOVED = 500
"""The most rows that are put in or taken out one by one: to sort all of them again is faster for more."""


class _SubjectRows(NamedTuple):
    """The rows of one subject, with the versions that they are of, and the period in which they are in force."""

    versions: Versions
    start: Instant | None
    until: Instant | None
    rows: list[PlacedRow]

    def holds(self, versions: Versions, at: Instant) -> bool:
        """Return whether these are the rows of some versions at an instant."""
        return self.versions is versions and _within(at, self.start, self.until)


class KeptRows(NamedTuple):
    """The rows of a table that are in force at some instants.

    Attributes
    ----------
    start, until
        The half-open period in which they are in force; None for no limit.
    subjects
        The rows by subject.
    placed
        All of them, sorted.
    rows
        The id and the cells of each, in the same order; the same list as before if no row has changed.
    """

    start: Instant | None
    until: Instant | None
    subjects: dict[str, _SubjectRows]
    placed: list[PlacedRow]
    rows: list[tuple[str, Cells]]

    def holds(self, at: Instant) -> bool:
        """Return whether they are in force at an instant."""
        return _within(at, self.start, self.until)


NO_ROWS = KeptRows(None, None, {}, [], [])


def rows_at(versions: Mapping[str, Versions], at: Instant, before: KeptRows, *, tickets: bool) -> KeptRows:
    """Return the rows of a table in force at an instant.

    Parameters
    ----------
    versions
        Every version of every row by subject.
    before
        Rows in force at any instant, of the same table or of one like it: only the speed depends on them.
    tickets
        Whether they are tickets.
    """
    start: Instant | None = None
    until: Instant | None = None
    changed: dict[str, _SubjectRows] = {}
    for subject, theirs in versions.items():
        kept = before.subjects.get(subject)
        if kept is None or not kept.holds(theirs, at):
            period = unchanged_around(theirs, at)
            kept = changed[subject] = _SubjectRows(theirs, *period, rows_of(subject, theirs, at, tickets=tickets))
        if kept.start is not None and (start is None or kept.start > start):
            start = kept.start
        if kept.until is not None and (until is None or kept.until < until):
            until = kept.until
    subjects = {**before.subjects, **changed}
    for gone in subjects.keys() - versions.keys() if len(subjects) > len(versions) else ():
        changed[gone] = subjects.pop(gone)._replace(rows=[])
    return KeptRows(start, until, subjects, *_moved(before, changed, subjects))


def _moved(
    before: KeptRows, changed: Mapping[str, _SubjectRows], subjects: Mapping[str, _SubjectRows]
) -> tuple[list[PlacedRow], list[tuple[str, Cells]]]:
    """Return the rows before with those of the subjects that changed: sorted, and as ids and cells."""
    out: list[PlacedRow] = []
    into: list[PlacedRow] = []
    for subject, theirs in changed.items():
        old = before.subjects[subject].rows if subject in before.subjects else []
        if old != theirs.rows:
            out += set(old).difference(theirs.rows)
            into += set(theirs.rows).difference(old)
    if not out and not into:
        return before.placed, before.rows
    if len(out) + len(into) > _MOST_MOVED:
        placed = sorted(row for theirs in subjects.values() for row in theirs.rows)
        return placed, [row[1:] for row in placed]
    placed, rows = list(before.placed), list(before.rows)
    for row in out:
        place = bisect_left(placed, row)
        del placed[place], rows[place]
    for row in into:
        insort(placed, row)
        rows.insert(bisect_left(placed, row), row[1:])
    return placed, rows


def _within(at: Instant, start: Instant | None, until: Instant | None) -> bool:
    return (start is None or start <= at) and (until is None or at < until)
