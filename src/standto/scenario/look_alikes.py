"""Names that look the same but differ: a fault, because a rule about one would not apply to the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from standto.model.policies import Policy
from standto.model.scenario import Scenario
from standto.scenario.cells import spelt
from standto.scenario.faults import Faults
from standto.scenario.layout import CREWS, DUTIES, POWERS, SETTINGS
from standto.scenario.name_likeness import likeness

COLUMNS = ("task", "site")
"""The columns whose names are compared with one another."""


class ComparedRow(NamedTuple):
    """A row of a file, counted from 0, with its id and the names that are compared."""

    file: str
    row: int
    id: str
    task: str
    site: str


class LookAlike(NamedTuple):
    """A row whose name in a column looks like the name of another row.

    `other` is None if the name is invisible, or looks like `*`.
    """

    column: str
    row: ComparedRow
    other: ComparedRow | None

    def words(self, place: str = "") -> str:
        """Return the fault in words; `place` names the other row, by default with its file and id."""
        name = spelt(getattr(self.row, self.column))
        if self.other is None:
            return f"{name} is not a name: write one with visible characters, other than '*'"
        where = place or f"{self.other.file} {self.other.id}"
        return (
            f"{name} looks like {spelt(getattr(self.other, self.column))} on {where} but is a different name: "
            "spell both the same way"
        )


class Group(NamedTuple):
    """Rows whose names in one column look the same but differ, or are invisible.

    Attributes
    ----------
    visible
        Whether the names show anything except `*`.
    """

    column: str
    rows: list[ComparedRow]
    visible: bool

    def name(self, row: ComparedRow) -> str:
        """Return a row's name."""
        return str(getattr(row, self.column))

    def alike(self, row: ComparedRow) -> LookAlike:
        """Return a row with the first row that has another name."""
        others = (other for other in self.rows if self.name(other) != self.name(row))
        return LookAlike(self.column, row, next(others, None) if self.visible else None)


def groups_alike(rows: Iterable[ComparedRow]) -> Iterator[Group]:
    """Yield the groups of names that look the same but differ, or are invisible.

    Parameters
    ----------
    rows
        Duties first, then crews, then powers.
    """
    found = list(rows)
    for column in COLUMNS:
        by_likeness: dict[str, list[ComparedRow]] = {}
        for row in found:
            if getattr(row, column) not in ("", "*"):
                by_likeness.setdefault(likeness(getattr(row, column)), []).append(row)
        for key, alike in by_likeness.items():
            visible = key not in ("", "*")
            if not visible or len({getattr(row, column) for row in alike}) > 1:
                yield Group(column, alike, visible)


def find_alike(rows: Iterable[ComparedRow]) -> Iterator[LookAlike]:
    """Yield each name that looks like that of an earlier row and differs from it, or is invisible.

    Parameters
    ----------
    rows
        Duties first, then crews, then powers.
    """
    for group in groups_alike(rows):
        first = group.name(group.rows[0])
        yield from each_once(group.alike(row) for row in group.rows if group.name(row) != first or not group.visible)


def each_once(found: Iterable[LookAlike]) -> Iterator[LookAlike]:
    """Yield the first of those with the same name in the same column."""
    seen: set[tuple[str, str]] = set()
    for alike in found:
        name = (alike.column, getattr(alike.row, alike.column))
        if name not in seen:
            seen.add(name)
            yield alike


def note_look_alikes(scenario: Scenario, lines: Mapping[str, Sequence[int]], faults: Faults) -> None:
    """Note every task, site and post that looks like another and differs from it.

    Two posts that look alike are a fault because an approval would need both.

    Parameters
    ----------
    lines
        The line of each row of each file.
    """
    for alike in find_alike(_rows(scenario)):
        row, other = alike.row, alike.other
        place = f"{other.file}:{lines[other.file][other.row]}" if other else ""
        faults.add(row.file, alike.words(place), line=lines[row.file][row.row], column=alike.column)
    for what in _posts_alike(scenario.policy):
        faults.add(SETTINGS, what, column="policy.approvers")


def look_alike_words(scenario: Scenario) -> list[str]:
    """Return warnings about names that look alike, which a ledger may have accepted in an earlier version."""
    found = find_alike(_rows(scenario))
    rows = [f"{alike.row.file} {alike.row.id}: {alike.column}: {alike.words()}" for alike in found]
    return rows + [f"{SETTINGS}: policy.approvers: {what}" for what in _posts_alike(scenario.policy)]


def _rows(scenario: Scenario) -> Iterator[ComparedRow]:
    """Yield the rows whose names are compared: duties, crews, powers."""
    for place, duty in enumerate(scenario.duties):
        yield ComparedRow(DUTIES.file, place, duty.id, duty.task, duty.site)
    for place, crew in enumerate(scenario.crews):
        yield ComparedRow(CREWS.file, place, crew.id, crew.task, crew.site)
    for place, power in enumerate(scenario.powers or ()):
        yield ComparedRow(POWERS.file, place, power.id, power.task, power.site)


def _posts_alike(policy: Policy) -> Iterator[str]:
    """Yield a fault in words for each post that looks like another and differs from it, or is invisible."""
    first: dict[str, str] = {}
    for post in dict.fromkeys(post for posts in policy.approvers.values() for post in posts):
        key = likeness(post)
        if not key:
            yield f"{spelt(post)} is not a post: write one with visible characters"
        elif (other := first.setdefault(key, post)) != post:
            yield f"{spelt(post)} looks like {spelt(other)} but is a different name: spell both the same way"
