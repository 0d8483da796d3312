"""The versions of the rows of one subject: which are in force at an instant, and until when they stay so."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from standto.model.time import Instant
from standto.scenario.layout import Cells

_OCCURRED = attrgetter("occurred")

PlacedRow = tuple[int, str, Cells]
"""A row in force: the entry that first set it, its id, and its cells. Rows in force sort by this."""


class Version(NamedTuple):
    """The cells of a row from an instant on; None if it ends then. `row_key` makes the `key`.

    Versions sort by time: of two that take effect at once, the later entry decides.
    """

    occurred: Instant
    sequence: int
    key: str
    cells: Cells | None


Versions = tuple[Version, ...]
"""Every version of the rows of one subject, sorted."""


def with_version(versions: Versions, version: Version) -> Versions:
    """Return versions with one more."""
    if not versions or versions[-1] < version:
        return (*versions, version)
    found = list(versions)
    insort(found, version)
    return tuple(found)


def in_force(versions: Sequence[Version], at: Instant) -> Version | None:
    """Return the last of some versions of one row that has taken effect; None if none has."""
    place = bisect_right(versions, at, key=_OCCURRED)
    return versions[place - 1] if place else None


def by_key(versions: Versions) -> dict[str, Sequence[Version]]:
    """Return the versions of each row of one subject by key, in order of time; an end without a key ends every row."""
    if len(versions) == 1:
        return {versions[0].key: versions}
    found: dict[str, list[Version]] = {}
    for version in versions:
        for rows in [found.setdefault(version.key, [])] if version.key or version.cells else found.values():
            rows.append(version)
    return dict(found)


def rows_of(subject: str, versions: Versions, at: Instant, *, tickets: bool) -> list[PlacedRow]:
    """Return the rows of one subject that are in force, sorted.

    Parameters
    ----------
    tickets
        Whether they are tickets: ending one ends all of the person for that capability, and one more replaces none.
    """
    if tickets:
        found = [(ticket.sequence, subject, ticket.cells or ()) for ticket in _tickets(versions, at)]
        return sorted(found)
    return sorted(
        (min(each.sequence for each in rows if each.cells is not None), subject, version.cells)
        for rows in by_key(versions).values()
        if (version := in_force(rows, at)) and version.cells is not None
    )


def unchanged_around(versions: Versions, at: Instant) -> tuple[Instant | None, Instant | None]:
    """Return the half-open period around an instant in which no version takes effect; None for no limit."""
    place = bisect_right(versions, at, key=_OCCURRED)
    start = versions[place - 1].occurred if place else None
    return start, versions[place].occurred if place < len(versions) else None


def _tickets(versions: Versions, at: Instant) -> list[Version]:
    """Return a person's tickets in force. Ending a row ends all their tickets for that capability."""
    found: list[Version] = []
    for version in versions[: bisect_right(versions, at, key=_OCCURRED)]:
        if version.cells is None:
            found = [ticket for ticket in found if ticket.key != version.key]
        else:
            found.append(version)
    return found
