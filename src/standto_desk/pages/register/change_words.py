"""A change of a row in words: each cell that differs, as it was and as it will be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from standto.model.scenario import Scenario
from standto.scenario.cells import Times, Unusable
from standto_desk.acts.registering.kept_tables import KEPT
from standto_desk.acts.registering.row_changes import ADD, END, TIMES, RegisterChange, RowCells
from standto_desk.acts.registering.settings_cells import SEPARATOR
from standto_desk.acts.registering.table_nouns import NOUNS
from standto_desk.components.moments import short_moment
from standto_desk.ledger.tables import SCENARIO
from standto_desk.pages.register.change_columns import ASKED
from standto_desk.pages.register.change_settings import SETTINGS_LABELS

LEAVES = f"{END} people"
"""The end of a person's row: nobody would say that a person ends."""
VERBS = {ADD: "Add a {}", "change": "Change a {}", END: "End a {}", LEAVES: "Take a {} off the register"}
DONE = {ADD: "Added a {}", "change": "Changed a {}", END: "Ended a {}", LEAVES: "Took a {} off the register"}
BLANK, USUAL = "not given", "as usual"


class ChangedCell(NamedTuple):
    """A cell of a row before and after a change, in words."""

    label: str
    before: str
    after: str


def verb_for(how: str, table: str, words: dict[str, str] = VERBS) -> str:
    """Return what is done to a row of a table, with a place for its noun."""
    return words.get(f"{how} {table}", words[how])


def title_of(change: RegisterChange, words: dict[str, str] = VERBS) -> str:
    """Return what a change does, with the row by its id; a person stays unnamed."""
    noun = NOUNS[change.table]
    if change.table == SCENARIO:
        return words["change"].format(noun).replace(" a ", " the ")
    title = verb_for(change.how, change.table, words).format(noun)
    return title if change.kept.of_people else f"{title}: {' '.join(cell for cell in change.key if cell)}"


def changed_cells(change: RegisterChange, before: RowCells | None, scenario: Scenario) -> tuple[ChangedCell, ...]:
    """Return the cells that a change gives another value; of a row that ends, all that it had."""
    old = before or {}
    new = dict(change.cells)
    columns = change.cells if change.table == SCENARIO else KEPT[change.table].columns
    return tuple(_changed(change, old, new, list(columns), scenario))


def label_of(table: str, column: str) -> str:
    """Return the label of a column."""
    if table == SCENARIO:
        return SETTINGS_LABELS.get(column, column)
    asked = ASKED[table].get(column)
    return asked.label.rstrip("?") if asked else column.replace("_", " ").capitalize()


def cell_words(table: str, column: str, cell: str, scenario: Scenario) -> str:
    """Return a cell in words: times by the force's clock, and things by their names."""
    if not cell:
        return USUAL if table == SCENARIO else BLANK
    if column in TIMES or (column in ("starts", "ends") and table == SCENARIO):
        try:
            return short_moment(Times(scenario.zone).instant(cell), scenario.zone)
        except Unusable:
            return cell
    asked = ASKED.get(table, {}).get(column)
    names = dict(asked.choices(scenario)) if asked else {}
    return ", ".join(names.get(item, item) for item in cell.split(SEPARATOR))


def _changed(
    change: RegisterChange, old: RowCells, new: RowCells, columns: list[str], scenario: Scenario
) -> Iterator[ChangedCell]:
    for column in columns:
        was, will = (cell_words(change.table, column, cells.get(column, ""), scenario) for cells in (old, new))
        if change.how == ADD and new.get(column):
            yield ChangedCell(label_of(change.table, column), "", will)
        elif change.how == END and old.get(column):
            yield ChangedCell(label_of(change.table, column), was, "")
        elif change.how not in (ADD, END) and was != will:
            yield ChangedCell(label_of(change.table, column), was, will)
