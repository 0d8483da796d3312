"""How a long table is read: a register of tickets, a list of shifts or of absences, a list of people."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from standto.importing.guessing.column_roles import ColumnRoles, roles_in
from standto.importing.guessing.hours_in_words import hours_in
from standto.importing.guessing.known_codes import known_meaning, shift_letters
from standto.importing.guessing.plain_text import unaccented
from standto.importing.guessing.sheet_guesses import (
    Doubts,
    SheetGuess,
    base_of,
    file_of,
    ignored,
    note_person,
    signs_of_skills,
    source_of,
    texts_in,
    where,
)
from standto.importing.mapping.records import SheetMapping, ValueSource

if TYPE_CHECKING:
    from standto.importing.guessing.found_tables import FoundTable

_ABSENCES = re.compile(
    r"\b(?:leave|absen\w*|sick\w*|holidays?|vacation|unavailab\w*|urlaub\w*|krank\w*|abwesen\w*|conges?|indispo\w*)\b"
)
_WIDE = 6
"""The number of columns from which a table without a team or a skill is not taken for a list of people."""
ANY_SKILL = "member"
"""The skill of everybody where no sheet says any."""


def record_guesses(table: FoundTable) -> tuple[SheetGuess, ...]:
    """Return how a long table is read, once for each table of the folder that it fills; none without people."""
    roles = roles_in(table)
    if roles.person is None:
        return ()
    timed = roles.since is not None and any(day.timed for day in table.seen_days(roles.since))
    if timed and roles.until is not None:
        return tuple(_rota(table, roles))
    if (
        roles.date is not None
        and roles.since is not None
        and roles.until is not None
        and not table.seen_days(roles.since)
    ):
        return tuple(_rota(table, roles))
    if roles.date is not None and (code := _code(table, roles)) is not None:
        return (_by_code(table, roles, code),)
    if _is_of_absences(table) and roles.since is not None:
        return (_absences(table, roles),)
    if roles.skills:
        return (_tickets(table, roles),)
    if roles.team is not None or len(table.labels) < _WIDE:
        return (_people(table, roles),)
    return ()


def _is_of_absences(table: FoundTable) -> bool:
    said = " ".join([table.sheet.name, file_of(table), *table.labels])
    return bool(_ABSENCES.search(unaccented(said.replace("_", " ").replace(".", " "))))


def _rota(table: FoundTable, roles: ColumnRoles) -> Iterator[SheetGuess]:
    """Yield the rows of a rota, and the tickets that they show, as no register may say them."""
    columns = _ends(table, roles) | {"person": _one(table, roles.person)}
    duties: Counter[str] = Counter()
    if roles.duty is not None:
        columns["duty"] = _one(table, roles.duty)
        duties = Counter(texts_in(table, [roles.duty]))
    yield _guess(table, roles, ("rota",), columns, "a time on duty in each row", duties=duties)


def _absences(table: FoundTable, roles: ColumnRoles) -> SheetGuess:
    ends = _ends(table, roles)
    columns = {"person": _one(table, roles.person), "event": ValueSource(value="unavailable"), "occurred": ends["from"]}
    return _guess(
        table,
        roles,
        ("events",),
        columns | {key: one for key, one in ends.items() if key == "until"},
        "an absence in each row",
    )


def _tickets(table: FoundTable, roles: ColumnRoles) -> SheetGuess:
    skills = texts_in(table, roles.skills)
    columns = {"person": _one(table, roles.person), "capability": source_of(table, roles.skills)} | _ends(table, roles)
    into: tuple[str, ...] = ("authorisations",)
    if roles.team is not None:
        columns["team"], into = _one(table, roles.team), ("people", "authorisations")
    return _guess(table, roles, into, columns, "a ticket in each row", skills=Counter(skills))


def _people(table: FoundTable, roles: ColumnRoles) -> SheetGuess:
    columns = {"person": _one(table, roles.person)}
    if roles.team is not None:
        columns["team"] = _one(table, roles.team)
    return _guess(table, roles, ("people",), columns, "a person in each row")


def _one(table: FoundTable, column: int | None) -> ValueSource:
    return source_of(table, [] if column is None else [column])


def _ends(table: FoundTable, roles: ColumnRoles) -> dict[str, ValueSource]:
    """Return the ends of a row's period; those that are times alone with the day of the row."""
    found = {}
    for name, column in (("from", roles.since), ("until", roles.until)):
        if column is not None:
            alone = roles.date is not None and not table.seen_days(column)
            found[name] = source_of(table, [roles.date, column] if alone and roles.date is not None else [column])
    return found


def _code(table: FoundTable, roles: ColumnRoles) -> int | None:
    """Return the column whose texts mostly are codes that rotas commonly use; None if there is none."""
    for column in (roles.duty, *roles.unknown):
        texts = [unaccented(text) for text in table.texts(column) if text] if column is not None else []
        letters = shift_letters(frozenset(texts))
        known = sum(bool(text in letters or known_meaning(text) or hours_in(text)) for text in texts)
        if texts and known > 0.5 * len(texts):
            return column
    return None


def _by_code(table: FoundTable, roles: ColumnRoles, code: int) -> SheetGuess:
    columns = {"person": _one(table, roles.person), "day": _one(table, roles.date), "code": _one(table, code)}
    return replace(_guess(table, roles, ("rota",), columns, "a day and a code in each row"), code=code)


def _guess(
    table: FoundTable,
    roles: ColumnRoles,
    into: tuple[str, ...],
    columns: dict[str, ValueSource],
    what: str,
    *,
    skills: Counter[str] | None = None,
    duties: Counter[str] | None = None,
) -> SheetGuess:
    """Return how a long table is read, everything else in it ignored."""
    doubts: Doubts = {"": f"{where(table)}: {what}."}
    note_person(table, roles, doubts, "columns.person")
    read = {name.heading or name.letter for source in columns.values() for name in source.columns}
    everything = {
        roles.person,
        roles.team,
        roles.since,
        roles.until,
        roles.date,
        roles.duty,
        *roles.skills,
        *roles.ignored,
    }
    left = sorted(c for c in everything if c is not None and not _is_read(table, c, read))
    mapping: SheetMapping = replace(
        base_of(table, "records"),
        into=into,
        columns=columns,
        ignore=ignored(table, left, roles.unknown, doubts),
        split=signs_of_skills(table, roles.skills) if skills else (),
    )
    teams = Counter(texts_in(table, [roles.team])) if "team" in columns and roles.team is not None else Counter()
    return SheetGuess(table, roles, mapping, doubts, skills or Counter(), teams, duties or Counter())


def _is_read(table: FoundTable, column: int, read: set[str]) -> bool:
    (name,) = source_of(table, [column]).columns
    return (name.heading or name.letter) in read
