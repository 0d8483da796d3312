"""Names that are compared exactly and look the same: each is a fault, for a rule about one is none about the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from standto.scenario.cells import spelt
from standto.scenario.layout import DUTIES, POWERS, SETTINGS
from standto.scenario.name_likeness import likeness

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from standto.model.scenario import Duty, Policy, Power, Scenario
    from standto.scenario.faults import Faults

COLUMNS = ("task", "site")
"""The columns whose names are compared with one another."""


class NamedRow(NamedTuple):
    """A row with names.

    Attributes
    ----------
    file, row
        The row's file, and its place there, from 0.
    id
        The row's id.
    task, site
        The names.
    """

    file: str
    row: int
    id: str
    task: str
    site: str


class LookAlike(NamedTuple):
    """A name that looks like another, or like none.

    Attributes
    ----------
    column
        The column of both.
    row
        The row with the name.
    other
        The row that has the other name; None where the name shows nothing, or looks like the sign for every one.
    """

    column: str
    row: NamedRow
    other: NamedRow | None

    def words(self, place: str = "") -> str:
        """Say what is wrong.

        Parameters
        ----------
        place
            What to call the other row; blank: its file and id.
        """
        name = spelt(getattr(self.row, self.column))
        if self.other is None:
            return f"{name} is not a name: write one with signs that can be seen, and not '*'"
        where = place or f"{self.other.file} {self.other.id}"
        return (
            f"{name} looks like {spelt(getattr(self.other, self.column))} on {where} and is not the same: "
            "write both alike"
        )


class Group(NamedTuple):
    """Rows whose names in one column look the same and are not, or show nothing.

    Attributes
    ----------
    column
        The column.
    rows
        The rows, in order.
    shows
        Whether the names show anything but the sign for every one.
    """

    column: str
    rows: list[NamedRow]
    shows: bool

    def name(self, row: NamedRow) -> str:
        """Return a row's name."""
        return str(getattr(row, self.column))

    def alike(self, row: NamedRow) -> LookAlike:
        """Return what a row's name looks like: the first name that is not the same."""
        others = (other for other in self.rows if self.name(other) != self.name(row))
        return LookAlike(self.column, row, next(others, None) if self.shows else None)


def groups_alike(rows: Iterable[NamedRow]) -> Iterator[Group]:
    """Go through the names that look the same and are not, or show nothing.

    Parameters
    ----------
    rows
        Duties first, then powers.
    """
    found = list(rows)
    for column in COLUMNS:
        by_look: dict[str, list[NamedRow]] = {}
        for row in found:
            if getattr(row, column) not in ("", "*"):
                by_look.setdefault(likeness(getattr(row, column)), []).append(row)
        for look, alike in by_look.items():
            shows = look not in ("", "*")
            if not shows or len({getattr(row, column) for row in alike}) > 1:
                yield Group(column, alike, shows)


def find_alike(rows: Iterable[NamedRow]) -> Iterator[LookAlike]:
    """Go through the rows with a name that looks like that of a row before, and is not the same: each name once.

    Parameters
    ----------
    rows
        Duties first, then powers.
    """
    for group in groups_alike(rows):
        first = group.name(group.rows[0])
        yield from told_once(group.alike(row) for row in group.rows if group.name(row) != first or not group.shows)


def told_once(found: Iterable[LookAlike]) -> Iterator[LookAlike]:
    """Leave out names that were told of before.

    Parameters
    ----------
    found
        What was found.
    """
    told: set[tuple[str, str]] = set()
    for alike in found:
        name = (alike.column, getattr(alike.row, alike.column))
        if name not in told:
            told.add(name)
            yield alike


def note_look_alikes(
    duties: Sequence[Duty], powers: Sequence[Power], lines: Mapping[str, Sequence[int]], faults: Faults
) -> None:
    """Note every task and site that looks like another and is not the same, with both places.

    Parameters
    ----------
    duties, powers
        Whose names they are.
    lines
        The line of each row of each file.
    faults
        Where faults are noted.
    """
    for alike in find_alike(_rows(duties, powers)):
        row, other = alike.row, alike.other
        place = f"{other.file}:{lines[other.file][other.row]}" if other else ""
        faults.add(row.file, lines[row.file][row.row], alike.column, alike.words(place))


def note_posts_alike(policy: Policy, faults: Faults) -> None:
    """Note every post of the approvers that looks like another and is not the same: an approval would need both.

    Parameters
    ----------
    policy
        Whose posts they are.
    faults
        Where faults are noted.
    """
    for what in _posts_alike(policy):
        faults.add(SETTINGS, None, "policy.approvers", what)


def _posts_alike(policy: Policy) -> Iterator[str]:
    """Say which posts of the approvers look like another and are not the same, or show nothing."""
    first: dict[str, str] = {}
    for post in dict.fromkeys(post for posts in policy.approvers.values() for post in posts):
        look = likeness(post)
        if not look:
            yield f"{spelt(post)} is not a post: write one with signs that can be seen"
        elif (other := first.setdefault(look, post)) != post:
            yield f"{spelt(post)} looks like {spelt(other)} and is not the same: write both alike"


def look_alike_words(scenario: Scenario) -> list[str]:
    """Return what to warn of where rows with names that look alike were kept, as a ledger keeps them.

    Parameters
    ----------
    scenario
        The scenario.
    """
    found = find_alike(_rows(scenario.duties, scenario.powers or ()))
    rows = [f"{alike.row.file} {alike.row.id}: {alike.column}: {alike.words()}" for alike in found]
    return rows + [f"{SETTINGS}: policy.approvers: {what}" for what in _posts_alike(scenario.policy)]


def _rows(duties: Sequence[Duty], powers: Sequence[Power]) -> Iterator[NamedRow]:
    """Go through the rows with names, duties first."""
    for place, duty in enumerate(duties):
        yield NamedRow(DUTIES.file, place, duty.id, duty.task, duty.site)
    for place, power in enumerate(powers):
        yield NamedRow(POWERS.file, place, power.id, power.task, power.site)
