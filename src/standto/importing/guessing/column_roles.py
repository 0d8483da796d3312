"""What each column of a found table holds: people, names, teams, skills, ends of periods, or nothing that is read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from standto.importing.guessing.days_in_words import day_in
from standto.importing.guessing.heading_words import uses_of
from standto.importing.guessing.hours_in_words import is_range
from standto.importing.guessing.plain_text import look_of, squeezed
from standto.importing.guessing.slots_in_words import minute_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from standto.importing.guessing.found_tables import FoundTable


@dataclass(frozen=True)
class ColumnRoles:
    """The columns of a table by what they hold.

    Attributes
    ----------
    person
        The column that tells people apart; None if there is none.
    by_name
        Whether that column holds names.
    ignored
        Columns that are not read: names, notes, and columns that nothing is known about.
    unknown
        Those of `ignored` that nothing is known about.
    """

    person: int | None
    by_name: bool = False
    team: int | None = None
    skills: tuple[int, ...] = ()
    since: int | None = None
    until: int | None = None
    date: int | None = None
    duty: int | None = None
    ignored: tuple[int, ...] = ()
    unknown: tuple[int, ...] = ()
    sure: bool = True
    names: tuple[int, ...] = field(default=())


def roles_in(table: FoundTable) -> ColumnRoles:
    """Return what the columns of a table hold, those of its days left out."""
    columns = [column for column, label in enumerate(table.labels) if column not in table.days]
    columns = [column for column in columns if table.labels[column] or any(table.texts(column))]
    person, sure = _person(table, columns)
    uses = {column: [use.use for use in uses_of(table.labels[column])] for column in columns if column != person}
    taken: dict[str, list[int]] = {}
    for column, found in uses.items():
        role = next((use for use in found if _fits(table, column, use)), "unknown")
        taken.setdefault(role, []).append(column)
    one = {role: taken.get(role, [None])[0] for role in ("team", "from", "until", "date", "duty")}
    read = {person, *taken.get("skill", ()), *one.values()}
    left = tuple(column for column in columns if column not in read)
    return ColumnRoles(
        person,
        by_name=person is not None and _is_name(table, person),
        team=one["team"],
        skills=tuple(taken.get("skill", ())),
        since=one["from"],
        until=one["until"],
        date=one["date"],
        duty=one["duty"],
        ignored=left,
        unknown=tuple(column for column in left if column in taken.get("unknown", ())),
        sure=sure,
        names=tuple(column for column in left if column in (*taken.get("name", ()), *taken.get("person", ()))),
    )


def _fits(table: FoundTable, column: int, use: str) -> bool:
    """Return whether the values of a column can be what its heading says."""
    dated = _share(table, column, _is_time_like) > 0.5
    if use in ("from", "until", "date"):
        return dated
    return not dated or use == "private"


def _is_time_like(text: str) -> bool:
    return day_in(text) is not None or is_range(text) or minute_in(text) is not None


def _share(table: FoundTable, column: int, test: Callable[[str], bool]) -> float:
    """Return the share of a column's filled cells that pass a test."""
    filled = [text for text in table.texts(column) if text]
    return sum(map(test, filled)) / len(filled) if filled else 0.0


def _person(table: FoundTable, columns: Iterable[int]) -> tuple[int | None, bool]:
    """Return the likeliest column of people, and whether its heading says so."""
    scores = {column: _score(table, column) for column in columns}
    best = max(scores, key=lambda column: (scores[column], -column), default=None)
    if best is None or scores[best] < 1:
        return None, False
    uses = [use.use for use in uses_of(table.labels[best])]
    return best, "person" in uses


def _score(table: FoundTable, column: int) -> float:
    """Return how likely it is that a column tells people apart: by its heading, and by the look of its values."""
    filled = [text for text in table.texts(column) if text]
    if not filled or _share(table, column, _is_time_like) > 0.3:
        return -9.0
    uses = {use.use for use in uses_of(table.labels[column])}
    score = (
        3.0 * ("person" in uses)
        + 1.5 * ("name" in uses)
        - 2.0 * bool(uses & {"skill", "duty"})
        - 5.0 * ("private" in uses)
    )
    distinct = len({squeezed(text) for text in filled}) / len(filled)
    score += 2 if distinct > 0.95 and len(filled) > 1 else 0 if distinct > 0.3 else -2 if table.days else -1
    (_, alike), *_ = Counter(look_of(text) for text in filled).most_common(1)
    score += 1.0 * (alike >= 0.8 * len(filled) and any(text[-1:].isdigit() or text[:1].isdigit() for text in filled))
    return score + (len(filled) / max(len(table.texts(column)), 1) - 1)


def _is_name(table: FoundTable, column: int) -> bool:
    uses = [use.use for use in uses_of(table.labels[column])]
    return "name" in uses and "person" not in uses
