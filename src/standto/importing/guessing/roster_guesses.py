"""How a roster is read: a time in each row, duties across, people in the cells."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from standto.importing.day_times import day_time
from standto.importing.guessing.days_in_words import day_in
from standto.importing.guessing.heading_words import uses_of
from standto.importing.guessing.hours_in_words import hours_in
from standto.importing.guessing.plain_text import free_id, id_of, unaccented, without_brackets
from standto.importing.guessing.sheet_guesses import Doubts, base_of, column_of, ignored, source_of, texts_in, where
from standto.importing.guessing.spellings import signs_between
from standto.importing.mapping.records import DutyColumn, SheetMapping, ValueSource
from standto.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from standto.importing.guessing.found_tables import FoundTable

READY_MINUTES = 30
"""What is supposed for people on call at home."""
_AT_HOME = re.compile(r"\b(?:home|on[ -]?call|stand-?by|rufbereitschaft|rufdienst|hintergrund\w*|astreinte|domicile)\b")
_VACANT = re.compile(
    r"vacan\w*|tb[ac]|none|nobody|n/?a|not covered|unfilled|unbesetzt|offen|vakant|a pourvoir|personne|[-–—?.x]+"
)


@dataclass(frozen=True)
class RosterGuess:
    """How a roster is read.

    Attributes
    ----------
    duties
        Each column of people with the id of its duty.
    ready
        The readiness in minutes of each of these columns.
    people
        The texts of the people in each column's cells.
    """

    table: FoundTable
    mapping: SheetMapping
    doubts: Doubts
    duty_doubts: Doubts
    duties: dict[int, str]
    ready: dict[int, int]
    people: dict[int, Counter[str]]


def roster_guess(table: FoundTable) -> RosterGuess | None:
    """Return how a roster is read; None if it has no column of times, or none of people."""
    columns = [column for column, label in enumerate(table.labels) if label]
    timed = [column for column in columns if _is_dated(table, column)]
    if not timed or len(columns) - len(timed) < 1:
        return None
    cells = {column: texts_in(table, [column]) for column in columns if column not in timed}
    people = {column: texts for column, texts in cells.items() if texts and not _is_other(table.labels[column])}
    if not people:
        return None
    doubts: Doubts = {"": f"{where(table)}: a time in each row, {counted(len(people), 'duty', 'duties')} across."}
    pairs, single = _times(table, timed)
    signs = signs_between((text for texts in people.values() for text in texts), always=(";", "|"))
    left = [column for column in columns if column not in people and column not in timed[: 1 if single else 2]]
    duty_doubts: Doubts = {}
    duties = _duties(table, list(people), duty_doubts, hours=single)
    mapping = replace(
        base_of(table, "times"),
        columns=pairs,
        duties={str(column_of(table, column)).strip('"'): duty for column, duty in duties.items()},
        split=signs,
        empty=_vacant(people.values(), doubts),
        ignore=ignored(table, left, [], doubts),
    )
    named = {column: Counter(texts) for column, texts in people.items()}
    ids = {column: duty.duty for column, duty in duties.items()}
    ready = {column: duty.ready_minutes for column, duty in duties.items()}
    return RosterGuess(table, mapping, doubts, duty_doubts, ids, ready, named)


def _is_dated(table: FoundTable, column: int) -> bool:
    filled = [text for text in table.texts(column) if text]
    return bool(filled) and sum(day_in(text) is not None for text in filled) > 0.5 * len(filled)


def _is_other(label: str) -> bool:
    """Return whether a heading says that its column holds no people."""
    return any(use.use == "private" for use in uses_of(label))


def _times(table: FoundTable, timed: list[int]) -> tuple[dict[str, ValueSource], bool]:
    """Return the columns of the times of a roster, and whether its rows give only a day."""
    if len(timed) > 1 and any(day.timed for day in table.seen_days(timed[0])):
        return {"from": source_of(table, timed[:1]), "until": source_of(table, timed[1:2])}, False
    return {"day": source_of(table, timed[:1])}, True


def _duties(table: FoundTable, columns: list[int], doubts: Doubts, *, hours: bool) -> dict[int, DutyColumn]:
    """Return what each column of people stands for."""
    found: dict[int, DutyColumn] = {}
    for column in columns:
        label = table.labels[column]
        duty = free_id(id_of(label) or f"duty-{column + 1}", {each.duty for each in found.values()})
        ready = READY_MINUTES if _AT_HOME.search(unaccented(label)) else 0
        said = hours_in(label) if hours else None
        spans = said.spans if said else ("00:00-24:00",) if hours else ()
        found[column] = DutyColumn(duty, ready, tuple(day_time(span) for span in spans))
        notes = []
        if ready:
            notes.append(
                f"DOUBT: on call at home, so taken as {ready} minutes from work: write the number that is agreed."
            )
        if hours and not (said and said.exact):
            notes.append("DOUBT: the sheet says no hours, so these are supposed.")
        if notes:
            doubts[str(column_of(table, column)).strip('"')] = "\n".join(notes)
    return found


def _vacant(cells: Iterable[list[str]], doubts: Doubts) -> tuple[str, ...]:
    """Return the texts in cells of people that stand for nobody."""
    texts = Counter(
        without_brackets(text)
        for column in cells
        for text in column
        if _VACANT.fullmatch(unaccented(without_brackets(text)))
    )
    if texts:
        doubts["empty"] = f"{counted(texts.total(), 'cell')} without a person."
    return tuple(sorted(texts))
