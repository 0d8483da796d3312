"""The rows of a folder that an account may not change: they stay as they are, and the page says so."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from standto.importing.onto.row_changes import ADDED
from standto.model.scenario import Scenario
from standto.model.time import BEGINNING
from standto.scenario.folder_cells import FolderCells
from standto.scenario.layout import CAPABILITIES, PEOPLE, TEAMS
from standto_desk.acts.bulk.laying_cells import LayingWays
from standto_desk.acts.bulk.parts import HORIZON, OF_PEOPLE, PARTS, RULES
from standto_desk.acts.bulk.reading_laid import laid_over
from standto_desk.acts.bulk.row_differences import counts_of, rows_that_differ
from standto_desk.ledger.tables import kind_of

STRANGERS = "people of other forces"
_NEW_ONLY = (CAPABILITIES, TEAMS)
"""The tables to which somebody who keeps people may add rows, because tickets and people refer to them."""
_NEW_PARTS = tuple(kind_of(table.file) for table in _NEW_ONLY)


class Leaving(NamedTuple):
    """The parts of a folder that are laid, and those that are left.

    Attributes
    ----------
    sent
        The folder, without the parts that are left.
    parts
        The parts that are laid.
    strangers
        The people of other forces, whose rows stay as they are.
    left
        The numbers of rows that are left, by part. Of people, those of the folder: more would reveal the register.
    """

    sent: FolderCells
    parts: frozenset[str]
    strangers: frozenset[str]
    left: dict[str, int]


def leaving(base: Scenario, sent: FolderCells, parts: Collection[str], *, any_force: bool) -> Leaving:
    """Return the parts of a folder that an account may change, and the numbers of rows that it may not."""
    allowed = frozenset(parts)
    rows = {file: found for file, found in sent.rows.items() if kind_of(file) in allowed}
    if "people" in allowed:
        known = {CAPABILITIES: {one.id for one in base.capabilities}, TEAMS: {one.id for one in base.teams}}
        for table in _NEW_ONLY:
            if kind_of(table.file) not in allowed and table.file in sent.rows:
                new = [row for row in sent.rows[table.file] if row[1][0] not in known[table]]
                rows |= {table.file: new} if new else {}
    strangers = frozenset[str]() if any_force or "people" not in allowed else _strangers(base, sent)
    left = _left(base, sent, allowed)
    if named := strangers & {row[1][0] for row in sent.rows.get(PEOPLE.file, ())}:
        left[STRANGERS] = len(named)
    laid = allowed | {kind_of(file) for file in rows} | ({HORIZON} & PARTS.keys() if "people" in allowed else set())
    return Leaving(sent._replace(rows=rows), laid, strangers, left)


def _left(base: Scenario, sent: FolderCells, allowed: frozenset[str]) -> dict[str, int]:
    others = frozenset(PARTS) - allowed - OF_PEOPLE
    left = {
        kind_of(file): len(rows)
        for file, rows in sent.rows.items()
        if kind_of(file) in OF_PEOPLE and kind_of(file) not in allowed and rows
    }
    if others:
        found = laid_over(base, sent, LayingWays(others, (), BEGINNING)).scenario
        if found is None:
            left |= {kind_of(file): len(rows) for file, rows in sent.rows.items() if kind_of(file) in others}
            left |= {RULES: 1} if sent.settings is not None and RULES in others else {}
        else:
            new = _NEW_PARTS if "people" in allowed else ()
            differing = [each for each in rows_that_differ(base, found) if each.part not in new or each.kind != ADDED]
            left |= {part: sum(kinds.values()) for part, kinds in counts_of(differing).items()}
    return left


def _strangers(base: Scenario, sent: FolderCells) -> frozenset[str]:
    """Return the people of other forces, by the register or by the folder."""
    teams = {one.id: one.force for one in base.teams}
    teams |= {cells[0]: cells[1] or base.home for _, cells in sent.rows.get(TEAMS.file, ()) if cells[0] not in teams}
    found = {one.id for one in base.people if one.force != base.home}
    for _, (person, force, team) in sent.rows.get(PEOPLE.file, ()):
        if (force or teams.get(team, base.home)) != base.home:
            found.add(person)
    return frozenset(found)
